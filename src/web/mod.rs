//! HTTP and nothing else: parse, guard, call one function, show.

mod api;
mod form;
mod guard;
mod page;
mod protect;

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpServer,
    dev::Server,
    http::header,
    middleware::from_fn,
    web::{self, Data},
};
use utoipa_actix_web::{AppExt, scope};

use crate::{
    app::App,
    error::{self, Error},
    view::Lang,
};

use api::cut;
pub use api::openapi;
pub(crate) use page::error_page;

/// Largest body we read: a thousand long posts.
pub const BODY_LIMIT_BYTES: usize = 8 * 1024 * 1024;
/// Largest form we read.
const FORM_LIMIT_BYTES: usize = 64 * 1024;
/// How long running requests may take to finish after a signal to stop.
const DRAIN_S: u64 = 20;

/// Cookie that keeps a reader's language.
pub const LANG_COOKIE: &str = "vigie_lang";

/// Binds the address and makes the server; it runs when it is awaited.
///
/// # Errors
/// When the address cannot be bound.
pub fn server(app: Data<App>) -> std::io::Result<(Server, std::net::SocketAddr)> {
    let listen = app.config.web.listen;
    let server = HttpServer::new(move || {
        let (service, api) =
            actix_web::App::new().into_utoipa_app().service(scope("/api/v1").configure(api::routes)).split_for_parts();
        service
            .app_data(app.clone())
            .app_data(Data::new(api::finish(api)))
            .app_data(web::PathConfig::default().error_handler(|_, _| Error::NotFound("address").into()))
            .app_data(web::QueryConfig::default().error_handler(|_, _| form::query_refused().into()))
            .app_data(
                web::FormConfig::default()
                    .limit(FORM_LIMIT_BYTES)
                    .error_handler(|error, _| form::form_refused(&error).into()),
            )
            .configure(page::routes)
            .configure(api::unversioned)
            .default_service(web::to(|| async { Err::<&str, _>(Error::NotFound("address")) }))
            .wrap(from_fn(protect::same_site))
            .wrap(from_fn(error::boundary))
            .wrap(protect::headers(&app))
    })
    .shutdown_timeout(DRAIN_S)
    .client_request_timeout(Duration::from_secs(20))
    .bind(listen)?;
    let address = server.addrs().first().copied().unwrap_or(listen);
    Ok((server.run(), address))
}

/// The language to answer in: what the reader chose, else what the browser asks for, else French.
#[must_use]
pub fn lang_of(request: &HttpRequest) -> Lang {
    let chosen = request.cookie(LANG_COOKIE).and_then(|cookie| cookie.value().parse().ok());
    let asked = || {
        let header = request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Lang::from_accept_language(header)
    };
    chosen.or_else(asked).unwrap_or_default()
}
