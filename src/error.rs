//! Errors, named after what the client can do, and the one boundary that decides what a client may read.
//!
//! Rooms return [`Error`] with `?`. [`boundary`] turns it into RFC 9457 `application/problem+json` under
//! `/api` and `/hooks`, into a page elsewhere, and logs a failure once, with the request's id.

use std::rc::Rc;

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header},
    middleware::Next,
    web::Data,
};
use sea_orm::{DbErr, SqlErr};
use serde::Serialize;

use crate::{
    app::App,
    view::{ErrorCode, page::Error as ErrorPage},
};

/// What a room answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong for a client.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or the token is not valid.
    #[error("not signed in")]
    Unauthenticated,
    /// The role does not allow it.
    #[error("not allowed")]
    Forbidden,
    /// The request comes from another site's page.
    #[error("cross-site request")]
    CrossSite,
    /// It does not exist, or belongs to another organisation.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// Somebody else changed it first.
    #[error("version conflict")]
    VersionConflict,
    /// The change is not allowed in the state the thing is in.
    #[error("conflict: {0}")]
    Conflict(String),
    /// The input cannot be used, and where.
    #[error("invalid input")]
    Invalid(Vec<Field>),
    /// The body is larger than allowed.
    #[error("body larger than {limit_bytes} bytes")]
    PayloadTooLarge {
        /// The limit.
        limit_bytes: usize,
    },
    /// The body is of a kind we do not read.
    #[error("unsupported media type, expected {expected}")]
    UnsupportedMediaType {
        /// What we read.
        expected: &'static str,
    },
    /// The database is away or read-only; trying again later may work.
    #[error("database unavailable")]
    Unavailable(#[source] anyhow::Error),
    /// Our own failure: logged, never shown.
    #[error("internal error")]
    Internal(#[from] anyhow::Error),
}

/// One thing that is wrong with the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Field {
    /// Where: `text`, `items[3].page` … empty for the whole input.
    pub path: String,
    /// What, as a word that never changes.
    pub code: &'static str,
    /// What, as a sentence, with the remedy.
    pub message: String,
}

impl Field {
    /// Names one thing that is wrong.
    pub fn new(path: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { path: path.into(), code, message: message.into() }
    }
}

impl Error {
    /// One thing is wrong with the input.
    pub fn invalid(path: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![Field::new(path, code, message)])
    }

    /// The word that names this error to programs and translations.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::CrossSite => "cross_site",
            Self::NotFound(_) => "not_found",
            Self::VersionConflict => "version_conflict",
            Self::Conflict(_) => "conflict",
            Self::Invalid(_) => "invalid",
            Self::PayloadTooLarge { .. } => "payload_too_large",
            Self::UnsupportedMediaType { .. } => "unsupported_media_type",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// What is particular to this occurrence, for a client to read.
    fn particulars(&self) -> Option<String> {
        match self {
            Self::NotFound(what) => Some((*what).to_owned()),
            Self::Conflict(why) => Some(why.clone()),
            Self::PayloadTooLarge { limit_bytes } => Some(format!("{limit_bytes} bytes")),
            Self::UnsupportedMediaType { expected } => Some((*expected).to_owned()),
            _ => None,
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
            return Self::Conflict("it exists already".to_owned());
        }
        match &error {
            DbErr::RecordNotFound(_) => Self::NotFound("row"),
            DbErr::RecordNotUpdated => Self::VersionConflict,
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error.into()),
            other if passes(&other.to_string()) => Self::Unavailable(error.into()),
            _ => Self::Internal(error.into()),
        }
    }
}

/// Whether trying again later can help: the database is read-only, full, busy or away.
fn passes(message: &str) -> bool {
    let signs = [
        "readonly database",
        "read-only transaction",
        "disk is full",
        "disk I/O error",
        "database is locked",
        "error communicating with database",
        "terminating connection",
        "deadlock detected",
        "lock timeout",
        "could not serialize",
        "too many clients",
    ];
    signs.iter().any(|sign| message.contains(sign))
}

impl From<getrandom::Error> for Error {
    fn from(error: getrandom::Error) -> Self {
        Self::Internal(anyhow::anyhow!("no source of chance: {error}"))
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::VersionConflict | Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::PayloadTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Leaves the facts for [`boundary`], which alone knows the client's language and format.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::new(self.status_code());
        let facts = Facts {
            code: self.code(),
            particulars: self.particulars(),
            fields: match self {
                Self::Invalid(fields) => fields.clone(),
                _ => Vec::new(),
            },
            retry_after_s: match self {
                Self::Unavailable(_) => Some(30),
                _ => None,
            },
            failure: match self {
                Self::Internal(cause) | Self::Unavailable(cause) => Some(format!("{cause:#}")),
                _ => None,
            },
        };
        response.extensions_mut().insert(Rc::new(facts));
        response
    }
}

/// What [`boundary`] needs to know of an error.
#[derive(Debug)]
struct Facts {
    code: &'static str,
    particulars: Option<String>,
    fields: Vec<Field>,
    retry_after_s: Option<u64>,
    /// The chain of causes of our own failure; for the log alone.
    failure: Option<String>,
}

/// RFC 9457.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// `urn:vigie:error:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in a few words.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// What to do about it.
    pub detail: String,
    /// The word that never changes.
    pub code: &'static str,
    /// Everything that is wrong with the input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Field>,
    /// Quote it to the administrator.
    pub request_id: String,
}

/// Middleware: gives each request an id, and each error its one form.
///
/// # Errors
/// Those of the layers below that are no response; handlers' errors are.
pub async fn boundary<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let app = request.app_data::<Data<App>>().cloned();
    let id = app.as_ref().map_or_else(String::new, |app| app.clock.id::<uuid::Uuid>().to_string());
    // Keeping a clone of the request meanwhile would stop actix from filling in its path.
    let response = next.call(request).await?.map_into_left_body();
    let (Some(app), Some(facts)) = (app, response.response().extensions().get::<Rc<Facts>>().cloned()) else {
        return Ok(response);
    };
    let status = response.status();
    if let Some(failure) = &facts.failure {
        tracing::error!(request_id = id, status = status.as_u16(), code = facts.code, failure, "request failed");
    } else {
        tracing::debug!(request_id = id, status = status.as_u16(), code = facts.code, "request refused");
    }
    let rendered = render(&app, response.request(), status, &facts, id);
    Ok(response.into_response(rendered.map_into_right_body()))
}

fn render(app: &App, request: &HttpRequest, status: StatusCode, facts: &Facts, id: String) -> HttpResponse {
    let lang = crate::web::lang_of(request);
    let code = facts.code.parse().unwrap_or(ErrorCode::Internal);
    let mut response = HttpResponse::build(status);
    if let Some(seconds) = facts.retry_after_s {
        response.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if is_program(request) {
        if status == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        let text = app.view.problem(lang, code);
        let problem = Problem {
            kind: format!("urn:vigie:error:{}", facts.code),
            title: text.title,
            status: status.as_u16(),
            detail: match &facts.particulars {
                Some(particulars) => format!("{} ({particulars}) {}", text.detail, text.remedy),
                None => format!("{} {}", text.detail, text.remedy),
            },
            code: facts.code,
            errors: facts.fields.clone(),
            request_id: id,
        };
        // Not `json()`: the type is problem+json.
        return response
            .content_type("application/problem+json")
            .body(serde_json::to_string(&problem).unwrap_or_default());
    }
    if status == StatusCode::UNAUTHORIZED {
        // A form cannot be sent again by a link.
        let path = if request.method() == Method::GET { request.uri().to_string() } else { "/".to_owned() };
        let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
        return HttpResponse::SeeOther().insert_header((header::LOCATION, format!("/sign-in?next={next}"))).finish();
    }
    let page =
        ErrorPage { status: status.as_u16(), code, particulars: facts.particulars.clone(), request_id: Some(id) };
    match crate::web::error_page(app, request, status, &page) {
        Some(html) => response.content_type("text/html; charset=utf-8").body(html),
        None => response.body(status.to_string()),
    }
}

/// Programs read problems, people read pages.
fn is_program(request: &HttpRequest) -> bool {
    ["/api/", "/hooks/", "/healthz", "/readyz"].iter().any(|start| request.path().starts_with(start))
}
