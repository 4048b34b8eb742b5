//! Effects told in words no list knows, recognised by the frame they stand in: a body part and something wrong with it,
//! a likeness, « product = … », trouble beside a product being taken, or nothing but the stay in hospital it led to.

use std::ops::Range;

use super::product::Named;
use super::reaction::{Candidate, Guess, covers};
use super::role::{Mark, Marks, Role};
use crate::engine::input::Lang;
use crate::engine::lexicon::Entry;
use crate::engine::scan::Scanned;
use crate::engine::text::TokenKind;

/// How far from a body part the word that says what is wrong may stand.
const AROUND: usize = 5;
/// How many words of an effect without a name are kept.
const KEPT: usize = 6;
/// How far behind a product the next clause may begin: what follows a row of a hundred emoji is not read under it.
const NEXT_CLAUSE: usize = 40;

/// The term of an effect that no list names.
#[must_use]
pub const fn term(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "Effet décrit avec les mots du patient",
        Lang::En => "Effect in the patient's words",
    }
}

/// Adds the effects that only their frame tells.
pub fn find(scanned: &Scanned<'_>, marks: &Marks, products: &[Named<'_>], found: &mut Vec<Candidate<'_>>) {
    let frames = Frames { scanned, marks, products };
    let mut places = Vec::new();
    frames.bodies(&mut places);
    frames.equations(&mut places);
    frames.exceptions(&mut places);
    frames.troubles(&mut places);
    frames.since(&mut places);
    for (guess, place) in places.into_iter().take(super::MOST) {
        if !found.iter().any(|candidate| covers(&candidate.tokens, &place)) {
            found.push(Candidate { guess: Some(guess), ..Candidate::new(place, term(scanned.lang)) });
        }
    }
    if found.is_empty() {
        frames.stays(found);
    }
}

struct Frames<'a, 't, 'l> {
    scanned: &'a Scanned<'t>,
    marks: &'a Marks,
    products: &'a [Named<'l>],
}

impl Frames<'_, '_, '_> {
    /// Words that keep a clause from telling an effect.
    fn is_calm(&self, clause: &Range<usize>) -> bool {
        let calm = [
            Role::Benefit,
            Role::NoProblem,
            Role::Logistics,
            Role::ImprovementAfter,
            Role::OtherTopic,
            Role::LackOfEfficacy,
        ];
        self.marks.any_within(&calm, clause)
    }

    fn spoken(&self, at: usize) -> bool {
        self.products.iter().any(|product| product.tokens.contains(&at))
    }

    /// « les yeux comme ceux d'un lapin », « le visage taché ».
    fn bodies(&self, places: &mut Vec<(Guess, Range<usize>)>) {
        let text = &self.scanned.text;
        for hit in &self.scanned.hits {
            if !matches!(hit.entry, Entry::Body(_)) || self.spoken(hit.first) {
                continue;
            }
            let clause = text.clause_of(hit.first);
            if self.is_calm(&clause) {
                continue;
            }
            let wrong = |mark: &&Mark| {
                mark.first < hit.end + AROUND
                    && hit.first < mark.end + AROUND
                    && mark.end <= clause.end
                    && mark.first >= clause.start
            };
            let wanted = self.marks.just_before(Role::IndicationBefore, hit.first, 1).is_some();
            let likeness = self.marks.starting_in(Role::Simile, hit.end..hit.end + AROUND).find(wrong);
            let trouble = self.marks.starting_in(Role::Negative, clause.start..hit.end + AROUND).find(wrong);
            if let Some(mark) = trouble.or(likeness) {
                let end = if mark.role == Role::Simile { self.words_after(mark.end, clause.end) } else { mark.end };
                places.push((Guess::Body, hit.first.min(mark.first)..hit.end.max(end)));
            } else if !wanted && self.is_told_under(hit.first) {
                places.push((Guess::BodyAlone, hit.first..self.words_after(hit.end, clause.end)));
            }
        }
    }

    /// Whether the sentence, or the one before, names a product.
    fn is_told_under(&self, at: usize) -> bool {
        let text = &self.scanned.text;
        let sentence = text.sentence_of(at);
        let previous = sentence.start.checked_sub(1).map_or(sentence.start, |last| text.sentence_of(last).start);
        let around = previous..sentence.end;
        self.products.iter().any(|product| !product.in_text() || around.contains(&product.tokens.start))
    }

    /// « Laroxyl = onze kilos », « Lyrica : plus de mémoire ».
    fn equations(&self, places: &mut Vec<(Guess, Range<usize>)>) {
        let text = &self.scanned.text;
        for product in self.products.iter().filter(|product| product.in_text()) {
            let sentence = text.sentence_of(product.tokens.start);
            let sign = (product.tokens.end..sentence.end.min(product.tokens.end + AROUND))
                .find(|at| matches!(text.word(*at), "=" | "→" | ">" | "=>" | ":"));
            let Some(sign) = sign else { continue };
            let from = (sign + 1..sentence.end).find(|at| self.is_word(*at)).unwrap_or(sentence.end);
            let end = self.words_after(from, sentence.end);
            let said = from..sentence.end;
            if end > from && !self.is_calm(&said) && self.marks.within(Role::SideEffectWord, &said).is_none() {
                places.push((Guess::Equation, from..end));
            }
        }
    }

    /// « aucun effet, à part une barbe de sapeur ».
    fn exceptions(&self, places: &mut Vec<(Guess, Range<usize>)>) {
        let text = &self.scanned.text;
        for mark in self.marks.of(Role::Exception) {
            let sentence = text.sentence_of(mark.first);
            let previous = sentence.start.checked_sub(1).map_or(sentence.start, |last| text.sentence_of(last).start);
            let denied = self.marks.any_within(&[Role::SideEffectWord, Role::NoProblem], &(previous..mark.first));
            let end = self.words_after(mark.end, sentence.end);
            if denied && end > mark.end && !self.marks.any_within(&[Role::NoProblem], &(mark.end..end)) {
                places.push((Guess::Exception, mark.end..end));
            }
        }
    }

    /// Trouble in a sentence where a product is taken, or right after one.
    fn troubles(&self, places: &mut Vec<(Guess, Range<usize>)>) {
        let text = &self.scanned.text;
        for mark in self.marks.of(Role::Negative) {
            let clause = text.clause_of(mark.first);
            if self.is_told_under(mark.first) && !self.is_calm(&clause) && !self.spoken(mark.first) {
                places.push((Guess::Trouble, mark.first..self.words_after(mark.end, clause.end)));
            }
        }
    }

    /// « depuis le Lyrica je confonds tout », « sous sertraline, plus rien »: what someone lived after the link and the
    /// product, in the same sentence or the next.
    fn since(&self, places: &mut Vec<(Guess, Range<usize>)>) {
        let text = &self.scanned.text;
        for product in self.products.iter().filter(|product| product.in_text()) {
            let sentence = text.sentence_of(product.tokens.start);
            if !product.anchored && self.marks.within(Role::Taking, &sentence).is_none() {
                continue;
            }
            let after = if sentence.end > product.tokens.end + 3 { product.tokens.end } else { sentence.end };
            let limit = text.sentence_of(after).end;
            let lived = self.marks.starting_in(Role::Oneself, after..limit).next();
            let someone = self.marks.people().find(|mark| mark.first >= after && mark.first < limit);
            let (guess, from) = match lived.or(someone) {
                Some(mark) => (Guess::Since, mark.first),
                None => (Guess::Next, self.next_clause(product.tokens.end, limit)),
            };
            let end = self.words_after(from, limit);
            if end > from + 1 && !self.is_calm(&(from..limit)) && !text.is_question(from) {
                places.push((guess, from..end));
            }
        }
    }

    /// The first word after the next mark, where it is not far off.
    fn next_clause(&self, from: usize, sentence_end: usize) -> usize {
        let limit = sentence_end.min(from + NEXT_CLAUSE);
        let mark = (from..limit).find(|at| !self.is_word(*at)).unwrap_or(limit);
        (mark..limit).find(|at| self.is_word(*at)).unwrap_or(sentence_end)
    }

    /// A stay in hospital or a danger of death, and nothing said of what led there.
    fn stays(&self, found: &mut Vec<Candidate<'_>>) {
        let lived = self.marks.has(Role::Oneself) || self.marks.people().next().is_some();
        if !lived || self.marks.has_any(&[Role::Occupational, Role::News, Role::NotYet]) {
            return;
        }
        for role in [Role::SeriousHospital, Role::SeriousLife, Role::SeriousDeath] {
            let told = self.marks.of(role).find(|mark| {
                let sentence = self.scanned.text.sentence_of(mark.first);
                let named = self.products.iter().any(|product| {
                    product.in_text()
                        && (product.tokens.start < mark.first
                            || product.anchored && sentence.contains(&product.tokens.start))
                });
                named && !self.is_calm(&self.scanned.text.sentence_of(mark.first))
            });
            if let Some(mark) = told {
                let place = mark.first..mark.end;
                let told = Candidate::new(place, term(self.scanned.lang));
                found.push(Candidate { guess: Some(Guess::Stay), ..told });
                return;
            }
        }
    }

    fn is_word(&self, at: usize) -> bool {
        let kind = self.scanned.text.tokens.get(at).map(|token| token.kind);
        matches!(kind, Some(TokenKind::Word | TokenKind::Number))
    }

    fn words_after(&self, from: usize, limit: usize) -> usize {
        let run = self.scanned.text.tokens.get(from..limit.min(from + KEPT)).unwrap_or_default();
        from + run.iter().take_while(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)).count()
    }
}
