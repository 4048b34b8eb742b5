//! What became of each effect: « ça a passé », « toujours là », "still got it", a death.

use std::ops::Range;

use super::super::closed::Closed;
use super::super::reaction::Candidate;
use super::super::role::Role;
use super::evidence::Proofs;
use super::story::Story;
use crate::engine::review::{Outcome, ReactionOutcome, Relation, Seriousness};

/// Words that tell what became of an effect.
#[derive(Clone, Debug)]
pub struct Told {
    /// Where they are.
    pub place: Range<usize>,
    /// What became of it.
    pub outcome: ReactionOutcome,
}

/// How far before an effect « toujours » may stand.
const BEFORE: usize = 4;
/// How far after « guérie de » the illness is named.
const OBJECT: usize = 4;
/// How many sentences later an outcome may be told.
const LATER: usize = 3;

/// Every outcome the text tells, in order.
#[must_use]
pub fn find(story: &Story<'_, '_, '_, '_>, proofs: &Proofs<'_>) -> Vec<Told> {
    let mut marks: Vec<(&Range<usize>, ReactionOutcome)> = Vec::new();
    for (closed, place) in &story.marks().closed {
        if let Closed::Outcome(outcome) = closed {
            marks.push((place, *outcome));
        }
    }
    marks.truncate(super::super::MOST);
    marks.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
    let mut found: Vec<Told> = Vec::new();
    let mut read = 0;
    for (place, outcome) in marks {
        if place.start < read {
            continue;
        }
        read = place.end;
        found.extend(told(story, place, outcome));
    }
    // Who tells a death does not tell his own.
    let other = proofs.people.reporter.as_ref().is_some_and(|reporter| reporter.relation != Relation::Oneself);
    let deaths = proofs.seriousness.iter().filter(|(criterion, _)| other && *criterion == Seriousness::Death);
    found.extend(deaths.map(|(_, place)| Told { place: place.clone(), outcome: ReactionOutcome::Fatal }));
    found.sort_by_key(|told| told.place.start);
    found
}

/// What the words tell once read where they stand: « n'a pas disparu » is still there, « guérie de ma grippe » is nothing.
fn told(story: &Story<'_, '_, '_, '_>, place: &Range<usize>, outcome: ReactionOutcome) -> Option<Told> {
    let over = matches!(outcome, ReactionOutcome::Recovered | ReactionOutcome::Recovering);
    if story.imagined(place) || is_of_other(story, place) || over && is_not_end(story, place) {
        return None;
    }
    match (story.denial(place), outcome) {
        (None, _) => Some(Told { place: place.clone(), outcome }),
        (Some(denial), ReactionOutcome::Recovered | ReactionOutcome::Recovering) => {
            Some(Told { place: denial.start..place.end, outcome: ReactionOutcome::NotRecovered })
        }
        (Some(_), _) => None,
    }
}

/// « guérie de ma grippe », « passé au scanner », « diminué la dose »: of something that is no effect told here.
fn is_of_other(story: &Story<'_, '_, '_, '_>, place: &Range<usize>) -> bool {
    let text = story.text();
    let next = text.word(place.end);
    let of = matches!(next, "de" | "d" | "du" | "des" | "of" | "from");
    let object =
        matches!(next, "le" | "la" | "les" | "l" | "mon" | "ma" | "mes" | "un" | "une" | "the" | "my" | "his" | "her");
    let last = place.end.checked_sub(1).map_or("", |at| text.word(at));
    let moved = last.starts_with("passe")
        && matches!(next, "a" | "au" | "aux" | "sous" | "dessus" | "chez" | "par" | "me" | "voir" | "devant");
    let itself = matches!(text.word(place.end + 1), "lui" | "elle" | "eux" | "elles" | "jour" | "seul");
    let own =
        story.happened().any(|(_, candidate)| (place.start..place.end + OBJECT).contains(&candidate.tokens.start));
    moved || (of || object) && !itself && !own && !story.is_time(place.end)
}

/// What reads like the end of an effect and is not: inside the effect's own words (« ma voix est partie »), of an effect that is
/// none, of what one misses, of someone (« il est parti »), wished for (« que ça passe »).
fn is_not_end(story: &Story<'_, '_, '_, '_>, place: &Range<usize>) -> bool {
    let inside = |tokens: &Range<usize>| tokens.start <= place.start && place.end <= tokens.end;
    let before = |tokens: &Range<usize>| tokens.end <= place.start && place.start - tokens.end <= 1;
    // « ça a passé » may have been read as an effect in the author's words.
    let itself = |candidate: &Candidate<'_>| candidate.guess.is_some() && candidate.tokens.start == place.start;
    let other = story.candidates.iter().any(|candidate| {
        inside(&candidate.tokens) && !itself(candidate) || before(&candidate.tokens) && !candidate.happened()
    });
    let missed = story.marks().just_before(Role::Faculty, place.start, 1).is_some();
    let words = story.text().words(place.clone());
    let left = words.starts_with("est part")
        && (matches!(story.word_before(place.start, 1), "il" | "elle")
            || story.marks().people().any(|person| person.end == place.start));
    let wished = matches!(story.word_before(place.start, 1), "que" | "qu")
        && !matches!(story.word_before(place.start, 2), "dire" | "depuis" | "sais");
    // "the cough stopped", not "I stopped".
    let stopped = words == "stopped" && !story.candidates.iter().any(|candidate| candidate.tokens.end == place.start);
    other || missed || left || wished || stopped
}

/// The outcome of each effect that has one: its place among the reactions, and the words.
#[must_use]
pub fn of_reactions(story: &Story<'_, '_, '_, '_>, outcomes: &[Told]) -> Vec<(usize, Outcome)> {
    let happened: Vec<(usize, Range<usize>)> =
        story.happened().map(|(index, candidate)| (index, candidate.tokens.clone())).collect();
    let mut found = Vec::new();
    for (index, tokens) in &happened {
        let own = in_sentence(story, tokens, outcomes);
        let fatal = || outcomes.iter().find(|told| told.outcome == ReactionOutcome::Fatal);
        if let Some(told) = own.or_else(fatal).or_else(|| later(story, tokens, outcomes, &happened)) {
            let quote = story.quote(told.place.clone());
            let (start, end, excerpt) = (quote.start, quote.end, quote.excerpt);
            found.push((*index, Outcome { outcome: told.outcome, start, end, excerpt }));
        }
    }
    found
}

/// The nearest outcome in the effect's sentence: after it, or just before it in the same clause.
fn in_sentence<'o>(story: &Story<'_, '_, '_, '_>, tokens: &Range<usize>, outcomes: &'o [Told]) -> Option<&'o Told> {
    let sentence = story.sentence(tokens.start);
    let clause = story.text().clause_of(tokens.start);
    let apart = |told: &&Told| {
        let place = &told.place;
        if place.start == tokens.start {
            return None;
        }
        let after = place.start >= tokens.start && sentence.contains(&place.start);
        let before = place.start < tokens.start && clause.contains(&place.start) && place.end + BEFORE >= tokens.start;
        let gap = place.start.saturating_sub(tokens.end).max(tokens.start.saturating_sub(place.end));
        (after || before).then_some((gap, place.start))
    };
    let near =
        outcomes.iter().filter(|told| told.outcome != ReactionOutcome::Fatal || sentence.contains(&told.place.start));
    near.filter_map(|told| apart(&told).map(|gap| (gap, told))).min_by_key(|(gap, _)| *gap).map(|(_, told)| told)
}

/// The first outcome of the next sentences, where no other effect is told before it.
fn later<'o>(
    story: &Story<'_, '_, '_, '_>,
    tokens: &Range<usize>,
    outcomes: &'o [Told],
    happened: &[(usize, Range<usize>)],
) -> Option<&'o Told> {
    let sentence = story.sentence(tokens.start);
    let number = |at: usize| story.text().tokens.get(at).map_or(0, |token| token.sentence);
    let told = outcomes.iter().find(|told| told.place.start >= sentence.end)?;
    let near = number(told.place.start) - number(tokens.start) <= LATER;
    let free = !happened.iter().any(|(_, other)| other.start >= sentence.end && other.start < told.place.start);
    (near && free).then_some(told)
}
