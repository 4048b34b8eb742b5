//! Fits the weights of the score on labelled texts.
//!
//! A text is labelled as a whole but read in several ways (each symptom beside each product), so the fit alternates:
//! with the weights so far, take the strongest reading of each text; with those readings, fit a logistic regression;
//! again, until the readings settle (multiple-instance learning, as in Andrews et al., NIPS 2002). The regression is
//! ridge-penalised and solved one weight at a time, as glmnet does (Friedman et al., J Stat Softw 2010): the features are
//! few and most do not hold, so a sweep costs little. The same texts in the same order give the same weights.

use super::feature::{Feature, Features};
use super::score::{Weights, probability};

/// How strongly a weight is held to zero.
const RIDGE: f64 = 1.0;
/// Rounds of choosing readings and fitting.
const ROUNDS: usize = 8;
/// Sweeps over the weights in one round.
const SWEEPS: usize = 200;
/// A sweep that moves no weight further than this ends the round.
const SETTLED: f64 = 1e-5;
/// Parts of the texts for cross-validation.
pub const FOLDS: usize = 5;

/// One text: its readings, and whether the label holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// The features of each reading; none where the text is about no product, which no weight can change.
    pub readings: Vec<Features>,
    /// Whether the label holds.
    pub holds: bool,
    /// How much the text counts; 1 for a text of the kind the engine is made for.
    pub weight: f64,
}

/// The reading of a text that decides, its label and how much it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The features.
    pub reading: Features,
    /// Whether the label holds.
    pub holds: bool,
    /// How much it counts.
    pub weight: f64,
}

impl Labelled {
    /// Its strongest reading under those weights.
    #[must_use]
    pub fn row(&self, weights: &Weights) -> Option<Row> {
        let reading = strongest(&self.readings, weights)?;
        Some(Row { reading, holds: self.holds, weight: self.weight })
    }
}

/// What a fit starts from, so that the first choice of readings is a sensible one.
const FIRST_GUESS: [(Feature, f64); 10] = [
    (Feature::ReactionListed, 1.0),
    (Feature::SameSentence, 0.5),
    (Feature::CausalVerb, 1.0),
    (Feature::LinkThenReaction, 1.0),
    (Feature::Negated, -2.0),
    (Feature::Hypothetical, -2.0),
    (Feature::Indication, -2.0),
    (Feature::Improved, -2.0),
    (Feature::OtherTopic, -2.0),
    (Feature::TakenFor, -1.0),
];

/// The weights under which the strongest reading of each text tells whether its label holds.
#[must_use]
pub fn fit(texts: &[&Labelled]) -> Weights {
    let mut weights = Weights::default();
    for (feature, weight) in FIRST_GUESS {
        if let Some(place) = weights.weights.get_mut(feature as usize) {
            *place = weight;
        }
    }
    for _ in 0..ROUNDS {
        let rows: Vec<Row> = texts.iter().filter_map(|text| text.row(&weights)).collect();
        weights = regress(&rows);
    }
    weights
}

/// The weights of a label, given the reading that decides of each text.
#[must_use]
pub fn regress(rows: &[Row]) -> Weights {
    let mut weights = Weights::default();
    let mut logits = vec![0.0_f64; rows.len()];
    let holders: Vec<Vec<usize>> = Feature::ALL
        .iter()
        .map(|feature| {
            (0..rows.len()).filter(|row| rows.get(*row).is_some_and(|row| row.reading.has(*feature))).collect()
        })
        .collect();
    let everyone: Vec<usize> = (0..rows.len()).collect();
    for _ in 0..SWEEPS {
        let mut moved = step(&mut weights.intercept, &everyone, rows, &mut logits, 0.0);
        for (weight, holding) in weights.weights.iter_mut().zip(&holders).filter(|(_, holding)| !holding.is_empty()) {
            moved = moved.max(step(weight, holding, rows, &mut logits, RIDGE));
        }
        if moved < SETTLED {
            break;
        }
    }
    weights
}

/// One Newton step of one weight over the rows its feature holds in; how far it moved.
fn step(weight: &mut f64, holding: &[usize], rows: &[Row], logits: &mut [f64], ridge: f64) -> f64 {
    let (mut slope, mut bend) = (ridge * *weight, ridge);
    for row in holding {
        let (Some(logit), Some(row)) = (logits.get(*row), rows.get(*row)) else { continue };
        let chance = probability(*logit);
        slope += row.weight * (chance - if row.holds { 1.0 } else { 0.0 });
        bend += row.weight * chance * (1.0 - chance);
    }
    let by = (slope / bend.max(1e-6)).clamp(-1.0, 1.0);
    *weight -= by;
    for row in holding {
        if let Some(logit) = logits.get_mut(*row) {
            *logit -= by;
        }
    }
    by.abs()
}

/// The reading that weighs most.
#[must_use]
pub fn strongest(readings: &[Features], weights: &Weights) -> Option<Features> {
    readings.iter().copied().max_by(|a, b| weights.logit(*a).total_cmp(&weights.logit(*b)))
}

/// The log-odds of each text under weights fitted on the other parts only; `None` for a text about no product.
#[must_use]
pub fn cross_validated(texts: &[Labelled]) -> Vec<Option<f64>> {
    let mut logits = vec![None; texts.len()];
    for fold in 0..FOLDS {
        let others: Vec<&Labelled> =
            texts.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, text)| text).collect();
        let weights = fit(&others);
        for (at, text) in texts.iter().enumerate().filter(|(at, _)| at % FOLDS == fold) {
            if let Some(place) = logits.get_mut(at) {
                *place = strongest(&text.readings, &weights).map(|reading| weights.logit(reading));
            }
        }
    }
    logits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(features: &[Feature]) -> Features {
        let mut found = Features::default();
        for feature in features {
            found.set(*feature, true);
        }
        found
    }

    fn text(readings: &[&[Feature]], holds: bool) -> Labelled {
        Labelled { readings: readings.iter().map(|features| reading(features)).collect(), holds, weight: 1.0 }
    }

    #[test]
    fn a_feature_that_goes_with_the_label_weighs_for_it_and_the_other_against() {
        let texts: Vec<Labelled> =
            (0..40)
                .map(|at| {
                    if at % 2 == 0 {
                        text(&[&[Feature::CausalVerb]], true)
                    } else {
                        text(&[&[Feature::Hearsay]], false)
                    }
                })
                .collect();
        let weights = fit(&texts.iter().collect::<Vec<_>>());
        assert!(weights.of(Feature::CausalVerb) > 0.5, "{weights:?}");
        assert!(weights.of(Feature::Hearsay) < -0.5, "{weights:?}");
        assert!(weights.of(Feature::Animal).abs() < 1e-9, "what never holds weighs nothing");
    }

    #[test]
    fn of_several_readings_the_strongest_is_fitted() {
        let texts: Vec<Labelled> = (0..60)
            .map(|at| match at % 3 {
                0 => text(&[&[Feature::Negated], &[Feature::CausalVerb, Feature::ReactionListed]], true),
                1 => text(&[&[Feature::Negated]], false),
                _ => text(&[], false),
            })
            .collect();
        let weights = fit(&texts.iter().collect::<Vec<_>>());
        let told = text(&[&[Feature::Negated], &[Feature::CausalVerb, Feature::ReactionListed]], true);
        let strongest = strongest(&told.readings, &weights).unwrap();
        assert!(strongest.has(Feature::CausalVerb) && weights.logit(strongest) > 0.0);
        assert_eq!(fit(&texts.iter().collect::<Vec<_>>()), weights, "the same texts give the same weights");
    }

    #[test]
    fn cross_validation_judges_every_text_by_weights_that_never_saw_it() {
        let texts: Vec<Labelled> = (0..50)
            .map(|at| text(&[&[if at % 2 == 0 { Feature::CausalVerb } else { Feature::Joke }]], at % 2 == 0))
            .collect();
        let logits = cross_validated(&texts);
        assert_eq!(logits.len(), 50);
        assert!(logits.iter().zip(&texts).all(|(logit, text)| logit.is_some_and(|logit| (logit > 0.0) == text.holds)));
    }
}
