//! The one automaton over every phrase of every pack.
//!
//! It reads words, not letters: the normaliser has already looked every word up, so a phrase is a path of word numbers
//! in one tree, tried from each word of the text. Nothing can match inside a word, no phrase hides another, and a word
//! that no list knows costs nothing. (An overlapping Aho–Corasick search over the letters of the same phrases took four
//! times as long, most of it on matches inside words.)

use std::collections::BTreeMap;
use std::ops::Range;

use super::fuzzy::{FuzzyIndex, MIN_LETTERS};
use super::{Hit, Scanned};
use crate::engine::lexicon::{Entry, Lexicon};
use crate::engine::text::words::WordTable;
use crate::engine::text::{Normaliser, Text, Token, TokenKind, Traits};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Owner {
    entry: Entry,
    languages: u8,
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
    /// The next shorter stem of each stem, by number.
    parents: Vec<u32>,
    phrases: Vec<String>,
    fuzzy: FuzzyIndex,
    products: BTreeMap<String, u32>,
}

/// Collects phrases before the automaton is built.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    paths: BTreeMap<Vec<u32>, Vec<Owner>>,
    phrases: Vec<String>,
    products: BTreeMap<String, u32>,
    fuzzy: BTreeMap<String, u32>,
}

impl Builder {
    /// Adds a phrase as written in a pack; false when nothing of it is left once normalised.
    #[must_use]
    pub fn add(&mut self, normaliser: &mut Normaliser, written: &str, entry: Entry, languages: u8) -> bool {
        let (stem, any) = written.strip_suffix('*').map_or((written, false), |stem| (stem, true));
        normaliser.symbols.list(stem);
        let norm = normaliser.phrase(stem);
        let (before, last) = norm.rsplit_once(' ').unwrap_or(("", &norm));
        if last.is_empty() {
            return false;
        }
        let owner = Owner { entry, languages };
        let words = &mut normaliser.words;
        let mut path: Vec<u32> =
            before.split(' ').filter(|word| !word.is_empty()).map(|word| words.number(word, Traits::LISTED)).collect();
        if any {
            path.push(words.stem_number(last));
            self.own(path, owner);
        } else {
            for plural in plurals(last) {
                let mut path = path.clone();
                path.push(words.number(&plural, Traits::LISTED));
                self.own(path, owner);
            }
            if let Some((first, last)) = all_plural(before, last) {
                self.own(vec![words.number(&first, Traits::LISTED), words.number(&last, Traits::LISTED)], owner);
            }
            path.push(words.number(last, Traits::LISTED));
            self.own(path, owner);
        }
        self.phrases.push(norm);
        true
    }

    /// Lets a product's form be recognised through one spelling mistake and by `product_named`.
    pub fn add_product(&mut self, normaliser: &Normaliser, written: &str, product: u32, misspellings: bool) {
        let norm = normaliser.phrase(written);
        if misspellings && norm.len() >= MIN_LETTERS && norm.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.fuzzy.entry(norm.clone()).or_insert(product);
        }
        self.products.entry(norm).or_insert(product);
    }

    fn own(&mut self, path: Vec<u32>, owner: Owner) {
        let owners = self.paths.entry(path).or_default();
        match owners.iter_mut().find(|other| other.entry == owner.entry) {
            Some(other) => other.languages |= owner.languages,
            None => owners.push(owner),
        }
    }

    /// The automaton.
    #[must_use]
    pub fn build(mut self, words: &WordTable) -> Automaton {
        self.phrases.sort_unstable();
        self.phrases.dedup();
        let mut automaton = Automaton {
            nodes: vec![Node::default(); words.numbers() + 1],
            steps: vec![0; STEP_WORDS],
            parents: words.stem_parents(),
            phrases: self.phrases,
            fuzzy: FuzzyIndex::build(&self.fuzzy),
            products: self.products,
            ..Automaton::default()
        };
        // Paths are sorted, so a level is a run of paths that share a beginning.
        let paths: Vec<(Vec<u32>, Vec<Owner>)> = self.paths.into_iter().collect();
        for group in paths.chunk_by(|(a, _), (b, _)| a.first() == b.first()) {
            let first = group.first().and_then(|(path, _)| path.first()).copied().unwrap_or_default();
            automaton.grow(index(first), group, 1);
        }
        automaton
    }
}

/// The plurals of the last word of a phrase; a word of one or two letters, a number or a mark has none.
fn plurals(word: &str) -> Vec<String> {
    let has_plural =
        word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !word.ends_with(['s', 'x', 'z']);
    let mut plurals = Vec::new();
    if has_plural {
        plurals.push(format!("{word}s"));
        if word.ends_with('u') {
            plurals.push(format!("{word}x"));
        }
    }
    plurals
}

/// « effet secondaire » is also written « effets secondaires ».
fn all_plural(before: &str, last: &str) -> Option<(String, String)> {
    let fits = |word: &str| word.len() > 3 && !word.contains(' ') && !plurals(word).is_empty();
    (fits(before) && fits(last)).then(|| (format!("{before}s"), format!("{last}s")))
}

impl Automaton {
    /// Fills the node `at` from the paths that lead through it, then the nodes after it.
    fn grow(&mut self, at: usize, paths: &[(Vec<u32>, Vec<Owner>)], depth: usize) {
        let start = self.owners.len();
        let (here, further) = match paths.split_first() {
            Some(((path, owners), rest)) if path.len() == depth => (owners.as_slice(), rest),
            _ => (&[][..], paths),
        };
        self.owners.extend_from_slice(here);
        self.owners.get_mut(start..).unwrap_or_default().sort_unstable();
        let owners = number(start)..number(self.owners.len());
        let groups: Vec<&[(Vec<u32>, Vec<Owner>)]> =
            further.chunk_by(|(a, _), (b, _)| a.get(depth) == b.get(depth)).collect();
        let (first_edge, first_node) = (self.edges.len(), self.nodes.len());
        for (offset, group) in groups.iter().enumerate() {
            let word = group.first().and_then(|(path, _)| path.get(depth)).copied().unwrap_or_default();
            self.edges.push((word, number(first_node + offset)));
            let (place, bit) = step(number(at), word);
            if let Some(steps) = self.steps.get_mut(place) {
                *steps |= bit;
            }
            self.nodes.push(Node::default());
        }
        if let Some(node) = self.nodes.get_mut(at) {
            *node = Node { owners, edges: number(first_edge)..number(self.edges.len()) };
        }
        for (offset, group) in groups.into_iter().enumerate() {
            self.grow(first_node + offset, group, depth + 1);
        }
    }

    /// Every phrase, normalised, sorted.
    #[must_use]
    pub fn phrases(&self) -> &[String] {
        &self.phrases
    }

    /// The product with that normalised name or form, exactly or by one spelling mistake.
    #[must_use]
    pub fn product_named(&self, norm: &str) -> Option<u32> {
        self.products.get(norm).copied().or_else(|| self.fuzzy.find(norm, &mut Vec::new()))
    }

    /// Adds the hits of every phrase.
    pub(super) fn find(&self, scanned: &mut Scanned<'_>) {
        let languages = scanned.languages();
        let Scanned { text, hits, .. } = scanned;
        for (first, token) in text.tokens.iter().enumerate() {
            let known = hits.len();
            Walk { automaton: self, text, languages, first }.start(token, hits);
            if hits.len() > known + 1
                && let Some(found) = hits.get_mut(known..)
            {
                found.sort_unstable_by_key(Hit::order);
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

    fn take(&self, node: &Node, tokens: Range<usize>, languages: u8, hits: &mut Vec<Hit>) {
        let owners = slice(&self.owners, &node.owners);
        hits.extend(owners.iter().filter(|owner| owner.languages & languages != 0).map(|owner| Hit {
            entry: owner.entry,
            first: tokens.start,
            end: tokens.end,
            fuzzy: false,
            supported: true,
        }));
    }

    /// Adds the hits of the other readings, and the products recognised through a spelling mistake; for those, only
    /// words nobody knows are tried.
    pub(super) fn find_other(&self, lexicon: &Lexicon, scanned: &mut Scanned<'_>) {
        let languages = scanned.languages();
        let Scanned { text, hits, .. } = scanned;
        for reading in &text.readings {
            self.each_number(reading.word, reading.stem, |word| {
                if let Some(node) = self.nodes.get(index(word)) {
                    self.take(node, reading.tokens.clone(), languages, hits);
                }
            });
        }
        let mut key = Vec::new();
        let words = &lexicon.normaliser.words;
        let singular_known = |word: &str| word.strip_suffix(['s', 'x']).is_some_and(|word| words.knows(word));
        let misspelt = |product: u32, tokens: Range<usize>| Hit {
            entry: Entry::Product(product),
            first: tokens.start,
            end: tokens.end,
            fuzzy: true,
            supported: true,
        };
        for (at, token) in text.tokens.iter().enumerate() {
            let unknown = token.kind == TokenKind::Word && token.traits == Traits::default();
            if !unknown || token.end - token.start < MIN_LETTERS {
                continue;
            }
            let word = text.word(at);
            if let Some(product) = self.fuzzy.find(word, &mut key).filter(|_| !singular_known(word)) {
                hits.push(misspelt(product, at..at + 1));
            }
        }
        for reading in text.readings.iter().filter(|reading| !words.knows(&reading.norm)) {
            if let Some(product) = self.fuzzy.find(&reading.norm, &mut key) {
                hits.push(misspelt(product, reading.tokens.clone()));
            }
        }
    }
}

/// The phrases that start at one word of a text.
struct Walk<'a, 't> {
    automaton: &'a Automaton,
    text: &'a Text<'t>,
    languages: u8,
    first: usize,
}

impl Walk<'_, '_> {
    fn start(&self, token: &Token, hits: &mut Vec<Hit>) {
        self.automaton.each_number(token.word, token.stem, |word| self.enter(word, self.first + 1, hits));
    }

    fn enter(&self, from: u32, end: usize, hits: &mut Vec<Hit>) {
        let Some(node) = self.automaton.nodes.get(index(from)) else { return };
        self.automaton.take(node, self.first..end, self.languages, hits);
        if node.edges.is_empty() {
            return;
        }
        let Some(token) = self.text.tokens.get(end) else { return };
        self.automaton.each_number(token.word, token.stem, |word| {
            let (place, bit) = step(from, word);
            if self.automaton.steps.get(place).is_none_or(|steps| steps & bit == 0) {
                return;
            }
            let edges = slice(&self.automaton.edges, &node.edges);
            if let Ok(found) = edges.binary_search_by_key(&word, |(word, _)| *word)
                && let Some((_, next)) = edges.get(found)
            {
                self.enter(*next, end + 1, hits);
            }
        });
    }
}

const STEP_WORDS: usize = 8192;

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
