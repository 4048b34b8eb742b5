//! The trail: per organisation, entries that only grow, each holding the hash of the one before.
//!
//! The hash is SHA-256 over the RFC 8785 canonical JSON of the entry without its own hash. Who changes,
//! removes or inserts a row breaks the chain from there on, and [`verify`] names the first broken entry.

mod chain;

use chrono::{DateTime, Utc};
use entity::{ActorKind, OrganisationId, audit_entry};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use serde_json::Value;

pub use chain::{Broken, GENESIS};

use crate::{clock::Clock, db};

/// Entries read at once while verifying.
const PAGE: u64 = 5_000;

/// Who acts: a person, a program, the operator at the command line, or the machine itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What sort of actor.
    pub kind: ActorKind,
    /// Id of the person or token; `machine` or `operator` otherwise.
    pub id: String,
    /// Name people read.
    pub name: String,
}

impl Actor {
    /// The program acting by itself.
    #[must_use]
    pub fn machine() -> Self {
        Self { kind: ActorKind::Machine, id: "machine".into(), name: "Vigie".into() }
    }

    /// The person at the server's command line.
    #[must_use]
    pub fn operator() -> Self {
        Self { kind: ActorKind::Operator, id: "operator".into(), name: "operator".into() }
    }
}

/// What is to be written down; its place in the chain is found when it is appended.
#[derive(Clone, Debug)]
pub struct Deed {
    /// What was done: `post.created`, `case.opened` …
    pub action: &'static str,
    /// What it was done to.
    pub subject_kind: &'static str,
    /// Its id.
    pub subject: String,
    /// What changed; never a post's text or an author.
    pub detail: Value,
}

impl Deed {
    /// Notes an action on a subject.
    pub fn new(
        action: &'static str,
        subject_kind: &'static str,
        subject: impl std::fmt::Display,
        detail: Value,
    ) -> Self {
        Self { action, subject_kind, subject: subject.to_string(), detail }
    }
}

/// Takes the chain of `organisation` for this transaction: writers of one organisation go one after the other.
///
/// Everything numbered per organisation (audit entries, cases) is numbered under this lock.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(transaction: &DatabaseTransaction, organisation: OrganisationId) -> Result<(), DbErr> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        let (high, low) = organisation.0.as_u64_pair();
        let key = i64::from_ne_bytes((high ^ low).to_ne_bytes());
        let statement =
            Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_advisory_xact_lock($1)", [key.into()]);
        transaction.query_one_raw(statement).await?;
    }
    Ok(())
}

/// Appends deeds to the chain, in order; call [`lock`] first in the same transaction.
///
/// # Errors
/// When the database refuses the rows.
pub async fn append(
    transaction: &DatabaseTransaction,
    clock: &Clock,
    organisation: OrganisationId,
    actor: &Actor,
    deeds: Vec<Deed>,
) -> Result<(), DbErr> {
    if deeds.is_empty() {
        return Ok(());
    }
    let at = clock.now();
    let (mut seq, mut previous) = head(transaction, organisation).await?;
    let mut rows = Vec::with_capacity(deeds.len());
    for deed in deeds {
        seq += 1;
        let mut entry = audit_entry::Model {
            id: clock.id(),
            organisation_id: organisation,
            seq,
            at,
            actor_kind: actor.kind,
            actor: actor.id.clone(),
            action: deed.action.to_owned(),
            subject_kind: deed.subject_kind.to_owned(),
            subject: deed.subject,
            detail: chain::canonical(&deed.detail)?,
            previous_hash: std::mem::take(&mut previous),
            hash: String::new(),
        };
        entry.hash = chain::hash(&entry)?;
        previous.clone_from(&entry.hash);
        rows.push(entry.into_active_model());
    }
    db::insert_all(transaction, rows).await
}

/// The last entry's position and hash; 0 and [`GENESIS`] for an empty chain.
///
/// # Errors
/// When the database does not answer.
pub async fn head(connection: &impl ConnectionTrait, organisation: OrganisationId) -> Result<(i64, String), DbErr> {
    let last: Option<Head> = audit_entry::Entity::of(organisation)
        .select_only()
        .column(audit_entry::Column::Seq)
        .column(audit_entry::Column::Hash)
        .order_by_desc(audit_entry::Column::Seq)
        .limit(1)
        .into_model()
        .one(connection)
        .await?;
    Ok(last.map_or_else(|| (0, GENESIS.to_owned()), |head| (head.seq, head.hash)))
}

#[derive(FromQueryResult)]
struct Head {
    seq: i64,
    hash: String,
}

/// Up to `limit` entries after position `after`, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    after: i64,
    limit: u64,
) -> Result<Vec<audit_entry::Model>, DbErr> {
    audit_entry::Entity::of(organisation)
        .filter(audit_entry::COLUMN.seq.gt(after))
        .order_by_asc(audit_entry::Column::Seq)
        .limit(limit)
        .all(connection)
        .await
}

/// What verifying one organisation's chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// How many entries hold.
    pub entries: i64,
    /// Hash of the last entry that holds.
    pub head: String,
    /// When that entry was written.
    pub last_at: Option<DateTime<Utc>>,
    /// The first entry that does not hold.
    pub broken: Option<Broken>,
}

/// Recomputes an organisation's whole chain.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(connection: &impl ConnectionTrait, organisation: OrganisationId) -> Result<Verification, DbErr> {
    let mut found = Verification { entries: 0, head: GENESIS.to_owned(), last_at: None, broken: None };
    loop {
        let page = list(connection, organisation, found.entries, PAGE).await?;
        if page.is_empty() {
            return Ok(found);
        }
        for entry in page {
            if let Err(broken) = chain::check(&entry, found.entries + 1, &found.head) {
                found.broken = Some(broken);
                return Ok(found);
            }
            found.entries = entry.seq;
            found.head = entry.hash;
            found.last_at = Some(entry.at);
        }
    }
}
