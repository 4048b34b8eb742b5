//! How long after the product an effect began: « deux heures après », « dès le premier comprimé », "within an hour".

use std::ops::Range;

use super::super::role::Role;
use super::outcome::Told;
use super::story::Story;
use crate::engine::review::ReactionOutcome;

/// How near a stop or an outcome makes a time theirs.
const NEAR: usize = 3;
/// How far after « après » the taking it counts from may be named.
const TAKING: usize = 4;

/// The onset of each effect that has one: its place among the reactions, and the words.
#[must_use]
pub fn find(story: &Story<'_, '_, '_, '_>, outcomes: &[Told]) -> Vec<(usize, Range<usize>)> {
    let mut places: Vec<Range<usize>> = story.of(Role::Onset).map(|mark| mark.first..mark.end).collect();
    places.extend(story.durations.iter().take(super::super::MOST).filter_map(|long| counted(story, long)));
    places.retain(|place| !is_of_other(story, place, outcomes) && !story.imagined(place));
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    places.dedup_by(|next, kept| next.start < kept.end);
    let happened: Vec<(usize, Range<usize>)> =
        story.happened().map(|(index, candidate)| (index, candidate.tokens.clone())).collect();
    // The sentences that tell an effect, in order.
    let told: Vec<usize> = happened.iter().map(|(_, tokens)| number(story, tokens.start)).collect();
    let onset = |tokens: &Range<usize>| nearest(story, tokens, &places, &told);
    happened.iter().filter_map(|(index, tokens)| Some((*index, onset(tokens)?))).collect()
}

/// « deux heures après », « au bout de trois jours », "within an hour".
fn counted(story: &Story<'_, '_, '_, '_>, long: &Range<usize>) -> Option<Range<usize>> {
    let marks = story.marks();
    let sentence = story.sentence(long.start);
    // « le hoquet pendant deux jours après » is how long it lasted.
    let lasted = marks.just_before(Role::Since, long.start, 0).is_some();
    if let Some(after) =
        marks.just_after(Role::OnsetAfter, long.end, 0).filter(|mark| !lasted && mark.end <= sentence.end)
    {
        let later = !matches!(story.text().word(after.first), "apres" | "apre" | "after" | "following" | "post");
        return (later || counts_from_taking(story, after.end)).then_some(long.start..after.end);
    }
    let before = marks.just_before(Role::OnsetBefore, long.start, 1).filter(|mark| mark.first >= sentence.start)?;
    let of = matches!(story.text().word(long.end), "de" | "d" | "du" | "of" | "a");
    (!of || is_taking(story, long.end)).then_some(before.first..long.end)
}

/// « deux heures après » alone, or after the product was taken; not « deux ans après mon accouchement ».
fn counts_from_taking(story: &Story<'_, '_, '_, '_>, after: usize) -> bool {
    let opens = matches!(
        story.text().word(after),
        "le" | "la"
            | "les"
            | "l"
            | "mon"
            | "ma"
            | "mes"
            | "son"
            | "sa"
            | "ses"
            | "un"
            | "une"
            | "the"
            | "my"
            | "his"
            | "her"
            | "a"
            | "an"
            | "our"
            | "notre"
    );
    !opens || is_taking(story, after)
}

/// Whether a product, or the taking of one, is told right after `at`, and no stop.
fn is_taking(story: &Story<'_, '_, '_, '_>, at: usize) -> bool {
    let marks = story.marks();
    let near = at..at + TAKING;
    let any = |role: Role| marks.starting_in(role, near.clone()).next().is_some();
    let stop = any(Role::Stopped) || any(Role::Dechallenge);
    let taken = [Role::Taking, Role::Started, Role::Treatment, Role::DoseForm].into_iter().any(any);
    !stop && (taken || story.product_after(at, TAKING).is_some())
}

/// « arrêté au bout de trois jours », « disparu le lendemain », « rendez-vous le lendemain »: the time of something else.
fn is_of_other(story: &Story<'_, '_, '_, '_>, place: &Range<usize>, outcomes: &[Told]) -> bool {
    let marks = story.marks();
    let before = place.start.saturating_sub(NEAR)..place.start;
    let after = place.end..place.end + NEAR;
    let stops = [Role::Stopped, Role::Dechallenge].into_iter().any(|role| {
        marks.just_before(role, place.start, NEAR).is_some() || marks.starting_in(role, after.clone()).next().is_some()
    });
    let gone = outcomes.iter().any(|told| {
        let over = matches!(told.outcome, ReactionOutcome::Recovered | ReactionOutcome::Recovering);
        over && (before.start <= told.place.end && told.place.end <= place.start || after.contains(&told.place.start))
    });
    let well = [Role::Benefit, Role::NoProblem]
        .into_iter()
        .any(|role| marks.starting_in(role, after.clone()).next().is_some());
    let clause = story.text().clause_of(place.start);
    stops || gone || well || marks.within(Role::Logistics, &clause).is_some()
}

/// The onset nearest to an effect in its sentence; else one in the next or the previous sentence where no effect is told.
fn nearest(
    story: &Story<'_, '_, '_, '_>,
    tokens: &Range<usize>,
    places: &[Range<usize>],
    told: &[usize],
) -> Option<Range<usize>> {
    let sentence = story.sentence(tokens.start);
    let gap =
        |place: &&Range<usize>| place.start.saturating_sub(tokens.end).max(tokens.start.saturating_sub(place.end));
    let own = places.iter().filter(|place| sentence.contains(&place.start)).min_by_key(gap);
    if let Some(own) = own {
        return Some(own.clone());
    }
    let here = number(story, tokens.start);
    let free = |place: &&Range<usize>| {
        let there = number(story, place.start);
        there.abs_diff(here) == 1 && told.binary_search(&there).is_err()
    };
    places.iter().filter(free).min_by_key(gap).cloned()
}

/// Which sentence a token is in.
fn number(story: &Story<'_, '_, '_, '_>, at: usize) -> usize {
    story.text().tokens.get(at).map_or(usize::MAX, |token| token.sentence)
}
