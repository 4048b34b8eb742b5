//! Durations and moments: « deux, trois jours », « une demi-heure », "a couple of weeks", « le 3 mars », « lundi ».

use std::ops::Range;

use super::super::number::numeral;
use super::super::role::{Marks, Role};
use crate::engine::text::{Text, TokenKind};

const UNITS: [Role; 5] = [Role::TimeUnit, Role::AgeDay, Role::AgeWeek, Role::AgeMonth, Role::AgeYear];

/// The most words a number is written with.
const NUMBER_WORDS: usize = 5;

/// Every duration of the text, in order.
#[must_use]
pub fn durations(text: &Text<'_>, marks: &Marks) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for role in UNITS {
        for unit in marks.of(role).take(super::super::MOST) {
            let next = text.word(unit.end);
            let aged = next == "old" || matches!(next, "d" | "de") && text.word(unit.end + 1) == "age";
            // « 12 SA » is how far a pregnancy is.
            if unit.end - unit.first > 1 || aged || text.word(unit.first) == "sa" {
                continue;
            }
            if let Some(start) = count_before(text, marks, unit.first) {
                found.push(start..unit.end);
            }
        }
    }
    found.sort_by_key(|place| (place.start, place.end));
    found.dedup_by_key(|place| place.start);
    found
}

/// Where the count that ends at `end` starts: figures, words, « quelques », "half an".
#[must_use]
pub fn count_before(text: &Text<'_>, marks: &Marks, end: usize) -> Option<usize> {
    if let Some(few) = marks.just_before(Role::Few, end, 0) {
        return Some(few.first);
    }
    let counts = |index: usize| {
        let figure = text.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Number);
        figure || numeral(text.word(index)).is_some()
    };
    let mut start = end;
    while end - start < NUMBER_WORDS {
        let Some(before) = start.checked_sub(1) else { break };
        let inside = counts(before)
            || start == end && matches!(text.word(before), "a" | "an") && is_english(text.word(end))
            // « deux ou trois », « 2-3 », « 1/2 »
            || start < end
                && matches!(text.word(before), "ou" | "or" | "et" | "a" | "to" | "-" | "/" | ",")
                && before.checked_sub(1).is_some_and(counts);
        if !inside {
            break;
        }
        start = before;
    }
    (start < end).then_some(start)
}

/// Units before which "a" is one.
fn is_english(unit: &str) -> bool {
    matches!(unit, "second" | "minute" | "min" | "hour" | "hr" | "night" | "day" | "week" | "month" | "year")
}

/// The years a bare number is read as.
const YEARS: Range<u32> = 1950..2100;

/// The moment that starts at `from` or a few words after: « lundi », « le 3 mars », « 12/04 », « il y a deux jours », « 2019 ».
#[must_use]
pub fn moment(
    text: &Text<'_>,
    marks: &Marks,
    durations: &[Range<usize>],
    from: usize,
    gap: usize,
) -> Option<Range<usize>> {
    let limit = text.sentence_of(from).end.min(from + gap + 1);
    (from..limit).find_map(|at| starting_at(text, marks, durations, at))
}

fn starting_at(text: &Text<'_>, marks: &Marks, durations: &[Range<usize>], at: usize) -> Option<Range<usize>> {
    let longest = marks.starting_in(Role::Moment, at..at + 1).map(|mark| mark.end).max();
    if let Some(end) = longest {
        return Some(at..year_after(text, end));
    }
    if let Some(ago) = marks.starting_in(Role::Ago, at..at + 1).next() {
        let long = durations.iter().find(|duration| (ago.end..ago.end + 2).contains(&duration.start))?;
        return Some(at..long.end);
    }
    if let Some(long) = durations.iter().find(|duration| duration.start == at) {
        let ago = marks.just_after(Role::Ago, long.end, 0)?;
        return Some(at..ago.end);
    }
    dated(text, marks, at)
}

/// « 3 mars », « 12/04/2025 », « 2019 ».
fn dated(text: &Text<'_>, marks: &Marks, at: usize) -> Option<Range<usize>> {
    let is_number = |index: usize| text.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Number);
    if !is_number(at) {
        return None;
    }
    if text.word(at).parse().is_ok_and(|year: u32| YEARS.contains(&year)) && !follows_as_count(text, at + 1) {
        return Some(at..at + 1);
    }
    let month = marks.starting_in(Role::Moment, at + 1..at + 2).next().map(|month| month.end);
    // « mai » alone is listed nowhere: « mais » counts as its plural.
    if let Some(end) = month.or_else(|| (text.word(at + 1) == "mai").then_some(at + 2)) {
        return Some(at..year_after(text, end));
    }
    let slashed = |index: usize| text.word(index) == "/" && is_number(index + 1);
    let short = |index: usize| text.word(index).parse().is_ok_and(|number: u32| (1..=31).contains(&number));
    if !(slashed(at + 1) && short(at) && short(at + 2)) || follows_as_count(text, at + 3) && text.word(at + 3) != "/" {
        return None;
    }
    Some(at..if slashed(at + 3) { at + 5 } else { at + 3 })
}

/// Whether what follows makes a number a count: « 2000 mg ».
fn follows_as_count(text: &Text<'_>, at: usize) -> bool {
    matches!(
        text.word(at),
        "mg" | "ug"
            | "mcg"
            | "g"
            | "ml"
            | "ui"
            | "iu"
            | "unites"
            | "units"
            | "%"
            | "€"
            | "euros"
            | "fois"
            | "x"
            | "comprime"
            | "comprimes"
            | "cp"
            | "de"
            | "tablets"
            | "tablet"
    )
}

fn year_after(text: &Text<'_>, end: usize) -> usize {
    let year = text.word(end).parse().is_ok_and(|year: u32| YEARS.contains(&year));
    if year { end + 1 } else { end }
}
