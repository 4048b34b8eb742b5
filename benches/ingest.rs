//! How many posts a second arrive over HTTP, reviewed, committed with their findings, cases and promised mails, beside
//! inserting the same rows alone into an empty database of the same kind.
//!
//! `cargo bench --bench ingest` runs on SQLite, and on PostgreSQL where `VIGIE_TEST_DATABASE_URL` names a server on
//! which databases may be made.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a bench may fail"
)]

use std::{collections::BTreeMap, time::Instant};

use actix_web::web::Data;
use entity::{Role, Speaker};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use tempfile::TempDir;
use vigie::{
    account::{self, Access, NewOrganisation, NewPage, NewUser},
    app::App,
    clock::Clock,
    config::Config,
    db::{Db, insert_all},
    web,
};

const BATCH: usize = 500;
const BATCHES: usize = 40;
/// Requests under way at once.
const LANES: usize = 4;
/// One post in this many reports an adverse event, as on a busy page.
const REPORT_EVERY: usize = 50;

/// The demonstration's posts, which everybody knows.
const POSTS: &str = include_str!("../src/cli/demo/posts.jsonl");

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

#[actix_web::main]
async fn main() -> Outcome<()> {
    println!("{:<10} {:>14} {:>14} {:>7}", "database", "HTTP posts/s", "bare posts/s", "ratio");
    let folder = TempDir::new()?;
    let sqlite = |name: &str| format!("sqlite://{}?mode=rwc", folder.path().join(name).display());
    measure("sqlite", &folder, sqlite("http.db"), sqlite("bare.db")).await?;
    match std::env::vars().find(|(name, _)| name == "VIGIE_TEST_DATABASE_URL") {
        None => println!("postgres   skipped: set VIGIE_TEST_DATABASE_URL=postgres://user@localhost/postgres"),
        Some((_, server)) => {
            let (http, bare) =
                (postgres(&server, "vigie_bench_http").await?, postgres(&server, "vigie_bench_bare").await?);
            measure("postgres", &folder, http, bare).await?;
        }
    }
    Ok(())
}

/// An empty database on a server.
async fn postgres(server: &str, name: &str) -> Outcome<String> {
    let admin = sea_orm::Database::connect(server).await?;
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    let mut url = url::Url::parse(server)?;
    url.set_path(name);
    Ok(url.to_string())
}

async fn measure(name: &str, folder: &TempDir, http: String, bare: String) -> Outcome<()> {
    let vars = |database: &str| {
        let pairs = [
            ("VIGIE_HOME", folder.path().display().to_string()),
            ("VIGIE_DATABASE_URL", database.to_owned()),
            ("VIGIE_LISTEN", "127.0.0.1:0".to_owned()),
        ];
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    };
    let app = Data::new(App::build(Config::from_vars(vars(&http))?, Clock::real()).await?);
    let over_http = ingest(&app).await?;
    let alone = copy(&app.db, &Config::from_vars(vars(&bare))?).await?;
    let posts = BATCH * BATCHES;
    println!("{name:<10} {:>14.0} {:>14.0} {:>7.2}", posts as f64 / over_http, posts as f64 / alone, alone / over_http);
    Ok(())
}

/// Seconds to hand in all batches over HTTP.
async fn ingest(app: &Data<App>) -> Outcome<f64> {
    let token = set_up(app).await?;
    let (server, address) = web::server(app.clone())?;
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let texts = texts()?;
    let bodies: Vec<String> = (0..BATCHES).map(|batch| body(&texts, batch)).collect();
    let start = Instant::now();
    let lanes = (0..LANES).map(|lane| {
        let bodies: Vec<String> = bodies.iter().skip(lane).step_by(LANES).cloned().collect();
        let (token, url) = (token.clone(), format!("http://{address}/api/v1/posts"));
        tokio::spawn(async move { send_all(&url, &token, bodies).await })
    });
    for lane in lanes.collect::<Vec<_>>() {
        assert!(lane.await?, "a batch was refused");
    }
    let seconds = start.elapsed().as_secs_f64();
    handle.stop(true).await;
    Ok(seconds)
}

async fn send_all(url: &str, token: &str, bodies: Vec<String>) -> bool {
    let client = reqwest::Client::new();
    for body in bodies {
        let request = client.post(url).bearer_auth(token).header("content-type", "application/json").body(body);
        let Ok(answer) = request.send().await else { return false };
        let created =
            answer.json::<Value>().await.ok().and_then(|answer| answer.get("created").and_then(Value::as_u64));
        if created != Some(BATCH as u64) {
            return false;
        }
    }
    true
}

async fn set_up(app: &App) -> Outcome<String> {
    let new = NewOrganisation {
        slug: "bench".into(),
        name: "Bench".into(),
        kind: Speaker::Hospital,
        language: "fr".into(),
        time_zone: chrono_tz::Europe::Paris,
        demo: false,
    };
    let access = Access::operator(account::add_organisation(app, new).await?);
    let officer = NewUser {
        email: "officer@bench.example".into(),
        name: "Officer".into(),
        language: "fr".into(),
        role: Role::Officer,
        ends_at: None,
        password: None,
        demo: false,
    };
    account::add_user(app, &access, officer).await?;
    let page = NewPage {
        key: "page".into(),
        name: "Page".into(),
        platform: "facebook".into(),
        url: None,
        owned: true,
        products: Vec::new(),
    };
    account::add_page(app, &access, page).await?;
    Ok(account::add_token(app, &access, "bench", Role::Officer, None).await?.secret)
}

/// Ordinary texts, and texts that report an adverse event.
fn texts() -> Outcome<(Vec<String>, Vec<String>)> {
    let (mut ordinary, mut reports) = (Vec::new(), Vec::new());
    for line in POSTS.lines() {
        let post: Value = serde_json::from_str(line)?;
        let text = post.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
        match post.pointer("/expect/adverse").and_then(Value::as_str) {
            Some("none") => ordinary.push(text),
            Some("report") => reports.push(text),
            _ => {}
        }
    }
    Ok((ordinary, reports))
}

fn body((ordinary, reports): &(Vec<String>, Vec<String>), batch: usize) -> String {
    let post = |n: usize| {
        let number = batch * BATCH + n;
        let from = if number.is_multiple_of(REPORT_EVERY) { reports } else { ordinary };
        let text = from.iter().cycle().nth(number % from.len().max(1)).cloned().unwrap_or_default();
        json!({
            "page": "page", "external_id": number.to_string(), "published_at": "2026-11-01T10:00:00Z",
            "author": "somebody", "text": text,
        })
    };
    json!((0..BATCH).map(post).collect::<Vec<_>>()).to_string()
}

/// Seconds to insert the rows of all tables into an empty database, in as many transactions as there were batches.
async fn copy(from: &Db, to: &Config) -> Outcome<f64> {
    let to = Db::connect(&to.database).await?;
    to.migrate().await?;
    let read = from.read();
    macro_rules! rows {
        ($table:ident) => {
            entity::$table::Entity::find()
                .all(read)
                .await?
                .into_iter()
                .map(IntoActiveModel::into_active_model)
                .collect::<Vec<entity::$table::ActiveModel>>()
        };
    }
    let owners = (rows!(organisation), rows!(user), rows!(membership), rows!(page));
    to.write(async |tx| {
        insert_all(tx, owners.0).await?;
        insert_all(tx, owners.1).await?;
        insert_all(tx, owners.2).await?;
        insert_all(tx, owners.3).await
    })
    .await?;
    // Each row goes with the batch of its post, so that the keys between them hold.
    let posts = entity::post::Entity::find().all(read).await?;
    let cases = entity::case::Entity::find().all(read).await?;
    let share = posts.len().div_ceil(BATCHES);
    let of_post: BTreeMap<_, _> = posts.iter().enumerate().map(|(n, post)| (post.id, n / share)).collect();
    let of_case: BTreeMap<_, _> =
        cases.iter().filter_map(|case| Some((case.id, *of_post.get(&case.post_id)?))).collect();
    macro_rules! batches {
        ($table:ident, $of:ident, $key:ident) => {{
            let mut batches = vec![Vec::new(); BATCHES];
            for row in entity::$table::Entity::find().all(read).await? {
                let batch = $of.get(&row.$key).copied().unwrap_or_default();
                batches[batch].push(row.into_active_model());
            }
            batches.into_iter()
        }};
    }
    let mut posts = batches!(post, of_post, id);
    let mut revisions = batches!(post_revision, of_post, post_id);
    let mut findings = batches!(finding, of_post, post_id);
    let mut cases = batches!(case, of_post, post_id);
    let mut members = batches!(case_post, of_post, post_id);
    let mut events = batches!(case_event, of_case, case_id);
    let mut mails = batches!(outbox, of_case, case_id);
    let trail: Vec<entity::audit_entry::ActiveModel> = rows!(audit_entry);
    let mut trail = trail.chunks(trail.len().div_ceil(BATCHES)).map(<[_]>::to_vec);
    let start = Instant::now();
    for _ in 0..BATCHES {
        to.write(async |tx| {
            insert_all(tx, posts.next().unwrap_or_default()).await?;
            insert_all(tx, revisions.next().unwrap_or_default()).await?;
            insert_all(tx, findings.next().unwrap_or_default()).await?;
            insert_all(tx, cases.next().unwrap_or_default()).await?;
            insert_all(tx, members.next().unwrap_or_default()).await?;
            insert_all(tx, events.next().unwrap_or_default()).await?;
            insert_all(tx, mails.next().unwrap_or_default()).await?;
            insert_all(tx, trail.next().unwrap_or_default()).await
        })
        .await?;
    }
    Ok(start.elapsed().as_secs_f64())
}
