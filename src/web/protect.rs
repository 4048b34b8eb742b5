//! What protects every answer: headers, and refusal of requests sent by other sites' pages.

use actix_web::{
    ResponseError,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::{DefaultHeaders, Next},
    web::Data,
};
use url::Url;

use crate::{app::App, error::Error, view::CONTENT_SECURITY_POLICY};

/// Headers of every answer.
pub fn headers(app: &App) -> DefaultHeaders {
    let headers = DefaultHeaders::new()
        .add((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::REFERRER_POLICY, "same-origin"))
        .add(("cross-origin-opener-policy", "same-origin"))
        .add(("permissions-policy", "camera=(), geolocation=(), microphone=()"))
        // Pages hold health data: no cache on the way may keep them.
        .add((header::CACHE_CONTROL, "no-store"));
    if app.config.web.is_https() {
        headers.add((header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"))
    } else {
        headers
    }
}

/// Middleware: a request that changes something and carries our cookie must come from our own pages.
///
/// Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`; programs with a token send neither and need neither.
///
/// # Errors
/// Those of the layers below; a refusal is a response.
pub async fn same_site<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || request.headers().contains_key(header::AUTHORIZATION) || is_same_site(&request) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    Ok(request.into_response(Error::CrossSite.error_response()).map_into_right_body())
}

fn is_same_site(request: &ServiceRequest) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return true };
    let Ok(origin) = Url::parse(origin) else { return false };
    // Behind a proxy that rewrites `Host`, the address people type is the one we were told.
    let told = request.app_data::<Data<App>>().is_some_and(|app| app.config.web.public_url.origin() == origin.origin());
    let port = origin.port().map(|port| format!(":{port}")).unwrap_or_default();
    told || origin.host_str().is_some_and(|name| text("host") == Some(&format!("{name}{port}")))
}
