//! `vigie fit`: the weights of the adverse-event score, fitted on labelled posts; the same posts give the same weights.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    Answer, FAILED, PolicyFolder,
    evaluate::row::Row,
    input::{self, Format},
};
use crate::{
    engine::{
        AdverseVerdict, Engine, Lang,
        adverse::{
            feature::Feature,
            fit::{self, Labelled},
            score::{Weights, probability},
        },
    },
    policy,
};

/// Fit the weights of the adverse-event score on labelled posts.
#[derive(Debug, Args)]
#[command(after_help = "\
Rows are those of `vigie evaluate`, judged on `verdict`. A file may count less
than another: `reviews.jsonl=0.2`. Texts in the other language are left out
unless their file counts less than 1.

Example: vigie fit --lang fr labelled.jsonl ordinary.jsonl > score.toml

Exit: 0 fitted, 2 nothing could be read")]
pub struct Fit {
    /// Files of labelled posts, with how much each of their rows counts.
    #[arg(required = true, value_name = "CORPUS.jsonl[=WEIGHT]", value_parser = corpus)]
    corpora: Vec<Corpus>,
    /// The language whose score is fitted.
    #[arg(long, value_parser = lang)]
    lang: Lang,
    /// Keep every Nth row out of the fit, and give the figures on those rows.
    #[arg(long, value_name = "N", default_value_t = 4)]
    keep_out: usize,
    #[command(flatten)]
    policies: PolicyFolder,
}

/// A file and how much its rows count.
#[derive(Clone, Debug)]
struct Corpus {
    path: PathBuf,
    weight: f64,
}

fn corpus(written: &str) -> Result<Corpus, String> {
    let (path, weight) = match written.rsplit_once('=') {
        Some((path, weight)) => (path, weight.parse().map_err(|_| format!("`{weight}` is not a number"))?),
        None => (written, 1.0),
    };
    if !(weight > 0.0 && weight <= 1.0) {
        return Err("a weight is above 0 and at most 1".to_owned());
    }
    Ok(Corpus { path: path.into(), weight })
}

fn lang(written: &str) -> Result<Lang, String> {
    Lang::parse(written).ok_or_else(|| format!("`{written}` is not one of {}", Lang::NAMES.join(", ")))
}

/// How much more recall counts than precision where the threshold that opens a case is set (the β of an F-measure):
/// a missed case harms patients, a false one costs minutes.
const RECALL_OVER_PRECISION: f64 = 1.3;
/// Over how many steps on either side the measure of a threshold is averaged: a quarter of a log-odds.
const AROUND: usize = 5;
/// How much an example of a pack counts: it is what the pack promises.
const EXAMPLE_WEIGHT: f64 = 8.0;
/// The share of reports that must reach a person.
const QUEUE_RECALL: f64 = 0.95;

/// A row ready to be fitted.
struct Text {
    labelled: Labelled,
    verdict: AdverseVerdict,
    /// Whether the fit may see it.
    seen: bool,
    /// Whether figures are given on it: a text of the full weight that is no example.
    measured: bool,
}

/// Precision and recall at a threshold.
#[derive(Clone, Copy, Default)]
struct Figures {
    found: f64,
    answered: f64,
    there: f64,
}

impl Fit {
    /// Runs it.
    pub fn run(self) -> Answer {
        let engine = policy::compile(self.policies.policies.as_deref())?;
        let mut texts = Vec::new();
        for corpus in &self.corpora {
            self.read(&engine, corpus, &mut texts)?;
        }
        self.examples(&engine, &mut texts);
        let (seen, measured): (Vec<Labelled>, Vec<bool>) =
            texts.iter().filter(|text| text.seen).map(|text| (text.labelled.clone(), text.measured)).unzip();
        if !seen.iter().any(|text| text.holds) {
            eprintln!("vigie: no labelled report could be read; `vigie evaluate --help` says how a row is written");
            return Ok(ExitCode::from(FAILED));
        }
        let judged = fit::cross_validated(&seen);
        let logits: Vec<(f64, bool)> = judged
            .iter()
            .zip(seen.iter().zip(measured))
            .filter(|(_, (_, measured))| *measured)
            .map(|(logit, (text, _))| (logit.unwrap_or(f64::NEG_INFINITY), text.holds))
            .collect();
        let report = fit::fit(&seen.iter().collect::<Vec<_>>());
        let mention = mention(&texts, &report);
        let (queue, open) = thresholds(&logits);
        put!("{}", self.written(&texts, &logits, (queue, open), &report, &mention));
        Ok(ExitCode::SUCCESS)
    }

    fn read(&self, engine: &Engine, corpus: &Corpus, texts: &mut Vec<Text>) -> anyhow::Result<()> {
        for raw in input::read(input::open(&corpus.path)?, Format::Jsonl)? {
            let line = raw.line;
            let row = match Row::read(&corpus.path, raw) {
                Ok(row) => row,
                Err(why) => {
                    eprintln!("{}:{line}: {why}", corpus.path.display());
                    continue;
                }
            };
            let Some(adverse) = row.adverse else { continue };
            let (lang, readings) = engine.features(&row.input);
            if lang != self.lang && corpus.weight >= 1.0 {
                continue;
            }
            let kept_out = self.keep_out > 0 && usize::try_from(line)? % self.keep_out == 0;
            let holds = adverse.verdict == AdverseVerdict::Report;
            texts.push(Text {
                labelled: Labelled { readings, holds, weight: corpus.weight },
                verdict: adverse.verdict,
                seen: !kept_out,
                measured: corpus.weight >= 1.0,
            });
        }
        Ok(())
    }

    /// The packs' own examples that say what the adverse event is worth.
    fn examples(&self, engine: &Engine, texts: &mut Vec<Text>) {
        for example in engine.examples() {
            let (lang, readings) = engine.features(&example.input);
            if let Some(verdict) = example.adverse.filter(|_| lang == self.lang) {
                let holds = verdict == AdverseVerdict::Report;
                let labelled = Labelled { readings, holds, weight: EXAMPLE_WEIGHT };
                texts.push(Text { labelled, verdict, seen: true, measured: false });
            }
        }
    }

    /// The file of weights, with how they came to be.
    fn written(
        &self,
        texts: &[Text],
        judged: &[(f64, bool)],
        (queue, open): (f64, f64),
        report: &Weights,
        mention: &Weights,
    ) -> String {
        let names: Vec<String> = self.corpora.iter().map(Corpus::name).collect();
        let kept_out: Vec<(f64, bool)> = texts
            .iter()
            .filter(|text| !text.seen && text.measured)
            .map(|text| {
                let logit = text.labelled.row(report).map_or(f64::NEG_INFINITY, |row| report.logit(row.reading));
                (logit, text.labelled.holds)
            })
            .collect();
        let mut out = format!(
            "# Written by `vigie fit`; docs/detection.md says how to write it again. Do not edit by hand.\n\
             # Fitted on {} texts of {}, every {}th kept out, and the packs' examples.\n",
            texts.iter().filter(|text| text.seen).count(),
            names.join(", "),
            self.keep_out,
        );
        for (part, logits) in [("cross-validated", judged), ("kept out", &kept_out)] {
            for (name, threshold) in [("open", open), ("queue", queue)] {
                let figures = Figures::at(threshold, logits);
                out.push_str(&format!(
                    "# {part}, {name}: precision {:.3}, recall {:.3} ({} texts)\n",
                    figures.precision(),
                    figures.recall(),
                    logits.len()
                ));
            }
        }
        out.push_str(&format!("queue = {:.3}\nopen = {:.3}\n", probability(queue), probability(open)));
        for (name, weights) in [("report", report), ("mention", mention)] {
            out.push_str(&format!("\n[{name}]\nintercept = {:.3}\n", weights.intercept));
            for feature in Feature::ALL {
                let weight = weights.of(*feature);
                if weight.abs() >= 0.0005 {
                    out.push_str(&format!("{feature} = {weight:.3}\n"));
                }
            }
        }
        out
    }
}

impl Corpus {
    fn name(&self) -> String {
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if self.weight < 1.0 { format!("{name} (counting {})", self.weight) } else { name }
    }
}

/// Whether effects are at least talked about, learnt from the texts that are neither a report nor a special situation.
fn mention(texts: &[Text], report: &Weights) -> Weights {
    let rows: Vec<fit::Row> = texts
        .iter()
        .filter(|text| text.seen && (text.measured || text.labelled.weight > 1.0))
        .filter(|text| matches!(text.verdict, AdverseVerdict::Mention | AdverseVerdict::None))
        .filter_map(|text| {
            let row = text.labelled.row(report)?;
            Some(fit::Row { holds: text.verdict == AdverseVerdict::Mention, ..row })
        })
        .collect();
    fit::regress(&rows)
}

/// The log-odds from which a person looks, and from which a case is opened.
fn thresholds(judged: &[(f64, bool)]) -> (f64, f64) {
    let mut steps: Vec<f64> = (-60..=30).map(|step| f64::from(step) / 20.0).collect();
    steps.reverse();
    // The measure is flat and rough around its top: averaged over the steps around, one text more or less moves nothing.
    let measures: Vec<f64> = steps.iter().map(|step| Figures::at(*step, judged).measure()).collect();
    let smooth = measures.windows(2 * AROUND + 1).map(|around| around.iter().sum::<f64>());
    let best = smooth.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(first, _)| first + AROUND);
    let open = steps.get(best).copied().unwrap_or_default();
    // A text about no product reaches nobody at any threshold, and is not counted here.
    let reachable: Vec<(f64, bool)> = judged.iter().copied().filter(|(logit, _)| logit.is_finite()).collect();
    let queue = steps.iter().copied().find(|step| Figures::at(*step, &reachable).recall() >= QUEUE_RECALL);
    (queue.unwrap_or(-3.0).min(open), open)
}

impl Figures {
    fn at(threshold: f64, judged: &[(f64, bool)]) -> Self {
        let mut figures = Self::default();
        for (logit, holds) in judged {
            let answered = *logit >= threshold;
            figures.answered += f64::from(u8::from(answered));
            figures.there += f64::from(u8::from(*holds));
            figures.found += f64::from(u8::from(answered && *holds));
        }
        figures
    }

    fn precision(self) -> f64 {
        self.found / self.answered.max(1.0)
    }

    fn recall(self) -> f64 {
        self.found / self.there.max(1.0)
    }

    /// The F-measure.
    fn measure(self) -> f64 {
        let weight = RECALL_OVER_PRECISION * RECALL_OVER_PRECISION;
        let (precision, recall) = (self.precision(), self.recall());
        (1.0 + weight) * precision * recall / (weight * precision + recall).max(f64::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_may_count_less() {
        let light = corpus("reviews.jsonl=0.2").unwrap();
        assert_eq!(light.path.as_os_str(), "reviews.jsonl");
        assert!((light.weight - 0.2).abs() < 1e-9 && (corpus("a.jsonl").unwrap().weight - 1.0).abs() < 1e-9);
        assert!(corpus("a.jsonl=0").is_err() && corpus("a.jsonl=much").is_err());
    }

    #[test]
    fn the_queue_finds_nearly_all_and_opening_is_never_wider() {
        let judged: Vec<(f64, bool)> =
            (0..100).map(|at| (f64::from(at - 50) / 20.0, at >= 40 || at % 10 == 0)).collect();
        let (queue, open) = thresholds(&judged);
        assert!(queue <= open);
        assert!(Figures::at(queue, &judged).recall() >= QUEUE_RECALL);
    }
}
