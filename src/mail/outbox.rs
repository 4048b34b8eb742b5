//! The outbox: rows that promise a mail, one per case, kind and recipient.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{CaseId, CaseKind, MailKind, MailState, OrganisationId, OutboxId, outbox};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{LockBehavior, LockType, OnConflict},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Outcome, schedule};
use crate::{
    app::App,
    audit::{self, Actor, Deed},
    clock::Clock,
    error::{Error, Result},
};

/// Promises in one statement.
const ROWS: usize = 500;

/// How long a worker may hold a mail; when it dies, another takes over after this.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// What a mail about a case states; no health data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Name of the organisation.
    pub organisation: String,
    /// The case's number as people read it.
    pub number: String,
    /// What it records.
    pub kind: CaseKind,
    /// Serious by at least one criterion.
    pub serious: bool,
    /// Last day for the report.
    pub due_on: NaiveDate,
}

/// A mail to promise.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The case it speaks of.
    pub case_id: CaseId,
    /// What it is about.
    pub kind: MailKind,
    /// Address.
    pub recipient: String,
    /// Name of the recipient.
    pub recipient_name: String,
    /// `fr` or `en`.
    pub language: String,
    /// What it states.
    pub facts: Facts,
}

/// Promises mails in the caller's transaction.
///
/// # Errors
/// When the database refuses the rows.
pub async fn enqueue(
    transaction: &DatabaseTransaction,
    clock: &Clock,
    sender_domain: &str,
    organisation: OrganisationId,
    promises: Vec<Promise>,
) -> Result<(), DbErr> {
    let now = clock.now();
    let mut rows = Vec::with_capacity(promises.len());
    for promise in promises {
        let id: OutboxId = clock.id();
        let facts =
            serde_json::to_value(&promise.facts).map_err(|error| DbErr::Custom(format!("mail facts: {error}")))?;
        let row = outbox::Model {
            id,
            organisation_id: organisation,
            case_id: promise.case_id,
            kind: promise.kind,
            recipient: promise.recipient,
            recipient_name: promise.recipient_name,
            language: promise.language,
            facts,
            message_id: format!("{id}@{sender_domain}"),
            state: MailState::Queued,
            attempts: 0,
            next_attempt_at: now,
            lease_until: None,
            last_error: None,
            created_at: now,
            sent_at: None,
        };
        rows.push(row.into_active_model());
    }
    for some in rows.chunks(ROWS) {
        // One mail per case, kind and recipient: a second promise of the same is kept by the first.
        let taken = OnConflict::columns([outbox::Column::CaseId, outbox::Column::Kind, outbox::Column::Recipient])
            .do_nothing()
            .to_owned();
        outbox::Entity::insert_many(some.to_vec()).on_conflict(taken).exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// Takes the mail that has waited longest, or one whose worker's lease ran out.
///
/// # Errors
/// When the database does not answer.
pub async fn claim(app: &App) -> Result<Option<outbox::Model>> {
    let now = app.clock.now();
    // Most of the time nothing is due: look before taking the write lock.
    if candidate(app.db.read(), now, false).await?.is_none() {
        return Ok(None);
    }
    app.db
        .write(async |tx| {
            let found = candidate(tx, now, true).await?;
            let Some(mail) = found else { return Ok(None) };
            let attempts = mail.attempts + 1;
            let mut taken = mail.into_active_model();
            taken.state = Set(MailState::Sending);
            taken.attempts = Set(attempts);
            taken.lease_until = Set(Some(now + LEASE));
            Ok(Some(taken.update(tx).await?))
        })
        .await
}

/// The mail that is due longest, else one whose lease ran out; each by one step along an index.
async fn candidate(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    lock: bool,
) -> Result<Option<outbox::Model>, DbErr> {
    let queued = outbox::Entity::find()
        .filter(outbox::COLUMN.state.eq(MailState::Queued))
        .filter(outbox::COLUMN.next_attempt_at.lte(now))
        .order_by_asc(outbox::Column::NextAttemptAt);
    let abandoned = outbox::Entity::find()
        .filter(outbox::COLUMN.state.eq(MailState::Sending))
        .filter(outbox::Column::LeaseUntil.lte(now));
    for query in [queued, abandoned] {
        let query = if lock { query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked) } else { query };
        if let Some(mail) = query.limit(1).one(connection).await? {
            return Ok(Some(mail));
        }
    }
    Ok(None)
}

/// Writes down what came of an attempt, unless the lease ran out and another worker took over.
///
/// # Errors
/// When the database does not answer.
pub async fn record(app: &App, mail: &outbox::Model, outcome: &Outcome) -> Result<MailState> {
    let now = app.clock.now();
    app.db
        .write(async |tx| {
            audit::lock(tx, mail.organisation_id).await?;
            let held = outbox::Entity::of(mail.organisation_id)
                .filter(outbox::COLUMN.id.eq(mail.id))
                .filter(outbox::COLUMN.state.eq(MailState::Sending))
                .filter(outbox::COLUMN.attempts.eq(mail.attempts))
                .one(tx)
                .await?;
            let Some(held) = held else { return Ok(MailState::Sending) };
            let (state, at, why) = settle(&held, outcome, now);
            let mut row = held.into_active_model();
            row.state = Set(state);
            row.lease_until = Set(None);
            row.next_attempt_at = Set(at);
            row.last_error = Set(why.clone());
            row.sent_at = Set((state == MailState::Sent).then_some(now));
            row.update(tx).await?;
            if let Some(action) = action(state) {
                let detail = json!({ "case": mail.case_id, "kind": mail.kind, "attempts": mail.attempts, "why": why });
                let deed = Deed::new(action, "mail", mail.id, detail);
                audit::append(tx, &app.clock, mail.organisation_id, &Actor::machine(), vec![deed]).await?;
            }
            Ok::<_, Error>(state)
        })
        .await
}

fn action(state: MailState) -> Option<&'static str> {
    match state {
        MailState::Sent => Some("mail.sent"),
        MailState::GaveUp => Some("mail.gave_up"),
        MailState::Queued | MailState::Sending => None,
    }
}

/// The state a mail is in after an attempt, when it is due next, and what the server said.
fn settle(mail: &outbox::Model, outcome: &Outcome, now: DateTime<Utc>) -> (MailState, DateTime<Utc>, Option<String>) {
    match outcome {
        Outcome::Sent => (MailState::Sent, mail.next_attempt_at, None),
        Outcome::Refused(why) => (MailState::GaveUp, mail.next_attempt_at, Some(why.clone())),
        Outcome::Failed(why) => match schedule::next(mail.created_at, now, mail.attempts) {
            Some(at) => (MailState::Queued, at, Some(why.clone())),
            None => (MailState::GaveUp, mail.next_attempt_at, Some(why.clone())),
        },
    }
}

/// The mails of one case, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_case(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    case: CaseId,
) -> Result<Vec<outbox::Model>> {
    Ok(outbox::Entity::of(organisation)
        .filter(outbox::COLUMN.case_id.eq(case))
        .order_by_asc(outbox::Column::Id)
        .all(connection)
        .await?)
}

/// How many mails are in each state, in every organisation.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(connection: &impl ConnectionTrait) -> Result<Vec<(MailState, i64)>> {
    Ok(outbox::Entity::find()
        .select_only()
        .column(outbox::Column::State)
        .column_as(outbox::Column::Id.count(), "count")
        .group_by(outbox::Column::State)
        .order_by_asc(outbox::Column::State)
        .into_tuple()
        .all(connection)
        .await?)
}
