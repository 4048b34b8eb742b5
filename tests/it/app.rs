//! An application for each test: own database, own clock, own mail folder, a real server on a free port.

use std::{
    cell::RefCell,
    sync::{Arc, OnceLock},
};

use actix_web::{rt::SystemRunner, web::Data};
use chrono::{DateTime, Utc};
use entity::{Role, Speaker};
use reqwest::{Client, Method, RequestBuilder, Response, redirect::Policy};
use serde_json::{Value, json};
use tempfile::TempDir;
use vigie::{
    account::{self, Access, NewOrganisation, NewPage, NewUser},
    app::App,
    clock::Clock,
    config::Config,
    engine, mail, policy, web,
};

use crate::database::Engine;

/// Where the clock of every test starts.
pub const NOW: &str = "2026-11-23T10:00:00Z";
/// The password of everybody in the tests.
pub const PASSWORD: &str = "correct horse battery";

pub struct TestApp {
    pub app: Data<App>,
    pub folder: TempDir,
    address: String,
    system: RefCell<Option<SystemRunner>>,
    server: actix_web::dev::ServerHandle,
}

/// Compiling the packs takes longer than most tests: once for all.
fn policies() -> engine::Engine {
    static ENGINE: OnceLock<engine::Engine> = OnceLock::new();
    ENGINE.get_or_init(|| policy::compile(None).expect("the packs compile")).clone()
}

impl TestApp {
    pub fn new(database: Engine) -> Self {
        Self::with(database, &[])
    }

    /// An application with settings of its own.
    pub fn with(database: Engine, settings: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut vars: std::collections::BTreeMap<String, String> =
            settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        vars.insert("VIGIE_HOME".into(), folder.path().display().to_string());
        vars.insert("VIGIE_DATABASE_URL".into(), database.make(folder.path()));
        vars.insert("VIGIE_LISTEN".into(), "127.0.0.1:0".into());
        let config = Config::from_vars(vars).unwrap();
        let system = actix_web::rt::System::new();
        let (app, address, server) = system.block_on(async {
            let clock = Clock::fixed(NOW.parse().unwrap());
            let app = Data::new(App::with_engine(config, clock, policies()).await.unwrap());
            let (server, address) = web::server(app.clone()).unwrap();
            let handle = server.handle();
            actix_web::rt::spawn(server);
            (app, format!("http://{address}"), handle)
        });
        Self { app, folder, address, system: RefCell::new(Some(system)), server }
    }

    /// The runtime everything of this test runs on.
    pub fn system(&self) -> SystemRunner {
        self.system.borrow_mut().take().expect("taken once")
    }

    /// Stops the server; every promised mail must have come to an end that somebody can see.
    pub async fn close(&self) {
        for (state, count) in mail::outbox::counts(self.app.db.read()).await.unwrap() {
            assert!(state != entity::MailState::Sending, "{count} mails were claimed and forgotten");
        }
        self.server.stop(false).await;
    }

    /// An organisation with a page `page`, an officer who is mailed, and access as its operator.
    pub async fn organisation(&self, slug: &str) -> Access {
        let new = NewOrganisation {
            slug: slug.into(),
            name: format!("Maison {slug}"),
            kind: Speaker::Hospital,
            language: "fr".into(),
            time_zone: chrono_tz::Europe::Paris,
            demo: false,
        };
        let access = Access::operator(account::add_organisation(&self.app, new).await.unwrap());
        self.page(&access, "page", &[]).await;
        self.person(&access, Role::Officer).await;
        access
    }

    pub async fn page(&self, access: &Access, key: &str, products: &[&str]) {
        let new = NewPage {
            key: key.into(),
            name: format!("Page {key}"),
            platform: "facebook".into(),
            url: None,
            owned: true,
            products: products.iter().map(|product| (*product).to_owned()).collect(),
        };
        account::add_page(&self.app, access, new).await.unwrap();
    }

    /// Adds a person of that role and answers the address.
    pub async fn person(&self, access: &Access, role: Role) -> String {
        let email = format!("{role}@{}.example", access.organisation.slug);
        let new = NewUser {
            email: email.clone(),
            name: format!("Une {role}"),
            language: "fr".into(),
            role,
            ends_at: None,
            password: Some(PASSWORD.into()),
            demo: false,
        };
        account::add_user(&self.app, access, new).await.unwrap();
        email
    }

    /// A program with a token of that role.
    pub async fn program(&self, access: &Access, role: Role) -> Visitor {
        let token = account::add_token(&self.app, access, "test", role, None).await.unwrap();
        Visitor { address: self.address.clone(), client: client(), token: Some(token.secret) }
    }

    /// Somebody who is not signed in; keeps cookies as a browser does.
    pub fn visitor(&self) -> Visitor {
        Visitor { address: self.address.clone(), client: client(), token: None }
    }

    /// A browser in which the person of that role has signed in.
    pub async fn browser(&self, access: &Access, role: Role) -> Visitor {
        let visitor = self.visitor();
        let email = format!("{role}@{}.example", access.organisation.slug);
        let answer = visitor.submit("/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status(), 303, "sign-in");
        visitor
    }

    /// Delivers every mail that is due.
    pub async fn deliver(&self) -> usize {
        mail::worker::drain(&self.app).await.unwrap()
    }

    /// The mails written as files, in the order of their names.
    pub fn mails(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join("mail")) else { return Vec::new() };
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.into_iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }
}

fn client() -> Client {
    Client::builder()
        .cookie_provider(Arc::new(reqwest::cookie::Jar::default()))
        .redirect(Policy::none())
        .build()
        .unwrap()
}

/// Somebody who speaks HTTP.
pub struct Visitor {
    address: String,
    client: Client,
    token: Option<String>,
}

impl Visitor {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.address));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub async fn send(&self, path: &str, body: &Value) -> Response {
        self.request(Method::POST, path).json(body).send().await.unwrap()
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Response {
        self.request(Method::PATCH, path).json(body).send().await.unwrap()
    }

    pub async fn submit(&self, path: &str, form: &[(&str, &str)]) -> Response {
        self.request(Method::POST, path).form(form).send().await.unwrap()
    }

    /// Hands in a comment on the page `page`; it must be new.
    pub async fn comment(&self, id: &str, text: &str) -> Value {
        let answer = self.send("/api/v1/posts", &comment(id, text)).await;
        assert_eq!(answer.status(), 201, "a new post");
        json_of(answer).await
    }

    /// Follows the case of a comment that reports a serious adverse event.
    pub async fn serious_case(&self) -> Value {
        let post = self.comment("serious", SERIOUS).await;
        let case = post["case"].as_str().expect("a case was opened");
        json_of(self.get(&format!("/api/v1/cases/{case}")).await).await
    }
}

/// A comment that any reader would call a serious adverse event.
pub const SERIOUS: &str =
    "Mon père de 72 ans sous Xarelto a fait une hémorragie digestive, il a été hospitalisé cinq jours.";

pub fn comment(id: &str, text: &str) -> Value {
    json!({ "page": "page", "external_id": id, "published_at": "2026-11-22T09:00:00Z", "author": "lou.m", "text": text })
}

pub async fn json_of(answer: Response) -> Value {
    answer.json().await.expect("JSON")
}
