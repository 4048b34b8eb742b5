//! What stopping a product showed, and what taking it again showed.

use std::ops::Range;

use super::super::role::{Mark, Role};
use super::outcome::Told;
use super::story::Story;
use crate::engine::review::{Challenge, ChallengeOutcome, ReactionOutcome};

/// How far after « arrêté » the product it is about may be named.
const OBJECT: usize = 4;
/// How far after « arrêté » its object may end (« arrêté de prendre le … », « arrêté mon petit … »).
const OBJECT_GAP: usize = 2;

/// Each product that was stopped: its place among the products, and what that showed.
#[must_use]
pub fn stopped(story: &Story<'_, '_, '_, '_>, outcomes: &[Told]) -> Vec<(usize, Challenge)> {
    let mut found = Vec::new();
    for mark in story.of(Role::Dechallenge) {
        let place = mark.first..mark.end;
        let Some(product) = product_of(story, &place) else { continue };
        let shown = after_stop(story, &place, outcomes).filter(|told| !began_with(story, &place, told));
        let outcome = match shown.map(|told| told.outcome) {
            Some(ReactionOutcome::Recovered | ReactionOutcome::Recovering | ReactionOutcome::RecoveredWithSequelae) => {
                ChallengeOutcome::Positive
            }
            Some(ReactionOutcome::NotRecovered) => ChallengeOutcome::Negative,
            Some(ReactionOutcome::Fatal) | None => ChallengeOutcome::Unknown,
        };
        keep(&mut found, product, challenge(story, &place, shown.map(|told| &told.place), outcome));
    }
    found
}

/// Each product that was taken again: its place among the products, and what that showed.
#[must_use]
pub fn taken_again(story: &Story<'_, '_, '_, '_>) -> Vec<(usize, Challenge)> {
    let mut found = Vec::new();
    for mark in story.of(Role::Rechallenge) {
        let place = mark.first..mark.end;
        let Some(product) = product_of(story, &place) else { continue };
        let (words, outcome) = after_rechallenge(story, &place);
        keep(&mut found, product, challenge(story, &place, words.as_ref(), outcome));
    }
    found
}

/// A known outcome beats an unknown one, the first the next.
fn keep(found: &mut Vec<(usize, Challenge)>, product: usize, told: Challenge) {
    match found.iter_mut().find(|(other, _)| *other == product) {
        Some((_, known)) if known.outcome == ChallengeOutcome::Unknown && told.outcome != known.outcome => {
            *known = told;
        }
        Some(_) => {}
        None => found.push((product, told)),
    }
}

fn challenge(
    story: &Story<'_, '_, '_, '_>,
    place: &Range<usize>,
    shown: Option<&Range<usize>>,
    outcome: ChallengeOutcome,
) -> Challenge {
    let whole = shown.map_or_else(|| place.clone(), |words| place.start.min(words.start)..place.end.max(words.end));
    let quote = story.quote(whole);
    Challenge { outcome, start: quote.start, end: quote.end, excerpt: quote.excerpt }
}

/// The product that was really stopped or taken again; none where it is denied, imagined, or something else.
fn product_of(story: &Story<'_, '_, '_, '_>, place: &Range<usize>) -> Option<usize> {
    let told = !story.imagined(place) && story.denial(place).is_none();
    let asked = story.text().is_question(place.start) && story.word_before(place.start, 1) == "j";
    if !told || asked || is_itself(story, place) || is_other(story, place) || is_organ(story, place) {
        return None;
    }
    story.product_of(place)
}

/// « la toux s'est arrêtée », « non stop »: what stops by itself is no product.
fn is_itself(story: &Story<'_, '_, '_, '_>, place: &Range<usize>) -> bool {
    let (near, far) = (story.word_before(place.start, 1), story.word_before(place.start, 2));
    matches!(near, "s" | "se" | "non")
        || matches!(near, "est" | "sont" | "etait" | "suis") && matches!(far, "s" | "se" | "me")
        || story
            .candidates
            .iter()
            .any(|candidate| candidate.tokens.end == place.start && story.text().word(place.start) == "stopped")
}

/// « vésicule enlevée »: what is taken out is the product only where it is named beside, or a word stands for it.
fn is_organ(story: &Story<'_, '_, '_, '_>, place: &Range<usize>) -> bool {
    let words = story.text().words(place.clone());
    let out = ["enlev", "retir", "ote", "remov", "taken out"].iter().any(|stem| words.starts_with(stem));
    let meant = matches!(story.word_before(place.start, 1), "l" | "it" | "fait" | "l a" | "a" | "ont");
    out && !meant
        && story.product_after(place.end, OBJECT).is_none()
        && story.product_before(place.start, OBJECT).is_none()
}

/// « arrêté de fumer », « repris le travail », "stopped smoking", "quit my job".
fn is_other(story: &Story<'_, '_, '_, '_>, place: &Range<usize>) -> bool {
    let text = story.text();
    let opens = |at: usize| {
        matches!(
            text.word(at),
            "de" | "d"
                | "du"
                | "des"
                | "le"
                | "la"
                | "les"
                | "l"
                | "un"
                | "une"
                | "mon"
                | "ma"
                | "mes"
                | "son"
                | "sa"
                | "ses"
                | "the"
                | "a"
                | "my"
                | "his"
                | "her"
                | "our"
        )
    };
    // « arrêt de » ends with the word that opens its object.
    let at = place.end.checked_sub(1).filter(|last| *last > place.start && opens(*last)).unwrap_or(place.end);
    let doing = text.word(at).ends_with("ing") && text.word(at).len() > 4;
    let gap = if doing { 1 } else { OBJECT_GAP };
    let named = story.product_after(at, gap).is_some()
        || story.marks().starting_in(Role::Treatment, at..at + gap + 1).next().is_some();
    (opens(at) && story.is_word(at + 1) && !story.is_time(at) || doing) && !named
}

/// What is told of the effect once the product was stopped: after the stop, in the next sentence, or before it where a
/// word says that the stop came first (« disparu dès l'arrêt », "still there after stopping").
fn after_stop<'o>(story: &Story<'_, '_, '_, '_>, stop: &Range<usize>, outcomes: &'o [Told]) -> Option<&'o Told> {
    let sentence = story.sentence(stop.start);
    let next = story.sentence(sentence.end);
    let within = |told: &&Told, place: &Range<usize>| told.place.start >= place.start && told.place.end <= place.end;
    let after = outcomes.iter().find(|told| within(told, &(stop.start..sentence.end)));
    let before = || {
        let told = outcomes.iter().rfind(|told| within(told, &(sentence.start..stop.end)))?;
        let joined = (told.place.end..stop.end).any(|at| is_when(story.text().word(at)));
        joined.then_some(told)
    };
    after.or_else(before).or_else(|| outcomes.iter().find(|told| within(told, &next)))
}

/// « arrêt de l'Effexor il y a 6 jours, j'ai des vertiges, ça dure longtemps ? »: what began with the stop, and lasts, shows
/// nothing of what the product did.
fn began_with(story: &Story<'_, '_, '_, '_>, stop: &Range<usize>, told: &Told) -> bool {
    let lasts = told.outcome == ReactionOutcome::NotRecovered && told.place.start >= stop.end;
    let before = story.happened().any(|(_, candidate)| candidate.tokens.end <= stop.start);
    let mut since = story
        .happened()
        .filter(|(_, candidate)| candidate.tokens.start >= stop.end && candidate.tokens.end <= told.place.start)
        .peekable();
    lasts
        && !before
        && since.peek().is_some()
        && since.all(|(_, candidate)| told.place.start - candidate.tokens.end > 1)
}

/// Words that put what stands before them after what follows them.
fn is_when(word: &str) -> bool {
    matches!(
        word,
        "quand"
            | "des"
            | "depuis"
            | "apres"
            | "malgre"
            | "en"
            | "a"
            | "lorsque"
            | "when"
            | "after"
            | "once"
            | "since"
            | "despite"
            | "though"
            | "although"
            | "on"
    )
}

/// Whether the effect came back with the product.
fn after_rechallenge(story: &Story<'_, '_, '_, '_>, place: &Range<usize>) -> (Option<Range<usize>>, ChallengeOutcome) {
    let marks = story.marks();
    let sentence = story.sentence(place.start);
    let next = story.sentence(sentence.end);
    let words = |mark: &Mark| mark.first..mark.end;
    let back = [&sentence, &next].into_iter().find_map(|within| marks.within(Role::Recurrence, within)).map(words);
    if let Some(back) = back {
        return match story.denial(&back) {
            Some(denial) => (Some(denial.start..back.end), ChallengeOutcome::Negative),
            None => (Some(back), ChallengeOutcome::Positive),
        };
    }
    let rest = place.end..sentence.end;
    let fine = [&rest, &next].into_iter().find_map(|within| marks.within(Role::NoProblem, within)).map(words);
    fine.map_or((None, ChallengeOutcome::Unknown), |fine| (Some(fine), ChallengeOutcome::Negative))
}
