//! The words that prove each fact of a case.

use std::ops::Range;

use super::super::criteria;
use super::super::patient::People;
use super::story::Story;
use crate::engine::review::{AdverseEvent, Criterion, Evidence, Fact, ProductRole, Seriousness, SpecialSituation};

/// Where the words stand that decided.
#[derive(Clone, Copy)]
pub struct Proofs<'p> {
    /// The criteria of seriousness.
    pub seriousness: &'p [(Seriousness, Range<usize>)],
    /// The special situations.
    pub special: &'p [(SpecialSituation, Range<usize>)],
    /// The patient and the reporter.
    pub people: &'p People,
}

/// Seriousness, special situations, then the criteria met, each in the order of the text. What the page or the text
/// answered gives, and what nobody says (an author who never says « je »), has no words to quote.
#[must_use]
pub fn gather(story: &Story<'_, '_, '_, '_>, proofs: &Proofs<'_>, event: &AdverseEvent) -> Vec<Evidence> {
    let mut found = Vec::new();
    let mut add = |fact: Fact, tokens: &Range<usize>| {
        let quote = story.quote(tokens.clone());
        if !quote.excerpt.is_empty() {
            found.push(Evidence { fact, start: quote.start, end: quote.end, excerpt: quote.excerpt });
        }
    };
    for (criterion, tokens) in proofs.seriousness {
        add(Fact::Seriousness(*criterion), tokens);
    }
    for (situation, tokens) in proofs.special {
        add(Fact::SpecialSituation(*situation), tokens);
    }
    if let Some(tokens) = proofs.people.patient_words.as_ref().filter(|_| event.criteria.patient) {
        add(Fact::Criterion(Criterion::Patient), tokens);
    }
    if let Some(tokens) = proofs.people.reporter_words.as_ref().filter(|_| event.criteria.reporter) {
        add(Fact::Criterion(Criterion::Reporter), tokens);
    }
    let named = || story.products.iter().filter(|product| product.in_text() && !product.is_class());
    let suspected = named().any(|product| product.role == ProductRole::Suspect);
    for product in named().filter(|product| !suspected || product.role == ProductRole::Suspect) {
        add(Fact::Criterion(Criterion::Product), &product.tokens);
    }
    for (_, candidate) in story.happened().filter(|(_, candidate)| criteria::is_specific(candidate)) {
        add(Fact::Criterion(Criterion::Reaction), &candidate.tokens);
    }
    found
}
