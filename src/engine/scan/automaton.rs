//! The one automaton over every phrase of every pack.
//!
//! It reads words, not letters: the normaliser has already looked every word up, so a phrase is a path of word numbers
//! in one tree, tried from each word of the text. Nothing can match inside a word, no phrase hides another, and a word
//! that no list knows costs nothing. (An overlapping Aho–Corasick search over the letters of the same phrases took four
//! times as long, most of it on matches inside words.)

mod build;

use std::collections::BTreeMap;
use std::ops::Range;

pub use build::{Builder, Refusal};

use super::{Hit, Scanned};
use crate::engine::lexicon::{Entry, ListId};
use crate::engine::text::{Text, Token, Traits};

/// What a phrase belongs to, and when it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    /// What it belongs to.
    pub entry: Entry,
    /// The languages it counts in, as bits.
    pub languages: u8,
    /// Whether fillers may stand between its words.
    pub fillers: bool,
}

/// A place in the tree of phrases.
#[derive(Clone, Debug, Default)]
struct Node {
    /// What ends here, in `Automaton::owners`.
    owners: Range<u32>,
    /// How phrases go on from here, in `Automaton::edges`, sorted by word number.
    edges: Range<u32>,
}

/// Finds every phrase of the lexicon in a normalised text.
#[derive(Clone, Debug, Default)]
pub struct Automaton {
    /// The places of the tree; that of a phrase's first word has the word's own number.
    nodes: Vec<Node>,
    owners: Vec<Owner>,
    /// Word numbers and the nodes they lead to.
    edges: Vec<(u32, u32)>,
    /// One bit per edge, modulo its length, so that the many steps that lead nowhere read one small table.
    steps: Vec<u64>,
    /// One bit per node where a phrase ends, for the same reason.
    ends: Vec<u64>,
    /// The next shorter stem of each stem, by number.
    parents: Vec<u32>,
    /// The fillers of two words, by number, sorted.
    filler_pairs: Vec<(u32, u32)>,
    support: [Option<ListId>; 3],
    phrases: Vec<String>,
    products: BTreeMap<String, u32>,
}

impl Automaton {
    /// The lists that support a product which is also a common word.
    pub(super) const fn support(&self) -> [Option<ListId>; 3] {
        self.support
    }

    /// Every phrase, normalised, sorted.
    #[must_use]
    pub fn phrases(&self) -> &[String] {
        &self.phrases
    }

    /// The product with that normalised name or form.
    #[must_use]
    pub fn product_named(&self, norm: &str) -> Option<u32> {
        self.products.get(norm).copied()
    }

    /// Adds the hits of every phrase.
    pub(super) fn find(&self, scanned: &mut Scanned<'_>) {
        let languages = scanned.languages();
        let Scanned { text, hits, .. } = scanned;
        for (first, token) in text.tokens.iter().enumerate() {
            let known = hits.len();
            Walk { automaton: self, text, languages, first }.start(token, hits);
            match hits.get_mut(known..) {
                None | Some([] | [_]) => {}
                Some([one, other]) if one.order() <= other.order() => {}
                Some([one, other]) => std::mem::swap(one, other),
                Some(found) => found.sort_unstable_by_key(Hit::order),
            }
        }
    }

    /// The numbers a word answers to: its own, and those of the stems it starts with.
    fn each_number(&self, word: u32, stem: u32, mut with: impl FnMut(u32)) {
        if word != 0 {
            with(word);
        }
        let mut stem = stem;
        while stem != 0 {
            with(stem);
            stem = self.parents.get(index(stem)).copied().unwrap_or(0);
        }
    }

    /// Adds the hits of the phrases that end at the place `from`.
    #[inline]
    fn take(&self, from: u32, tokens: Range<usize>, languages: u8, way: Way, hits: &mut Vec<Hit>) {
        let at = index(from);
        if self.ends.get(at / 64).is_none_or(|ends| ends >> (at % 64) & 1 == 0) {
            return;
        }
        let Some(node) = self.nodes.get(at) else { return };
        let owners = slice(&self.owners, &node.owners).iter();
        let counts = |owner: &&Owner| owner.languages & languages != 0 && (owner.fillers || !way.filled);
        hits.extend(owners.filter(counts).map(|owner| Hit {
            entry: owner.entry,
            first: tokens.start,
            end: tokens.end,
            fuzzy: way.mended,
            supported: true,
        }));
    }

    /// Adds the hits of the other readings.
    pub(super) fn find_other(&self, scanned: &mut Scanned<'_>) {
        let languages = scanned.languages();
        let Scanned { text, hits, .. } = scanned;
        for reading in &text.readings {
            let way = Way { filled: false, mended: reading.mended };
            self.each_number(reading.word, reading.stem, |word| {
                self.take(word, reading.tokens.clone(), languages, way, hits);
            });
        }
    }
}

/// What was needed to come this far in a phrase.
#[derive(Clone, Copy, Debug)]
struct Way {
    /// Fillers were passed over.
    filled: bool,
    /// A word is misspelt.
    mended: bool,
}

/// The phrases that start at one word of a text.
struct Walk<'a, 't> {
    automaton: &'a Automaton,
    text: &'a Text<'t>,
    languages: u8,
    first: usize,
}

const ANY_FILLER: Traits = Traits::FILLER.with(Traits::FILLER_START);
/// At most so many fillers stand between two words of a phrase.
const MOST_FILLERS: usize = 2;

impl Walk<'_, '_> {
    fn start(&self, token: &Token, hits: &mut Vec<Hit>) {
        let way = Way { filled: false, mended: token.traits.has(Traits::MENDED) };
        self.automaton.each_number(token.word, token.stem, |word| self.enter(word, self.first + 1, way, hits));
    }

    /// Takes what ends at the place `from`, then goes on with the word at `end`, or behind the fillers there where that
    /// word leads nowhere.
    fn enter(&self, from: u32, end: usize, way: Way, hits: &mut Vec<Hit>) {
        self.automaton.take(from, self.first..end, self.languages, way, hits);
        let Some(token) = self.text.tokens.get(end) else { return };
        let followed = self.follow(from, token, end, way, hits);
        if !followed && token.traits.has(ANY_FILLER) {
            self.pass_fillers(from, end, way, hits);
        }
    }

    /// Goes on behind the fillers at `end`.
    #[inline(never)]
    fn pass_fillers(&self, from: u32, end: usize, way: Way, hits: &mut Vec<Hit>) {
        let mut behind = end;
        for _ in 0..MOST_FILLERS {
            let Some(width) = self.filler_at(behind) else { return };
            behind += width;
            let Some(token) = self.text.tokens.get(behind) else { return };
            if self.follow(from, token, behind, Way { filled: true, ..way }, hits) {
                return;
            }
        }
    }

    /// Goes on with `token`, the one at `end`; false when it leads nowhere.
    #[inline]
    fn follow(&self, from: u32, token: &Token, end: usize, way: Way, hits: &mut Vec<Hit>) -> bool {
        let way = Way { mended: way.mended || token.traits.has(Traits::MENDED), ..way };
        let mut followed = false;
        self.automaton.each_number(token.word, token.stem, |word| {
            let (place, bit) = step(from, word);
            if self.automaton.steps.get(place).is_none_or(|steps| steps & bit == 0) {
                return;
            }
            let Some(node) = self.automaton.nodes.get(index(from)) else { return };
            let edges = slice(&self.automaton.edges, &node.edges);
            if let Ok(found) = edges.binary_search_by_key(&word, |(word, _)| *word)
                && let Some((_, next)) = edges.get(found)
            {
                followed = true;
                self.enter(*next, end + 1, way, hits);
            }
        });
        followed
    }

    /// How many words the filler at `at` takes.
    fn filler_at(&self, at: usize) -> Option<usize> {
        let token = self.text.tokens.get(at)?;
        let pair = token.traits.has(Traits::FILLER_START)
            && self
                .text
                .tokens
                .get(at + 1)
                .is_some_and(|next| self.automaton.filler_pairs.binary_search(&(token.word, next.word)).is_ok());
        if pair {
            return Some(2);
        }
        token.traits.has(Traits::FILLER).then_some(1)
    }
}

const STEP_WORDS: usize = 32_768;

/// Where the bit of an edge is.
fn step(node: u32, word: u32) -> (usize, u64) {
    let mixed = (u64::from(node) << 32 | u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    (usize::try_from(mixed >> 6).unwrap_or(0) % STEP_WORDS, 1 << (mixed & 63))
}

/// A number as an index.
fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A length as a number; four thousand million phrases would not fit in memory first.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn slice<'a, T>(all: &'a [T], range: &Range<u32>) -> &'a [T] {
    all.get(index(range.start)..index(range.end)).unwrap_or_default()
}
