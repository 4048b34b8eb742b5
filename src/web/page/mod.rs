//! The pages: what people open in a browser.

mod case_page;
mod cases;
mod posts;
mod sign_in;

use std::str::FromStr;

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
    get,
    http::{StatusCode, header},
    post,
    web::{Form, Path, Redirect, ServiceConfig},
};
use chrono_tz::Tz;
use serde::Deserialize;

use super::{LANG_COOKIE, guard::Anyone, lang_of};
use crate::{
    account::{Access, Permission},
    app::App,
    error::{Error, Result},
    view::{self, CurrentUser, Flash, Lang, Nav, Page, Shell},
};

/// Cookie that carries one message to the next page.
const FLASH_COOKIE: &str = "vigie_flash";

/// Every page and form.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(home)
        .service(static_file)
        .service(set_language)
        .service(sign_in::show)
        .service(sign_in::enter)
        .service(sign_in::leave)
        .service(cases::inbox)
        .service(cases::case_report)
        .service(cases::document)
        .service(cases::show)
        .service(cases::judge)
        .service(cases::set_day_zero)
        .service(cases::set_seriousness)
        .service(cases::change_state)
        .service(posts::list)
        .service(posts::show);
}

#[get("/")]
async fn home(anyone: Anyone) -> Redirect {
    let to = match anyone.access {
        None => "/sign-in",
        Some(access) if Permission::ReadCases.granted_to(access.role) => "/cases",
        Some(_) => "/posts",
    };
    Redirect::to(to).see_other()
}

#[get("/static/{name}")]
async fn static_file(name: Path<String>, request: HttpRequest) -> Result<HttpResponse> {
    let file = view::static_file(&name).ok_or(Error::NotFound("file"))?;
    let known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == file.etag.as_bytes());
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, file.etag))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    Ok(if known { response.finish() } else { response.content_type(file.mime).body(file.bytes.into_owned()) })
}

#[derive(Deserialize)]
struct LanguageForm {
    lang: String,
    #[serde(default)]
    next: String,
}

#[post("/language")]
async fn set_language(form: Form<LanguageForm>) -> Result<HttpResponse> {
    let lang: Lang = form.lang.parse().map_err(|_| Error::invalid("lang", "unknown_value", "expected fr or en"))?;
    let cookie = Cookie::build(LANG_COOKIE, lang.code().to_owned())
        .path("/")
        .same_site(SameSite::Lax)
        .max_age(Duration::days(365))
        .finish();
    let mut response = back(&form.next, Some(Flash::LanguageChanged));
    response.add_cookie(&cookie).map_err(|error| Error::Internal(anyhow::anyhow!("cookie: {error}")))?;
    Ok(response)
}

/// A path on this very site, or the start page: never an address somebody slipped in.
fn local(path: &str) -> &str {
    let odd = |letter: char| letter == '\\' || letter.is_control();
    let plain = path.starts_with('/') && !path.starts_with("//") && !path.contains(odd);
    if plain { path } else { "/" }
}

/// Sends the browser on with GET, with a message for the next page.
fn back(path: &str, flash: Option<Flash>) -> HttpResponse {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((header::LOCATION, local(path).to_owned()));
    if let Some(flash) = flash {
        response.cookie(flash_cookie(&flash.to_string(), Duration::minutes(1)));
    }
    response.finish()
}

fn flash_cookie(code: &str, max_age: Duration) -> Cookie<'static> {
    Cookie::build(FLASH_COOKIE, code.to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .max_age(max_age)
        .finish()
}

/// Renders a page for the reader.
fn render(
    app: &App,
    access: Option<&Access>,
    request: &HttpRequest,
    status: StatusCode,
    nav: Option<Nav>,
    page: &impl Page,
) -> Result<HttpResponse> {
    let flash = request.cookie(FLASH_COOKIE).and_then(|cookie| cookie.value().parse().ok());
    let shell = Shell { nav, flash, ..shell(access, request)? };
    let html = app.view.page(&shell, page).map_err(|error| Error::Internal(error.into()))?;
    let mut response = HttpResponse::build(status);
    if flash.is_some() {
        response.cookie(flash_cookie("", Duration::ZERO));
    }
    Ok(response.content_type("text/html; charset=utf-8").body(html))
}

fn shell(access: Option<&Access>, request: &HttpRequest) -> Result<Shell> {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let chosen = request.cookie(LANG_COOKIE).is_some();
    let own = access.and_then(|access| access.user.as_ref()).and_then(|user| user.language.parse().ok());
    let lang = own.filter(|_| !chosen).unwrap_or_else(|| lang_of(request));
    let zone = access.map_or(Tz::Europe__Paris, Access::zone);
    let mut shell = Shell::signed_out(lang, zone, path);
    if let Some(access) = access {
        let may = |permission: Permission| permission.granted_to(access.role);
        let entries = [(Nav::Cases, Permission::ReadCases), (Nav::Posts, Permission::ReadPosts)];
        shell.entries = entries.into_iter().filter(|(_, needs)| may(*needs)).map(|(entry, _)| entry).collect();
        shell.user = Some(CurrentUser {
            name: access.actor.name.clone(),
            role: code(access.role.as_str())?,
            organisation: access.organisation.name.clone(),
        });
    }
    Ok(shell)
}

/// The page of an error, in the shell of somebody who may not be signed in.
pub fn error_page(app: &App, request: &HttpRequest, status: StatusCode, page: &impl Page) -> Option<String> {
    let shell = shell(None, request).ok()?;
    match app.view.page(&shell, page) {
        Ok(html) => Some(html),
        Err(error) => {
            tracing::error!(status = status.as_u16(), %error, "the error page cannot be rendered");
            None
        }
    }
}

/// The reader's word for a value of a closed list; both sides hold the same codes, which a test checks.
fn code<L: FromStr<Err: std::error::Error + Send + Sync + 'static>>(text: &str) -> Result<L> {
    text.parse().map_err(|error: L::Err| Error::Internal(error.into()))
}

/// Every word of a list that the reader's list knows.
fn codes<L: FromStr>(texts: &[String]) -> Vec<L> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_never_sent_to_another_site() {
        for path in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "evil",
            "/a\r\nSet-Cookie: x",
            "/\t/evil.example",
        ] {
            assert_eq!(local(path), "/", "{path}");
        }
        assert_eq!(local("/cases?state=new"), "/cases?state=new");
    }

    #[test]
    fn the_reader_has_a_word_for_every_value_of_the_tables() {
        for state in entity::CaseState::ALL {
            assert!(code::<view::State>(state.as_str()).is_ok(), "{state}");
        }
        for role in entity::Role::ALL {
            assert!(code::<view::Role>(role.as_str()).is_ok(), "{role}");
        }
        for speaker in entity::Speaker::ALL {
            assert!(code::<view::Speaker>(speaker.as_str()).is_ok(), "{speaker}");
        }
        for kind in entity::PostKind::ALL {
            assert!(code::<view::PostKind>(kind.as_str()).is_ok(), "{kind}");
        }
        for transition in crate::case::state::Transition::ALL {
            assert!(code::<view::Transition>(transition.as_str()).is_ok(), "{transition:?}");
        }
    }
}
