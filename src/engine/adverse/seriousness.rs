//! Which criteria of seriousness the text affirms.

use std::ops::Range;

use super::cue::Cues;
use super::reaction::Candidate;
use super::role::{Mark, Role};
use super::status::Reading;
use crate::engine::context::CueKind;
use crate::engine::review::Seriousness;

const TOLD: [(Role, Seriousness); 5] = [
    (Role::SeriousDeath, Seriousness::Death),
    (Role::SeriousLife, Seriousness::LifeThreatening),
    (Role::SeriousHospital, Seriousness::Hospitalisation),
    (Role::SeriousDisability, Seriousness::Disability),
    (Role::SeriousCongenital, Seriousness::CongenitalAnomaly),
];

/// The criteria told by the words or suggested by the effects that happened, in the order of the guideline, each with
/// the words that tell it.
#[must_use]
pub fn assess(
    reading: &Reading<'_, '_>,
    happened: &[&Candidate<'_>],
    cues: &mut Cues,
) -> Vec<(Seriousness, Range<usize>)> {
    let mut found: Vec<(Seriousness, Range<usize>)> = Vec::new();
    for (role, criterion) in TOLD {
        if let Some(mark) = reading.marks.of(role).find(|mark| is_told(reading, mark)) {
            cues.keep(&reading.scanned.text, mark.first..mark.end);
            found.push((criterion, mark.first..mark.end));
        }
    }
    let mut important = None;
    for candidate in happened {
        let Some(criterion) = candidate.serious else { continue };
        if criterion == Seriousness::OtherImportant {
            important = important.or(Some(candidate.tokens.clone()));
        } else if !found.iter().any(|(known, _)| *known == criterion) {
            found.push((criterion, candidate.tokens.clone()));
        }
    }
    if let Some(tokens) = important.filter(|_| found.is_empty()) {
        found.push((Seriousness::OtherImportant, tokens));
    }
    found.sort_by_key(|(criterion, _)| *criterion);
    found
}

/// Told to have happened: not denied, feared, asked or imagined.
fn is_told(reading: &Reading<'_, '_>, mark: &Mark) -> bool {
    let place: Range<usize> = mark.first..mark.end;
    let sentence = reading.sentence(mark.first);
    let before = sentence.start..mark.first;
    let negated = reading
        .context
        .at(place.clone())
        .cue(CueKind::Negation)
        .is_some_and(|cue| cue.end <= place.start && place.start - cue.end <= 3);
    let imagined = reading.marks.any_within(&[Role::Fear, Role::Hypothetical, Role::Hearsay], &before);
    !negated && !imagined
}
