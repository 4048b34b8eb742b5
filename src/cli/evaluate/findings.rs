//! Rows that say flag or pass, judged on the findings.

use serde_json::{Value, json};

use super::{
    measure::{Figures, Share},
    row::{Expect, Expected},
};
use crate::engine::{Finding, Severity};

/// How well breaches are found.
#[derive(Clone, Copy, Debug, Default)]
pub struct FindingsFigures {
    /// Texts to flag, found by a finding of their section or its letter; texts to let pass, found by any.
    pub flag: Figures,
    /// Texts to flag whose very section was found.
    pub same_topic: Share,
    /// Texts to let pass that were flagged all the same.
    pub near_misses: Share,
}

/// What the findings of one text are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// It counts as flagged.
    pub flagged: bool,
    /// By a finding of the very section.
    pub same_topic: bool,
}

/// Whether a finding counts: what is lawful and only worth an eye does not.
pub fn counts(found: &Finding) -> bool {
    // From the gravest down.
    found.severity <= Severity::Low
}

/// Holds findings against what was expected.
pub fn judge(expected: &Expected, findings: &[Finding]) -> Judgement {
    let mut topics = findings.iter().filter(|found| counts(found)).map(|found| found.topic.as_str());
    let Some(topic) = expected.topic.as_deref().filter(|_| expected.expect == Expect::Flag) else {
        let flagged = topics.next().is_some();
        return Judgement { flagged, same_topic: flagged };
    };
    let topics: Vec<&str> = topics.collect();
    let letter = |topic: &str| topic.chars().next();
    Judgement {
        flagged: topics.iter().any(|found| letter(found) == letter(topic)),
        same_topic: topics.contains(&topic),
    }
}

impl FindingsFigures {
    /// Counts one row.
    pub fn count(&mut self, expect: Expect, judged: Judgement) {
        self.flag.count(expect == Expect::Flag, judged.flagged);
        match expect {
            Expect::Flag => self.same_topic.count(judged.same_topic),
            Expect::Pass => self.near_misses.count(judged.flagged),
        }
    }

    /// The rows counted.
    pub const fn rows(&self) -> u32 {
        self.same_topic.of + self.near_misses.of
    }

    /// All figures for a program.
    pub fn json(&self) -> Value {
        json!({ "flag": self.flag, "same_topic": self.same_topic, "near_misses_flagged": self.near_misses })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Category;

    fn found(topic: &str, severity: Severity) -> Finding {
        Finding {
            rule: "r".to_owned(),
            pack: "p".to_owned(),
            topic: topic.to_owned(),
            category: Category::Advertising,
            severity,
            start: 0,
            end: 1,
            excerpt: String::new(),
            message: String::new(),
            law: Vec::new(),
            suggestion: None,
            cues: Vec::new(),
        }
    }

    fn flagged(expect: Expect, topic: Option<&str>, findings: &[Finding]) -> (bool, bool) {
        let judged = judge(&Expected { expect, topic: topic.map(str::to_owned) }, findings);
        (judged.flagged, judged.same_topic)
    }

    #[test]
    fn a_finding_of_the_same_letter_counts_and_of_another_does_not() {
        let other = [found("A4", Severity::Low)];
        assert_eq!(flagged(Expect::Flag, Some("A4"), &other), (true, true));
        assert_eq!(flagged(Expect::Flag, Some("A1"), &other), (true, false));
        assert_eq!(flagged(Expect::Flag, Some("B1"), &other), (false, false));
        assert_eq!(flagged(Expect::Flag, None, &other), (true, true));
    }

    #[test]
    fn a_text_to_let_pass_must_have_none_of_any_section() {
        assert!(flagged(Expect::Pass, Some("A1"), &[found("C2", Severity::Low)]).0);
        assert!(!flagged(Expect::Pass, Some("A1"), &[found("A1", Severity::Info)]).0);
        assert!(!flagged(Expect::Flag, Some("A1"), &[found("A1", Severity::Info)]).0, "info is no breach");
    }

    #[test]
    fn a_near_miss_that_is_flagged_costs_precision() {
        let mut figures = FindingsFigures::default();
        let yes = Judgement { flagged: true, same_topic: false };
        figures.count(Expect::Flag, yes);
        figures.count(Expect::Pass, yes);
        assert_eq!(
            (figures.flag.precision, figures.flag.recall),
            (Share { right: 1, of: 2 }, Share { right: 1, of: 1 })
        );
        assert_eq!((figures.same_topic, figures.near_misses), (Share { right: 0, of: 1 }, Share { right: 1, of: 1 }));
    }
}
