//! How much was taken, how often: « 75 µg », « 2 comprimés par jour », « 20 mg le soir », "two 500mg tablets a day".

use std::ops::Range;

use super::super::product::Named;
use super::super::role::{Mark, Role};
use super::story::Story;
use super::time;
use crate::engine::lexicon::ProductKind;
use crate::engine::text::TokenKind;

/// How far from its product a dose may stand.
const BEFORE_DOSE: usize = 12;
const AFTER_DOSE: usize = 6;
/// How far after « de » the product may stand (« 20 mg de ma pilule »).
const OF_GAP: usize = 2;
/// How far before a number the measure it is the value of may end.
const MEASURE_GAP: usize = 3;

/// The dose of each product that has one: its place among the products, and the words.
#[must_use]
pub fn find(story: &Story<'_, '_, '_, '_>) -> Vec<(usize, Range<usize>)> {
    let mut marks: Vec<&Mark> = story.of(Role::DoseUnit).chain(story.of(Role::DoseForm)).collect();
    marks.sort_by_key(|mark| (mark.first, mark.end));
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    let mut read = 0;
    for mark in marks {
        let Some(start) = time::count_before(story.text(), story.marks(), mark.first).filter(|start| *start >= read)
        else {
            continue;
        };
        let amount = amount(story, start, mark.end);
        read = amount.end;
        if is_other(story, &amount) {
            continue;
        }
        let Some(product) = owner(story, &amount) else { continue };
        keep(&mut found, product, with_rhythm(story, amount));
    }
    for (index, product) in story.products.iter().enumerate().filter(|(_, product)| product.in_text()) {
        if let Some(place) = bare(story, product) {
            keep(&mut found, index, place);
        }
    }
    // A device is counted, not dosed.
    found.retain(|(index, _)| {
        story.products.get(*index).is_some_and(|product| product.kind() != Some(ProductKind::Device))
    });
    found
}

/// A product's first dose is its dose.
fn keep(found: &mut Vec<(usize, Range<usize>)>, product: usize, place: Range<usize>) {
    if !found.iter().any(|(other, _)| *other == product) {
        found.push((product, place));
    }
}

/// « 2 x 500 mg », « 2 comprimés de 500 mg », "two 500mg tablets": all the figures of one amount.
fn amount(story: &Story<'_, '_, '_, '_>, start: usize, end: usize) -> Range<usize> {
    let text = story.text();
    let times = start.checked_sub(1).filter(|at| matches!(text.word(*at), "x" | "fois" | "times"));
    let start = times.and_then(|at| time::count_before(text, story.marks(), at)).unwrap_or(start);
    let mut end = end;
    while let Some(next) = counted_form(story, end) {
        end = next;
    }
    start..end
}

/// Where the next form or strength of the same amount ends: « tablets », « de 500 mg », « (500 mg) ».
fn counted_form(story: &Story<'_, '_, '_, '_>, end: usize) -> Option<usize> {
    let text = story.text();
    let form = story.marks().starting_in(Role::DoseForm, end..end + 1).map(|mark| mark.end).max();
    form.or_else(|| {
        let from = if matches!(text.word(end), "de" | "d" | "of" | "a" | "(" | "/") { end + 1 } else { end };
        let units = [Role::DoseUnit, Role::DoseForm]
            .into_iter()
            .flat_map(|role| story.marks().starting_in(role, from..from + 3));
        units
            .filter(|unit| time::count_before(text, story.marks(), unit.first) == Some(from))
            .map(|unit| unit.end)
            .max()
    })
}

/// The words that may follow « 500 mg de … » without naming another substance.
fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "ce" | "cet" | "cette" | "mon" | "ma" | "mes" | "son" | "sa" | "this" | "that" | "my" | "it" | "his" | "her"
    )
}

/// « glycémie à 2 g », « 500 ml d'eau », « 5 mg/l », « 2 g mal »: no dose of a product.
fn is_other(story: &Story<'_, '_, '_, '_>, amount: &Range<usize>) -> bool {
    let text = story.text();
    let next = text.word(amount.end);
    let measured = story.marks().just_before(Role::Measure, amount.start, MEASURE_GAP).is_some()
        || story
            .marks()
            .starting_in(Role::Measure, amount.start.saturating_sub(MEASURE_GAP)..amount.start)
            .next()
            .is_some();
    let per_volume = matches!(next, "/" | "par" | "per")
        && matches!(text.word(amount.end + 1), "l" | "dl" | "ml" | "litre" | "litres");
    let of_other = matches!(next, "de" | "d" | "du" | "of")
        && story.is_word(amount.end + 1)
        && !is_pronoun(text.word(amount.end + 1))
        && story.product_after(amount.end, OF_GAP).is_none();
    let spoken = text.word(amount.end - 1) == "g"
        && story.is_word(amount.end)
        && !matches!(
            next,
            "de" | "d"
                | "du"
                | "of"
                | "par"
                | "per"
                | "a"
                | "le"
                | "matin"
                | "chaque"
                | "tous"
                | "toutes"
                | "every"
                | "daily"
                | "x"
        );
    let long = story.durations.iter().any(|long| long.start < amount.end && amount.start < long.end);
    measured || long || per_volume || of_other || spoken || story.denial(amount).is_some()
}

/// The product a dose is of: « 20 mg de Seresta », « Seresta 20 mg », else the nearest, else the only one taken.
fn owner(story: &Story<'_, '_, '_, '_>, amount: &Range<usize>) -> Option<usize> {
    let of = matches!(story.text().word(amount.end), "de" | "d" | "du" | "of");
    let own = if of { story.product_after(amount.end, OF_GAP) } else { None };
    own.or_else(|| story.product_before(amount.start, BEFORE_DOSE))
        .or_else(|| story.product_after(amount.end, AFTER_DOSE))
        .or_else(|| {
            let sentence = story.sentence(amount.start);
            let taken = story.marks().within(Role::Taking, &sentence).is_some();
            story
                .sole_product()
                .filter(|index| taken || story.products.get(*index).is_some_and(|product| !product.in_text()))
        })
}

/// The amount with how often, or when: « 3 fois par jour », « matin et soir », « toutes les 6 heures », « x 2 ».
fn with_rhythm(story: &Story<'_, '_, '_, '_>, amount: Range<usize>) -> Range<usize> {
    let mut end = amount.end;
    while let Some(next) = rhythm(story, end) {
        end = next;
    }
    amount.start..end
}

fn rhythm(story: &Story<'_, '_, '_, '_>, end: usize) -> Option<usize> {
    let text = story.text();
    let from = if matches!(text.word(end), "," | "/" | "(") { end + 1 } else { end };
    let told = story.marks().starting_in(Role::DoseRhythm, end..from + 1).map(|mark| mark.end).max();
    // « 3 fois », « x 2 »
    let often = || {
        let number = |at: usize| text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        let counted = time::count_before(text, story.marks(), from + 1) == Some(from);
        let times = counted && matches!(text.word(from + 1), "x" | "fois" | "times");
        (times || text.word(from) == "x" && number(from + 1)).then_some(from + 2)
    };
    let every = || {
        let opens = matches!(text.word(from), "toutes" | "tous" | "every" | "chaque" | "each");
        let long = story.durations.iter().find(|long| opens && (from + 1..from + 3).contains(&long.start))?;
        Some(long.end)
    };
    told.or_else(often).or_else(every)
}

/// The strengths a bare number after a medicine's name is read as: « Levothyrox 75 », « passé à 100 ».
const STRENGTHS: std::ops::RangeInclusive<f64> = 2.0..=1000.0;

/// « Levothyrox 75 », « Metformine 3 fois par jour »: the number right after a name.
fn bare(story: &Story<'_, '_, '_, '_>, product: &Named<'_>) -> Option<Range<usize>> {
    let (text, end) = (story.text(), product.tokens.end);
    if let Some(next) = rhythm(story, end).filter(|_| story.is_number_or_word(end)) {
        let regular = with_rhythm(story, end..next);
        // « dialyse 2 fois » tells no rhythm.
        let timed = story.marks().within(Role::DoseRhythm, &regular).is_some()
            || story.durations.iter().any(|long| regular.contains(&long.start));
        return timed.then_some(regular);
    }
    let at = if text.word(end) == "a" { end + 1 } else { end };
    let number = text.tokens.get(at).filter(|token| token.kind == TokenKind::Number);
    let strength = number.is_some() && text.word(at).parse().is_ok_and(|value: f64| STRENGTHS.contains(&value));
    let next = text.word(at + 1);
    let counts = story.marks().just_after(Role::OtherUnit, at + 1, 0).is_some()
        || story.marks().just_after(Role::TimeUnit, at + 1, 0).is_some()
        || story.marks().just_after(Role::DoseUnit, at + 1, 0).is_some()
        || story.marks().just_after(Role::DoseForm, at + 1, 0).is_some()
        || story.marks().just_after(Role::Moment, at + 1, 0).is_some()
        || story.durations.iter().any(|long| long.contains(&at))
        || matches!(next, "/" | "-" | "x" | "fois" | "times" | "h" | "%" | "€");
    let medicine = product.kind() == Some(ProductKind::Medicine) && !product.is_class();
    (medicine && strength && !counts).then(|| with_rhythm(story, at..at + 1))
}
