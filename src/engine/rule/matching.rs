//! The places where a rule fires, one function per kind of rule.

use std::ops::Range;

use super::{Rule, RuleKind, Signal, Within};
use crate::engine::context::Context;
use crate::engine::lexicon::Lexicon;
use crate::engine::scan::{Hit, Scanned};

/// Combinations tried for one unit before giving up, so that a text made of signals costs no more than a text.
const MAX_TRIALS: usize = 256;

/// Signals further apart than this many words are not shown as one stretch; the first signal is.
const LONGEST_STRETCH: usize = 40;

/// A place where a rule fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The signals found there.
    pub signals: Vec<Range<usize>>,
}

/// A rule, and all it may ask about a text.
struct Seen<'a, 't> {
    rule: &'a Rule,
    lexicon: &'a Lexicon,
    scanned: &'a Scanned<'t>,
    context: &'a Context,
}

/// Where `rule` fires, in order, without overlap.
pub(super) fn places(rule: &Rule, lexicon: &Lexicon, scanned: &Scanned<'_>, context: &Context) -> Vec<Place> {
    let seen = Seen { rule, lexicon, scanned, context };
    let mut places = match rule.kind {
        RuleKind::Phrase | RuleKind::Substitution => seen.phrases(),
        RuleKind::Pattern => seen.patterns(),
        RuleKind::Combination => seen.combinations(),
        RuleKind::RequiredMention => seen.unmentioned(),
        RuleKind::Count => seen.counts(),
    };
    places.retain(|place| !seen.is_silenced(place));
    places.sort_by_key(|place| (place.tokens.start, usize::MAX - place.tokens.end));
    let mut end = 0;
    places.retain(|place| {
        let apart = place.tokens.start >= end;
        end = end.max(place.tokens.end);
        apart
    });
    places
}

impl Seen<'_, '_> {
    /// The hits of any of `signals`.
    fn hits(&self, signals: &[Signal]) -> impl Iterator<Item = &Hit> {
        self.scanned.hits.iter().filter(move |hit| signals.iter().any(|signal| signal.fits(hit, self.lexicon)))
    }

    fn phrases(&self) -> Vec<Place> {
        self.hits(&self.rule.signals).map(|hit| Place { tokens: hit.tokens(), signals: vec![hit.tokens()] }).collect()
    }

    fn patterns(&self) -> Vec<Place> {
        let Some(pattern) = &self.rule.pattern else { return Vec::new() };
        if !self.rule.signals.is_empty() && self.hits(&self.rule.signals).next().is_none() {
            return Vec::new();
        }
        let text = &self.scanned.text;
        let matches = pattern.find_iter(&text.norm).filter(|found| !found.as_str().trim_matches(' ').is_empty());
        matches
            .map(|found| {
                let blank = found.len() - found.as_str().trim_start_matches(' ').len();
                let tail = found.as_str().trim_end_matches(' ').len();
                let tokens = text.token_at(found.start() + blank)..text.token_at(found.start() + tail - 1) + 1;
                Place { signals: vec![tokens.clone()], tokens }
            })
            .collect()
    }

    /// The units (clauses, sentences, the text) that hold a hit of the first signal.
    fn units(&self, signals: &[Signal]) -> Vec<Range<usize>> {
        let text = &self.scanned.text;
        let mut units: Vec<Range<usize>> = self
            .hits(signals)
            .map(|hit| match self.rule.within {
                Within::Clause => text.clause_of(hit.first),
                Within::Sentence => text.sentence_of(hit.first),
                Within::Text => 0..text.tokens.len(),
            })
            .collect();
        units.dedup();
        units
    }

    fn combinations(&self) -> Vec<Place> {
        let first = self.rule.signals.get(..1).unwrap_or_default();
        self.units(first).into_iter().filter_map(|unit| self.combination(unit)).collect()
    }

    /// One hit per signal, none sharing a token with another, the shortest stretch first found.
    fn combination(&self, unit: Range<usize>) -> Option<Place> {
        let choices: Vec<Vec<&Hit>> = self
            .rule
            .signals
            .iter()
            .map(|signal| self.scanned.within(unit.clone()).filter(|hit| signal.fits(hit, self.lexicon)).collect())
            .collect();
        if choices.iter().any(Vec::is_empty) {
            return None;
        }
        let mut search = Search { choices: &choices, chosen: Vec::new(), best: None, trials: 0 };
        search.extend();
        let signals: Vec<Range<usize>> = search.best?.iter().map(|hit| hit.tokens()).collect();
        let whole = stretch(&signals)?;
        let tokens = if whole.len() <= LONGEST_STRETCH { whole } else { signals.first()?.clone() };
        Some(Place { tokens, signals })
    }

    fn unmentioned(&self) -> Vec<Place> {
        if self.hits(&self.rule.requires).next().is_some() {
            return Vec::new();
        }
        self.combinations()
    }

    fn counts(&self) -> Vec<Place> {
        let units = self.units(&self.rule.signals);
        units
            .into_iter()
            .filter_map(|unit| {
                let mut signals: Vec<Range<usize>> = Vec::new();
                for hit in self.hits(&self.rule.signals).filter(|hit| unit.start <= hit.first && hit.end <= unit.end) {
                    if signals.last().is_none_or(|last| last.end <= hit.first) {
                        signals.push(hit.tokens());
                    }
                }
                (signals.len() >= self.rule.at_least).then(|| Some(Place { tokens: stretch(&signals)?, signals }))?
            })
            .collect()
    }

    fn is_silenced(&self, place: &Place) -> bool {
        let text = &self.scanned.text;
        if self.rule.unless_question && text.is_question(place.tokens.start) {
            return true;
        }
        let near = match self.rule.unless_within {
            Within::Text => 0..text.tokens.len(),
            Within::Clause => text.clause_of(place.tokens.start).start..text.clause_of(place.tokens.end - 1).end,
            Within::Sentence => text.sentence_of(place.tokens.start).start..text.sentence_of(place.tokens.end - 1).end,
        };
        self.rule.unless.iter().any(|signal| match signal {
            Signal::Cue(kind) => place.signals.iter().any(|signal| self.context.qualifies(*kind, signal)),
            _ => self.scanned.within(near.clone()).any(|hit| signal.fits(hit, self.lexicon)),
        })
    }
}

/// The search for one hit per signal.
struct Search<'a, 'h> {
    choices: &'a [Vec<&'h Hit>],
    chosen: Vec<&'h Hit>,
    best: Option<Vec<&'h Hit>>,
    trials: usize,
}

impl Search<'_, '_> {
    fn extend(&mut self) {
        let Some(choices) = self.choices.get(self.chosen.len()) else {
            self.trials += 1;
            if self.best.as_deref().is_none_or(|best| length(&self.chosen) < length(best)) {
                self.best = Some(self.chosen.clone());
            }
            return;
        };
        for hit in choices {
            if self.trials >= MAX_TRIALS {
                return;
            }
            if self.chosen.iter().any(|other| other.overlaps(hit)) {
                continue;
            }
            self.chosen.push(hit);
            self.extend();
            self.chosen.pop();
        }
        self.trials += 1;
    }
}

fn length(hits: &[&Hit]) -> usize {
    let start = hits.iter().map(|hit| hit.first).min().unwrap_or(0);
    let end = hits.iter().map(|hit| hit.end).max().unwrap_or(0);
    end - start
}

fn stretch(signals: &[Range<usize>]) -> Option<Range<usize>> {
    Some(signals.iter().map(|signal| signal.start).min()?..signals.iter().map(|signal| signal.end).max()?)
}
