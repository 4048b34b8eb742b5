//! From the phrases of the packs to the automaton.

use std::collections::{BTreeMap, BTreeSet};

use super::super::support::LISTS;
use super::{Automaton, Node, Owner, STEP_WORDS, index, number, slice, step};
use crate::engine::lexicon::{Entry, ListId};
use crate::engine::text::words::WordTable;
use crate::engine::text::{Normaliser, Traits};

/// Collects phrases before the automaton is built.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    /// The word numbers of every phrase, one after the other.
    steps: Vec<u32>,
    /// What each phrase belongs to, in the order it was added.
    owned: Vec<Owned>,
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
                let plural = words.number(&plural, traits);
                if let Some(last) = path.last_mut() {
                    let singular = std::mem::replace(last, plural);
                    self.own(&path, owner);
                    if let Some(last) = path.last_mut() {
                        *last = singular;
                    }
                }
            }
        }
        if let [Part::Word(first), Part::Word(last)] = parts.as_slice()
            && let Some((first, last)) = all_plural(first, last)
        {
            self.own(&[words.number(&first, traits), words.number(&last, traits)], owner);
        }
        self.own(&path, owner);
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

    fn own(&mut self, path: &[u32], owner: Owner) {
        let from = number(self.steps.len());
        self.steps.extend_from_slice(path);
        self.owned.push(Owned { from, to: number(self.steps.len()), owner });
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
        // Once sorted, a level is a run of phrases that share a beginning.
        let steps = self.steps.as_slice();
        let path = |owned: &Owned| slice(steps, &(owned.from..owned.to));
        self.owned.sort_unstable_by(|a, b| path(a).cmp(path(b)).then_with(|| a.owner.cmp(&b.owner)));
        for (first, group) in (Paths { steps, owned: &self.owned }).by_word(0) {
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

/// A phrase, its word numbers in `Builder::steps`, and what it belongs to.
#[derive(Clone, Copy, Debug)]
struct Owned {
    from: u32,
    to: u32,
    owner: Owner,
}

/// Phrases that share a beginning, sorted, with their words.
#[derive(Clone, Copy)]
struct Paths<'p> {
    steps: &'p [u32],
    owned: &'p [Owned],
}

impl<'p> Paths<'p> {
    fn of(self, owned: &Owned) -> &'p [u32] {
        slice(self.steps, &(owned.from..owned.to))
    }

    /// The phrases of that many words, which come first, and those that go on.
    fn ending(self, depth: usize) -> (&'p [Owned], Self) {
        let here = self.owned.iter().take_while(|owned| self.of(owned).len() == depth).count();
        let (here, further) = self.owned.split_at_checked(here).unwrap_or_default();
        (here, Self { owned: further, ..self })
    }

    /// One group for each word at `depth`, with that word.
    fn by_word(self, depth: usize) -> impl Iterator<Item = (u32, Self)> {
        let word = move |owned: &Owned| self.of(owned).get(depth).copied().unwrap_or_default();
        let groups = self.owned.chunk_by(move |a, b| word(a) == word(b));
        groups.map(move |group| (group.first().map_or(0, word), Self { owned: group, ..self }))
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
    /// Fills the node `at` from the phrases that lead through it, then the nodes after it.
    fn grow(&mut self, at: usize, paths: Paths<'_>, depth: usize) {
        let start = self.owners.len();
        let (here, further) = paths.ending(depth);
        for group in here.chunk_by(|a, b| a.owner.entry == b.owner.entry) {
            // The same phrase of the same owner, written twice.
            let owner = group.iter().map(|owned| owned.owner).reduce(|one, other| Owner {
                languages: one.languages | other.languages,
                fillers: one.fillers | other.fillers,
                ..one
            });
            self.owners.extend(owner);
        }
        let owners = number(start)..number(self.owners.len());
        let groups: Vec<(u32, Paths<'_>)> = further.by_word(depth).collect();
        let (first_edge, first_node) = (self.edges.len(), self.nodes.len());
        for (offset, (word, _)) in groups.iter().enumerate() {
            self.edges.push((*word, number(first_node + offset)));
            let (place, bit) = step(number(at), *word);
            if let Some(steps) = self.steps.get_mut(place) {
                *steps |= bit;
            }
            self.nodes.push(Node::default());
        }
        if let Some(node) = self.nodes.get_mut(at) {
            *node = Node { owners, edges: number(first_edge)..number(self.edges.len()) };
        }
        for (offset, (_, group)) in groups.into_iter().enumerate() {
            self.grow(first_node + offset, group, depth + 1);
        }
    }
}
