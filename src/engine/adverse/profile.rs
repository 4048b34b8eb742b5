//! How old a patient is, in groups, and whether she is pregnant.

use std::ops::Range;

use super::closed::Closed;
use super::role::{Mark, Role};
use super::status::Reading;
use crate::engine::context::CueKind;
use crate::engine::review::{AgeGroup, AgeUnit, Relation, Sex};

/// The age group an age falls in.
#[must_use]
pub const fn group_of(age: u16, unit: AgeUnit) -> Option<AgeGroup> {
    Some(match (unit, age) {
        (AgeUnit::Day, ..28) | (AgeUnit::Week, ..4) | (AgeUnit::Month, 0) => AgeGroup::Neonate,
        (AgeUnit::Day, ..730) | (AgeUnit::Week, ..104) | (AgeUnit::Month, ..24) | (AgeUnit::Year, ..2) => {
            AgeGroup::Infant
        }
        (AgeUnit::Month, ..144) | (AgeUnit::Year, ..12) => AgeGroup::Child,
        (AgeUnit::Year, ..18) => AgeGroup::Adolescent,
        (AgeUnit::Year, ..65) => AgeGroup::Adult,
        (AgeUnit::Year, _) => AgeGroup::Elderly,
        (AgeUnit::Decade, ..) | (AgeUnit::Day | AgeUnit::Week | AgeUnit::Month, _) => return None,
    })
}

/// The age group, where it goes with what the patient is to the author: nobody's father is eleven days old, and such an
/// age is a length of time.
#[must_use]
pub fn group_told_by_age(age: u16, unit: AgeUnit, relation: Relation) -> Option<AgeGroup> {
    let young = matches!(relation, Relation::Child | Relation::Grandchild | Relation::Sibling | Relation::Relative);
    let may_be_young = young && unit == AgeUnit::Year
        || matches!(relation, Relation::Child | Relation::Grandchild | Relation::Patient);
    group_of(age, unit).filter(|group| may_be_young || *group > AgeGroup::Child)
}

/// How far beside the words of the patient a word for the age group may stand.
const BESIDE: usize = 2;

/// « mon bébé », « notre ado », "my toddler".
#[must_use]
pub fn group_told(reading: &Reading<'_, '_>, patient: &Range<usize>) -> Option<AgeGroup> {
    let sentence = reading.sentence(patient.start);
    let around = patient.start.saturating_sub(BESIDE).max(sentence.start)..(patient.end + BESIDE).min(sentence.end);
    reading.marks.closed.iter().find_map(|(closed, place)| match closed {
        Closed::Group(group) if around.start <= place.start && place.end <= around.end => Some(*group),
        _ => None,
    })
}

/// How far before a word the denial of it may stand.
const DENIAL: usize = 3;

/// « enceinte de 5 mois », « je ne suis pas enceinte »; nothing where the words tell nothing of the patient.
#[must_use]
pub fn pregnant(
    reading: &Reading<'_, '_>,
    patient: &Range<usize>,
    sex: Option<Sex>,
    relation: Relation,
) -> Option<bool> {
    if sex == Some(Sex::Male) || relation == Relation::Child && sex.is_none() {
        return None;
    }
    let told = |mark: &&Mark| is_of(reading, mark, patient, relation) && !is_imagined(reading, mark);
    let mark = reading.marks.of(Role::PregnantNow).take(super::MOST).find(told)?;
    let denial = reading.context.at(mark.first..mark.end).cue(CueKind::Negation);
    Some(!denial.is_some_and(|cue| cue.end <= mark.first && mark.first - cue.end <= DENIAL))
}

/// Whether the pregnancy is the patient's: told right beside the patient, or with nobody else named in its sentence.
fn is_of(reading: &Reading<'_, '_>, mark: &Mark, patient: &Range<usize>, relation: Relation) -> bool {
    let sentence = reading.sentence(mark.first);
    if patient.start < mark.end && mark.first < patient.end {
        return true;
    }
    let someone = reading.marks.people().filter(|person| person.first >= sentence.start && person.end <= sentence.end);
    let mut someone = someone.peekable();
    if relation == Relation::Oneself {
        return someone.peek().is_none() && reading.personal(&sentence);
    }
    someone.all(|person| person.first < patient.end && patient.start < person.end) && sentence.contains(&patient.start)
}

fn is_imagined(reading: &Reading<'_, '_>, mark: &Mark) -> bool {
    let before = reading.sentence(mark.first).start..mark.first;
    let roles = [Role::Hypothetical, Role::Fear, Role::General, Role::Notice, Role::Hearsay];
    let likeness = mark
        .first
        .checked_sub(1)
        .is_some_and(|at| matches!(reading.scanned.text.word(at), "femme" | "femmes" | "woman" | "women"));
    likeness
        || reading.marks.any_within(&roles, &before)
        || reading.scanned.text.is_question(mark.first) && before.len() < DENIAL
}
