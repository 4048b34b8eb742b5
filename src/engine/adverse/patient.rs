//! Who had the effect, and what the author is to that person.

use std::ops::Range;

use super::number::counted;
use super::profile;
use super::role::{Mark, Marks, Role};
use super::status::Reading;
use crate::engine::input::Input;
use crate::engine::review::{AgeUnit, Patient, Qualification, Relation, Reporter, Sex};
use crate::engine::text::{Text, TokenKind};

/// Sex of the patient, what the patient is to the author, what the author is to the patient.
const fn kin(role: Role) -> Option<(Option<Sex>, Relation, Relation)> {
    use Relation as R;
    let (male, female) = (Some(Sex::Male), Some(Sex::Female));
    Some(match role {
        Role::ChildMale => (male, R::Child, R::Parent),
        Role::ChildFemale => (female, R::Child, R::Parent),
        Role::Child => (None, R::Child, R::Parent),
        Role::SpouseMale => (male, R::Spouse, R::Spouse),
        Role::SpouseFemale => (female, R::Spouse, R::Spouse),
        Role::ParentMale => (male, R::Parent, R::Child),
        Role::ParentFemale => (female, R::Parent, R::Child),
        Role::Parent => (None, R::Parent, R::Child),
        Role::GrandparentMale => (male, R::Grandparent, R::Grandchild),
        Role::GrandparentFemale => (female, R::Grandparent, R::Grandchild),
        Role::Grandparent => (None, R::Grandparent, R::Grandchild),
        Role::Grandchild => (None, R::Grandchild, R::Grandparent),
        Role::SiblingMale => (male, R::Sibling, R::Sibling),
        Role::SiblingFemale => (female, R::Sibling, R::Sibling),
        Role::RelativeMale => (male, R::Relative, R::Relative),
        Role::RelativeFemale => (female, R::Relative, R::Relative),
        Role::FriendMale => (male, R::Friend, R::Friend),
        Role::FriendFemale => (female, R::Friend, R::Friend),
        Role::AcquaintanceMale => (male, R::Acquaintance, R::Acquaintance),
        Role::AcquaintanceFemale => (female, R::Acquaintance, R::Acquaintance),
        Role::PatientMale => (male, R::Patient, R::Caregiver),
        Role::PatientFemale => (female, R::Patient, R::Caregiver),
        _ => return None,
    })
}

/// Who had it and who tells it, with the words that say so.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Who had it.
    pub patient: Option<Patient>,
    /// The words that tell the patient.
    pub patient_words: Option<Range<usize>>,
    /// Who tells it.
    pub reporter: Option<Reporter>,
    /// The words that tell the reporter.
    pub reporter_words: Option<Range<usize>>,
}

/// The patient and the reporter of a case whose effect stands at `place`; `exposed` when the author was exposed at work.
#[must_use]
pub fn identify(reading: &Reading<'_, '_>, input: &Input, place: &Range<usize>, exposed: bool) -> People {
    let text = &reading.scanned.text;
    let person = whom(reading, place);
    let relation = person.and_then(|mark| kin(mark.role));
    let (sex, patient_is, author_is) = relation.unwrap_or((None, Relation::Oneself, Relation::Oneself));
    let in_care = reading.marks.has_any(&[Role::Professional, Role::Physician, Role::Pharmacist]);
    let author_is = if in_care && author_is == Relation::Oneself && !exposed { Relation::Caregiver } else { author_is };
    let reporter = Reporter { relation: author_is, qualification: qualification(reading.marks, input) };
    let age = match person {
        Some(mark) => age_after(text, reading.marks, mark),
        None => own_age(reading),
    };
    let told = match (person, &age) {
        (Some(mark), Some(age)) => Some(Told { tokens: mark.first..age.tokens.end, sex, relation: patient_is }),
        (Some(mark), None) => Some(Told { tokens: mark.first..mark.end, sex, relation: patient_is }),
        (None, Some(age)) => Some(Told { tokens: age.tokens.clone(), sex, relation: patient_is }),
        (None, None) => own_state(reading),
    };
    People {
        patient: told.as_ref().map(|told| patient(reading, told, age.as_ref())),
        patient_words: told.map(|told| told.tokens),
        reporter_words: reporter_words(reading, person, place),
        reporter: Some(reporter),
    }
}

/// What the words tell of the patient, beside the age.
struct Told {
    tokens: Range<usize>,
    sex: Option<Sex>,
    relation: Relation,
}

fn patient(reading: &Reading<'_, '_>, told: &Told, age: Option<&Age>) -> Patient {
    let text = &reading.scanned.text;
    let span = text.span(told.tokens.clone());
    Patient {
        start: span.start,
        end: span.end,
        excerpt: text.excerpt(told.tokens.clone()).to_owned(),
        age: age.map(|age| age.value),
        age_unit: age.map(|age| age.unit),
        sex: told.sex,
        relation: Some(told.relation),
        age_group: age
            .and_then(|age| profile::group_told_by_age(age.value, age.unit, told.relation))
            .or_else(|| profile::group_told(reading, &told.tokens)),
        pregnant: profile::pregnant(reading, &told.tokens, told.sex, told.relation),
    }
}

/// « je suis infirmière », « ma fille », « je »: the words that tell whose eyes saw it.
fn reporter_words(reading: &Reading<'_, '_>, person: Option<&Mark>, place: &Range<usize>) -> Option<Range<usize>> {
    let marks = reading.marks;
    let trade =
        [Role::Physician, Role::Pharmacist, Role::Professional].into_iter().find_map(|role| marks.of(role).next());
    let sentence = reading.sentence(place.start);
    // « mois » is listed as the plural of « moi ».
    let says = |mark: &&Mark| reading.scanned.text.word(mark.first) != "mois";
    let own = || marks.starting_in(Role::Oneself, sentence).find(says).or_else(|| marks.of(Role::Oneself).find(says));
    trade.or(person).or_else(own).map(|mark| mark.first..mark.end)
}

/// The person the effect is told of: the last one named before it, unless the author speaks of himself in between;
/// else the first one named after it in its sentence.
fn whom<'a>(reading: &Reading<'a, '_>, place: &Range<usize>) -> Option<&'a Mark> {
    let text = &reading.scanned.text;
    let sentence = reading.sentence(place.start);
    let own = |from: usize, to: usize| {
        reading.marks.of(Role::Oneself).any(|mark| {
            mark.first >= from
                && mark.end <= to
                && matches!(text.word(mark.first), "j" | "je" | "jai" | "g" | "jsuis" | "i" | "ive" | "im")
        })
    };
    let known = |mark: &&Mark| !is_possessor(text, mark);
    let before = reading.marks.people().filter(|mark| mark.end <= place.start).filter(known);
    let mut nearest: Option<&Mark> = None;
    for mark in before {
        let in_sentence = mark.first >= sentence.start;
        let nested = nearest.is_some_and(|kept| mark.end <= kept.end);
        if !nested && (nearest.is_none() || in_sentence) {
            nearest = Some(mark);
        }
    }
    if let Some(mark) = nearest {
        let from = if mark.first >= sentence.start { mark.end } else { sentence.start };
        return (!own(from, place.start)).then_some(mark);
    }
    if own(0, place.start) {
        return None;
    }
    reading
        .marks
        .people()
        .filter(known)
        .find(|mark| mark.first >= place.start && mark.first < sentence.end + PATIENT_LATER)
}

/// How far after the effect's sentence the person may be named.
const PATIENT_LATER: usize = 12;

/// « la collègue de ma sœur »: the sister is not the patient.
fn is_possessor(text: &Text<'_>, mark: &Mark) -> bool {
    mark.first
        .checked_sub(1)
        .is_some_and(|before| matches!(text.word(before), "de" | "d" | "avec" | "of" | "with" | "pour"))
        && mark
            .first
            .checked_sub(2)
            .is_some_and(|before| text.tokens.get(before).is_some_and(|token| token.kind == TokenKind::Word))
        && !matches!(
            mark.role,
            Role::Child | Role::ChildMale | Role::ChildFemale | Role::PatientMale | Role::PatientFemale
        )
}

/// An age told in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Age {
    tokens: Range<usize>,
    value: u16,
    unit: AgeUnit,
}

/// How far after a person their age may be told.
const AGE_GAP: usize = 7;

fn age_after(text: &Text<'_>, marks: &Marks, person: &Mark) -> Option<Age> {
    let sentence = text.sentence_of(person.first);
    let ages = (person.first..sentence.end.min(person.end + AGE_GAP)).filter_map(|index| age_at(text, marks, index));
    ages.into_iter().next()
}

fn own_age(reading: &Reading<'_, '_>) -> Option<Age> {
    let text = &reading.scanned.text;
    // Ages are rare and their unit is listed: look only before a unit.
    let starts = reading.marks.of(Role::AgeYear).flat_map(|unit| unit.first.saturating_sub(AGE_WORDS)..unit.first);
    starts.into_iter().find_map(|index| {
        let age = age_at(text, reading.marks, index)?;
        let before = index.checked_sub(1).map_or("", |before| text.word(before));
        let opened = matches!(
            before,
            "" | ","
                | "("
                | "."
                | "ai"
                | "a"
                | "mes"
                | "de"
                | "g"
                | "jai"
                | "!"
                | "?"
                | ":"
                | "-"
                | "am"
                | "im"
                | "m"
                | "at"
                | "aged"
                | "age"
                | "\n"
        );
        let closed = !matches!(
            text.word(age.tokens.end),
            "que" | "de" | "d" | "plus" | "apres" | "sous" | "avec" | "later" | "ago" | "on" | "of" | "and" | "et"
        );
        (opened && closed && age.unit == AgeUnit::Year && (5..=115).contains(&age.value)).then_some(age)
    })
}

/// The most words a number of years is written with (« soixante et onze »).
const AGE_WORDS: usize = 4;

/// The age whose number starts at `index`.
fn age_at(text: &Text<'_>, marks: &Marks, index: usize) -> Option<Age> {
    let (value, end) = counted(text, index)?;
    if marks.just_before(Role::Duration, index, 0).is_some() {
        return None;
    }
    let units = [
        (Role::AgeYear, AgeUnit::Year),
        (Role::AgeMonth, AgeUnit::Month),
        (Role::AgeWeek, AgeUnit::Week),
        (Role::AgeDay, AgeUnit::Day),
    ];
    units.into_iter().find_map(|(role, unit)| {
        let mark = marks.of(role).find(|mark| mark.first == end)?;
        Some(Age { tokens: index..mark.end, value, unit })
    })
}

/// « enceinte de 5 mois »: what the author tells of herself where no age is given.
fn own_state(reading: &Reading<'_, '_>) -> Option<Told> {
    let text = &reading.scanned.text;
    let marks = reading.marks;
    let mark = marks.of(Role::Pregnant).next()?;
    let after = (mark.end..mark.end + 3).find_map(|index| age_at(text, marks, index)).map(|age| age.tokens.end);
    let before = marks
        .of(Role::AgeMonth)
        .chain(marks.of(Role::AgeWeek))
        .find(|unit| unit.end <= mark.first && mark.first - unit.end <= 1);
    let tokens = match (after, before) {
        (Some(end), _) => mark.first..end,
        (None, Some(unit)) => unit.first.saturating_sub(1)..mark.end,
        (None, None) if mark.first > 0 || marks.has(Role::Oneself) => mark.first..mark.end,
        (None, None) => return None,
    };
    Some(Told { tokens, sex: Some(Sex::Female), relation: Relation::Oneself })
}

fn qualification(marks: &Marks, input: &Input) -> Qualification {
    let profession = input.profession.as_deref().unwrap_or_default().to_lowercase();
    let is = |stems: &[&str]| stems.iter().any(|stem| profession.contains(stem));
    if marks.has(Role::Pharmacist) || is(&["pharmac"]) {
        Qualification::Pharmacist
    } else if marks.has(Role::Physician) || is(&["médecin", "medecin", "physician", "doctor", "chirurgien", "surgeon"])
    {
        Qualification::Physician
    } else if is(&["avocat", "lawyer"]) {
        Qualification::Lawyer
    } else if marks.has(Role::Professional) || !profession.is_empty() && !is(&["patient", "aucune", "none"]) {
        Qualification::OtherHealthProfessional
    } else {
        Qualification::Consumer
    }
}
