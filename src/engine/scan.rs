//! One pass over the words: which phrases of the lexicon are there, and where.
//!
//! # What later steps read (rules, `adverse`)
//!
//! [`Scanned`] holds the normalised text, its language and every hit, sorted by first token, longest first:
//! - `scanned.text.tokens[i]`: word, place in the original (`from..to`), capitals, traits, `sentence`, `clause`;
//!   `text.word(i)` is its normal form (`"j"`, `"ai"`, `"14"`, `"?"`), `text.words(a..b)` a run of them,
//!   `text.span(a..b)` and `text.excerpt(a..b)` the original bytes and words, `text.sentence_of(i)`,
//!   `text.clause_of(i)` token ranges, `text.is_question(i)`.
//! - `scanned.hits`: each [`Hit`] says what it belongs to (`entry`), its tokens (`hit.tokens()`), whether a
//!   word of it is misspelt (`fuzzy`) and, for a product that is also a common word, whether something near it supports that
//!   reading (`supported`, true for all other hits). Hits overlap freely: « mal de tête » is a reaction, « mal » a
//!   sensation and « tête » a body part. Nothing is removed here, except that words of a language the text is surely not
//!   written in are left out.
//! - `scanned.of_list(id)`, `scanned.within(tokens)` walk the hits; resolve list names once, in
//!   `adverse::Plan::compile`, with `lexicon.list("name")`.
//! - `context.at(tokens)` (module `context`) tells how the words around qualify that place, and by which cue.
//!
//! The doors of `adverse`: `Plan::compile(&Lexicon) -> Plan` (at start) and
//! `plan.extract(&Lexicon, &Scanned, &Context, &Input) -> AdverseEvent`.
//!
//! Fillers (`[words] filler`) may stand between two words of a phrase of a reaction, a sensation, a body part, a cue or a
//! list of a pack without rules: « mal vraiment partout » is « mal partout ». They are part of the hit.
//!
//! A list of the same name may be given by a French and by an English pack: they are one list, and each word counts only
//! in its language.

mod automaton;
mod support;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::ops::Range;

pub use automaton::{Automaton, Builder, Owner, Refusal};

use super::input::Lang;
use super::lexicon::{Entry, Lexicon, ListId};
use super::spare;
use super::text::Text;

/// One phrase of the lexicon found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it belongs to.
    pub entry: Entry,
    /// Its first token.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// Whether it was recognised through a spelling mistake.
    pub fuzzy: bool,
    /// Whether it can be trusted to be the product (always true for what is not a common word).
    pub supported: bool,
}

impl Hit {
    /// Its tokens.
    #[must_use]
    pub const fn tokens(&self) -> Range<usize> {
        self.first..self.end
    }

    /// First token, longest first, then what it belongs to.
    const fn order(&self) -> (usize, Reverse<usize>, Entry, bool) {
        (self.first, Reverse(self.end), self.entry, self.fuzzy)
    }

    /// Whether it shares a token with `other`.
    #[must_use]
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.first < other.end && other.first < self.end
    }
}

/// A text with everything the lexicon knows in it.
#[derive(Clone, Debug)]
pub struct Scanned<'t> {
    /// The normalised text.
    pub text: Text<'t>,
    /// The language it is read in.
    pub lang: Lang,
    /// Whether that language is sure; where it is not, words of every language count.
    pub lang_sure: bool,
    /// Every hit, sorted by first token, longest first, then entry.
    pub hits: Vec<Hit>,
}

impl Drop for Scanned<'_> {
    fn drop(&mut self) {
        spare::give_back(std::mem::take(&mut self.hits));
    }
}

impl Scanned<'_> {
    /// The hits of one list.
    pub fn of_list(&self, list: ListId) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.entry == Entry::List(list))
    }

    /// The hits that lie inside a run of tokens.
    pub fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Hit> {
        let end = tokens.end;
        self.starting_in(tokens).filter(move |hit| hit.end <= end)
    }

    /// The hits that start inside a run of tokens.
    pub fn starting_in(&self, tokens: Range<usize>) -> impl Iterator<Item = &Hit> {
        let from = self.hits.partition_point(|hit| hit.first < tokens.start);
        let rest = self.hits.get(from..).unwrap_or_default();
        rest.iter().take_while(move |hit| hit.first < tokens.end)
    }

    /// The languages whose words count in this text, as bits.
    #[must_use]
    pub const fn languages(&self) -> u8 {
        if self.lang_sure { self.lang.bit() } else { super::lexicon::ANY_LANGUAGE }
    }
}

/// Finds everything the lexicon knows in `text`.
#[must_use]
pub fn scan<'t>(lexicon: &Lexicon, text: Text<'t>, lang: Lang, lang_sure: bool) -> Scanned<'t> {
    let mut scanned = Scanned { text, lang, lang_sure, hits: spare::take(32) };
    lexicon.automaton.find(&mut scanned);
    let in_order = scanned.hits.len();
    lexicon.automaton.find_other(&mut scanned);
    if scanned.hits.len() > in_order {
        scanned.hits.sort_unstable_by_key(Hit::order);
    }
    scanned.hits.dedup_by(|next, hit| (next.first, next.end, next.entry) == (hit.first, hit.end, hit.entry));
    support::judge(lexicon, &mut scanned);
    scanned
}
