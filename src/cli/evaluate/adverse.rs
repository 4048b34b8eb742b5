//! Rows with a verdict, judged on the adverse event.

use std::{collections::BTreeMap, ops::Range};

use serde_json::{Value, json};

use super::{
    measure::{Confusion, Figures, Share, gain},
    row::{Adverse, Label, Tie},
};
use crate::engine::{
    AdverseEvent, AdverseVerdict,
    review::{Criterion, ReactionStatus, Seriousness, SpecialSituation},
};

/// What was answered about a text, by the engine or by a baseline.
#[derive(Clone, Debug)]
pub struct Told {
    /// What it is worth.
    pub verdict: AdverseVerdict,
    /// The criteria of seriousness.
    pub serious: Vec<Seriousness>,
    /// The special situations.
    pub special: Vec<SpecialSituation>,
    /// Where products are named.
    pub products: Vec<Range<usize>>,
    /// Where reactions that happened are named.
    pub reactions: Vec<Range<usize>>,
    /// Whether a patient was found.
    pub patient: bool,
    /// What the author is to the patient.
    pub reporter: Option<Tie>,
    /// Which of the four criteria are met.
    pub criteria: Vec<Criterion>,
}

impl From<&AdverseEvent> for Told {
    fn from(event: &AdverseEvent) -> Self {
        let happened = |status| matches!(status, ReactionStatus::Affirmed | ReactionStatus::Resolved);
        let met = [
            (Criterion::Patient, event.criteria.patient),
            (Criterion::Reporter, event.criteria.reporter),
            (Criterion::Product, event.criteria.product),
            (Criterion::Reaction, event.criteria.reaction),
        ];
        let products = event.products.iter().filter(|product| !product.from_page);
        let reactions = event.reactions.iter().filter(|told| happened(told.status));
        Self {
            verdict: event.verdict,
            serious: event.seriousness.clone(),
            special: event.special_situations.clone(),
            products: products.map(|product| product.start..product.end).collect(),
            reactions: reactions.map(|told| told.start..told.end).collect(),
            patient: event.patient.is_some(),
            reporter: event.reporter.as_ref().map(|reporter| reporter.relation.into()),
            criteria: met.into_iter().filter(|(_, met)| *met).map(|(criterion, _)| criterion).collect(),
        }
    }
}

impl Told {
    /// A verdict and nothing else.
    pub const fn only(verdict: AdverseVerdict) -> Self {
        Self {
            verdict,
            serious: Vec::new(),
            special: Vec::new(),
            products: Vec::new(),
            reactions: Vec::new(),
            patient: false,
            reporter: None,
            criteria: Vec::new(),
        }
    }
}

/// Whether a case is opened for it.
pub const fn is_case(verdict: AdverseVerdict) -> bool {
    matches!(verdict, AdverseVerdict::Report | AdverseVerdict::SpecialSituation)
}

/// How well adverse events are read.
#[derive(Clone, Debug)]
pub struct AdverseFigures {
    /// Labelled verdict against answered verdict.
    pub confusion: Confusion<AdverseVerdict>,
    /// Products named in the text.
    pub products: Figures,
    /// Reactions told to have happened.
    pub reactions: Figures,
    /// Labelled words that are not in their text, which nothing can find.
    pub unplaced: u32,
    /// The rest, where label and answer both open a case.
    pub cases: CaseFigures,
}

/// How well the facts of a case are read, among rows where label and answer both open one.
#[derive(Clone, Debug)]
pub struct CaseFigures {
    /// Those rows.
    pub rows: u32,
    /// Serious by any criterion: decides between 15 and 90 days.
    pub serious: Figures,
    /// Each criterion of seriousness.
    pub seriousness: BTreeMap<Seriousness, Figures>,
    /// Each special situation.
    pub special: BTreeMap<SpecialSituation, Figures>,
    /// A patient told.
    pub patient: Figures,
    /// A reporter with a tie to the patient.
    pub reporter: Figures,
    /// The same tie, where both name one.
    pub tie: Share,
    /// The four criteria of a valid report.
    pub criteria: BTreeMap<Criterion, Figures>,
}

impl Default for AdverseFigures {
    fn default() -> Self {
        Self {
            confusion: Confusion::of(AdverseVerdict::ALL),
            products: Figures::default(),
            reactions: Figures::default(),
            unplaced: 0,
            cases: CaseFigures {
                rows: 0,
                serious: Figures::default(),
                seriousness: zeros(Seriousness::ALL),
                special: zeros(SpecialSituation::ALL),
                patient: Figures::default(),
                reporter: Figures::default(),
                tie: Share::default(),
                criteria: zeros(Criterion::ALL),
            },
        }
    }
}

fn zeros<T: Copy + Ord>(all: &[T]) -> BTreeMap<T, Figures> {
    all.iter().map(|value| (*value, Figures::default())).collect()
}

impl AdverseFigures {
    /// Counts one row.
    pub fn count(&mut self, text: &str, labels: &Adverse, told: &Told) {
        self.confusion.count(labels.verdict, told.verdict);
        for (words, spans, figures) in [
            (&labels.products, &told.products, &mut self.products),
            (&labels.reactions, &told.reactions, &mut self.reactions),
        ] {
            if let Some(words) = words {
                self.unplaced += overlap(text, words, spans, figures);
            }
        }
        if is_case(labels.verdict) && is_case(told.verdict) {
            self.cases.count(labels, told);
        }
    }

    /// How well that verdict is given.
    pub fn verdict(&self, verdict: AdverseVerdict) -> Figures {
        self.confusion.figures(|value| value == verdict)
    }

    /// How well texts that open a case are told from those that do not.
    pub fn case(&self) -> Figures {
        self.confusion.figures(is_case)
    }

    /// What a baseline can be held against, by name.
    pub fn comparable(&self) -> [(&'static str, Figures); 4] {
        [
            ("report", self.verdict(AdverseVerdict::Report)),
            ("case", self.case()),
            ("products", self.products),
            ("reactions", self.reactions),
        ]
    }

    /// The figures of a baseline and how much better these are, for a program.
    pub fn beside(&self, baseline: &Self) -> Value {
        let mut told = json!({ "right": baseline.confusion.right() });
        let mut better =
            json!({ "right": gain(self.confusion.right().estimate(), baseline.confusion.right().estimate()) });
        for ((name, ours), (_, theirs)) in self.comparable().into_iter().zip(baseline.comparable()) {
            put(&mut told, name, json!(theirs));
            put(
                &mut better,
                name,
                json!({
                    "precision": gain(ours.precision.estimate(), theirs.precision.estimate()),
                    "recall": gain(ours.recall.estimate(), theirs.recall.estimate()),
                    "f1": gain(ours.f1(), theirs.f1()),
                }),
            );
        }
        put(&mut told, "difference", better);
        told
    }

    /// All figures for a program.
    pub fn json(&self) -> Value {
        let verdicts: BTreeMap<_, _> =
            AdverseVerdict::ALL.iter().map(|verdict| (verdict, self.verdict(*verdict))).collect();
        let cases = &self.cases;
        json!({
            "right": self.confusion.right(),
            "verdicts": verdicts,
            "case": self.case(),
            "confusion": self.confusion,
            "products": self.products,
            "reactions": self.reactions,
            "words_not_in_the_text": self.unplaced,
            "cases": {
                "rows": cases.rows,
                "serious": cases.serious,
                "seriousness": cases.seriousness,
                "special_situations": cases.special,
                "patient": cases.patient,
                "reporter": cases.reporter,
                "reporter_relation": cases.tie,
                "criteria": cases.criteria,
            },
        })
    }
}

impl CaseFigures {
    fn count(&mut self, labels: &Adverse, told: &Told) {
        self.rows += 1;
        if let Some(serious) = &labels.serious {
            self.serious.count(!serious.is_empty(), !told.serious.is_empty());
            each(&mut self.seriousness, serious, &told.serious);
        }
        if let Some(special) = &labels.special {
            each(&mut self.special, special, &told.special);
        }
        if let Some(patient) = labels.patient.is(|_| true) {
            self.patient.count(patient, told.patient);
        }
        if let Some(reporter) = labels.reporter.is(|tie| identifies(*tie)) {
            self.reporter.count(reporter, told.reporter.is_some_and(identifies));
        }
        if let (Label::Is(labelled), Some(answered)) = (&labels.reporter, told.reporter) {
            self.tie.count(*labelled == answered);
        }
        for (criterion, figures) in &mut self.criteria {
            if let Some(met) = labelled(labels, *criterion) {
                figures.count(met, told.criteria.contains(criterion));
            }
        }
    }
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

/// Somebody who only heard of it identifies nobody.
fn identifies(tie: Tie) -> bool {
    tie != Tie::Hearsay
}

/// Whether the labels say that a criterion is met.
fn labelled(labels: &Adverse, criterion: Criterion) -> Option<bool> {
    match criterion {
        Criterion::Patient => labels.patient.is(|_| true),
        Criterion::Reporter => labels.reporter.is(|tie| identifies(*tie)),
        Criterion::Product => labels.products.as_ref().map(|words| labels.of_page || !words.is_empty()),
        Criterion::Reaction => labels.reactions.as_ref().map(|words| !words.is_empty()),
    }
}

fn each<T: Copy + Ord>(figures: &mut BTreeMap<T, Figures>, labelled: &[T], answered: &[T]) {
    for (value, figures) in figures {
        figures.count(labelled.contains(value), answered.contains(value));
    }
}

/// Holds spans against labelled words: a span is right when it touches one, words are found when a span touches them,
/// wherever in the text they stand. Answers how many words are not in the text.
fn overlap(text: &str, words: &[String], spans: &[Range<usize>], figures: &mut Figures) -> u32 {
    let mut absent = 0;
    let touch = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let mut places: Vec<Range<usize>> = Vec::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        let of_word: Vec<_> = text.match_indices(word.as_str()).map(|(at, found)| at..at + found.len()).collect();
        if of_word.is_empty() {
            absent += 1;
            continue;
        }
        figures.recall.count(spans.iter().any(|span| of_word.iter().any(|place| touch(span, place))));
        places.extend(of_word);
    }
    for span in spans {
        figures.precision.count(places.iter().any(|place| touch(span, place)));
    }
    absent
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(verdict: AdverseVerdict) -> Adverse {
        Adverse {
            verdict,
            serious: None,
            special: None,
            products: None,
            reactions: None,
            patient: Label::Absent,
            reporter: Label::Absent,
            of_page: false,
        }
    }

    #[test]
    fn a_span_counts_where_it_touches_the_labelled_words() {
        let mut figures = Figures::default();
        let words = ["mal au ventre".to_owned(), "fièvre".to_owned(), "toux".to_owned()];
        let text = "mal au ventre, puis fièvre, encore mal au ventre";
        let absent = overlap(text, &words, &[0..3, 36..39, 15..19], &mut figures);
        assert_eq!(figures.precision, Share { right: 2, of: 3 });
        assert_eq!(figures.recall, Share { right: 1, of: 2 }, "« toux » is not in the text");
        assert_eq!(absent, 1);
    }

    #[test]
    fn the_facts_of_a_case_are_judged_only_where_both_open_one() {
        use AdverseVerdict::{Mention, Report, SpecialSituation as Special};
        let mut figures = AdverseFigures::default();
        for (label, answer) in [(Report, Special), (Report, Mention), (Mention, Report), (Report, Report)] {
            let labels = Adverse { serious: Some(vec![Seriousness::Death]), ..labels(label) };
            figures.count("", &labels, &Told { serious: vec![Seriousness::Hospitalisation], ..Told::only(answer) });
        }
        assert_eq!(figures.cases.rows, 2);
        assert_eq!(figures.cases.serious.recall, Share { right: 2, of: 2 }, "serious, if by another criterion");
        assert_eq!(figures.cases.seriousness[&Seriousness::Death].recall, Share { right: 0, of: 2 });
        assert_eq!(figures.cases.seriousness[&Seriousness::Hospitalisation].precision, Share { right: 0, of: 2 });
        assert_eq!(figures.verdict(Report).recall, Share { right: 1, of: 3 });
        assert_eq!(figures.case().recall, Share { right: 2, of: 3 });
        assert_eq!(figures.confusion.right(), Share { right: 1, of: 4 });
    }

    #[test]
    fn hearsay_is_no_reporter_and_the_page_is_a_product() {
        let mut figures = AdverseFigures::default();
        let labels = Adverse {
            reporter: Label::Is(Tie::Hearsay),
            products: Some(Vec::new()),
            of_page: true,
            ..labels(AdverseVerdict::Report)
        };
        let told = Told {
            reporter: Some(Tie::Oneself),
            criteria: vec![Criterion::Product],
            ..Told::only(AdverseVerdict::Report)
        };
        figures.count("", &labels, &told);
        assert_eq!(figures.cases.reporter.precision, Share { right: 0, of: 1 });
        assert_eq!(figures.cases.tie, Share { right: 0, of: 1 });
        assert_eq!(figures.cases.criteria[&Criterion::Product].recall, Share { right: 1, of: 1 });
        assert_eq!(figures.cases.criteria[&Criterion::Patient], Figures::default(), "not labelled, not judged");
    }
}
