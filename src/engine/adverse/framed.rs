//! Effects told in words no list knows, recognised by the frame they stand in: a body part and something wrong with it,
//! a likeness, « product = … », trouble beside a product being taken, or nothing but the stay in hospital it led to.

use std::ops::Range;

use super::product::Named;
use super::reaction::{Candidate, covers};
use super::role::{Mark, Marks, Role};
use crate::engine::input::Lang;
use crate::engine::lexicon::Entry;
use crate::engine::scan::Scanned;
use crate::engine::text::TokenKind;

/// How far from a body part the word that says what is wrong may stand.
const AROUND: usize = 5;
/// How many words of an effect without a name are kept.
const KEPT: usize = 4;

/// Adds the effects that only their frame tells.
pub fn find(scanned: &Scanned<'_>, marks: &Marks, products: &[Named<'_>], found: &mut Vec<Candidate<'_>>) {
    let term = match scanned.lang {
        Lang::Fr => "Effet décrit avec les mots du patient",
        Lang::En => "Effect in the patient's words",
    };
    let frames = Frames { scanned, marks, products };
    let mut places = Vec::new();
    frames.bodies(&mut places);
    frames.equations(&mut places);
    let sure = places.len();
    frames.troubles(&mut places);
    for (index, place) in places.into_iter().enumerate().take(super::MOST) {
        if !found.iter().any(|candidate| covers(&candidate.tokens, &place)) {
            found.push(Candidate { guessed: true, telling: index < sure, ..Candidate::new(place, term) });
        }
    }
    if found.is_empty() {
        frames.stays(found, term);
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
    fn bodies(&self, places: &mut Vec<Range<usize>>) {
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
            let blamed = !wanted
                && self.is_blamed(hit.first)
                && self.marks.within(Role::Oneself, &text.sentence_of(hit.first)).is_some();
            let likeness = self.marks.starting_in(Role::Simile, hit.end..hit.end + AROUND).find(wrong);
            let trouble = self.marks.starting_in(Role::Negative, clause.start..hit.end + AROUND).find(wrong);
            if blamed && trouble.is_none() && likeness.is_none() && !text.is_question(hit.first) {
                places.push(hit.first..self.words_after(hit.end, clause.end));
            }
            if let Some(mark) = trouble.or(likeness) {
                let end = if mark.role == Role::Simile { self.words_after(mark.end, clause.end) } else { mark.end };
                places.push(hit.first.min(mark.first)..hit.end.max(end));
            }
        }
    }

    /// Whether the sentence says since or after which product it came.
    fn is_blamed(&self, at: usize) -> bool {
        let text = &self.scanned.text;
        let sentence = text.sentence_of(at);
        self.products.iter().filter(|product| product.anchored && sentence.contains(&product.tokens.start)).any(
            |product| {
                let link = self.marks.just_before(Role::LinkBeforeProduct, product.tokens.start, 3);
                link.is_some_and(|mark| {
                    matches!(
                        text.word(mark.first),
                        "depuis" | "depui" | "apres" | "suite" | "since" | "after" | "following"
                    )
                })
            },
        )
    }

    /// « Laroxyl = onze kilos ».
    fn equations(&self, places: &mut Vec<Range<usize>>) {
        let text = &self.scanned.text;
        for product in self.products.iter().filter(|product| product.in_text()) {
            let sentence = text.sentence_of(product.tokens.start);
            let sign = (product.tokens.end..sentence.end.min(product.tokens.end + 3))
                .find(|at| matches!(text.word(*at), "=" | "→" | ">" | "=>"));
            let Some(sign) = sign else { continue };
            let end = self.words_after(sign + 1, sentence.end);
            let said = sign + 1..sentence.end;
            if end > sign + 1 && !self.is_calm(&said) && self.marks.within(Role::SideEffectWord, &said).is_none() {
                places.push(sign + 1..end);
            }
        }
    }

    /// Trouble in a sentence where a product is taken, or right after one.
    fn troubles(&self, places: &mut Vec<Range<usize>>) {
        let text = &self.scanned.text;
        for mark in self.marks.of(Role::Negative) {
            let clause = text.clause_of(mark.first);
            let sentence = text.sentence_of(mark.first);
            let previous = sentence.start.checked_sub(1).map_or(sentence.start, |last| text.sentence_of(last).start);
            let beside = self.products.iter().any(|product| {
                product.in_text()
                    && (product.tokens.start >= previous && product.tokens.end <= mark.first
                        || product.anchored && sentence.contains(&product.tokens.start))
            });
            if beside && !self.is_calm(&clause) && !self.spoken(mark.first) {
                places.push(mark.first..self.words_after(mark.end, clause.end));
            }
        }
    }

    /// A stay in hospital or a danger of death, and nothing said of what led there.
    fn stays(&self, found: &mut Vec<Candidate<'_>>, term: &'static str) {
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
                found.push(Candidate { guessed: true, ..Candidate::new(mark.first..mark.end, term) });
                return;
            }
        }
    }

    fn words_after(&self, from: usize, limit: usize) -> usize {
        let run = self.scanned.text.tokens.get(from..limit.min(from + KEPT)).unwrap_or_default();
        from + run.iter().take_while(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)).count()
    }
}
