//! The audit trail, for auditors.

use actix_web::{
    get,
    web::{Json, Query},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Listing, cut, limit};
use crate::{
    audit,
    error::{Problem, Result},
    web::guard::{As, ReadAudit},
};

/// One entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryOut {
    seq: i64,
    at: DateTime<Utc>,
    actor_kind: String,
    actor: String,
    action: String,
    subject_kind: String,
    subject: String,
    /// Canonical JSON.
    detail: String,
    previous_hash: String,
    hash: String,
}

/// Where to go on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct TrailQuery {
    /// From the page before.
    cursor: Option<i64>,
    /// How many, up to 200.
    limit: Option<u64>,
}

/// The entries of the trail, oldest first.
#[utoipa::path(
    operation_id = "listAudit", tag = "audit", security(("bearer" = [])), params(TrailQuery),
    responses((status = 200, body = Listing<EntryOut>), (status = 401, body = Problem), (status = 403, body = Problem))
)]
#[get("/audit")]
pub async fn list_audit(me: As<ReadAudit>, query: Query<TrailQuery>) -> Result<Json<Listing<EntryOut>>> {
    let limit = limit(query.limit);
    let after = query.cursor.unwrap_or_default();
    let mut entries = audit::list(me.app.db.read(), me.access.organisation.id, after, limit + 1).await?;
    let more = cut(&mut entries, limit);
    let next = entries.last().filter(|_| more).map(|last| last.seq.to_string());
    let items = entries.into_iter().map(|entry| EntryOut {
        seq: entry.seq,
        at: entry.at,
        actor_kind: entry.actor_kind.to_string(),
        actor: entry.actor,
        action: entry.action,
        subject_kind: entry.subject_kind,
        subject: entry.subject,
        detail: entry.detail,
        previous_hash: entry.previous_hash,
        hash: entry.hash,
    });
    Ok(Json(Listing { items: items.collect(), next }))
}
