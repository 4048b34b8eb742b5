//! Opening a case for a post, or joining the case its post has already.

use std::collections::BTreeMap;

use entity::{
    CaseId, CaseKind, CaseState, Criteria, Criterion, MailKind, PageId, PostId, Words, case, case_event, case_post,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Value, json};

use super::{deadline, number, state};
use crate::{
    account::{self, Access, Recipient},
    app::App,
    audit::{Actor, Deed},
    db,
    engine::{
        self, AdverseEvent, AdverseVerdict,
        review::{ProductRole, ReactionStatus},
    },
    error::Result,
    mail::{self, Promise},
    post::{Arrival, Kept, Moments},
};

/// A post revision that may concern a case.
pub(super) struct Opening<'a> {
    post: PostId,
    page: PageId,
    revision: i32,
    revised: bool,
    current: bool,
    published_at: chrono::DateTime<chrono::Utc>,
    review: &'a engine::Review,
}

impl<'a> Opening<'a> {
    /// The opening an arrival makes; duplicates make none.
    pub(super) fn of(kept: &Kept, arrival: &Arrival<'a>) -> Option<Self> {
        let (revision, current) = match kept {
            Kept::Created { .. } => (arrival.draft.revision.unwrap_or(1), true),
            Kept::Revised { revision, current, .. } => (*revision, *current),
            Kept::Duplicate { .. } => return None,
        };
        Some(Self {
            post: kept.post(),
            page: arrival.page.id,
            revision,
            revised: matches!(kept, Kept::Revised { .. }),
            current,
            published_at: arrival.draft.published_at,
            review: arrival.review,
        })
    }

    fn kind(&self) -> Option<CaseKind> {
        match self.review.adverse_event.verdict {
            AdverseVerdict::Report => Some(CaseKind::Report),
            AdverseVerdict::SpecialSituation => Some(CaseKind::SpecialSituation),
            AdverseVerdict::Mention | AdverseVerdict::None => None,
        }
    }
}

/// What opening and joining came to.
#[derive(Default)]
pub(super) struct Opened {
    /// The case each post is in.
    pub(super) by_post: BTreeMap<PostId, CaseId>,
    /// What the trail says of it.
    pub(super) deeds: Vec<Deed>,
}

/// A case while a batch is being taken in.
struct Touched {
    case: case::Model,
    /// Not in the database yet.
    fresh: bool,
}

/// Rows that a batch adds.
#[derive(Default)]
struct Rows {
    posts: Vec<case_post::ActiveModel>,
    events: Vec<case_event::ActiveModel>,
    promises: Vec<Promise>,
}

/// Opens a case for each report or special situation, and adds new texts to the case their post has already.
pub(super) async fn open_or_join(
    transaction: &DatabaseTransaction,
    app: &App,
    access: &Access,
    moments: Moments,
    openings: &[Opening<'_>],
) -> Result<Opened> {
    let mut touched = known_cases(transaction, access, openings).await?;
    let mut opened = Opened::default();
    if touched.is_empty() && openings.iter().all(|opening| opening.kind().is_none()) {
        return Ok(opened);
    }
    let recipients = account::recipients(transaction, access.organisation.id, app.clock.now()).await?;
    if recipients.is_empty() {
        tracing::warn!(organisation = access.organisation.slug, "a case opens and nobody is told: add an officer");
    }
    let mut next = next_number(transaction, access).await?;
    let mut rows = Rows::default();
    for opening in openings {
        match (touched.get_mut(&opening.post), opening.kind()) {
            (Some(Touched { case, .. }), _) => {
                let before = case.state;
                let matters = join(case, app, moments, opening);
                let detail = json!({
                    "adverse": opening.review.adverse_event.verdict, "revision": opening.revision,
                    "from": before, "to": case.state,
                });
                rows.events.push(event(app, case, "post_revised", detail));
                opened.deeds.push(Deed::new("case.post_revised", "case", case.id, json!({ "post": opening.post })));
                rows.posts.push(membership(case, opening, moments));
                if matters {
                    let tell = |recipient| promise(access, case, recipient, MailKind::CaseUpdated);
                    rows.promises.extend(recipients.iter().map(tell));
                }
            }
            (None, Some(kind)) => {
                let case = new_case(app, access, moments, opening, (kind, next));
                next += 1;
                let score = opening.review.adverse_event.score;
                rows.events.push(event(app, &case, "opened", json!({ "score": score, "kind": kind })));
                rows.promises
                    .extend(recipients.iter().map(|recipient| promise(access, &case, recipient, MailKind::CaseOpened)));
                let detail =
                    json!({ "kind": kind, "number": case.number, "post": opening.post, "serious": case.serious });
                opened.deeds.push(Deed::new("case.opened", "case", case.id, detail));
                rows.posts.push(membership(&case, opening, moments));
                touched.insert(opening.post, Touched { case, fresh: true });
            }
            (None, None) => {}
        }
    }
    opened.by_post = touched.iter().map(|(post, touched)| (*post, touched.case.id)).collect();
    write(transaction, app, access, touched, rows).await?;
    Ok(opened)
}

async fn write(
    transaction: &DatabaseTransaction,
    app: &App,
    access: &Access,
    touched: BTreeMap<PostId, Touched>,
    rows: Rows,
) -> Result<()> {
    let mut fresh = Vec::new();
    for Touched { case, fresh: is_fresh } in touched.into_values() {
        if is_fresh {
            fresh.push(case.into_active_model());
        } else {
            case.into_active_model().reset_all().update(transaction).await?;
        }
    }
    db::insert_all(transaction, fresh).await?;
    db::insert_all(transaction, rows.posts).await?;
    db::insert_all(transaction, rows.events).await?;
    let organisation = access.organisation.id;
    Ok(mail::outbox::enqueue(transaction, &app.clock, &app.sender_domain, organisation, rows.promises).await?)
}

/// The cases that posts of this batch have already.
async fn known_cases(
    transaction: &DatabaseTransaction,
    access: &Access,
    openings: &[Opening<'_>],
) -> Result<BTreeMap<PostId, Touched>> {
    let revised: Vec<PostId> = openings.iter().filter(|opening| opening.revised).map(|opening| opening.post).collect();
    if revised.is_empty() {
        return Ok(BTreeMap::new());
    }
    let cases =
        case::Entity::of(access.organisation.id).filter(case::Column::PostId.is_in(revised)).all(transaction).await?;
    Ok(cases.into_iter().map(|case| (case.post_id, Touched { case, fresh: false })).collect())
}

/// The next free number; the organisation's audit lock keeps others from taking it.
async fn next_number(transaction: &DatabaseTransaction, access: &Access) -> Result<i64> {
    let last: Option<i64> = case::Entity::of(access.organisation.id)
        .select_only()
        .column(case::Column::Number)
        .order_by_desc(case::Column::Number)
        .limit(1)
        .into_tuple()
        .one(transaction)
        .await?;
    Ok(last.unwrap_or_default() + 1)
}

fn new_case(
    app: &App,
    access: &Access,
    moments: Moments,
    opening: &Opening<'_>,
    (kind, number): (CaseKind, i64),
) -> case::Model {
    let day_zero = deadline::proposed_day_zero(moments.detected_at, None, access.zone());
    let mut case = case::Model {
        id: app.clock.id(),
        organisation_id: access.organisation.id,
        number,
        page_id: opening.page,
        post_id: opening.post,
        kind,
        state: CaseState::New,
        version: 1,
        language: opening.review.lang.as_str().to_owned(),
        products: Words::default(),
        reactions: Words::default(),
        special_situations: Words::default(),
        seriousness: Words::default(),
        serious: false,
        criteria: Criteria::default(),
        day_zero,
        day_zero_reason: None,
        day_zero_by: None,
        due_on: day_zero,
        assignee_id: None,
        posted_at: opening.published_at,
        received_at: moments.received_at,
        detected_at: moments.detected_at,
        first_seen_at: None,
        criteria_complete_at: None,
        opened_at: app.clock.now(),
        updated_at: app.clock.now(),
    };
    read_into(&mut case, &opening.review.adverse_event, moments);
    case
}

/// Adds a new text to a case, and answers whether the officers must hear of it.
///
/// While nobody has touched the case, it shows what the newest text says, but what was serious stays serious: the
/// author may edit words away, not the event. Afterwards a person's values stand. A text that reports an event reopens a
/// case that was settled.
fn join(case: &mut case::Model, app: &App, moments: Moments, opening: &Opening<'_>) -> bool {
    case.version += 1;
    case.updated_at = app.clock.now();
    let Some(kind) = opening.kind().filter(|_| opening.current) else { return false };
    let read = &opening.review.adverse_event;
    let serious = !read.seriousness.is_empty();
    let graver = serious && !case.serious;
    if state::is_settled(case.state) {
        case.state = CaseState::InReview;
        return true;
    }
    if case.state == CaseState::New && (serious || !case.serious) {
        case.kind = kind;
        read_into(case, read, moments);
    }
    graver
}

/// Fills in what the engine read.
fn read_into(case: &mut case::Model, read: &AdverseEvent, moments: Moments) {
    let suspects = read.products.iter().filter(|product| product.role == ProductRole::Suspect);
    let told = read.reactions.iter().filter(|reaction| is_told(reaction.status));
    case.products = words(suspects.clone().map(|product| product.name.as_str()));
    case.reactions = words(told.clone().map(|reaction| reaction.term.as_str()));
    case.special_situations = words(read.special_situations.iter().map(|situation| situation.as_str()));
    case.seriousness = words(read.seriousness.iter().map(|criterion| criterion.as_str()));
    case.serious = !case.seriousness.0.is_empty();
    case.due_on = deadline::due_on(case.day_zero, case.serious);
    case.criteria = Criteria {
        patient: criterion(read.criteria.patient, read.patient.iter().map(|patient| patient.excerpt.as_str())),
        reporter: criterion(read.criteria.reporter, std::iter::empty()),
        product: criterion(read.criteria.product, suspects.map(|product| product.excerpt.as_str())),
        reaction: criterion(read.criteria.reaction, told.map(|reaction| reaction.excerpt.as_str())),
    };
    if case.criteria.complete() && case.criteria_complete_at.is_none() {
        case.criteria_complete_at = Some(moments.detected_at);
    }
}

/// The text says that the reaction happened.
const fn is_told(status: ReactionStatus) -> bool {
    matches!(status, ReactionStatus::Affirmed | ReactionStatus::Resolved)
}

/// Each word once, in the order of the text.
fn words<'a>(all: impl Iterator<Item = &'a str>) -> Words {
    let mut words: Vec<String> = Vec::new();
    for word in all.filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    Words(words)
}

fn criterion<'a>(met: bool, quotes: impl Iterator<Item = &'a str>) -> Criterion {
    Criterion { met, quotes: words(quotes).0, ..Criterion::default() }
}

fn event(app: &App, case: &case::Model, kind: &str, detail: Value) -> case_event::ActiveModel {
    let actor = Actor::machine();
    case_event::Model {
        id: app.clock.id(),
        organisation_id: case.organisation_id,
        case_id: case.id,
        version: case.version,
        at: app.clock.now(),
        actor_kind: actor.kind,
        actor: actor.name,
        kind: kind.to_owned(),
        reason: None,
        detail,
        idempotency_key: None,
    }
    .into_active_model()
}

fn membership(case: &case::Model, opening: &Opening<'_>, moments: Moments) -> case_post::ActiveModel {
    case_post::Model {
        case_id: case.id,
        post_id: opening.post,
        revision: opening.revision,
        organisation_id: case.organisation_id,
        joined_at: moments.received_at,
    }
    .into_active_model()
}

fn promise(access: &Access, case: &case::Model, recipient: &Recipient, kind: MailKind) -> Promise {
    Promise {
        case_id: case.id,
        kind,
        recipient: recipient.email.clone(),
        recipient_name: recipient.name.clone(),
        language: recipient.language.clone(),
        facts: mail::Facts {
            organisation: access.organisation.name.clone(),
            number: number(case),
            kind: case.kind,
            serious: case.serious,
            due_on: case.due_on,
        },
    }
}
