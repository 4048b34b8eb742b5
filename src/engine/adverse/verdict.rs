//! From what was found to one verdict and one score.

use std::ops::Range;

use super::cue::Cues;
use super::feature::{Feature, Features};
use super::product::Named;
use super::reaction::Candidate;
use super::score::{Score, probability};
use super::status::Reading;
use super::weigh;
use crate::engine::review::{AdverseVerdict, ProductRole, Qualification, ReactionStatus, Relation, Reporter};

/// A symptom or a product this far (in log-odds) behind the one that decided is told with it.
const ALONGSIDE: f64 = 1.5;

/// The reading of a text that tells most, and what it weighs.
#[derive(Clone, Debug)]
pub struct Weighed<'s> {
    score: &'s Score,
    /// What holds for the text as a whole.
    text: Features,
    /// What holds for the strongest reading.
    best: Features,
    logit: f64,
    /// The symptom of the strongest reading, where one is told, and its product.
    pair: (Option<usize>, usize),
    /// The strongest log-odds of each product.
    products: Vec<f64>,
    /// The log-odds of each symptom beside each product, symptom by symptom.
    pairs: Vec<f64>,
}

/// The features of every reading: each symptom beside each product, or the products alone where no symptom is told.
#[must_use]
pub fn readings(
    reading: &Reading<'_, '_>,
    text: Features,
    candidates: &[Candidate<'_>],
    products: &[Named<'_>],
) -> Vec<Features> {
    let products: Vec<(&Named<'_>, Features)> =
        products.iter().map(|product| (product, text.with(weigh::product(reading, product)))).collect();
    if candidates.is_empty() {
        return products.into_iter().map(|(_, known)| known).collect();
    }
    let mut sets = Vec::with_capacity(products.len() * candidates.len());
    for candidate in candidates {
        let symptom = weigh::symptom(reading, candidate);
        for (product, known) in &products {
            sets.push(known.with(symptom).with(weigh::pair(reading, candidate, product)));
        }
    }
    sets
}

impl<'s> Weighed<'s> {
    /// Weighs every reading; each symptom keeps the weight of its strongest one.
    #[must_use]
    pub fn weigh(
        reading: &Reading<'_, '_>,
        candidates: &mut [Candidate<'_>],
        products: &[Named<'_>],
        score: &'s Score,
    ) -> Self {
        let text = weigh::text(reading, candidates, products);
        let sets = readings(reading, text, candidates, products);
        let lowest = f64::NEG_INFINITY;
        let mut weighed = Self {
            score,
            text,
            best: sets.first().copied().unwrap_or(text),
            logit: lowest,
            pair: (None, 0),
            products: vec![lowest; products.len()],
            pairs: Vec::with_capacity(sets.len()),
        };
        for candidate in candidates.iter_mut() {
            candidate.logit = lowest;
        }
        let across = products.len().max(1);
        for (number, set) in sets.into_iter().enumerate() {
            let (symptom, product) = (number / across, number % across);
            let logit = if set.has(Feature::AnimalInSentence) { lowest } else { score.report.logit(set) };
            weighed.pairs.push(logit);
            if logit > weighed.logit {
                weighed.logit = logit;
                weighed.best = set;
                weighed.pair = ((!candidates.is_empty()).then_some(symptom), product);
            }
            if let Some(strongest) = weighed.products.get_mut(product) {
                *strongest = strongest.max(logit);
            }
            if let Some(candidate) = candidates.get_mut(symptom) {
                candidate.logit = candidate.logit.max(logit);
            }
        }
        weighed
    }

    /// The probability that this is a report, from 0 to 1, two decimals.
    #[must_use]
    pub fn score(&self) -> f64 {
        (probability(self.logit) * 100.0).round() / 100.0
    }

    /// Whether the text tells a case.
    #[must_use]
    pub fn report(&self) -> bool {
        probability(self.logit) >= self.score.open
    }

    /// Nobody the author knows: the press, a leaflet, a joke, an animal, words to another visitor.
    #[must_use]
    pub fn is_impersonal(&self) -> bool {
        let lived = self.text.has(Feature::SelfTold) || self.text.has(Feature::PersonTold);
        let public = self.text.has(Feature::Notice) || self.text.has(Feature::News);
        let aside = [Feature::Animal, Feature::PageReply, Feature::Joke, Feature::Sympathy];
        aside.into_iter().any(|feature| self.text.has(feature)) || public && !lived
    }

    /// The verdict.
    #[must_use]
    pub fn verdict(&self, special: bool) -> AdverseVerdict {
        if self.report() {
            AdverseVerdict::Report
        } else if special {
            AdverseVerdict::SpecialSituation
        } else if self.score.mention.logit(self.best) >= 0.0 {
            AdverseVerdict::Mention
        } else {
            AdverseVerdict::None
        }
    }

    /// Who tells it when it is only said.
    #[must_use]
    pub fn hearsay_reporter(&self, verdict: AdverseVerdict) -> Option<Reporter> {
        let far = self.text.has(Feature::Hearsay) || self.text.has(Feature::FarPerson);
        let told = far && verdict == AdverseVerdict::Mention;
        told.then_some(Reporter { relation: Relation::Other, qualification: Qualification::Consumer })
    }

    /// The words of the symptom that decided, where a case is told.
    #[must_use]
    pub fn place(&self, candidates: &[Candidate<'_>]) -> Option<Range<usize>> {
        let decided = self.pair.0.filter(|_| self.report())?;
        candidates.get(decided).map(|candidate| candidate.tokens.clone())
    }

    /// Keeps the words that tie the deciding symptom to its product.
    pub fn explain(
        &self,
        reading: &Reading<'_, '_>,
        candidates: &[Candidate<'_>],
        products: &[Named<'_>],
        cues: &mut Cues,
    ) {
        let candidate = self.pair.0.and_then(|index| candidates.get(index));
        if let (Some(candidate), Some(product)) = (candidate.filter(|_| self.report()), products.get(self.pair.1)) {
            weigh::explain(reading, candidate, product, cues);
        }
    }

    /// Gives its last status to every symptom: what decided a case happened; what was affirmed but weighs too little is
    /// why the product is taken, or about something else.
    pub fn settle(&self, reading: &Reading<'_, '_>, candidates: &mut [Candidate<'_>], products: &[Named<'_>]) {
        let report = self.report();
        for (index, candidate) in candidates.iter_mut().enumerate() {
            if report && self.pair.0 == Some(index) {
                if !candidate.happened() {
                    candidate.status = ReactionStatus::Affirmed;
                }
                continue;
            }
            let strong = candidate.logit >= self.logit - 2.0 * ALONGSIDE;
            let told = report && (strong || probability(candidate.logit) >= self.score.queue);
            if candidate.status != ReactionStatus::Affirmed || told {
                continue;
            }
            let reason = products.iter().any(|product| weigh::taken_for(reading, candidate, product));
            candidate.status = if reason { ReactionStatus::Indication } else { ReactionStatus::OtherTopic };
        }
    }

    /// The suspect products a symptom is tied to: the one beside which it weighs most, and those hardly behind.
    #[must_use]
    pub fn tied(&self, symptom: usize, products: &[Named<'_>]) -> Vec<usize> {
        let from = symptom * products.len();
        let weights = self.pairs.get(from..from + products.len()).unwrap_or_default();
        let suspects = || {
            let each = products.iter().zip(weights).enumerate();
            each.filter(|(_, (product, _))| product.role == ProductRole::Suspect)
        };
        let strongest = suspects().map(|(_, (_, weight))| *weight).fold(f64::NEG_INFINITY, f64::max);
        suspects().filter(|(_, (_, weight))| **weight >= strongest - ALONGSIDE).map(|(index, _)| index).collect()
    }

    /// Suspect are the products a symptom is tied to; others named in a case were taken at the same time.
    pub fn assign_roles(&self, reading: &Reading<'_, '_>, candidates: &[Candidate<'_>], products: &mut [Named<'_>]) {
        let named = products.iter().any(Named::in_text);
        let told = self.report() && !candidates.is_empty() && reading.scanned.text.tokens.len() > 1;
        for (index, product) in products.iter_mut().enumerate() {
            let strongest = self.products.get(index).copied().unwrap_or(f64::NEG_INFINITY);
            let behind = told && strongest < self.logit - ALONGSIDE;
            let beside = behind || !product.in_text() && named;
            product.role = if beside { ProductRole::Concomitant } else { ProductRole::Suspect };
        }
        if products.iter().all(|product| product.role != ProductRole::Suspect)
            && let Some(first) = products.first_mut()
        {
            first.role = ProductRole::Suspect;
        }
    }
}
