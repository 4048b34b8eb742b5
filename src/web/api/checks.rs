//! Checking a draft before it is published: nothing is kept.

use actix_web::{HttpRequest, post, web::Json, web::Payload};
use utoipa::ToSchema;

use crate::{
    engine::{Input, Review},
    error::{Problem, Result},
    json,
    post::MAX_TEXT_BYTES,
    web::{
        form,
        guard::{As, CheckDrafts},
    },
};

/// A text to check; only `text` is required.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes engine::Input, which knows nothing of OpenAPI")]
pub struct Check {
    /// The text.
    text: String,
    /// Who speaks.
    #[schema(example = "hospital")]
    speaker: Option<String>,
    /// What sort of publication it is.
    #[schema(example = "draft")]
    kind: Option<String>,
    /// When it is to be published: decides the law in force.
    published_at: Option<String>,
}

/// Check a text against the policies; the answer is a review as `vigie scan` prints it.
#[utoipa::path(
    operation_id = "checkDraft", tag = "checks", security(("bearer" = [])), request_body = Check,
    responses((status = 200, body = Object), (status = 401, body = Problem), (status = 422, body = Problem))
)]
#[post("/checks")]
pub async fn check_draft(me: As<CheckDrafts>, request: HttpRequest, payload: Payload) -> Result<Json<Review>> {
    form::media(&request)?;
    let body = form::body(payload).await?;
    let mut input: Input = json::read(&body)?;
    if input.text.len() > MAX_TEXT_BYTES {
        let message = format!("at most {MAX_TEXT_BYTES} bytes are read: split it");
        return Err(crate::error::Error::invalid("text", "too_long", message));
    }
    input.published_at = input.published_at.or_else(|| Some(me.app.clock.now()));
    Ok(Json(me.app.engine.review(&input)))
}
