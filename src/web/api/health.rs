//! For the machines that watch us.

use actix_web::{HttpResponse, http::header::ContentType, route};

use crate::{error::Result, web::guard::Anyone};

/// The process runs.
#[route("/healthz", method = "GET", method = "HEAD")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body("ok\n")
}

/// The database answers: requests can be served.
#[route("/readyz", method = "GET", method = "HEAD")]
pub async fn ready(anyone: Anyone) -> Result<HttpResponse> {
    anyone.app.db.ping().await?;
    Ok(HttpResponse::Ok().content_type(ContentType::plaintext()).body("ready\n"))
}
