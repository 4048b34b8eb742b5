//! What a safety reader writes down about a case beside the verdict: doses, times, outcomes, what stopping a product and
//! taking it again showed, which product each effect is tied to, and the words that prove each fact.
//!
//! Word lists tell what words mean (`role`, `closed`); numbers, units and durations are put together here.

mod course;
mod dose;
mod evidence;
mod onset;
mod outcome;
mod since;
mod story;
#[cfg(test)]
mod tests;
mod time;

pub use evidence::Proofs;

use super::closed::Closed;
use super::product::{Named, is_substance};
use super::reaction::Candidate;
use super::status::Reading;
use super::verdict::Weighed;
use crate::engine::lexicon::ProductKind;
use crate::engine::review::{AdverseEvent, ProductRole, Scheme, SpecialSituation};
use story::Story;

/// What was settled about a case.
#[derive(Clone, Copy)]
pub struct Case<'c, 'l> {
    /// Its products.
    pub products: &'c [Named<'l>],
    /// Its symptoms.
    pub candidates: &'c [Candidate<'l>],
    /// Whether one of them is tied to a product.
    pub report: bool,
    /// How they weigh together.
    pub weighed: &'c Weighed<'c>,
}

/// Adds to the event of a case what its words tell beside the verdict.
pub fn write_down(reading: &Reading<'_, '_>, case: &Case<'_, '_>, proofs: &Proofs<'_>, event: &mut AdverseEvent) {
    let story = Story::new(reading, case);
    event.evidence = evidence::gather(&story, proofs, event);
    for (product, mention) in case.products.iter().zip(&mut event.products) {
        mention.scheme = scheme(reading, product);
    }
    event.schemes = schemes(event);
    for (index, place) in dose::find(&story) {
        set(&mut event.products, index, |product| product.dose = Some(story.quote(place)));
    }
    for (index, place) in since::find(&story) {
        set(&mut event.products, index, |product| product.since = Some(story.quote(place)));
    }
    let outcomes = outcome::find(&story, proofs);
    for (index, told) in course::stopped(&story, &outcomes) {
        set(&mut event.products, index, |product| product.dechallenge = Some(told));
    }
    for (index, told) in course::taken_again(&story) {
        set(&mut event.products, index, |product| product.rechallenge = Some(told));
    }
    for (index, place) in onset::find(&story, &outcomes) {
        set(&mut event.reactions, index, |reaction| reaction.onset = Some(story.quote(place)));
    }
    for (index, told) in outcome::of_reactions(&story, &outcomes) {
        set(&mut event.reactions, index, |reaction| reaction.outcome = Some(told));
    }
    for (index, _) in story.happened() {
        set(&mut event.reactions, index, |reaction| reaction.products = case.weighed.tied(index, case.products));
    }
}

fn set<T>(all: &mut [T], index: usize, with: impl FnOnce(&mut T)) {
    if let Some(one) = all.get_mut(index) {
        with(one);
    }
}

/// The vigilance a product falls under: the one its words name (« stérilet au cuivre »), else that of its kind.
fn scheme(reading: &Reading<'_, '_>, product: &Named<'_>) -> Option<Scheme> {
    let closed = &reading.marks.closed;
    let from = closed.partition_point(|(_, place)| place.start < product.tokens.start);
    let within = closed.iter().skip(from).take_while(|(_, place)| place.start < product.tokens.end);
    let named = within.map(|(closed, _)| closed).find_map(|closed| match closed {
        Closed::Scheme(scheme) => Some(*scheme),
        Closed::Outcome(_) | Closed::Group(_) => None,
    });
    named.or_else(|| match product.kind() {
        Some(ProductKind::Medicine | ProductKind::Vaccine | ProductKind::Contraceptive) => {
            Some(Scheme::Pharmacovigilance)
        }
        Some(ProductKind::Device) => Some(Scheme::Materiovigilance),
        Some(ProductKind::Cosmetic) => Some(Scheme::Cosmetovigilance),
        Some(ProductKind::Supplement) => Some(Scheme::Nutrivigilance),
        None => {
            let written = product.written.as_deref().unwrap_or_default().to_lowercase();
            is_substance(&written).then_some(Scheme::Pharmacovigilance)
        }
    })
}

/// The vigilances of the suspect products, and that of addiction where a medicine was abused.
fn schemes(event: &AdverseEvent) -> Vec<Scheme> {
    let suspects = event.products.iter().filter(|product| product.role == ProductRole::Suspect);
    let mut schemes: Vec<Scheme> = suspects.filter_map(|product| product.scheme).collect();
    let abused = event.special_situations.contains(&SpecialSituation::Abuse);
    if abused && schemes.contains(&Scheme::Pharmacovigilance) {
        schemes.push(Scheme::Addictovigilance);
    }
    schemes.sort_unstable();
    schemes.dedup();
    schemes
}
