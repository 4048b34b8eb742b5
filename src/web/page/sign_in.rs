//! Signing in and out.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    get,
    http::StatusCode,
    post,
    web::{Form, Query},
};
use serde::Deserialize;

use super::{back, render};
use crate::{
    account,
    app::App,
    error::{Error, Result},
    view::{
        Field, FieldProblem, Flash,
        page::{FieldError, SignIn},
    },
    web::guard::{Anyone, cookie_name},
};

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

/// The form.
#[get("/sign-in")]
pub async fn show(anyone: Anyone, query: Query<Next>, request: HttpRequest) -> Result<HttpResponse> {
    if anyone.access.is_some() {
        return Ok(back("/", None));
    }
    let page = SignIn { next: query.into_inner().next, ..SignIn::default() };
    render(&anyone.app, None, &request, StatusCode::OK, None, &page)
}

#[derive(Deserialize)]
struct Credentials {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// What the form sends.
#[post("/sign-in")]
pub async fn enter(anyone: Anyone, form: Form<Credentials>, request: HttpRequest) -> Result<HttpResponse> {
    let Credentials { email, password, next } = form.into_inner();
    match account::sign_in(&anyone.app, &email, password).await {
        Ok(session) => {
            let max_age = Duration::seconds(session.max_age.num_seconds());
            let next = if next.is_empty() { "/" } else { &next };
            with_cookie(&anyone.app, back(next, Some(Flash::SignedIn)), session.token, max_age)
        }
        Err(Error::Unauthenticated) => {
            let errors = vec![FieldError::new(Field::Email, FieldProblem::WrongCredentials)];
            let page = SignIn { email, next, errors, demo: None };
            render(&anyone.app, None, &request, StatusCode::UNAUTHORIZED, None, &page)
        }
        Err(other) => Err(other),
    }
}

/// Ends the session and forgets the cookie.
#[post("/sign-out")]
pub async fn leave(anyone: Anyone, request: HttpRequest) -> Result<HttpResponse> {
    if let Some(cookie) = request.cookie(cookie_name(&anyone.app)) {
        account::end(&anyone.app, cookie.value()).await?;
    }
    with_cookie(&anyone.app, back("/sign-in", Some(Flash::SignedOut)), String::new(), Duration::ZERO)
}

fn with_cookie(app: &App, mut response: HttpResponse, token: String, max_age: Duration) -> Result<HttpResponse> {
    let cookie = Cookie::build(cookie_name(app), token)
        .path("/")
        .http_only(true)
        .secure(app.config.web.is_https())
        .same_site(SameSite::Lax)
        .max_age(max_age)
        .finish();
    response.add_cookie(&cookie).map_err(|error| Error::Internal(anyhow::anyhow!("cookie: {error}")))?;
    Ok(response)
}
