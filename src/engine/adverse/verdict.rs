//! From what was found to one verdict and one score.

use super::link::{self, THRESHOLD};
use super::product::Named;
use super::reaction::Candidate;
use super::role::Role;
use super::status::Reading;
use crate::engine::review::{AdverseVerdict, Qualification, ReactionStatus, Relation, Reporter};

/// What the text as a whole tells.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about one text, each asked once")]
pub struct Facts {
    /// The strongest tie between an effect told and a product.
    pub strongest: f64,
    /// Nobody the author knows: the press, a leaflet, a joke, an animal, words to another visitor.
    pub impersonal: bool,
    /// Effects are denied, asked about, feared, told of others.
    talk: bool,
    hearsay: bool,
    wordy: bool,
}

impl Facts {
    /// Gathers what the marks and the candidates tell.
    #[must_use]
    pub fn gather(reading: &Reading<'_, '_>, candidates: &[Candidate<'_>], products: &[Named<'_>], talk: bool) -> Self {
        let marks = reading.marks;
        let lived = marks.has(Role::Oneself) || marks.people().next().is_some();
        let animal = marks.has(Role::Animal);
        let reply = marks.has(Role::PageReply);
        let answer = reply || marks.has(Role::Notice) && !lived;
        let joke = marks.has(Role::Joke);
        let sympathy =
            marks.has(Role::Sympathy) && !candidates.iter().any(|candidate| candidate.points >= THRESHOLD + 1.5);
        let far = marks.has_any(&[Role::FarPerson, Role::Hearsay]);
        let strongest = candidates
            .iter()
            .filter(|candidate| candidate.happened())
            .map(|candidate| candidate.points)
            .fold(0.0, f64::max);
        let effects = candidates.iter().any(|candidate| {
            matches!(
                candidate.status,
                ReactionStatus::Affirmed | ReactionStatus::Negated | ReactionStatus::Hypothetical
            )
        });
        let named = products.iter().any(Named::in_text);
        let feared = marks.of(Role::Fear).any(|mark| {
            let sentence = reading.sentence(mark.first);
            !named || effects && products.iter().any(|product| sentence.contains(&product.tokens.start))
        });
        let public = marks.has_any(&[Role::Notice, Role::News]);
        let talk = talk
            || feared
            || marks.has(Role::SideEffectWord) && (named || !marks.has(Role::OtherTopic))
            || marks.has_any(&[Role::NotCaused, Role::Joke, Role::NoProblem])
            || public && (effects || named && !lived && !marks.has(Role::Logistics))
            || marks.has(Role::SecondPerson) && effects
            || reply
            || marks.has(Role::Sympathy)
            || marks.has_any(&[Role::Hearsay, Role::FarPerson, Role::DoubleNegation]) && (named || effects)
            || animal && effects;
        Self { strongest, impersonal: animal || answer || joke || sympathy, talk, hearsay: far, wordy: effects }
    }

    /// Whether the text tells a case.
    #[must_use]
    pub fn report(&self) -> bool {
        !self.impersonal && self.strongest >= THRESHOLD
    }

    /// The verdict.
    #[must_use]
    pub fn verdict(&self, special: bool) -> AdverseVerdict {
        if self.report() {
            AdverseVerdict::Report
        } else if special && !self.impersonal {
            AdverseVerdict::SpecialSituation
        } else if self.talk {
            AdverseVerdict::Mention
        } else {
            AdverseVerdict::None
        }
    }

    /// Who tells it when it is only said.
    #[must_use]
    pub fn hearsay_reporter(&self) -> Option<Reporter> {
        let told = self.hearsay && self.talk;
        told.then_some(Reporter { relation: Relation::Other, qualification: Qualification::Consumer })
    }

    /// How sure the verdict is, from 0 to 1, two decimals.
    #[must_use]
    pub fn score(&self, verdict: AdverseVerdict, situations: usize) -> f64 {
        let raw = match verdict {
            AdverseVerdict::Report => 0.5 + 0.49 * ((self.strongest - THRESHOLD) / 4.0).clamp(0.0, 1.0),
            AdverseVerdict::SpecialSituation if situations > 1 => 0.8,
            AdverseVerdict::SpecialSituation => 0.65,
            AdverseVerdict::Mention => 0.2 + 0.2 * (self.strongest / THRESHOLD).clamp(0.0, 1.0),
            AdverseVerdict::None if self.wordy => 0.1,
            AdverseVerdict::None => 0.0,
        };
        (raw * 100.0).round() / 100.0
    }
}

/// Gives its final status to what was affirmed but is tied to no product.
pub fn settle(reading: &Reading<'_, '_>, candidate: &mut Candidate<'_>, products: &[Named<'_>], facts: &Facts) {
    if candidate.status != ReactionStatus::Affirmed || facts.report() && candidate.points >= THRESHOLD - 0.8 {
        return;
    }
    let reason = products.iter().any(|product| link::taken_for(reading, candidate, product));
    candidate.status = if reason { ReactionStatus::Indication } else { ReactionStatus::OtherTopic };
}
