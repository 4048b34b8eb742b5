//! What the demonstration prints.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use comfy_table::{Table, presets};
use entity::{MailState, organisation};

use super::sample::Account;
use crate::{
    app::{App, MAIL_FOLDER},
    case::{self, Outcome},
    clock, mail,
    post::{self, Filter},
};

/// Prints posts, findings, cases, mails and reports.
pub async fn print(
    app: &App,
    organisations: &[organisation::Model],
    outcomes: &[Outcome],
    reports: &[PathBuf],
    home: &Path,
) -> anyhow::Result<()> {
    let new = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Created { .. })).count();
    let known = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Duplicate { .. })).count();
    say!("Vigie {} · policies {}\n", env!("CARGO_PKG_VERSION"), app.engine.policy().release);
    say!("Posts   {} read: {new} new, {known} seen before", outcomes.len());
    print_findings(app, organisations).await?;
    print_cases(app, organisations).await?;
    print_mails(app, home).await?;
    say!("Reports {} PDF in {}", reports.len(), home.join("reports").display());
    Ok(())
}

/// How many findings there are in each category, and how severe.
async fn print_findings(app: &App, organisations: &[organisation::Model]) -> anyhow::Result<()> {
    let mut by_category: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut adverse: BTreeMap<String, usize> = BTreeMap::new();
    for organisation in organisations {
        let mut filter = Filter::default();
        loop {
            let posts = post::list(app.db.read(), organisation.id, &filter, 200).await?;
            let Some(last) = posts.last() else { break };
            filter.before = Some(last.post.id);
            for listed in &posts {
                *adverse.entry(listed.post.adverse_verdict.to_string()).or_default() += 1;
                let findings = listed.revision.review.get("findings").and_then(|all| all.as_array());
                for found in findings.into_iter().flatten() {
                    let word = |name: &str| found.get(name).and_then(|value| value.as_str()).unwrap_or("?").to_owned();
                    *by_category.entry(word("category")).or_default().entry(word("severity")).or_default() += 1;
                }
            }
        }
    }
    let of = |verdict: &str| adverse.get(verdict).copied().unwrap_or_default();
    say!(
        "        adverse events: {} reports, {} special situations, {} mentions\n",
        of("report"),
        of("special_situation"),
        of("mention")
    );
    let severities = ["critical", "high", "medium", "low", "info"];
    let mut table = table();
    table.set_header(["Findings"].into_iter().chain(severities));
    for (category, counts) in by_category {
        let cells =
            severities.iter().map(|severity| counts.get(*severity).map_or_else(|| "·".to_owned(), ToString::to_string));
        table.add_row(std::iter::once(category).chain(cells));
    }
    say!("{}\n", table.trim_fmt());
    Ok(())
}

async fn print_cases(app: &App, organisations: &[organisation::Model]) -> anyhow::Result<()> {
    /// Cases shown of each organisation: the first due.
    const SHOWN: usize = 8;
    for organisation in organisations {
        let zone = organisation.time_zone.parse().unwrap_or(chrono_tz::Europe::Paris);
        let today = clock::day(app.clock.now(), zone);
        let counts = case::counts(app.db.read(), organisation.id, today).await?;
        let total: u64 = counts.by_state.iter().map(|(_, count)| count).sum();
        let cases = case::list(app.db.read(), organisation.id, &case::Filter::default(), 200).await?;
        say!("{}: {total} cases, the first due first", organisation.name);
        let mut table = table();
        table.set_header(["case", "due", "serious", "product", "reaction or situation"]);
        for case in cases.iter().take(SHOWN) {
            let told = if case.reactions.0.is_empty() { &case.special_situations } else { &case.reactions };
            table.add_row([
                case::number(case),
                case.due_on.to_string(),
                if case.serious { case.seriousness.0.join(", ") } else { "no".to_owned() },
                short(&case.products.0),
                short(&told.0),
            ]);
        }
        say!("{}", table.trim_fmt());
        if cases.len() > SHOWN {
            say!("… and {} more", total.saturating_sub(SHOWN as u64));
        }
        say!();
    }
    Ok(())
}

/// At most three of them.
fn short(words: &[String]) -> String {
    match words {
        [] => "–".to_owned(),
        [first, second, third, rest @ ..] if !rest.is_empty() => format!("{first}, {second}, {third} +{}", rest.len()),
        few => few.join(", "),
    }
}

async fn print_mails(app: &App, home: &Path) -> anyhow::Result<()> {
    let counts = mail::outbox::counts(app.db.read()).await?;
    let of = |state: MailState| counts.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count);
    say!(
        "Mails   {} sent, {} waiting, {} given up; as files in {}",
        of(MailState::Sent),
        of(MailState::Queued) + of(MailState::Sending),
        of(MailState::GaveUp),
        home.join(MAIL_FOLDER).display()
    );
    Ok(())
}

fn table() -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table
}

/// Prints how to sign in.
pub fn print_accounts(app: &App, accounts: &[Account], once: bool) -> std::io::Result<()> {
    say!("\nAccounts of this demonstration (new passwords at every run; `vigie serve` never has them)");
    let mut table = table();
    for account in accounts {
        table.add_row([
            account.organisation.as_str(),
            account.role.as_str(),
            account.email.as_str(),
            account.password.as_str(),
        ]);
    }
    say!("{}", table.trim_fmt());
    if once {
        say!("\nStart `vigie demo` without --once to sign in.");
    } else {
        say!("\nSign in at {} · stop with Ctrl-C", app.config.web.public_url);
    }
    Ok(())
}
