//! The figures as people read them, within 80 columns.

use std::fmt::Display;

use super::{
    Outcome,
    adverse::AdverseFigures,
    group::{By, Groups},
    measure::{Estimate, Figures, Share, gain},
    miss::{Fault, Miss},
};
use crate::{
    cli::table::{figures, wrapped},
    engine::AdverseVerdict,
};

/// The width that every terminal has.
const COLUMNS: u16 = 80;
/// Columns of a table of figures, after the name.
const SCORES: [&str; 5] = ["", "precision %", "", "recall %", "F1 %"];

/// Everything, with at most so many misses.
pub fn text(outcome: &Outcome, misses: usize) -> String {
    let mut out = heading(outcome);
    if let Some(adverse) = &outcome.adverse {
        out.push_str(&adverse_events(adverse));
    }
    if let (Some(adverse), Some(keywords)) = (&outcome.adverse, &outcome.keywords) {
        out.push_str(&beside(adverse, keywords));
    }
    if let Some(found) = &outcome.findings {
        let rows = vec![scored("to flag", found.flag), shared("  the very section", found.same_topic)];
        out.push_str(&section(&format!("Findings: {} rows", found.rows()), &scores("", rows)));
        out.push_str(&format!(" Texts to let pass that were flagged: {}\n", told(found.near_misses)));
    }
    if let Some(groups) = &outcome.groups {
        out.push_str(&by(groups));
    }
    out.push_str(&listed(&outcome.misses, misses));
    out
}

fn heading(outcome: &Outcome) -> String {
    let skipped = match outcome.skipped.len() {
        0 => String::new(),
        skipped => format!(", {skipped} skipped"),
    };
    format!(
        "{} rows read{skipped} · policies {}\nIn brackets: the 95 % interval after Wilson. Fractions: right of all.\n",
        outcome.rows, outcome.policy.release
    )
}

fn section(title: &str, body: &str) -> String {
    format!("\n{title}\n{body}\n")
}

fn scores(name: &str, rows: Vec<Vec<String>>) -> String {
    figures(&std::iter::once(name).chain(SCORES).collect::<Vec<_>>(), rows)
}

/// A row of figures.
fn scored(name: impl Display, figures: Figures) -> Vec<String> {
    vec![
        name.to_string(),
        fraction(figures.precision),
        percent(figures.precision.estimate()),
        fraction(figures.recall),
        percent(figures.recall.estimate()),
        percent(figures.f1()),
    ]
}

/// A row that has only a recall.
fn shared(name: &str, share: Share) -> Vec<String> {
    let [empty, dash] = [String::new(), "–".to_owned()];
    vec![name.to_owned(), empty, dash.clone(), fraction(share), percent(share.estimate()), dash]
}

fn fraction(share: Share) -> String {
    if share.of == 0 { String::new() } else { format!("{}/{}", share.right, share.of) }
}

fn percent(estimate: Option<Estimate>) -> String {
    estimate.map_or_else(
        || "–".to_owned(),
        |Estimate { value, low, high }| format!("{} ({:.0}–{:.0})", whole(value), low * 100.0, high * 100.0),
    )
}

/// Only what is whole is called 100.
fn whole(value: f64) -> String {
    if value >= 1.0 { "100".to_owned() } else { format!("{:.1}", (value * 1000.0).round().min(999.0) / 10.0) }
}

fn told(share: Share) -> String {
    match share.of {
        0 => "–".to_owned(),
        _ => format!("{} = {} %", fraction(share), percent(share.estimate())),
    }
}

fn adverse_events(adverse: &AdverseFigures) -> String {
    let right = adverse.confusion.right();
    let mut verdicts: Vec<_> =
        AdverseVerdict::ALL.iter().map(|verdict| scored(verdict, adverse.verdict(*verdict))).collect();
    verdicts.push(scored("opens a case", adverse.case()));
    let title = format!("Adverse events: {} rows, verdict right in {}", right.of, told(right));
    let mut out = section(&title, &scores("", verdicts));
    out.push_str(&section("Labelled (down) and answered (across)", &confusion(adverse)));
    let spans = vec![scored("products", adverse.products), scored("reactions", adverse.reactions)];
    out.push_str(&section("Words found in the text", &scores("", spans)));
    if adverse.unplaced > 0 {
        out.push_str(&format!(" {} labelled words are not in their text and do not count.\n", adverse.unplaced));
    }
    out.push_str(&cases(adverse));
    out
}

fn confusion(adverse: &AdverseFigures) -> String {
    let header: Vec<&str> = std::iter::once("").chain(AdverseVerdict::NAMES.iter().copied()).collect();
    let cell = |labelled, answered| match adverse.confusion.cell(labelled, answered) {
        0 => "·".to_owned(),
        rows => rows.to_string(),
    };
    let row = |labelled: &AdverseVerdict| {
        let cells = AdverseVerdict::ALL.iter().map(|answered| cell(*labelled, *answered));
        std::iter::once(labelled.to_string()).chain(cells).collect()
    };
    figures(&header, AdverseVerdict::ALL.iter().map(row).collect())
}

fn cases(adverse: &AdverseFigures) -> String {
    let cases = &adverse.cases;
    let title = format!("Facts of the {} cases that label and answer both open", cases.rows);
    let mut rows = vec![scored("serious", cases.serious)];
    // What is neither labelled nor answered has no figures.
    let seen = |figures: &Figures| figures.precision.of + figures.recall.of > 0;
    rows.extend(cases.seriousness.iter().filter(|(_, figures)| seen(figures)).map(|(name, told)| scored(name, *told)));
    let mut out = section(&title, &scores("seriousness", rows));
    let special = cases.special.iter().filter(|(_, figures)| seen(figures)).map(|(name, told)| scored(name, *told));
    out.push_str(&format!("\n{}\n", scores("special situation", special.collect())));
    let mut rows: Vec<_> = cases.criteria.iter().map(|(name, told)| scored(name, *told)).collect();
    rows.push(shared("reporter's relation", cases.tie));
    out.push_str(&format!("\n{}\n", scores("criterion", rows)));
    out
}

/// The engine beside the baseline.
fn beside(adverse: &AdverseFigures, keywords: &AdverseFigures) -> String {
    let mut rows = Vec::new();
    for ((name, ours), (_, theirs)) in adverse.comparable().into_iter().zip(keywords.comparable()) {
        for (figure, ours, theirs) in [
            ("precision", ours.precision.estimate(), theirs.precision.estimate()),
            ("recall", ours.recall.estimate(), theirs.recall.estimate()),
            ("F1", ours.f1(), theirs.f1()),
        ] {
            rows.push(vec![format!("{name}, {figure}"), percent(ours), percent(theirs), difference(ours, theirs)]);
        }
    }
    let right = [adverse, keywords].map(|figures| figures.confusion.right().estimate());
    let [ours, theirs] = right;
    rows.push(vec!["verdict right".to_owned(), percent(ours), percent(theirs), difference(ours, theirs)]);
    let title = "Against keywords: a product and a reaction in one text are a report, no language is read";
    section(&wrapped(title, COLUMNS), &figures(&["", "vigie %", "keywords %", "difference"], rows))
}

fn difference(ours: Option<Estimate>, theirs: Option<Estimate>) -> String {
    gain(ours, theirs).map_or_else(|| "–".to_owned(), |gain| format!("{:+.1}", gain * 100.0))
}

fn by(groups: &Groups) -> String {
    let name = match groups.by {
        By::Topic => "topic",
        By::Verdict => "verdict",
        By::Phenomenon => "phenomenon",
    };
    let mut out = String::new();
    let rows: Vec<Vec<String>> = groups
        .iter()
        .filter(|(_, group)| group.right().of > 0)
        .map(|(name, group)| {
            let right = group.right();
            let reports = group.reports();
            let vain = reports.precision.of - reports.precision.right;
            vec![
                name.to_owned(),
                fraction(right),
                percent(right.estimate()),
                fraction(reports.recall),
                percent(reports.recall.estimate()),
                if vain == 0 { "·".to_owned() } else { vain.to_string() },
            ]
        })
        .collect();
    if !rows.is_empty() {
        let header = [name, "", "verdict right %", "", "reports found %", "in vain"];
        out.push_str(&section(&format!("Adverse events by {name}"), &figures(&header, rows)));
    }
    let rows: Vec<Vec<String>> = groups
        .iter()
        .filter(|(_, group)| group.findings.rows() > 0)
        .map(|(name, group)| scored(name, group.findings.flag))
        .collect();
    if !rows.is_empty() {
        out.push_str(&section(&format!("Findings by {name}"), &scores(name, rows)));
    }
    out
}

fn listed(misses: &[Miss], most: usize) -> String {
    if misses.is_empty() {
        return "\nMisses: none\n".to_owned();
    }
    let mut out = format!("\nMisses: {}, the gravest first\n", misses.len());
    let mut under: Option<Fault> = None;
    for miss in misses.iter().take(most) {
        if under != Some(miss.fault) {
            let all = misses.iter().filter(|other| other.fault == miss.fault).count();
            out.push_str(&format!("\n{} ({all})\n", miss.fault.heading()));
            under = Some(miss.fault);
        }
        out.push_str(&one(miss));
    }
    let left = misses.len().saturating_sub(most);
    if left > 0 {
        out.push_str(&format!("\nNot shown: {left}; --misses {} shows all of them.\n", misses.len()));
    }
    out
}

fn one(miss: &Miss) -> String {
    let score = miss.score.map(|score| format!(" ({score:.2})")).unwrap_or_default();
    let cues = if miss.cues.is_empty() { String::new() } else { format!("; cues: {}", miss.cues.join(", ")) };
    let told = format!("{}: expected {}, got {}{score}{cues}", miss.id, miss.expected, miss.got);
    format!("{}{}", indented(&told, 2), indented(&format!("« {} »", miss.text), 6))
}

fn indented(text: &str, by: u16) -> String {
    let margin = " ".repeat(usize::from(by));
    let mut out = String::new();
    for line in wrapped(text, COLUMNS - by).lines() {
        out.push_str(&format!("{margin}{line}\n"));
    }
    out
}
