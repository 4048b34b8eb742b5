//! The same rows, grouped.

use std::collections::BTreeMap;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    findings::FindingsFigures,
    measure::{Confusion, Figures, Share},
    row::Row,
};
use crate::engine::AdverseVerdict;

/// What rows are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The section of the phrasing, `topic`.
    Topic,
    /// The label: the verdict, or flag and pass.
    Verdict,
    /// The way of speaking, the optional `phenomenon`.
    Phenomenon,
}

/// A group's name, so that A2 stands before A10.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    letters: String,
    number: Option<u32>,
    whole: String,
}

impl From<&str> for Name {
    fn from(whole: &str) -> Self {
        let letters = whole.trim_end_matches(|last: char| last.is_ascii_digit());
        let number = whole.strip_prefix(letters).and_then(|digits| digits.parse().ok());
        Self { letters: letters.to_owned(), number, whole: whole.to_owned() }
    }
}

/// The figures of one group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its rows with a verdict.
    pub verdicts: Confusion<AdverseVerdict>,
    /// Its rows that say flag or pass.
    pub findings: FindingsFigures,
}

impl Group {
    /// Rows whose verdict is right.
    pub fn right(&self) -> Share {
        self.verdicts.right()
    }

    /// How well reports are told.
    pub fn reports(&self) -> Figures {
        self.verdicts.figures(|verdict| verdict == AdverseVerdict::Report)
    }
}

/// All groups.
#[derive(Clone, Debug)]
pub struct Groups {
    /// What they are grouped by.
    pub by: By,
    groups: BTreeMap<Name, Group>,
}

impl Groups {
    /// None yet.
    pub const fn new(by: By) -> Self {
        Self { by, groups: BTreeMap::new() }
    }

    /// The group of a row, whose label is `label`; rows that do not say are together under a dash.
    pub fn of(&mut self, row: &Row, label: &str) -> &mut Group {
        let name = match self.by {
            By::Topic => row.topic.as_deref(),
            By::Verdict => Some(label),
            By::Phenomenon => row.phenomenon.as_deref(),
        };
        let empty = || Group { verdicts: Confusion::of(AdverseVerdict::ALL), findings: FindingsFigures::default() };
        self.groups.entry(name.unwrap_or("–").into()).or_insert_with(empty)
    }

    /// Name and figures of each group, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Group)> {
        self.groups.iter().map(|(name, group)| (name.whole.as_str(), group))
    }

    /// All figures for a program.
    pub fn json(&self) -> Value {
        let groups: Vec<Value> = self
            .iter()
            .map(|(name, group)| {
                let adverse = (group.right().of > 0)
                    .then(|| json!({ "right": group.right(), "report": group.reports(), "confusion": group.verdicts }));
                let findings = (group.findings.rows() > 0).then(|| group.findings.json());
                json!({ "name": name, "adverse_event": adverse, "findings": findings })
            })
            .collect();
        json!({ "by": self.by, "groups": groups })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_stand_in_the_order_of_their_numbers() {
        let mut names: Vec<Name> = ["B1", "A10", "–", "A2", "ironie"].map(Name::from).to_vec();
        names.sort();
        assert_eq!(
            names.iter().map(|name| name.whole.as_str()).collect::<Vec<_>>(),
            ["A2", "A10", "B1", "ironie", "–"]
        );
    }
}
