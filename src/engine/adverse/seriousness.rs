//! Which criteria of seriousness the text affirms.

use std::ops::Range;

use super::reaction::Candidate;
use super::role::{Cues, Mark, Role};
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

/// The criteria told by the words or suggested by the effects that happened, in the order of the guideline.
#[must_use]
pub fn assess(reading: &Reading<'_, '_>, happened: &[&Candidate<'_>], cues: &mut Cues) -> Vec<Seriousness> {
    let mut found = Vec::new();
    for (role, criterion) in TOLD {
        if let Some(mark) = reading.marks.of(role).find(|mark| is_told(reading, mark)) {
            cues.keep(&reading.scanned.text, mark.first..mark.end);
            found.push(criterion);
        }
    }
    let suggested = happened.iter().filter_map(|candidate| candidate.serious);
    let mut important = false;
    for criterion in suggested {
        important |= criterion == Seriousness::OtherImportant;
        if criterion != Seriousness::OtherImportant && !found.contains(&criterion) {
            found.push(criterion);
        }
    }
    if found.is_empty() && important {
        found.push(Seriousness::OtherImportant);
    }
    found.sort();
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
