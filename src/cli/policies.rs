//! `vigie policies`: packs as their authors see them.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Answer, FAILED, FOUND, Output, PolicyFolder, table};
use crate::{
    engine::{self, Engine, PackSource},
    policy,
};

/// Policy packs.
#[derive(Debug, Subcommand)]
pub enum Policies {
    /// Say everything that is wrong with the packs; exit 1 when something is. E.g. `vigie policies lint policies`.
    Lint(Folder),
    /// Run the packs' own examples; exit 1 when one fails.
    Test(Folder),
    /// List the rules.
    List {
        #[command(flatten)]
        output: Output,
        #[command(flatten)]
        policies: PolicyFolder,
    },
    /// Show one rule.
    Show {
        /// Id of the rule.
        id: String,
        #[command(flatten)]
        policies: PolicyFolder,
    },
}

/// The packs to look at.
#[derive(Debug, Args)]
pub struct Folder {
    /// A folder of packs; the ones in use when absent.
    folder: Option<PathBuf>,
    #[command(flatten)]
    policies: PolicyFolder,
}

impl Folder {
    /// The packs of a folder under work alone, or all that are in use.
    fn sources(self) -> anyhow::Result<Vec<PackSource>> {
        match self.folder {
            Some(folder) => policy::sources(Some(&folder)),
            None => self.policies.sources(),
        }
    }
}

impl Policies {
    /// Runs it.
    pub fn run(self) -> Answer {
        match self {
            Self::Lint(folder) => lint(folder),
            Self::Test(folder) => test(folder),
            Self::List { output, policies } => list(output, &policies.compile()?),
            Self::Show { id, policies } => show(&id, &policies.compile()?),
        }
    }
}

fn lint(folder: Folder) -> Answer {
    let sources = folder.sources()?;
    match engine::compile(&sources) {
        Ok(engine) => {
            say!("{} packs, {} rules: nothing to complain about", engine.packs().len(), engine.rules().len());
            Ok(ExitCode::SUCCESS)
        }
        Err(errors) => {
            say!("{errors}");
            Ok(ExitCode::from(FOUND))
        }
    }
}

fn test(folder: Folder) -> Answer {
    let sources = folder.sources()?;
    let engine = match engine::compile(&sources) {
        Ok(engine) => engine,
        Err(errors) => {
            eprintln!("vigie: the policies cannot be used\n{errors}");
            return Ok(ExitCode::from(FAILED));
        }
    };
    let report = engine::check_examples(&engine);
    for failure in &report.failures {
        say!("{}:{}: {}", failure.path, failure.line, failure.text);
        say!("    expected {}", failure.expected);
        say!("    got      {}", failure.got);
    }
    say!("{} examples, {} checks, {} failed", report.examples, report.checks, report.failures.len());
    Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
}

fn list(output: Output, engine: &Engine) -> Answer {
    let rows: Vec<_> = engine
        .rules()
        .iter()
        .map(|rule| {
            let law: Vec<&str> = rule.law.iter().map(|article| article.law.reference.as_str()).collect();
            json!({ "rule": rule.id, "pack": rule.pack, "topic": rule.topic, "category": rule.category, "law": law })
        })
        .collect();
    table::print(output, &["rule", "pack", "topic", "category", "law"], &rows)?;
    Ok(ExitCode::SUCCESS)
}

fn show(id: &str, engine: &Engine) -> Answer {
    let Some(rule) = engine.rules().iter().find(|rule| rule.id == id) else {
        anyhow::bail!("there is no rule {id}; `vigie policies list` shows them");
    };
    say!("{}  ({}, {}, {})", rule.id, rule.pack, rule.topic, rule.category);
    say!("  {}", rule.message.fr.as_deref().or(rule.message.en.as_deref()).unwrap_or_default());
    for article in &rule.law {
        let since = article.law.in_force_since.map(|day| format!(" since {day}")).unwrap_or_default();
        let until = article.until.map(|day| format!(" until {day}")).unwrap_or_default();
        say!("  {}{since}{until}", article.law.reference);
    }
    for (speaker, severity) in &rule.severity {
        say!("  {speaker}: {severity}");
    }
    if let Some(suggestion) = &rule.suggestion {
        say!("  → {}", suggestion.fr.as_deref().or(suggestion.en.as_deref()).unwrap_or_default());
    }
    Ok(ExitCode::SUCCESS)
}
