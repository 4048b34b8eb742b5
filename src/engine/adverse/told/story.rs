//! One case, as the writing down of its facts sees it.

use std::ops::Range;

use super::super::product::Named;
use super::super::reaction::Candidate;
use super::super::role::{Mark, Marks, Role};
use super::super::status::Reading;
use super::{Case, time};
use crate::engine::context::{CueKind, Scope};
use crate::engine::review::{ProductRole, Quote};
use crate::engine::text::{Text, TokenKind};

/// The text of a case, its products and symptoms, and how long things took in it.
pub struct Story<'s, 'a, 't, 'l> {
    pub(super) reading: &'s Reading<'a, 't>,
    pub(super) products: &'s [Named<'l>],
    pub(super) candidates: &'s [Candidate<'l>],
    report: bool,
    /// The durations told (« trois semaines », "an hour"), in order.
    pub(super) durations: Vec<Range<usize>>,
}

/// How far before a word the denial of it may stand.
const DENIAL: usize = 2;
/// More words than a denial and what parts it from its verb have.
const LONGEST_CUE: usize = 12;

impl<'s, 'a, 't, 'l> Story<'s, 'a, 't, 'l> {
    pub(super) fn new(reading: &'s Reading<'a, 't>, case: &Case<'s, 'l>) -> Self {
        let durations = time::durations(&reading.scanned.text, reading.marks);
        Self { reading, products: case.products, candidates: case.candidates, report: case.report, durations }
    }

    pub(super) const fn text(&self) -> &'s Text<'t> {
        &self.reading.scanned.text
    }

    pub(super) const fn marks(&self) -> &'a Marks {
        self.reading.marks
    }

    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        self.text().sentence_of(at)
    }

    /// The first marks of a role: a reader quotes those of the first pages.
    pub(super) fn of(&self, role: Role) -> impl Iterator<Item = &'a Mark> {
        self.marks().of(role).take(super::super::MOST)
    }

    /// The symptoms that happened, with their place among the reactions.
    pub(super) fn happened(&self) -> impl Iterator<Item = (usize, &'s Candidate<'l>)> {
        let report = self.report;
        self.candidates.iter().enumerate().filter(move |(_, candidate)| report && candidate.happened())
    }

    pub(super) fn quote(&self, tokens: Range<usize>) -> Quote {
        let span = self.text().span(tokens.clone());
        Quote { start: span.start, end: span.end, excerpt: self.text().excerpt(tokens).to_owned() }
    }

    /// The word that many tokens before `at`, in its sentence.
    pub(super) fn word_before(&self, at: usize, steps: usize) -> &'s str {
        let start = self.sentence(at).start;
        let index = at.checked_sub(steps).filter(|index| *index >= start);
        index.map_or("", |index| self.text().word(index))
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.text().tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Whether a number or a word stands there, and no mark.
    pub(super) fn is_number_or_word(&self, at: usize) -> bool {
        self.text().tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
    }

    /// Whether the words at `place` are denied: « pas arrêté », "hasn't gone".
    pub(super) fn denial(&self, place: &Range<usize>) -> Option<Range<usize>> {
        // The scopes come in the order of their cues, and only a cue close by counts: long texts have thousands of them.
        let scopes = &self.reading.context.scopes;
        let from = scopes.partition_point(|scope| scope.cue.start + LONGEST_CUE < place.start);
        let close = scopes.iter().skip(from).take_while(|scope| scope.cue.start < place.start);
        let denies = |scope: &&Scope| {
            let over = scope.over.start <= place.start && place.end <= scope.over.end;
            let near = scope.cue.end <= place.start && place.start - scope.cue.end <= DENIAL;
            scope.kind == CueKind::Negation && over && near
        };
        let near = close.filter(denies).last().map(|scope| scope.cue.clone());
        near.or_else(|| {
            // Beside a verb of course these deny it, even where they open no denial elsewhere (« pas arrêté de … »).
            let denies = |steps: &usize| {
                matches!(self.word_before(place.start, *steps), "pas" | "jamais" | "not" | "never" | "t")
            };
            (1..=DENIAL).find(denies).map(|steps| place.start - steps..place.start)
        })
    }

    /// Asked, feared, imagined, still to come.
    pub(super) fn imagined(&self, place: &Range<usize>) -> bool {
        let sentence = self.sentence(place.start);
        let before = sentence.start..place.start;
        let yet = matches!(
            self.word_before(place.start, 1),
            "va" | "vont"
                | "vais"
                | "dois"
                | "doit"
                | "faut"
                | "peut"
                | "peux"
                | "pourrait"
                | "will"
                | "ll"
                | "would"
                | "should"
                | "could"
                | "can"
                | "to"
                | "si"
                | "if"
        );
        let hopes = |word: &str| matches!(word, "hope" | "hoping" | "wish" | "espere" | "esperant" | "vivement");
        let hoped = (2..=3).any(|steps| hopes(self.word_before(place.start, steps)));
        let asked = self.text().is_question(place.start) && !self.reading.personal(&sentence);
        yet || hoped
            || asked
            || self.marks().any_within(&[Role::Hypothetical, Role::Fear, Role::General, Role::Notice], &before)
    }

    /// « (arrêté) le lendemain », « (disparu) un mois … »: whether a time opens there.
    pub(super) fn is_time(&self, at: usize) -> bool {
        let near = at..at + 2;
        let told = |role: Role| self.marks().starting_in(role, near.clone()).next().is_some();
        self.durations.iter().any(|long| near.contains(&long.start)) || told(Role::Moment) || told(Role::Onset)
    }

    /// Whether a symptom, of whatever status, shares words with `place`.
    pub(super) fn symptom_at(&self, place: &Range<usize>) -> bool {
        self.candidates.iter().any(|candidate| candidate.tokens.start < place.end && place.start < candidate.tokens.end)
    }

    /// The product told right after `at`: « 20 mg de Seresta », « arrêté le Crestor ».
    pub(super) fn product_after(&self, at: usize, gap: usize) -> Option<usize> {
        let limit = self.sentence(at.saturating_sub(1)).end.min(at + gap + 1);
        self.products.iter().position(|product| product.in_text() && (at..limit).contains(&product.tokens.start))
    }

    /// The last product told before `at` in its sentence, at most `gap` tokens away.
    pub(super) fn product_before(&self, at: usize, gap: usize) -> Option<usize> {
        let start = self.sentence(at).start.max(at.saturating_sub(gap));
        self.products
            .iter()
            .rposition(|product| product.in_text() && product.tokens.end <= at && product.tokens.end > start)
    }

    /// The only product there is, or the only suspect.
    pub(super) fn sole_product(&self) -> Option<usize> {
        let suspect = |product: &Named<'_>| product.role == ProductRole::Suspect;
        let mut suspects = self.products.iter().enumerate().filter(|(_, product)| suspect(product));
        let first = suspects.next()?.0;
        suspects.next().is_none().then_some(first)
    }

    /// The product such words are about, wherever it is named: after them, before them, in an earlier sentence, or the only one.
    pub(super) fn product_of(&self, place: &Range<usize>) -> Option<usize> {
        let earlier = || {
            let told = |product: &Named<'_>| {
                product.in_text() && product.tokens.end <= place.start && product.role == ProductRole::Suspect
            };
            self.products.iter().rposition(told)
        };
        let after = self.product_after(place.end, 4);
        after.or_else(|| self.product_before(place.start, usize::MAX)).or_else(earlier).or_else(|| self.sole_product())
    }
}
