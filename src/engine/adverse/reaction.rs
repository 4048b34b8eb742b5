//! Which words of a text could be an unwanted effect: a listed reaction, a sensation and a body part, a body part and
//! its state, a value out of bounds, or what follows « it gave me ».

use std::borrow::Cow;
use std::ops::Range;

use super::framed;
use super::product::Named;
use super::role::{Marks, Role};
use crate::engine::input::Lang;
use crate::engine::lexicon::{Entry, Lexicon};
use crate::engine::review::{ReactionStatus, Seriousness};
use crate::engine::scan::Scanned;
use crate::engine::text::{Text, TokenKind};

/// Words that could be an unwanted effect.
#[derive(Clone, Debug)]
pub struct Candidate<'l> {
    /// Their tokens.
    pub tokens: Range<usize>,
    /// The standard term.
    pub term: Cow<'l, str>,
    /// The seriousness the term suggests.
    pub serious: Option<Seriousness>,
    /// Whether the term is an illness, more often the reason of a treatment than its effect.
    pub illness: bool,
    /// Whether the damage is in the verb itself, or the value out of bounds.
    pub telling: bool,
    /// The frame that alone makes it an effect, where no list knows it.
    pub guess: Option<Guess>,
    /// Whether it is told to have happened; settled by `status`.
    pub status: ReactionStatus,
    /// The log-odds that it is an effect of a product; settled by `verdict`.
    pub logit: f64,
}

/// The frames in which words that no list knows are read as an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guess {
    /// « it gave me … »
    Given,
    /// « I can no longer … »
    Loss,
    /// A body part and what is wrong with it.
    Body,
    /// A body part in the tale of someone who takes a product.
    BodyAlone,
    /// Trouble in no particular words.
    Trouble,
    /// « Laroxyl = … », « Laroxyl : … »
    Equation,
    /// A stay in hospital or a danger, and nothing said of what led there.
    Stay,
    /// « since … », « under … », then what someone lived.
    Since,
    /// What is told right after a product that someone takes.
    Next,
    /// « nothing, apart from … »
    Exception,
}

impl<'l> Candidate<'l> {
    pub(super) fn new(tokens: Range<usize>, term: impl Into<Cow<'l, str>>) -> Self {
        let term = term.into();
        let status = ReactionStatus::Affirmed;
        Self {
            tokens,
            term,
            serious: None,
            illness: false,
            telling: false,
            guess: None,
            status,
            logit: f64::NEG_INFINITY,
        }
    }

    /// Whether it is told to have happened.
    #[must_use]
    pub const fn happened(&self) -> bool {
        matches!(self.status, ReactionStatus::Affirmed | ReactionStatus::Resolved)
    }
}

/// Every candidate of a text, longest reading first, without overlap, outside product names.
#[must_use]
pub fn find<'l>(
    lexicon: &'l Lexicon,
    scanned: &Scanned<'_>,
    marks: &Marks,
    products: &[Named<'_>],
) -> Vec<Candidate<'l>> {
    let mut found = Vec::new();
    listed(lexicon, scanned, &mut found);
    on_body(lexicon, scanned, marks, &mut found);
    measured(scanned, marks, &mut found);
    fevers(scanned, marks, &mut found);
    damage(scanned, marks, &mut found);
    given(scanned, marks, products, &mut found);
    lost(scanned, marks, &mut found);
    framed::find(scanned, marks, products, &mut found);
    found.retain(|candidate| products.iter().all(|product| !covers(&product.tokens, &candidate.tokens)));
    without_overlap(found)
}

pub(super) fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start < inner.end && inner.start < outer.end
}

fn without_overlap(mut found: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    found.sort_by_key(|candidate| {
        (candidate.guess, std::cmp::Reverse(candidate.tokens.len()), candidate.tokens.start, candidate.telling)
    });
    let mut kept: Vec<Candidate<'_>> = Vec::new();
    let mut taken = vec![false; found.iter().map(|candidate| candidate.tokens.end).max().unwrap_or_default()];
    for candidate in found {
        let place = taken.get_mut(candidate.tokens.clone()).unwrap_or_default();
        if place.iter().all(|taken| !taken) {
            place.fill(true);
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|candidate| candidate.tokens.start);
    kept
}

fn listed<'l>(lexicon: &'l Lexicon, scanned: &Scanned<'_>, found: &mut Vec<Candidate<'l>>) {
    for hit in &scanned.hits {
        let Entry::Reaction(id) = hit.entry else { continue };
        if let Some(reaction) = lexicon.reaction(id) {
            let candidate = Candidate::new(hit.tokens(), reaction.term.as_str());
            found.push(Candidate { serious: reaction.serious, illness: reaction.illness, ..candidate });
        }
    }
}

/// How many words may stand between a body part and its state.
const STATE_GAP: usize = 3;

/// « douleurs dans les mollets », « les lèvres qui ont gonflé », « gonflée de la paupière ».
fn on_body<'l>(lexicon: &'l Lexicon, scanned: &Scanned<'_>, marks: &Marks, found: &mut Vec<Candidate<'l>>) {
    let text = &scanned.text;
    for part in &scanned.hits {
        let Entry::Body(id) = part.entry else { continue };
        let Some(body) = lexicon.body(id) else { continue };
        let clause = text.clause_of(part.first);
        for hit in scanned.within(clause.start..part.first) {
            let Entry::Sensation(id) = hit.entry else { continue };
            let joins = lexicon
                .sensation(id)
                .is_some_and(|sensation| sensation.join.iter().any(|join| join == text.words(hit.end..part.first)));
            if joins || hit.end == part.first {
                let term = sensed(text, hit.tokens(), &body.name, body.term.as_deref());
                found.push(Candidate::new(hit.first..part.end, term));
            }
        }
        for state in marks.starting_in(Role::BodyState, part.end..part.end + STATE_GAP + 1) {
            let after = state.end <= clause.end && (part.end..state.first).all(|at| joins_state(marks, at));
            if after {
                let place = part.first..state.end;
                found.push(Candidate::new(place.clone(), text.excerpt(place).to_owned()));
            }
        }
    }
}

fn joins_state(marks: &Marks, at: usize) -> bool {
    marks.starting_in(Role::StateJoiner, at.saturating_sub(STATE_GAP)..at + 1).any(|mark| at < mark.end)
}

/// The term of a sensation in a body part: that of the pain there, or both words.
fn sensed<'l>(text: &Text<'_>, sensation: Range<usize>, body: &str, pain: Option<&'l str>) -> Cow<'l, str> {
    let word = text.word(sensation.start);
    let is_pain = ["mal", "maux", "doul", "pain", "ache", "sore"].iter().any(|stem| word.starts_with(stem));
    match pain {
        Some(term) if is_pain => Cow::Borrowed(term),
        _ => Cow::Owned(format!("{} ({body})", text.excerpt(sensation))),
    }
}

fn number(text: &Text<'_>, index: usize) -> Option<f64> {
    let token = text.tokens.get(index)?;
    if token.kind == TokenKind::Number { text.word(index).parse().ok() } else { None }
}

/// « tension à 8 », « CPK à 1200 », « pris 6 kilos ».
fn measured(scanned: &Scanned<'_>, marks: &Marks, found: &mut Vec<Candidate<'_>>) {
    let text = &scanned.text;
    let (result, gained, lost) = match scanned.lang {
        Lang::Fr => ("Résultat de mesure anormal", "Prise de poids", "Perte de poids"),
        Lang::En => ("Abnormal measurement", "Weight gain", "Weight loss"),
    };
    for mark in marks.of(Role::Measure) {
        let value = (mark.end..mark.end + 6).find(|index| number(text, *index).is_some());
        let clause = text.clause_of(mark.first);
        let fine = marks.any_within(&[Role::NoProblem, Role::Benefit], &clause);
        if let Some(value) = value.filter(|value| clause.contains(value) && !fine) {
            found.push(Candidate { telling: true, ..Candidate::new(mark.first..value + 1, result) });
        }
    }
    for unit in marks.of(Role::WeightUnit) {
        let Some(amount) = unit.first.checked_sub(1) else { continue };
        let over = (unit.end..unit.end + 4)
            .any(|at| marks.of(Role::AgeMonth).chain(marks.of(Role::AgeWeek)).any(|mark| mark.first == at));
        if over && matches!(text.word(unit.end), "en" | "in" | "on") && number(text, amount).is_some() {
            found.push(Candidate { telling: true, ..Candidate::new(amount..unit.end, gained) });
        }
        let Some(verb) = marks.just_before(Role::WeightVerb, amount, 2) else { continue };
        let counted = number(text, amount).is_some()
            || text.tokens.get(amount).is_some_and(|token| token.kind == TokenKind::Word);
        if counted && text.clause_of(amount).contains(&verb.first) {
            let down =
                ["perdu", "maigri", "lost", "perd"].iter().any(|word| text.words(verb.first..verb.end).contains(word));
            let term = if down { lost } else { gained };
            found.push(Candidate { telling: true, ..Candidate::new(verb.first..unit.end, term) });
        }
    }
}

/// A number that is a temperature: « 39,5 », « 38 au fond du lit ».
fn fevers(scanned: &Scanned<'_>, marks: &Marks, found: &mut Vec<Candidate<'_>>) {
    let text = &scanned.text;
    let term = match scanned.lang {
        Lang::Fr => "Fièvre",
        Lang::En => "Fever",
    };
    for index in 0..text.tokens.len() {
        let Some(value) = number(text, index).filter(|value| (37.8..=42.0).contains(value)) else { continue };
        let sentence = text.sentence_of(index);
        let counted = marks.just_after(Role::OtherUnit, index + 1, 1).is_some()
            || marks.just_before(Role::Duration, index, 1).is_some()
            || index
                .checked_sub(1)
                .is_some_and(|before| matches!(text.word(before), "-" | "€" | "/" | "x" | "n" | "lot"));
        let told = marks.of(Role::NumericFever).any(|mark| sentence.contains(&mark.first));
        let decimal = value.fract() > 0.0;
        let alone =
            text.tokens.get(index + 1).is_none_or(|next| next.kind == TokenKind::Mark) || text.word(index + 1) == "et";
        if !counted && (told || decimal || alone) {
            found.push(Candidate { telling: true, ..Candidate::new(index..index + 1, term) });
        }
    }
}

/// How many words after « it destroyed my » are kept as the effect.
const DAMAGE_WORDS: usize = 3;

/// « m'a détruit l'estomac », « m'a mis KO ».
fn damage(scanned: &Scanned<'_>, marks: &Marks, found: &mut Vec<Candidate<'_>>) {
    let text = &scanned.text;
    for mark in marks.of(Role::HarmVerb) {
        let clause = text.clause_of(mark.first);
        let end = words_after(text, mark.end, clause.end, DAMAGE_WORDS);
        found.push(Candidate { telling: true, ..Candidate::new(mark.first..end, framed::term(scanned.lang)) });
    }
}

fn words_after(text: &Text<'_>, from: usize, limit: usize, most: usize) -> usize {
    let run = text.tokens.get(from..limit.min(from + most)).unwrap_or_default();
    from + run.iter().take_while(|token| token.kind == TokenKind::Word).count()
}

/// « m'a donné des palpitations bizarres », « me réveille »: what a causal verb brings, when its subject can be a product.
fn given(scanned: &Scanned<'_>, marks: &Marks, products: &[Named<'_>], found: &mut Vec<Candidate<'_>>) {
    let text = &scanned.text;
    for mark in marks.of(Role::CausalVerb) {
        let clause = text.clause_of(mark.first);
        let end = words_after(text, mark.end, clause.end, DAMAGE_WORDS + 1);
        let place = mark.end..end;
        let subject = products.iter().any(|product| {
            product.in_text() && clause.start <= product.tokens.start && product.tokens.end <= mark.first
        });
        let other = marks.any_within(&[Role::NotEffect, Role::Benefit, Role::Taking, Role::OtherTopic], &place)
            || products.iter().any(|product| covers(&product.tokens, &place));
        let known = found.iter().any(|candidate| covers(&candidate.tokens, &(mark.first..clause.end)));
        if subject && !other && !known && end > mark.end {
            found.push(Candidate { guess: Some(Guess::Given), ..Candidate::new(place, framed::term(scanned.lang)) });
        }
    }
}

/// « je n'arrive plus à tenir ma fourchette »: what someone can no longer do.
fn lost(scanned: &Scanned<'_>, marks: &Marks, found: &mut Vec<Candidate<'_>>) {
    let text = &scanned.text;
    for mark in marks.of(Role::Loss) {
        let clause = text.clause_of(mark.first);
        let end = words_after(text, mark.end, clause.end, DAMAGE_WORDS);
        let other = marks.any_within(&[Role::NotLoss, Role::Logistics, Role::Benefit], &(mark.end..end));
        if end > mark.end && !other {
            found.push(Candidate {
                guess: Some(Guess::Loss),
                ..Candidate::new(mark.first..end, framed::term(scanned.lang))
            });
        }
    }
}
