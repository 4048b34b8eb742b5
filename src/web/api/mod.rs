//! The API: JSON in, JSON out, described by OpenAPI.

mod cases;
mod checks;
mod health;
mod policies;
mod posts;
mod trail;

use actix_web::{get, web::Data, web::Json, web::ServiceConfig};
use utoipa::openapi::{
    Info, License, OpenApi, OpenApiBuilder,
    security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_actix_web::service_config::ServiceConfig as ApiConfig;

/// Everything below `/api/v1`.
pub fn routes(config: &mut ApiConfig<'_>) {
    config
        .service(posts::create_posts)
        .service(posts::list_posts)
        .service(posts::show_post)
        .service(checks::check_draft)
        .service(cases::list_cases)
        .service(cases::case_report)
        .service(cases::show_case)
        .service(cases::patch_case)
        .service(cases::change_state)
        .service(policies::list_policies)
        .service(trail::list_audit);
}

/// What is served beside the versioned API.
pub fn unversioned(config: &mut ServiceConfig) {
    config.service(describe).service(health::live).service(health::ready);
}

/// Adds what the handlers cannot say of themselves.
pub fn finish(mut api: OpenApi) -> OpenApi {
    let mut info = Info::new("Vigie", env!("CARGO_PKG_VERSION"));
    info.description = Some("Posts in; findings, cases and reports out. Errors are RFC 9457 problems.".to_owned());
    info.license = Some(License::new("MIT OR Apache-2.0"));
    api.info = info;
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    api.components.get_or_insert_default().add_security_scheme("bearer", bearer);
    OpenApiBuilder::from(api).build()
}

/// The whole description, for tests and documentation.
#[must_use]
pub fn openapi() -> OpenApi {
    use utoipa_actix_web::{AppExt, scope};
    let (_, api) =
        actix_web::App::new().into_utoipa_app().service(scope("/api/v1").configure(routes)).split_for_parts();
    finish(api)
}

#[get("/api/openapi.json")]
pub async fn describe(api: Data<OpenApi>) -> Json<OpenApi> {
    Json(api.get_ref().clone())
}

/// One page of a list.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Listing<T: utoipa::ToSchema> {
    /// The items.
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Items a page holds when the client does not say.
const DEFAULT_LIMIT: u64 = 50;
/// Most items of a page.
const MAX_LIMIT: u64 = 200;

/// Cuts the one row that was read too much, and answers whether it was there: then there is a next page.
pub(super) fn cut<T>(rows: &mut Vec<T>, limit: u64) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    more
}

/// The number of items to show.
fn limit(asked: Option<u64>) -> u64 {
    asked.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT)
}
