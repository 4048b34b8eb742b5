//! What comes in: bodies and forms, read with a limit and refused with a remedy.

use actix_web::{HttpRequest, error::UrlencodedError, http::header, web::Payload};
use entity::CaseId;

use super::BODY_LIMIT_BYTES;
use crate::error::{Error, Result};

/// Reads a whole body.
///
/// # Errors
/// [`Error::PayloadTooLarge`], or [`Error::Invalid`] when it breaks off.
pub async fn body(payload: Payload) -> Result<actix_web::web::Bytes> {
    match payload.to_bytes_limited(BODY_LIMIT_BYTES).await {
        Err(_) => Err(Error::PayloadTooLarge { limit_bytes: BODY_LIMIT_BYTES }),
        Ok(Err(_)) => Err(Error::invalid("", "broken_off", "the body broke off before its end: send it again")),
        Ok(Ok(bytes)) => Ok(bytes),
    }
}

/// What a body holds, by its `Content-Type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// `application/json`.
    Json,
    /// `application/x-ndjson`: one object a line.
    Lines,
}

/// Reads the `Content-Type`.
///
/// # Errors
/// [`Error::UnsupportedMediaType`].
pub fn media(request: &HttpRequest) -> Result<Media> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().map(str::trim).unwrap_or_default() {
        "application/json" => Ok(Media::Json),
        "application/x-ndjson" | "application/jsonl" => Ok(Media::Lines),
        _ => Err(Error::UnsupportedMediaType { expected: "application/json or application/x-ndjson" }),
    }
}

/// The version of a case that the client saw: `If-Match: "3"`, or the `version` it sent.
///
/// # Errors
/// [`Error::Invalid`] when it names none.
pub fn version(request: &HttpRequest, sent: Option<i32>) -> Result<i32> {
    let matched = request
        .headers()
        .get(header::IF_MATCH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.trim().trim_start_matches("W/").trim_matches('"').parse().ok());
    matched.or(sent).ok_or_else(|| {
        Error::invalid("version", "required", "send the version you saw, as If-Match: \"<version>\" or in the body")
    })
}

/// The key under which a program asks for something once.
///
/// # Errors
/// [`Error::Invalid`] when it is not usable as a key.
pub fn idempotency_key(request: &HttpRequest) -> Result<Option<String>> {
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(key) if (1..=255).contains(&key.len()) => Ok(Some(key.to_owned())),
        _ => Err(Error::invalid("Idempotency-Key", "length", "expected 1 to 255 visible characters")),
    }
}

/// Entity tag of a case: its version.
#[must_use]
pub fn etag(version: i32) -> header::ETag {
    header::ETag(header::EntityTag::new_strong(version.to_string()))
}

/// An id in a path: what is not an id names nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub fn case_id(text: &str) -> Result<CaseId> {
    text.parse().map_err(|_| Error::NotFound("case"))
}

/// A query that cannot be read.
pub fn query_refused() -> Error {
    Error::invalid("query", "wrong_value", "cannot be read: check the names and values sent")
}

/// A form that is too large or not a form.
pub fn form_refused(error: &UrlencodedError) -> Error {
    match error {
        UrlencodedError::Overflow { limit, .. } => Error::PayloadTooLarge { limit_bytes: *limit },
        UrlencodedError::ContentType => Error::UnsupportedMediaType { expected: "application/x-www-form-urlencoded" },
        _ => Error::invalid("form", "wrong_value", "cannot be read: check the names and values sent"),
    }
}

/// A case report as a download; its entity tag is its hash.
#[must_use]
pub fn pdf(report: crate::case::Report) -> actix_web::HttpResponse {
    let name = format!("{}-v{}.pdf", report.number, report.case_version);
    actix_web::HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header(header::ETag(header::EntityTag::new_strong(report.sha256)))
        .body(report.bytes)
}
