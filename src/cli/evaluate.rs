//! `vigie evaluate`: how well labelled posts are read, in figures, with each miss and what decided it.

mod adverse;
mod findings;
mod group;
mod keywords;
mod measure;
mod miss;
pub(super) mod row;
mod show;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    Answer, FAILED, Output, PolicyFolder,
    input::{self, Format},
};
use crate::engine::{Engine, Policy};
use adverse::{AdverseFigures, Told};
use findings::FindingsFigures;
use group::{By, Groups};
use miss::Miss;
use row::Row;

/// Measure the policies on labelled posts.
#[derive(Debug, Args)]
#[command(after_help = "\
A row is one JSON object a line: `text`, what is known of it (speaker, kind,
page_product, parent_text, lang, published_at), and a label:
- `verdict` (report, special_situation, mention, none) is held against the
  adverse event, with `serious`, `special`, `products`, `reactions`, `patient`
  and `reporter_relation` where given;
- `expect` (flag, pass) with `topic` is held against the findings.

Example: vigie evaluate labelled.jsonl --baseline keywords --by phenomenon

Exit: 0 measured, 2 nothing could be read")]
pub struct Evaluate {
    /// Files of labelled posts; `-` is standard input.
    #[arg(required = true, value_name = "CORPUS.jsonl")]
    files: Vec<PathBuf>,
    /// Figures for each group of rows, too.
    #[arg(long, value_enum)]
    by: Option<By>,
    /// A simple detector to compare with on adverse events.
    #[arg(long, value_enum)]
    baseline: Option<Baseline>,
    /// How many misses are listed, the gravest first.
    #[arg(long, value_name = "N", default_value_t = 50)]
    misses: usize,
    #[command(flatten)]
    policies: PolicyFolder,
    #[command(flatten)]
    output: Output,
}

/// What to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Baseline {
    /// A product and a reaction in one text are a report; no language is read.
    Keywords,
}

/// A row that cannot be judged.
#[derive(Debug, Serialize)]
struct Skipped {
    file: String,
    line: u64,
    why: String,
}

/// Everything measured.
struct Outcome {
    policy: Policy,
    rows: u32,
    skipped: Vec<Skipped>,
    adverse: Option<AdverseFigures>,
    findings: Option<FindingsFigures>,
    groups: Option<Groups>,
    keywords: Option<AdverseFigures>,
    misses: Vec<Miss>,
}

impl Evaluate {
    /// Runs it.
    pub fn run(self) -> Answer {
        let engine = self.policies.compile()?;
        let mut outcome = Outcome::new(&engine, self.by);
        for path in &self.files {
            self.read(&engine, path, &mut outcome)?;
        }
        for bad in &outcome.skipped {
            eprintln!("{}:{}: {}", bad.file, bad.line, bad.why);
        }
        if outcome.rows == 0 {
            eprintln!("vigie: no labelled row could be read; `vigie evaluate --help` says how one is written");
            return Ok(ExitCode::from(FAILED));
        }
        // Stable: within a fault, in the order of the files.
        outcome.misses.sort_by_key(|miss| miss.fault);
        if self.output.json {
            say!("{}", serde_json::to_string_pretty(&outcome.json(self.misses))?);
        } else {
            put!("{}", show::text(&outcome, self.misses));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn read(&self, engine: &Engine, path: &Path, outcome: &mut Outcome) -> anyhow::Result<()> {
        for raw in input::read(input::open(path)?, Format::Jsonl)? {
            let line = raw.line;
            match Row::read(path, raw) {
                Ok(row) => outcome.judge(engine, self.baseline, &row),
                Err(why) => outcome.skipped.push(Skipped { file: path.display().to_string(), line, why }),
            }
        }
        Ok(())
    }
}

impl Outcome {
    fn new(engine: &Engine, by: Option<By>) -> Self {
        Self {
            policy: engine.policy().clone(),
            rows: 0,
            skipped: Vec::new(),
            adverse: None,
            findings: None,
            groups: by.map(Groups::new),
            keywords: None,
            misses: Vec::new(),
        }
    }

    /// Reviews one row and holds the review against its labels.
    fn judge(&mut self, engine: &Engine, baseline: Option<Baseline>, row: &Row) {
        self.rows += 1;
        let review = engine.review(&row.input);
        if let Some(labels) = &row.adverse {
            let told = Told::from(&review.adverse_event);
            self.adverse.get_or_insert_default().count(&row.input.text, labels, &told);
            if let Some(groups) = &mut self.groups {
                groups.of(row, labels.verdict.as_str()).verdicts.count(labels.verdict, told.verdict);
            }
            if baseline == Some(Baseline::Keywords) {
                let listed = keywords::read(engine, &row.input);
                self.keywords.get_or_insert_default().count(&row.input.text, labels, &listed);
            }
            self.misses.extend(miss::of_adverse(row, labels, &told, &review.adverse_event));
        }
        if let Some(expected) = &row.findings {
            let judged = findings::judge(expected, &review.findings);
            self.findings.get_or_insert_default().count(expected.expect, judged);
            if let Some(groups) = &mut self.groups {
                groups.of(row, expected.expect.as_str()).findings.count(expected.expect, judged);
            }
            self.misses.extend(miss::of_findings(row, expected, judged, &review.findings));
        }
    }

    /// All figures for a program.
    fn json(&self, misses: usize) -> Value {
        let baseline = self
            .adverse
            .as_ref()
            .zip(self.keywords.as_ref())
            .map(|(ours, keywords)| json!({ "name": "keywords", "adverse_event": ours.beside(keywords) }));
        json!({
            "policy": self.policy,
            "rows": self.rows,
            "skipped": self.skipped,
            "adverse_event": self.adverse.as_ref().map(AdverseFigures::json),
            "findings": self.findings.as_ref().map(FindingsFigures::json),
            "groups": self.groups.as_ref().map(Groups::json),
            "baseline": baseline,
            "misses": self.misses.iter().take(misses).collect::<Vec<_>>(),
            "misses_in_all": self.misses.len(),
        })
    }
}
