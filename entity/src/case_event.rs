//! One step in a case's life; never changed.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{ActorKind, CaseEventId, CaseId, OrganisationId};

/// One step in a case's life; never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_event")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseEventId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The case.
    pub case_id: CaseId,
    /// The case's version after this step.
    pub version: i32,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What sort of actor did it.
    pub actor_kind: ActorKind,
    /// Name of the actor at that time.
    pub actor: String,
    /// What happened: `opened`, a transition, `day_zero_decided` …
    pub kind: String,
    /// Why, in the person's words.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    /// What changed: fields with their old and new values.
    pub detail: Json,
    /// The key under which a program asked for this step.
    pub idempotency_key: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
