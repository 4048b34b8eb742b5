//! `vigie check`: a linter for drafts.

use std::{
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde_json::json;

use super::{Answer, FOUND, PolicyFolder, input};
use crate::{
    engine::{Engine, Finding, Input, Kind, Review, Severity, Speaker},
    report::sarif::{self, CheckedFile, Flaw, Unit, place},
};

/// Check drafts.
#[derive(Debug, Args)]
#[command(after_help = "Example: vigie check draft.txt --speaker hospital\n\nExit: 0 clean, 1 findings, 2 failure")]
pub struct Check {
    /// Files to check, each one draft; `-` or none is standard input.
    files: Vec<PathBuf>,
    /// Who will publish it: hospital, pharma, pharmacy, hcp_order …
    #[arg(long, value_parser = speaker)]
    speaker: Speaker,
    /// What it will be: draft, post, reply, story …
    #[arg(long, default_value = "draft", value_parser = kind)]
    kind: Kind,
    /// It will be paid for.
    #[arg(long)]
    sponsored: bool,
    /// How findings are written.
    #[arg(long, value_enum, default_value = "text")]
    output: Shape,
    /// Findings below this severity are left out.
    #[arg(long, default_value = "medium", value_parser = severity)]
    min_severity: Severity,
    #[command(flatten)]
    policies: PolicyFolder,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// For people.
    Text,
    /// One line a finding: file:line:column.
    Line,
    /// The whole reviews.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Reviewdog's diagnostic format.
    Rdjson,
    /// Workflow commands of a code host.
    Github,
}

impl Check {
    /// Runs it.
    pub fn run(self) -> Answer {
        let engine = self.policies.compile()?;
        let (mut files, mut reviews) = (Vec::new(), Vec::new());
        for path in input::or_stdin(self.files.clone()) {
            let name = path.display().to_string();
            let text = read(&path)?;
            let mut review = self.review(&engine, &name, text.clone());
            // From the gravest down: what is below the line is not shown and does not count.
            review.findings.retain(|found| found.severity <= self.min_severity);
            let findings = review.findings.iter().map(flaw).collect();
            reviews.push(json!({ "file": name, "review": review }));
            files.push(CheckedFile { path: name, text, findings });
        }
        let release = &engine.policy().release;
        match self.output {
            Shape::Text => put!("{}", text(&files)),
            Shape::Line => put!("{}", lines(&files)),
            Shape::Json => say!("{}", serde_json::to_string_pretty(&reviews)?),
            Shape::Sarif => {
                let sarif = sarif::sarif(&files, env!("CARGO_PKG_VERSION"), release);
                say!("{}", serde_json::to_string_pretty(&sarif)?);
            }
            Shape::Rdjson => say!("{}", serde_json::to_string_pretty(&sarif::rdjson(&files))?),
            Shape::Github => put!("{}", sarif::github(&files)),
        }
        let found = files.iter().any(|file| !file.findings.is_empty());
        Ok(if found { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
    }

    fn review(&self, engine: &Engine, name: &str, text: String) -> Review {
        let mut input = Input::new(text);
        input.id = Some(name.to_owned());
        input.speaker = self.speaker;
        input.kind = self.kind;
        input.sponsored = self.sponsored;
        engine.review(&input)
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    input::open(path)?.read_to_end(&mut bytes).with_context(|| format!("{} cannot be read", path.display()))?;
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow::anyhow!("{} is not valid UTF-8 at byte {at}: save it as UTF-8", path.display())
    })
}

fn flaw(found: &Finding) -> Flaw {
    Flaw {
        rule: found.rule.clone(),
        severity: found.severity.to_string(),
        start: found.start,
        end: found.end,
        message: found.message.clone(),
        law: found.law.iter().map(|law| law.reference.clone()).collect(),
        suggestion: found.suggestion.clone(),
    }
}

fn text(files: &[CheckedFile]) -> String {
    let mut out = String::new();
    for file in files {
        for flaw in &file.findings {
            let at = place(&file.text, flaw.start, Unit::Chars);
            let words = file.text.get(flaw.start..flaw.end).unwrap_or_default();
            out.push_str(&format!("{}:{}:{}  {}  {}\n", file.path, at.line, at.column, flaw.severity, flaw.rule));
            out.push_str(&format!("    « {} »\n    {}\n", words.replace('\n', " "), flaw.message));
            if !flaw.law.is_empty() {
                out.push_str(&format!("    {}\n", flaw.law.join(", ")));
            }
            if let Some(suggestion) = &flaw.suggestion {
                out.push_str(&format!("    → {suggestion}\n"));
            }
            out.push('\n');
        }
        if file.findings.is_empty() {
            out.push_str(&format!("{}: nothing to complain about\n", file.path));
        }
    }
    out
}

fn lines(files: &[CheckedFile]) -> String {
    let mut out = String::new();
    for file in files {
        for flaw in &file.findings {
            let at = place(&file.text, flaw.start, Unit::Chars);
            let message = flaw.message.replace('\n', " ");
            out.push_str(&format!(
                "{}:{}:{}:{}:{}:{message}\n",
                file.path, at.line, at.column, flaw.severity, flaw.rule
            ));
        }
    }
    out
}

fn speaker(text: &str) -> Result<Speaker, String> {
    Speaker::parse(text).ok_or_else(|| format!("expected one of {}", Speaker::NAMES.join(", ")))
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::parse(text).ok_or_else(|| format!("expected one of {}", Kind::NAMES.join(", ")))
}

fn severity(text: &str) -> Result<Severity, String> {
    Severity::parse(text).ok_or_else(|| format!("expected one of {}", Severity::NAMES.join(", ")))
}
