//! What a case report is made of: plain owned data, gathered by the caller.
//!
//! Closed vocabularies that belong to other rooms (states, speakers, seriousness criteria, kinds of mail…) travel as
//! their code, such as `"hospitalisation"`. [`super::label`] knows the words for the usual codes in both languages and
//! prints an unknown one as it stands: a code list that grows must never make an old report unreadable.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The language a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

/// The time zone in which a document shows its times.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Metropolitan France.
    #[default]
    Paris,
    /// Coordinated universal time.
    Utc,
    /// A zone of the IANA database by its name, such as `America/Martinique`; an unknown one is taken as UTC.
    Iana(String),
    /// A named zone with one constant offset.
    Fixed {
        /// The name as it is to be printed, such as « heure de La Réunion ».
        name: String,
        /// Minutes to add to UTC.
        offset_minutes: i32,
    },
}

/// Whether a case holds an adverse event or a special situation without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// A suspected adverse reaction.
    #[default]
    AdverseEvent,
    /// Misuse, exposure during pregnancy and the like, without a reaction.
    SpecialSituation,
}

/// Who made a judgement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judge {
    /// The engine, nobody having confirmed it yet.
    #[default]
    Machine,
    /// A person, by name.
    Person(String),
}

/// Everything one case report shows.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CaseFile {
    /// The language of the document.
    pub language: Language,
    /// The case number, such as `VIG-2026-000142`.
    pub number: String,
    /// The worldwide unique case identification, once one was given.
    pub worldwide_id: Option<String>,
    /// The organisation that holds the case.
    pub organisation: Organisation,
    /// The version of the case; it grows with each change.
    pub version: u32,
    /// The code of the state the case is in, such as `triage`.
    pub state: String,
    /// What kind of case it is.
    pub kind: CaseKind,
    /// When this document was made.
    pub generated_at: DateTime<Utc>,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// The person or the service that made this document.
    pub generated_by: String,
    /// A hash of the case data this document was made from, in hexadecimal.
    pub content_hash: Option<String>,
    /// The dates that count towards the legal deadline.
    pub clock: Clock,
    /// The four criteria of a valid case, in the order given.
    pub criteria: Vec<Criterion>,
    /// Where the case comes from.
    pub source: Source,
    /// The person who had the reaction.
    pub patient: Patient,
    /// The person who told of it.
    pub reporter: Reporter,
    /// The products involved.
    pub products: Vec<Product>,
    /// The reactions reported.
    pub reactions: Vec<Reaction>,
    /// The criteria that make the case serious, with the words that say so.
    pub seriousness: Vec<Coded>,
    /// The special situations found, with the words that say so.
    pub special_situations: Vec<Coded>,
    /// What is not known yet, with the question to ask.
    pub missing: Vec<Missing>,
    /// The course of the case in a person's words.
    pub narrative: Option<String>,
    /// Opinions on causality, each with its author and method.
    pub causality: Vec<Causality>,
    /// The outcome of the search for duplicates; `None` when no search was made.
    pub duplicates: Option<DuplicateCheck>,
    /// Attempts to learn more from the reporter.
    pub follow_ups: Vec<FollowUp>,
    /// Mails sent about the case.
    pub mails: Vec<Mail>,
    /// Transmissions to authorities and partners.
    pub submissions: Vec<Submission>,
    /// Documents made from the case.
    pub documents: Vec<Document>,
    /// Breaches and other findings in the same post.
    pub findings: Vec<Finding>,
    /// What the engine computed.
    pub machine: Option<MachinePart>,
    /// What happened to the case, oldest first.
    pub events: Vec<Event>,
    /// Electronic signatures.
    pub signatures: Vec<Signature>,
    /// The last entry of the audit trail when the document was made.
    pub audit_head: Option<AuditHead>,
}

/// The organisation that holds a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// The code of its regulatory role, such as `pharma` or `hospital`.
    pub role: Option<String>,
}

/// The dates that count towards the legal deadline.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Clock {
    /// When the author published the post.
    pub posted_at: Option<DateTime<Utc>>,
    /// When it was fetched or received.
    pub received_at: Option<DateTime<Utc>>,
    /// When the engine detected the case.
    pub detected_at: Option<DateTime<Utc>>,
    /// When a person first saw it.
    pub first_seen_at: Option<DateTime<Utc>>,
    /// Who that person was.
    pub first_seen_by: Option<String>,
    /// When the four criteria were complete.
    pub criteria_complete_at: Option<DateTime<Utc>>,
    /// Day zero.
    pub day_zero: Option<DayZero>,
    /// Whether the case is serious; `None` while undecided.
    pub serious: Option<bool>,
    /// The last day on which the case may be reported.
    pub due_on: Option<NaiveDate>,
    /// Calendar days elapsed since day zero.
    pub days_used: Option<i64>,
    /// Why the case is late, if it is.
    pub late_reason: Option<String>,
}

/// Day zero: the first day the organisation held a valid case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayZero {
    /// The day.
    pub day: NaiveDate,
    /// Who decided it; `None` while it is only proposed.
    pub decided_by: Option<String>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why that day.
    pub reason: Option<String>,
}

/// One of the four criteria of a valid case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Criterion {
    /// Its code: `reporter`, `patient`, `product` or `reaction`.
    pub code: String,
    /// Whether it is met.
    pub met: bool,
    /// The words of the source that show it.
    pub quotes: Vec<String>,
    /// Who judged.
    pub judged_by: Judge,
    /// When it was judged.
    pub judged_at: Option<DateTime<Utc>>,
}

/// Where a case comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// The code of the platform, such as `facebook`.
    pub platform: String,
    /// The name of the page.
    pub page: String,
    /// The address of the post, where the reader may see it.
    pub url: Option<String>,
    /// Whether the organisation owns or controls the page.
    pub page_owned: bool,
    /// The code of the kind of message, such as `comment`.
    pub kind: String,
    /// The code of who speaks, such as `visitor`.
    pub speaker: String,
    /// The author as the reader of this document may see him.
    pub author: Option<String>,
    /// Whether the author's name was masked.
    pub author_masked: bool,
    /// Which revision of the post this is, from 1.
    pub revision: u32,
    /// Whether the post has since been deleted where it was published.
    pub deleted_upstream: bool,
    /// The text, exactly as received.
    pub text: String,
    /// What was recognised in it.
    pub spans: Vec<TextSpan>,
    /// SHA-256 of the bytes received, in hexadecimal.
    pub capture_sha256: Option<String>,
    /// The language of the text, as a tag such as `fr`.
    pub language: Option<String>,
    /// The message this one answers.
    pub parent_text: Option<String>,
}

/// A passage recognised in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TextSpan {
    /// Where it starts, in bytes of the UTF-8 text.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// What it is: `product`, `reaction`, `seriousness`, `patient`, `finding`…
    pub kind: String,
    /// The label to print after it; empty for the word of its kind.
    pub label: String,
}

impl TextSpan {
    /// The bytes it covers.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The person who had the reaction.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Patient {
    /// The words of the source.
    pub excerpt: Option<String>,
    /// Initials or another masked identifier.
    pub identifier: Option<String>,
    /// Age, in `age_unit`.
    pub age: Option<u32>,
    /// The code of the unit of the age: `year`, `month`, `week`, `day`.
    pub age_unit: Option<String>,
    /// The code of the age group, such as `child`.
    pub age_group: Option<String>,
    /// The code of the sex: `male`, `female`.
    pub sex: Option<String>,
    /// The code of the patient's relation to the reporter, such as `self` or `child`.
    pub relation: Option<String>,
    /// Relevant history, as told.
    pub history: Option<String>,
}

/// The person who told of the reaction.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reporter {
    /// The reporter as the reader of this document may see him.
    pub name: Option<String>,
    /// The code of the reporter's relation to the patient, such as `parent`.
    pub relation: Option<String>,
    /// The code of the qualification, such as `consumer` or `physician`.
    pub qualification: Option<String>,
    /// The country, as ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// A product involved in a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Product {
    /// The words of the source; `None` when the product is only known from the page.
    pub verbatim: Option<String>,
    /// The name it was resolved to.
    pub name: Option<String>,
    /// The active substance.
    pub substance: Option<String>,
    /// The ATC code.
    pub atc: Option<String>,
    /// The batch number.
    pub batch: Option<String>,
    /// The code of its role: `suspect`, `concomitant`, `interacting`, `other`.
    pub role: String,
    /// Whether it comes from what the page is about instead of the text.
    pub from_page: bool,
}

/// A reaction in a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reaction {
    /// The words of the source.
    pub verbatim: String,
    /// The term it was coded to.
    pub term: Option<String>,
    /// The dictionary, its version and the code, such as `MedDRA 29.1 · 10019211`.
    pub coding: Option<String>,
    /// The code of its status: `affirmed`, `negated`, `hypothetical`, `resolved`…
    pub status: String,
    /// The code of its outcome, such as `recovered`.
    pub outcome: Option<String>,
}

/// A code with the words that show it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Coded {
    /// The code, such as `hospitalisation` or `overdose`.
    pub code: String,
    /// The words of the source, or a person's reason.
    pub words: Option<String>,
}

/// Something not known yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Missing {
    /// The code of what is missing, such as `product`.
    pub criterion: String,
    /// The question to ask.
    pub question: String,
}

/// An opinion on causality.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Causality {
    /// Whose opinion: `reporter`, `sender` or a name.
    pub by: String,
    /// The method, such as the French imputability method or WHO-UMC.
    pub method: Option<String>,
    /// The opinion.
    pub result: String,
    /// What it is about, if not the whole case.
    pub about: Option<String>,
}

/// The outcome of a search for duplicates.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DuplicateCheck {
    /// The version of the algorithm.
    pub algorithm: String,
    /// When the search was made.
    pub at: Option<DateTime<Utc>>,
    /// Cases that resemble this one.
    pub candidates: Vec<DuplicateCandidate>,
}

/// A case that resembles another.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DuplicateCandidate {
    /// The case number.
    pub number: String,
    /// The similarity, 0 to 1.
    pub score: f64,
    /// What was decided, and by whom.
    pub decision: Option<String>,
}

/// An attempt to learn more from the reporter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FollowUp {
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// The code or name of the channel, such as `public_reply`.
    pub channel: String,
    /// What was asked.
    pub content: String,
    /// The answer.
    pub answer: Option<String>,
}

/// A mail about a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mail {
    /// The code of its kind, such as `new_case`.
    pub kind: String,
    /// The recipient, masked.
    pub recipient: String,
    /// The message id.
    pub message_id: Option<String>,
    /// The code of its state: `queued`, `sent`, `retry`, `gave_up`.
    pub state: String,
    /// When it was handed to the mail server.
    pub sent_at: Option<DateTime<Utc>>,
    /// How many times it was tried.
    pub attempts: u32,
}

/// A transmission to an authority or a partner.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Submission {
    /// To whom.
    pub destination: String,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// SHA-256 of the file sent, in hexadecimal.
    pub sha256: Option<String>,
    /// The acknowledgement received, such as `CA`, with its time and remarks.
    pub acknowledgement: Option<String>,
}

/// A document made from a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Document {
    /// The code of its kind, such as `pdf`, `cioms` or `e2b`.
    pub kind: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// When it was made.
    pub made_at: Option<DateTime<Utc>>,
}

/// A finding in the post, beside the adverse event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Finding {
    /// The id of the rule.
    pub rule: String,
    /// The code of its severity, such as `high`.
    pub severity: String,
    /// The words it is about.
    pub excerpt: String,
    /// What is wrong.
    pub message: String,
    /// The articles of law, such as `CSP R.4127-19-1`.
    pub law: Vec<String>,
}

/// What the engine computed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MachinePart {
    /// The release of the policy packs.
    pub release: String,
    /// Their digest.
    pub digest: String,
    /// The score, 0 to 1.
    pub score: f64,
    /// The score from which a post counts as a report.
    pub threshold: Option<f64>,
    /// The code of the verdict, such as `report`.
    pub verdict: String,
    /// The cues that decided.
    pub cues: Vec<String>,
    /// What a person decided instead, if he overrode it.
    pub overridden: Option<String>,
}

/// Something that happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: String,
    /// What happened, as a code or in words.
    pub what: String,
    /// Old and new values, reasons.
    pub detail: Option<String>,
}

/// An electronic signature.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signature {
    /// The printed name of the signer.
    pub name: String,
    /// When he signed.
    pub at: DateTime<Utc>,
    /// What the signature means, such as « Revue médicale ».
    pub meaning: String,
}

/// The last entry of an audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AuditHead {
    /// Its sequence number.
    pub seq: i64,
    /// Its hash, in hexadecimal.
    pub hash: String,
}
