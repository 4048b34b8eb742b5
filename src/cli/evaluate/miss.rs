//! Rows that were not read as labelled, the gravest first, with the words that decided.

use serde::Serialize;

use super::{
    adverse::{Told, is_case},
    findings::{Judgement, counts},
    row::{Adverse, Expect, Expected, Row},
};
use crate::engine::{AdverseEvent, AdverseVerdict, Finding};

/// What went wrong, from what must never happen down to what hardly matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A report that opens no case.
    MissedReport,
    /// A special situation that opens no case.
    MissedSituation,
    /// A criterion of seriousness that was not seen.
    MissedSeriousness,
    /// A breach that was not found.
    MissedBreach,
    /// A case opened where there is none.
    FalseCase,
    /// A lawful text that was flagged.
    FalseAlarm,
    /// A criterion of seriousness that nobody told.
    FalseSeriousness,
    /// The right case under another name, or another shade of none.
    OtherVerdict,
    /// Other special situations of a case.
    OtherSituations,
}

impl Fault {
    /// Its heading.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::MissedReport => "Reports missed",
            Self::MissedSituation => "Special situations missed",
            Self::MissedSeriousness => "Seriousness missed",
            Self::MissedBreach => "Breaches missed",
            Self::FalseCase => "Cases opened in vain",
            Self::FalseAlarm => "Lawful texts flagged",
            Self::FalseSeriousness => "Seriousness nobody told",
            Self::OtherVerdict => "Another verdict",
            Self::OtherSituations => "Other special situations",
        }
    }
}

/// One miss.
#[derive(Clone, Debug, Serialize)]
pub struct Miss {
    /// What went wrong.
    pub fault: Fault,
    /// The row's id, or its line.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: u64,
    /// What the label says.
    pub expected: String,
    /// What was answered.
    pub got: String,
    /// How sure the answer was.
    pub score: Option<f64>,
    /// The words that decided.
    pub cues: Vec<String>,
    /// The text, for the terminal of the person whose file it is. JSON is kept by build servers: file and line will do.
    #[serde(skip)]
    pub text: String,
}

/// What is missed of an adverse event.
pub fn of_adverse(row: &Row, labels: &Adverse, told: &Told, event: &AdverseEvent) -> Vec<Miss> {
    let miss = |fault, expected, got| Miss {
        fault,
        score: Some(event.score),
        cues: event.cues.clone(),
        ..bare(row, fault, expected, got)
    };
    let mut misses = Vec::new();
    if labels.verdict != told.verdict {
        let fault = match (labels.verdict, is_case(labels.verdict), is_case(told.verdict)) {
            (AdverseVerdict::Report, _, false) => Fault::MissedReport,
            (_, true, false) => Fault::MissedSituation,
            (_, false, true) => Fault::FalseCase,
            _ => Fault::OtherVerdict,
        };
        misses.push(miss(fault, labels.verdict.to_string(), told.verdict.to_string()));
    }
    if !is_case(labels.verdict) || !is_case(told.verdict) {
        return misses;
    }
    if let Some(serious) = labels.serious.as_ref().filter(|labelled| !same(labelled, &told.serious)) {
        let missed = serious.iter().any(|criterion| !told.serious.contains(criterion));
        let fault = if missed { Fault::MissedSeriousness } else { Fault::FalseSeriousness };
        misses.push(miss(fault, list(serious), list(&told.serious)));
    }
    if let Some(special) = labels.special.as_ref().filter(|labelled| !same(labelled, &told.special)) {
        misses.push(miss(Fault::OtherSituations, list(special), list(&told.special)));
    }
    misses
}

/// What is missed of the findings.
pub fn of_findings(row: &Row, expected: &Expected, judged: Judgement, findings: &[Finding]) -> Option<Miss> {
    let fault = match (expected.expect, judged.flagged) {
        (Expect::Flag, false) => Fault::MissedBreach,
        (Expect::Pass, true) => Fault::FalseAlarm,
        _ => return None,
    };
    let topic = expected.topic.as_deref().unwrap_or("any section");
    let told = match expected.expect {
        Expect::Flag => format!("flag ({topic})"),
        Expect::Pass => "pass".to_owned(),
    };
    let got: Vec<String> = findings
        .iter()
        // An eye-opener that does not count explains a miss, and would only blur a false alarm.
        .filter(|found| fault == Fault::MissedBreach || counts(found))
        .map(|found| format!("{} ({} {})", found.rule, found.topic, found.severity))
        .collect();
    let cues = findings.iter().filter(|found| counts(found)).flat_map(|found| found.cues.clone()).collect();
    Some(Miss { cues, ..bare(row, fault, told, list(&got)) })
}

fn bare(row: &Row, fault: Fault, expected: String, got: String) -> Miss {
    Miss {
        fault,
        id: row.name(),
        file: row.file.clone(),
        line: row.line,
        expected,
        got,
        score: None,
        cues: Vec::new(),
        text: row.input.text.clone(),
    }
}

fn same<T: PartialEq>(labelled: &[T], answered: &[T]) -> bool {
    labelled.iter().all(|value| answered.contains(value)) && answered.iter().all(|value| labelled.contains(value))
}

fn list<T: ToString>(values: &[T]) -> String {
    if values.is_empty() {
        return "nothing".to_owned();
    }
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
