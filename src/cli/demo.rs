//! `vigie demo`: sample organisations and a shipped file of posts through the real journey.

mod sample;
mod summary;

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

use actix_web::web::Data;
use anyhow::Context;
use clap::Args;
use serde_json::Value;

use super::{Answer, serve};
use crate::{
    account::{self, Access},
    app::App,
    case::{self, Outcome},
    clock::Clock,
    config::{Config, DatabaseConfig},
    error::Result,
    mail,
    post::Draft,
    report,
};

/// The posts, one a line: what `POST /api/v1/posts` takes, and what a reader should find in each.
pub const POSTS: &str = include_str!("demo/posts.jsonl");

/// Show the whole journey.
#[derive(Debug, Args)]
pub struct Demo {
    /// End after the summary instead of serving.
    #[arg(long)]
    once: bool,
}

impl Demo {
    /// Runs it.
    pub async fn run(self) -> Answer {
        let config = config()?;
        super::log_to_stderr(if self.once { "warn" } else { "warn,vigie::cli=info" })?;
        let home = config.home.clone();
        let app = Data::new(App::build(config, Clock::real()).await?);
        let accounts = sample::set_up(&app).await?;
        let outcomes = receive(&app).await?;
        mail::worker::drain(&app).await?;
        let reports = write_reports(&app, &home).await?;
        let organisations = sample::organisations(&app).await?;
        summary::print(&app, &organisations, &outcomes, &reports, &home).await?;
        summary::print_accounts(&app, &accounts, self.once)?;
        if !self.once {
            serve::serve(app, serve::Duty::All).await?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The settings of the demonstration: its own embedded database and mail folder, whatever is set for real work.
fn config() -> anyhow::Result<Config> {
    let mut config = Config::from_env()?;
    config.home = config.home.join("demo");
    config.database =
        DatabaseConfig { url: format!("sqlite://{}?mode=rwc", config.home.join("vigie.db").display()).into() };
    config.mail.smtp_url = None;
    Ok(config)
}

/// Hands the shipped posts in, page owner by page owner.
async fn receive(app: &App) -> anyhow::Result<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    let drafts = drafts(app)?;
    for organisation in sample::organisations(app).await? {
        let pages = account::pages(app.db.read(), organisation.id).await?;
        let own: Vec<Result<Draft>> = drafts
            .iter()
            .filter(|draft| pages.iter().any(|page| page.key == draft.page))
            .map(|draft| Ok(draft.clone()))
            .collect();
        if !own.is_empty() {
            let access = Access::operator(organisation);
            outcomes.extend(case::receive(app, &access, own).await.context("the posts cannot be kept")?);
        }
    }
    Ok(outcomes)
}

/// The shipped posts without what a reader should find in them.
fn drafts(app: &App) -> anyhow::Result<Vec<Draft>> {
    let now = app.clock.now();
    let mut drafts = Vec::new();
    for (line, number) in POSTS.lines().filter(|line| !line.trim().is_empty()).zip(1..) {
        let mut post: BTreeMap<String, Value> =
            serde_json::from_str(line).with_context(|| format!("sample post {number}"))?;
        post.remove("expect");
        let raw = serde_json::to_vec(&post)?;
        drafts.push(Draft::parse(&raw, now).with_context(|| format!("sample post {number}"))?);
    }
    Ok(drafts)
}

/// Writes the report of each case into a folder; a second run finds the same documents and writes the same files.
async fn write_reports(app: &App, home: &std::path::Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for organisation in sample::organisations(app).await? {
        let folder = home.join("reports").join(&organisation.slug);
        std::fs::create_dir_all(&folder)?;
        let language = if organisation.language == "en" { report::Language::En } else { report::Language::Fr };
        let access = Access::operator(organisation);
        let mut filter = case::Filter::default();
        loop {
            let cases = case::list(app.db.read(), access.organisation.id, &filter, 200).await?;
            let Some(last) = cases.last() else { break };
            filter.after = Some(case::Cursor { due_on: last.due_on, id: last.id });
            for case in cases {
                let report = case::report(app, &access, case.id, language).await?;
                let path = folder.join(format!("{}.pdf", report.number));
                std::fs::write(&path, report.bytes).with_context(|| format!("{} cannot be written", path.display()))?;
                written.push(path);
            }
        }
    }
    Ok(written)
}
