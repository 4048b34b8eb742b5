//! Which special situations the text tells: errors, misuse, lack of efficacy, exposure in pregnancy, defects…

use std::ops::Range;

use super::cue::Cues;
use super::product::Named;
use super::reaction::Candidate;
use super::role::{Mark, Role};
use super::status::Reading;
use crate::engine::context::CueKind;
use crate::engine::lexicon::ProductKind;
use crate::engine::review::{ReactionStatus, SpecialSituation as S};

/// What the finding of situations needs to know.
pub struct Scene<'s, 'l> {
    /// The products of the text.
    pub products: &'s [Named<'l>],
    /// Its candidates, with their status.
    pub candidates: &'s [Candidate<'l>],
    /// Whether one of them is tied to a product.
    pub report: bool,
}

/// The situations told, in the order of the guideline, each with the words that tell it.
#[must_use]
pub fn find(reading: &Reading<'_, '_>, scene: &Scene<'_, '_>, cues: &mut Cues) -> Vec<(S, Range<usize>)> {
    let marks = reading.marks;
    let lived = marks.has(Role::Oneself) || marks.people().next().is_some();
    let mut found: Vec<(S, Range<usize>)> = Vec::new();
    let mut add = |situation: S, mark: Option<Mark>| {
        if let Some(mark) = mark {
            found.push((situation, mark.first..mark.end));
        }
    };
    let told = |role: Role| marks.of(role).find(|mark| is_told(reading, mark)).copied();
    add(S::Overdose, overdose(reading).or_else(|| told(Role::Overdose)));
    add(S::MedicationError, told(Role::MedicationError).filter(|mark| is_error(reading, mark, scene)));
    let off_label = off_label(reading, scene);
    add(
        S::Misuse,
        told(Role::Misuse).filter(|mark| lived && off_label.is_none() && !reading.scanned.text.is_question(mark.first)),
    );
    add(S::Abuse, told(Role::Abuse).filter(|_| lived && !marks.has(Role::Prescribed)));
    add(S::OffLabel, off_label);
    add(S::OccupationalExposure, occupational(reading));
    add(S::LackOfEfficacy, inefficacy(reading, scene, lived));
    add(S::PregnancyExposure, pregnancy(reading, scene));
    add(S::BreastfeedingExposure, told(Role::Breastfeeding).filter(|_| took(reading, scene)));
    add(S::Interaction, told(Role::Interaction).filter(|_| interacts(reading, scene)));
    add(S::FalsifiedProduct, falsified(reading));
    add(S::QualityDefect, defect(reading, scene));
    add(S::Withdrawal, told(Role::Withdrawal).filter(|_| scene.report || lived || marks.has(Role::Stopped)));
    found.sort_by_key(|(situation, _)| *situation);
    for (_, tokens) in &found {
        cues.keep(&reading.scanned.text, tokens.clone());
    }
    found.dedup_by_key(|(situation, _)| *situation);
    found
}

/// Told to have happened: not asked about, denied, feared, supposed.
fn is_told(reading: &Reading<'_, '_>, mark: &Mark) -> bool {
    let sentence = reading.sentence(mark.first);
    let before = sentence.start..mark.first;
    let negated = reading
        .context
        .at(mark.first..mark.end)
        .cue(CueKind::Negation)
        .is_some_and(|cue| cue.end <= mark.first && mark.first - cue.end <= 2);
    let imagined = reading
        .marks
        .any_within(&[Role::Hypothetical, Role::Fear, Role::General, Role::Notice, Role::Hearsay], &before);
    let asked = reading.scanned.text.is_question(mark.first) && !reading.personal(&sentence);
    !negated && !imagined && !asked
}

fn took(reading: &Reading<'_, '_>, scene: &Scene<'_, '_>) -> bool {
    let marks = reading.marks;
    scene.products.iter().any(|product| {
        let sentence = if product.in_text() {
            reading.sentence(product.tokens.start)
        } else {
            0..reading.scanned.text.tokens.len()
        };
        marks.within(Role::Taking, &sentence).is_some()
    }) && !marks.has(Role::NotYet)
}

/// « 40 au lieu de 4 »: more units than meant, in figures.
fn overdose(reading: &Reading<'_, '_>) -> Option<Mark> {
    reading
        .marks
        .of(Role::ErrorIngest)
        .find(|mark| {
            let near = mark.first.saturating_sub(AROUND)..mark.end + AROUND;
            let child = reading.marks.people().any(|person| {
                matches!(person.role, Role::Child | Role::ChildMale | Role::ChildFemale) && near.contains(&person.first)
            });
            child && is_told(reading, mark)
        })
        .copied()
}

const AROUND: usize = 10;

fn is_error(reading: &Reading<'_, '_>, mark: &Mark, scene: &Scene<'_, '_>) -> bool {
    let marks = reading.marks;
    let ingest = marks.of(Role::ErrorIngest).any(|other| other.first == mark.first);
    if ingest {
        let near = mark.first.saturating_sub(AROUND)..mark.end + AROUND;
        return marks.people().any(|person| {
            near.contains(&person.first) && !matches!(person.role, Role::PatientFemale | Role::PatientMale)
        });
    }
    let forgotten = marks.of(Role::Forgotten).any(|other| other.first == mark.first);
    if forgotten {
        let sentence = reading.sentence(mark.first);
        return scene.products.iter().any(|product| !product.in_text() || sentence.contains(&product.tokens.start))
            || marks.within(Role::Taking, &sentence).is_some();
    }
    true
}

/// A professional chose the product for something else than its use.
fn off_label(reading: &Reading<'_, '_>, scene: &Scene<'_, '_>) -> Option<Mark> {
    let marks = reading.marks;
    if !marks.has(Role::Prescribed) || marks.has(Role::NotYet) {
        return None;
    }
    let by_words = marks.of(Role::OffLabel).find(|mark| is_told(reading, mark)).copied();
    by_words.or_else(|| {
        let unusual = marks.off_label.iter().find(|place| {
            let classes = reading.lists.classes(place.classes);
            scene
                .products
                .iter()
                .filter_map(|product| product.product)
                .filter_map(|product| product.atc.as_deref())
                .any(|atc| classes.iter().any(|class| atc.starts_with(&**class)))
        })?;
        let mark = Mark { role: Role::OffLabel, first: unusual.first, end: unusual.end };
        is_told(reading, &mark).then_some(mark)
    })
}

fn occupational(reading: &Reading<'_, '_>) -> Option<Mark> {
    let mut at_work = reading.marks.of(Role::Occupational).filter(|mark| is_told(reading, mark));
    let first = at_work.next().copied()?;
    let second =
        at_work.next().is_some() || reading.marks.has_any(&[Role::Professional, Role::Pharmacist, Role::Physician]);
    second.then_some(first)
}

fn inefficacy(reading: &Reading<'_, '_>, scene: &Scene<'_, '_>, lived: bool) -> Option<Mark> {
    let marks = reading.marks;
    let contraceptive = scene.products.iter().any(|product| product.kind() == Some(ProductKind::Contraceptive));
    if contraceptive {
        let failed = marks.of(Role::ContraceptiveFailure).find(|mark| is_told(reading, mark));
        if failed.is_some() && !marks.has(Role::NotYet) {
            return failed.copied();
        }
    }
    let told = marks.of(Role::LackOfEfficacy).find(|mark| {
        let sentence = reading.sentence(mark.first);
        let imagined = marks.any_within(&[Role::Hypothetical, Role::Fear], &(sentence.start..mark.first));
        let effects = marks
            .of(Role::SideEffectWord)
            .chain(marks.of(Role::NoProblem))
            .any(|other| other.first <= mark.first && mark.end < other.end);
        !imagined && !effects && (!reading.scanned.text.is_question(mark.first) || lived)
    });
    let impersonal = marks.has_any(&[Role::News, Role::Notice]) && !lived;
    told.filter(|_| !impersonal && (lived || !scene.products.iter().all(Named::is_class))).copied()
}

fn pregnancy(reading: &Reading<'_, '_>, scene: &Scene<'_, '_>) -> Option<Mark> {
    let marks = reading.marks;
    let mark = marks.of(Role::Pregnant).find(|mark| is_told(reading, mark))?;
    let contraceptive = scene.products.iter().any(|product| product.kind() == Some(ProductKind::Contraceptive));
    let failed = contraceptive && marks.of(Role::ContraceptiveFailure).any(|mark| is_told(reading, mark));
    (took(reading, scene) || failed || scene.report).then_some(*mark)
}

fn interacts(reading: &Reading<'_, '_>, scene: &Scene<'_, '_>) -> bool {
    let named = scene.products.iter().filter(|product| product.in_text()).count();
    named >= 2 || named >= 1 && (reading.marks.has(Role::Oneself) || reading.marks.people().next().is_some())
}

fn falsified(reading: &Reading<'_, '_>) -> Option<Mark> {
    let mut signs = reading.marks.of(Role::Falsified).filter(|mark| is_told(reading, mark));
    let first = signs.next()?;
    let second = signs.find(|mark| mark.first >= first.end).is_some();
    let outright = first.end - first.first == 1 && reading.scanned.text.word(first.first).starts_with("contref");
    (second || outright).then_some(*first)
}

fn defect(reading: &Reading<'_, '_>, scene: &Scene<'_, '_>) -> Option<Mark> {
    let marks = reading.marks;
    let device = scene.products.iter().any(|product| product.kind() == Some(ProductKind::Device));
    let on_reaction = |mark: &Mark| {
        scene.candidates.iter().any(|candidate| {
            candidate.tokens.start < mark.end
                && mark.first < candidate.tokens.end
                && candidate.status != ReactionStatus::OtherTopic
        })
    };
    let mut signs = marks.of(Role::QualityDefect).filter(|mark| is_told(reading, mark) && !on_reaction(mark));
    let first = signs.next().copied()?;
    let second = signs.any(|mark| mark.first >= first.end);
    let impersonal = marks.has(Role::News) && !marks.has(Role::Oneself);
    ((second || device) && !impersonal).then_some(first)
}
