use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::case_sample::samples;
use super::{FieldError, Finding, Page, Policy};
use crate::view::label::{
    CaseKind, Criterion, CriterionStatus, DocumentKind, EventKind, MailStatus, PostKind, ProductRole, ReactionStatus,
    Seriousness, SeriousnessCriterion, Speaker, SpecialSituation, State, Transition,
};
use crate::view::segment::Segment;
use crate::view::time::Due;

/// One case: its source, the four criteria, the clock, what can be done, and what was done.
///
/// Forms post to `/cases/<id>/<transition>`, `/criteria`, `/day-zero` and `/seriousness`, each with `version`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Case {
    /// Identifier, as in its address.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// Version that the forms send back.
    pub version: i64,
    /// Where it stands.
    pub state: State,
    /// What it records.
    pub kind: CaseKind,
    /// Whether it is serious.
    pub seriousness: Seriousness,
    /// The criteria that make it serious.
    pub seriousness_criteria: Vec<SeriousnessCriterion>,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Day zero, decided or only proposed.
    pub day_zero: Option<NaiveDate>,
    /// Why this day zero; none while it is only proposed.
    pub day_zero_reason: Option<String>,
    /// Last day that the day-zero form accepts: today, in the organisation's zone.
    pub today: NaiveDate,
    /// Its deadline, once day zero is known.
    pub due: Option<Due>,
    /// The post that opened it.
    pub source: Source,
    /// The products.
    pub products: Vec<Product>,
    /// The reactions.
    pub reactions: Vec<Reaction>,
    /// Special situations.
    pub special_situations: Vec<SpecialSituation>,
    /// The four criteria.
    pub criteria: Vec<CriterionRow>,
    /// What is missing, with the question to ask.
    pub missing: Vec<MissingItem>,
    /// What the reader may do with it now.
    pub transitions: Vec<TransitionOffer>,
    /// Whether the reader may judge the criteria, day zero and seriousness.
    pub editable: bool,
    /// What was refused in the form just sent.
    pub errors: Vec<FieldError>,
    /// What happened, newest first.
    pub events: Vec<Event>,
    /// Mails about it.
    pub mails: Vec<MailRow>,
    /// Documents made of it.
    pub documents: Vec<Document>,
    /// Score of the machine's reading, from 0 to 100.
    pub score: u8,
    /// Policy that read it.
    pub policy: Policy,
    /// Words that decided.
    pub cues: Vec<String>,
    /// Rules that the post breaks besides.
    pub findings: Vec<Finding>,
}

/// The post that opened a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Identifier of the kept post.
    pub post_id: String,
    /// Name of the platform.
    pub platform: String,
    /// Name of the page it was published on.
    pub page: String,
    /// What was published.
    pub kind: PostKind,
    /// Who speaks.
    pub speaker: Speaker,
    /// Name or handle shown by the platform.
    pub author: Option<String>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// When it reached us.
    pub received_at: DateTime<Utc>,
    /// Where it was published.
    pub url: Option<String>,
    /// Language of the text.
    pub text_lang: String,
    /// The text, with what was seen in it.
    pub segments: Vec<Segment>,
    /// What it answers to.
    pub parent: Option<Parent>,
    /// When its deletion upstream was seen.
    pub deleted_at: Option<DateTime<Utc>>,
    /// SHA-256 of the bytes received.
    pub sha256: String,
}

/// The message that a post answers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parent {
    /// Who wrote it, when known.
    pub author: Option<String>,
    /// Its text.
    pub text: String,
}

/// A product of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Product {
    /// Its name.
    pub name: String,
    /// Its substance.
    pub substance: Option<String>,
    /// The author's words.
    pub excerpt: Option<String>,
    /// The part it plays.
    pub role: ProductRole,
    /// Whether it was taken from what the page is about rather than from the text.
    pub from_page: bool,
}

/// A reaction of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reaction {
    /// Its term.
    pub term: String,
    /// The author's words.
    pub excerpt: String,
    /// What the text says of it.
    pub status: ReactionStatus,
}

/// One of the four criteria, with what supports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CriterionRow {
    /// The criterion.
    pub criterion: Criterion,
    /// How it stands.
    pub status: CriterionStatus,
    /// The author's words that support it.
    pub quotes: Vec<String>,
    /// Who judged it; none while only the machine read it.
    pub judgement: Option<Judgement>,
}

/// A person's judgement of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// On what ground.
    pub note: Option<String>,
}

/// Missing information, with the question to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingItem {
    /// The criterion it would complete.
    pub criterion: Criterion,
    /// A question ready to be sent.
    pub question: String,
}

/// A transition that the reader may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TransitionOffer {
    /// The transition.
    pub transition: Transition,
    /// Whether a reason must be given.
    pub reason_required: bool,
}

/// Something that happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; none for the program itself.
    pub actor: Option<String>,
    /// What.
    pub kind: EventKind,
    /// State before, for a transition.
    pub from: Option<State>,
    /// State after, for a transition.
    pub to: Option<State>,
    /// What exactly: the code of the criterion that was judged, the day that became day zero, else a few words.
    pub detail: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A mail about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailRow {
    /// To whom.
    pub to: String,
    /// Where it stands.
    pub status: MailStatus,
    /// When it was last tried, or queued.
    pub at: DateTime<Utc>,
    /// How often it was tried.
    pub attempts: i64,
    /// What the server answered, when it refused.
    pub error: Option<String>,
}

/// A document made of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Its address.
    pub href: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Page for Case {
    const NAME: &'static str = "page/case.html";

    fn samples() -> Vec<Self> {
        samples()
    }
}
