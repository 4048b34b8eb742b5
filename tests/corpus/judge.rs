//! Holds the engine's reviews against the marked-up texts, and the shares reached against their floors.

use std::{collections::BTreeMap, ops::Range};

use vigie::engine::{AdverseEvent, Engine, review::ReactionStatus};

use crate::read::{MarkKind, Phenomenon, Text, opens_a_case};

/// What is counted of a phenomenon, in the order of the table and of `floors.toml`.
#[derive(Clone, Copy)]
pub enum Measure {
    /// Texts whose verdict is right.
    Verdicts,
    /// Near misses that open no case.
    NearMisses,
    /// Marked products that are found.
    Products,
    /// Marked reactions that are found as something that happened.
    Reactions,
    /// Seriousness, special situations, patients and reporters told by the file that are found.
    Facts,
}

impl Measure {
    pub const NAMES: [&str; 5] = ["verdicts", "near_misses", "products", "reactions", "facts"];
}

/// How many of those asked are right.
#[derive(Clone, Copy, Default)]
pub struct Share {
    pub right: usize,
    pub asked: usize,
}

impl Share {
    /// In whole percent, rounded down.
    pub fn percent(self) -> usize {
        (self.right * 100).checked_div(self.asked).unwrap_or(100)
    }
}

/// What a phenomenon reaches, and everything that is not as its file says.
#[derive(Default)]
pub struct Score {
    pub shares: [Share; Measure::NAMES.len()],
    pub misses: Vec<String>,
}

impl Score {
    fn count(&mut self, text: &Text, measure: Measure, right: bool, said: impl FnOnce() -> String) {
        let share = &mut self.shares[measure as usize];
        share.asked += 1;
        share.right += usize::from(right);
        if !right {
            self.misses.push(format!("text {}: {}\n    « {} »", text.number, said(), text.input.text));
        }
    }

    /// The measures that were asked for, with their names.
    pub fn asked(&self) -> impl Iterator<Item = (&'static str, Share)> {
        Measure::NAMES.into_iter().zip(self.shares).filter(|(_, share)| share.asked > 0)
    }
}

/// Reviews every text of a phenomenon.
pub fn score(engine: &Engine, phenomenon: &Phenomenon) -> Score {
    let mut score = Score::default();
    for text in &phenomenon.texts {
        judge(&mut score, text, &engine.review(&text.input).adverse_event);
    }
    score
}

fn judge(score: &mut Score, text: &Text, event: &AdverseEvent) {
    let got = event.verdict;
    score.count(text, Measure::Verdicts, got == text.verdict, || format!("{} instead of {}", got, text.verdict));
    if !text.is_positive() {
        score.count(text, Measure::NearMisses, !opens_a_case(got), || format!("a near miss opens a case: {got}"));
    }
    for mark in &text.marks {
        let words = &text.input.text[mark.span.clone()];
        match mark.kind {
            MarkKind::Product => {
                let found = event.products.iter().any(|found| meets(found.start..found.end, &mark.span));
                score.count(text, Measure::Products, found, || format!("the product « {words} » is not found"));
            }
            MarkKind::Reaction => {
                let found = event.reactions.iter().any(|found| {
                    let happened = matches!(found.status, ReactionStatus::Affirmed | ReactionStatus::Resolved);
                    happened && meets(found.start..found.end, &mark.span)
                });
                score.count(text, Measure::Reactions, found, || format!("the reaction « {words} » is not found"));
            }
        }
    }
    facts(score, text, event);
}

fn facts(score: &mut Score, text: &Text, event: &AdverseEvent) {
    if let Some(serious) = &text.serious {
        let (mut wanted, mut got) = (serious.clone(), event.seriousness.clone());
        wanted.sort();
        got.sort();
        score.count(text, Measure::Facts, wanted == got, || format!("serious {got:?} instead of {wanted:?}"));
    }
    for wanted in &text.special {
        let got = &event.special_situations;
        score.count(text, Measure::Facts, got.contains(wanted), || format!("special {got:?} without {wanted:?}"));
    }
    if let Some(wanted) = &text.patient {
        let got = event.patient.as_ref().map(|patient| patient.excerpt.as_str()).unwrap_or_default();
        let same = !got.is_empty() && (wanted.contains(got) || got.contains(wanted.as_str()));
        score.count(text, Measure::Facts, same, || format!("the patient is « {got} » instead of « {wanted} »"));
    }
    if let Some(wanted) = text.reporter {
        let got = event.reporter.as_ref().map(|reporter| reporter.relation);
        score.count(text, Measure::Facts, got == Some(wanted), || format!("the reporter is {got:?} not {wanted:?}"));
    }
}

fn meets(found: Range<usize>, marked: &Range<usize>) -> bool {
    found.start < marked.end && marked.start < found.end
}

/// The least share of each measure of each phenomenon, in percent.
pub type Floors = BTreeMap<String, BTreeMap<String, usize>>;

/// What is in `floors.toml` and should not be, or should and is not.
pub fn mistaken_floors(scores: &[(&Phenomenon, Score)], floors: &Floors) -> Vec<String> {
    let mut mistakes = Vec::new();
    let names = |phenomenon: &str| floors.get(phenomenon).into_iter().flat_map(BTreeMap::keys).cloned().collect();
    for (phenomenon, score) in scores {
        let name = &phenomenon.name;
        let (mut there, mut asked): (Vec<String>, Vec<_>) =
            (names(name), score.asked().map(|(measure, _)| measure.to_owned()).collect());
        there.sort();
        asked.sort();
        if there != asked {
            mistakes.push(format!("{name}: floors for {there:?}, expected {asked:?}; {}", line(name, score)));
        }
    }
    for name in floors.keys().filter(|name| scores.iter().all(|(phenomenon, _)| phenomenon.name != **name)) {
        mistakes.push(format!("{name}: no such phenomenon"));
    }
    mistakes
}

/// What is below its floor.
pub fn below(name: &str, score: &Score, floors: &Floors) -> Vec<String> {
    let floor = |measure: &str| floors.get(name).and_then(|floors| floors.get(measure)).copied().unwrap_or_default();
    let sunk = |(measure, share): &(&str, Share)| share.percent() < floor(measure);
    let said = |(measure, share): (&str, Share)| {
        format!("{measure}: {} of {}, {} %, floor {} %", share.right, share.asked, share.percent(), floor(measure))
    };
    score.asked().filter(sunk).map(said).collect()
}

/// The line of `floors.toml` that says what is reached.
pub fn line(name: &str, score: &Score) -> String {
    let shares: Vec<String> =
        score.asked().map(|(measure, share)| format!("{measure} = {}", share.percent())).collect();
    format!("{name} = {{ {} }}", shares.join(", "))
}

/// Every phenomenon with what it reaches.
pub fn table(scores: &[(&Phenomenon, Score)]) -> String {
    let mut table = format!("\n{:32}{:>6}", "phenomenon", "texts");
    for name in Measure::NAMES {
        table.push_str(&format!("{:>18}", name.replace('_', " ")));
    }
    let mut all = Score::default();
    let mut texts = 0;
    for (phenomenon, score) in scores {
        row(&mut table, &phenomenon.name, phenomenon.texts.len(), score);
        texts += phenomenon.texts.len();
        for (sum, share) in all.shares.iter_mut().zip(score.shares) {
            sum.right += share.right;
            sum.asked += share.asked;
        }
    }
    row(&mut table, "all", texts, &all);
    table
}

fn row(table: &mut String, name: &str, texts: usize, score: &Score) {
    table.push_str(&format!("\n{name:32}{texts:>6}"));
    for share in score.shares {
        let shown = match share.asked {
            0 => "–".to_owned(),
            asked => format!("{} / {asked}  {:>3} %", share.right, share.percent()),
        };
        table.push_str(&format!("{shown:>18}"));
    }
}
