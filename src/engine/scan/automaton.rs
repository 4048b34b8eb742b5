//! The one automaton over every phrase of every pack.
//!
//! It reads words, not letters: the normaliser has already looked every word up, so a phrase is a path of word numbers
//! in one tree, tried from each word of the text. Nothing can match inside a word, no phrase hides another, and a word
//! that no list knows costs nothing. (An overlapping Aho–Corasick search over the letters of the same phrases took four
//! times as long, most of it on matches inside words.)

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::support::LISTS;
use super::{Hit, Scanned};
use crate::engine::lexicon::{Entry, ListId};
use crate::engine::text::words::WordTable;
use crate::engine::text::{Normaliser, Text, Token, Traits};

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

/// Collects phrases before the automaton is built.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    paths: BTreeMap<Vec<u32>, Vec<Owner>>,
    phrases: Vec<String>,
    products: BTreeMap<String, u32>,
    names: BTreeSet<String>,
    filler_pairs: Vec<(u32, u32)>,
}

impl Builder {
    /// Adds a phrase as written in a pack. A word of it that ends in `*` is a stem: any word that starts so will do.
    ///
    /// # Errors
    /// Nothing is left of the phrase once normalised, or a stem is too short.
    pub fn add(&mut self, normaliser: &mut Normaliser, written: &str, owner: Owner) -> Result<(), Refusal> {
        let said = owner.fillers || matches!(owner.entry, Entry::Product(_));
        let traits = if said { Traits::LISTED.with(Traits::SAID) } else { Traits::LISTED };
        self.add_words(normaliser, written, owner, traits)
    }

    /// Adds a phrase of which no other word is taken for a misspelling.
    ///
    /// # Errors
    /// Nothing is left of the phrase once normalised, or a stem is too short.
    pub fn add_exact(&mut self, normaliser: &mut Normaliser, written: &str, owner: Owner) -> Result<(), Refusal> {
        self.add_words(normaliser, written, owner, Traits::LISTED)
    }

    fn add_words(
        &mut self,
        normaliser: &mut Normaliser,
        written: &str,
        owner: Owner,
        traits: Traits,
    ) -> Result<(), Refusal> {
        normaliser.symbols.list(written);
        let parts = parts(normaliser, written)?;
        let words = &mut normaliser.words;
        let mut path: Vec<u32> = Vec::with_capacity(parts.len());
        for part in &parts {
            path.push(match part {
                Part::Word(word) => words.number(word, traits),
                Part::Stem(stem) => words.stem_number(stem),
            });
        }
        if let Some(Part::Word(last)) = parts.last() {
            for plural in plurals(last) {
                let mut path = path.clone();
                path.pop();
                path.push(words.number(&plural, traits));
                self.own(path, owner);
            }
        }
        if let [Part::Word(first), Part::Word(last)] = parts.as_slice()
            && let Some((first, last)) = all_plural(first, last)
        {
            self.own(vec![words.number(&first, traits), words.number(&last, traits)], owner);
        }
        self.own(path, owner);
        let words: Vec<&str> = parts.iter().map(Part::letters).collect();
        self.phrases.push(words.join(" "));
        Ok(())
    }

    /// Lets a product's form be recognised by `product_named`, and through spelling mistakes that no other word allows.
    pub fn add_product(&mut self, normaliser: &Normaliser, written: &str, product: u32, misspellings: bool) {
        let norm = normaliser.phrase(written);
        if misspellings {
            self.names.insert(norm.clone());
        }
        self.products.entry(norm).or_insert(product);
    }

    /// Adds a filler of one or two words; false when it is neither.
    #[must_use]
    pub fn add_filler(&mut self, normaliser: &mut Normaliser, written: &str) -> bool {
        let norm = normaliser.phrase(written);
        let words = &mut normaliser.words;
        match norm.split_once(' ') {
            None => words.mark(&norm, Traits::FILLER.with(Traits::ORDINARY)),
            Some((first, second)) if !second.contains(' ') => {
                let pair = (words.number(first, Traits::FILLER_START), words.number(second, Traits::default()));
                self.filler_pairs.push(pair);
            }
            Some(_) => return false,
        }
        !norm.is_empty()
    }

    fn own(&mut self, path: Vec<u32>, owner: Owner) {
        let owners = self.paths.entry(path).or_default();
        match owners.iter_mut().find(|other| other.entry == owner.entry) {
            Some(other) => {
                other.languages |= owner.languages;
                other.fillers |= owner.fillers;
            }
            None => owners.push(owner),
        }
    }

    /// The names of products that may be misspelt, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.names.iter().cloned().collect()
    }

    /// The automaton.
    #[must_use]
    pub fn build(mut self, words: &WordTable, lists: &BTreeMap<String, ListId>) -> Automaton {
        self.phrases.sort_unstable();
        self.phrases.dedup();
        self.filler_pairs.sort_unstable();
        let mut automaton = Automaton {
            nodes: vec![Node::default(); words.numbers() + 1],
            steps: vec![0; STEP_WORDS],
            parents: words.stem_parents(),
            filler_pairs: self.filler_pairs,
            support: LISTS.map(|name| lists.get(name).copied()),
            phrases: self.phrases,
            products: self.products,
            ..Automaton::default()
        };
        // Paths are sorted, so a level is a run of paths that share a beginning.
        let paths: Vec<(Vec<u32>, Vec<Owner>)> = self.paths.into_iter().collect();
        for group in paths.chunk_by(|(a, _), (b, _)| a.first() == b.first()) {
            let first = group.first().and_then(|(path, _)| path.first()).copied().unwrap_or_default();
            automaton.grow(index(first), group, 1);
        }
        automaton.ends = vec![0; automaton.nodes.len().div_ceil(64)];
        for (at, _) in automaton.nodes.iter().enumerate().filter(|(_, node)| !node.owners.is_empty()) {
            if let Some(ends) = automaton.ends.get_mut(at / 64) {
                *ends |= 1 << (at % 64);
            }
        }
        automaton
    }
}

/// Why a phrase of a pack cannot be matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing is left of it once normalised.
    Nothing,
    /// This stem, as normalised, would match far too many words.
    ShortStem(String),
}

/// A stem of fewer letters is refused.
const SHORTEST_STEM: usize = 3;

/// One word of a phrase.
enum Part {
    Word(String),
    Stem(String),
}

impl Part {
    const fn letters(&self) -> &str {
        match self {
            Self::Word(letters) | Self::Stem(letters) => letters.as_str(),
        }
    }
}

/// The words of a phrase, in normal form. Only a star right after a word and before a space makes a stem: « perdu * kilos »
/// and « m*rde » have none.
fn parts(normaliser: &Normaliser, written: &str) -> Result<Vec<Part>, Refusal> {
    let mut parts = Vec::new();
    let mut rest = written;
    while !rest.is_empty() {
        let star = rest.match_indices('*').map(|(at, _)| at).find(|at| {
            let (before, after) = rest.split_at_checked(*at).unwrap_or_default();
            let after = after.get(1..).unwrap_or_default();
            before.ends_with(char::is_alphanumeric) && !after.starts_with(|c: char| !c.is_whitespace())
        });
        let (chunk, after) = star.and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
        let norm = normaliser.phrase(chunk);
        parts.extend(norm.split(' ').filter(|word| !word.is_empty()).map(|word| Part::Word(word.to_owned())));
        if star.is_some()
            && let Some(Part::Word(stem)) = parts.pop()
        {
            if stem.chars().count() < SHORTEST_STEM {
                return Err(Refusal::ShortStem(stem));
            }
            parts.push(Part::Stem(stem));
        }
        rest = after.get(1..).unwrap_or_default();
    }
    if parts.is_empty() { Err(Refusal::Nothing) } else { Ok(parts) }
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
    let fits = |word: &str| word.len() > 3 && !plurals(word).is_empty();
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
