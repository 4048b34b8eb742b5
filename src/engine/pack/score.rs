//! From the `score.toml` of the vigilance packs to the weights of each language.

use std::collections::BTreeMap;

use super::error::PackError;
use super::schema::{ScoreToml, Word};
use super::{Pack, Parsed};
use crate::engine::adverse::Scores;
use crate::engine::adverse::feature::Feature;
use crate::engine::adverse::score::{Score, Weights};
use crate::engine::input::Lang;

const INTERCEPT: &str = "intercept";

/// The weights of every language; a language without weights of its own borrows the other's.
pub(super) fn compile(packs: &[Pack<'_>], errors: &mut Vec<PackError>) -> Scores {
    let mut french = None;
    let mut english = None;
    for pack in packs {
        let Some(parsed) = &pack.score else { continue };
        for (lang, place) in [(Lang::Fr, &mut french), (Lang::En, &mut english)] {
            if pack.info.languages.contains(&lang) {
                if place.is_some() {
                    errors.push(parsed.file.error(0..0, None, format!("another pack already scores `{lang}` texts")));
                }
                *place = Some(read(parsed, errors));
            }
        }
    }
    let fr = french.clone().or_else(|| english.clone()).unwrap_or_else(never);
    let en = english.or(french).unwrap_or_else(never);
    Scores { fr, en }
}

/// Without weights nothing is called a report.
fn never() -> Score {
    Score { queue: f64::INFINITY, open: f64::INFINITY, mention: silent(), report: silent() }
}

fn silent() -> Weights {
    Weights { intercept: f64::MIN, ..Weights::default() }
}

fn read(parsed: &Parsed<'_, ScoreToml>, errors: &mut Vec<PackError>) -> Score {
    let ScoreToml { queue, open, report, mention } = &parsed.content;
    for (name, threshold) in [("queue", queue), ("open", open)] {
        if !(0.0..=1.0).contains(threshold.get_ref()) {
            let message = "a threshold is a probability, from 0 to 1";
            errors.push(parsed.file.error(threshold.span(), Some(name), message));
        }
    }
    if queue.get_ref() > open.get_ref() {
        let message = "what opens a case is also looked at: `queue` is at most `open`";
        errors.push(parsed.file.error(queue.span(), Some("queue"), message));
    }
    Score {
        report: weights(parsed, report, errors),
        mention: weights(parsed, mention, errors),
        queue: *queue.get_ref(),
        open: *open.get_ref(),
    }
}

fn weights(parsed: &Parsed<'_, ScoreToml>, table: &BTreeMap<Word, f64>, errors: &mut Vec<PackError>) -> Weights {
    let mut weights = Weights::default();
    for (name, weight) in table {
        let feature = Feature::parse(name.get_ref());
        let place = match feature {
            Some(feature) => weights.weights.get_mut(feature as usize),
            None if name.get_ref() == INTERCEPT => Some(&mut weights.intercept),
            None => None,
        };
        match place {
            Some(place) if weight.is_finite() => *place = *weight,
            Some(_) => errors.push(parsed.file.error(name.span(), None, "a weight is a finite number")),
            None => errors.push(parsed.file.unknown(name.span(), None, "feature", name.get_ref(), Feature::NAMES)),
        }
    }
    weights
}
