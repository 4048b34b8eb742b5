//! The policies in force.

use actix_web::{get, web::Json};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    error::{Problem, Result},
    web::guard::{As, ReadPosts},
};

/// The release in force and its rules.
#[derive(Debug, Serialize, ToSchema)]
pub struct PoliciesOut {
    release: String,
    digest: String,
    rules: Vec<String>,
}

/// The policy release in force, its digest, and the ids of its rules.
#[utoipa::path(
    operation_id = "listPolicies", tag = "policies", security(("bearer" = [])),
    responses((status = 200, body = PoliciesOut), (status = 401, body = Problem))
)]
#[get("/policies")]
pub async fn list_policies(me: As<ReadPosts>) -> Result<Json<PoliciesOut>> {
    let engine = &me.app.engine;
    Ok(Json(PoliciesOut {
        release: engine.policy().release.clone(),
        digest: engine.policy().digest.clone(),
        rules: engine.rules().iter().map(|rule| rule.id.clone()).collect(),
    }))
}
