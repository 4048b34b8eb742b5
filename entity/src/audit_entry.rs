//! One entry of an organisation's hash-chained trail; only ever added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{ActorKind, AuditEntryId, OrganisationId};

/// One entry of an organisation's hash-chained trail; only ever added.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEntryId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Position in the chain, counting from 1.
    pub seq: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What sort of actor did it.
    pub actor_kind: ActorKind,
    /// Id of the person or token, or `machine`.
    pub actor: String,
    /// What was done: `post.created`, `case.opened` …
    pub action: String,
    /// What it was done to: `post`, `case`, `session` …
    pub subject_kind: String,
    /// Id of what it was done to.
    pub subject: String,
    /// Canonical JSON of what changed.
    #[sea_orm(column_type = "Text")]
    pub detail: String,
    /// Hash of the entry before; 64 zeros for the first.
    pub previous_hash: String,
    /// SHA-256 over this entry's canonical JSON, in hexadecimal.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
