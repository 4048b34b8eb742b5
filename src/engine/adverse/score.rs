//! One calibrated number: the probability that a safety officer calls the text a report, from weighted features.
//!
//! A logistic score: the weights of the features that hold are added, and the sum is turned into a probability. The
//! weights are data (`score.toml` of the vigilance packs), fitted on labelled texts by `vigie fit`; nothing here is tuned.

use super::feature::{Feature, Features};

/// The weight of every feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// The score of a text of which nothing is known, as a log-odds.
    pub intercept: f64,
    /// One weight a feature, in the order of [`Feature::ALL`].
    pub weights: Vec<f64>,
}

impl Default for Weights {
    fn default() -> Self {
        Self { intercept: 0.0, weights: vec![0.0; Feature::ALL.len()] }
    }
}

impl Weights {
    /// The log-odds of these features.
    #[must_use]
    pub fn logit(&self, features: Features) -> f64 {
        features.iter().fold(self.intercept, |sum, feature| sum + self.of(feature))
    }

    /// The weight of one feature.
    #[must_use]
    pub fn of(&self, feature: Feature) -> f64 {
        self.weights.get(feature as usize).copied().unwrap_or_default()
    }
}

/// A log-odds as a probability.
#[must_use]
pub fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// What one language is scored with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Weighs whether an effect is tied to a product: a report.
    pub report: Weights,
    /// Weighs whether effects are at least talked about: a mention.
    pub mention: Weights,
    /// From this probability on, a person looks at the text.
    pub queue: f64,
    /// From this probability on, the text opens a case.
    pub open: f64,
}
