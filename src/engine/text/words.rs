//! The table of words the engine knows: one look-up per word tells everything later steps ask about it.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::spelling::single;

/// What is known of a word, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u16);

impl Traits {
    /// Some list, product or reaction contains it.
    pub const LISTED: Self = Self(1);
    /// An ordinary word, never a misspelt product.
    pub const ORDINARY: Self = Self(1 << 1);
    /// A French function word.
    pub const FRENCH: Self = Self(1 << 2);
    /// An English function word.
    pub const ENGLISH: Self = Self(1 << 3);
    /// Parts two clauses (« mais », « but »).
    pub const CLAUSE_BREAK: Self = Self(1 << 4);
    /// Opens a clause after a comma (« je », « it »).
    pub const CLAUSE_START: Self = Self(1 << 5);
    /// An abbreviation: the dot after it ends nothing.
    pub const ABBREVIATION: Self = Self(1 << 6);
    /// Joins two clauses when a clause opens after it (« et je »).
    pub const CLAUSE_JOINER: Self = Self(1 << 7);
    /// May stand between two words of a phrase (« très », « really »).
    pub const FILLER: Self = Self(1 << 8);
    /// May do so before a certain other word (« un peu », « a bit »).
    pub const FILLER_START: Self = Self(1 << 9);
    /// Some product, reaction or other thing that patients say contains it: it may be misspelt.
    pub const SAID: Self = Self(1 << 11);
    /// Not as written: a spelling mistake was mended.
    pub const MENDED: Self = Self(1 << 10);

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any bit of `other` is set.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A fast hash for short keys; the keys come from our own packs, so nobody can choose them to collide.
#[derive(Clone, Copy, Default)]
pub struct ShortHasher(u64);

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for ShortHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks::<8>();
        for chunk in chunks {
            self.write_u64(u64::from_le_bytes(*chunk));
        }
        let mut last = 0_u64;
        for byte in rest {
            last = (last << 8) | u64::from(*byte);
        }
        self.write_u64(last);
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(MULTIPLIER);
    }
}

/// A map with the fast hash.
pub type ShortMap<K, V> = HashMap<K, V, BuildHasherDefault<ShortHasher>>;

/// A set with the fast hash.
pub type ShortSet<K> = HashSet<K, BuildHasherDefault<ShortHasher>>;

/// The letters of a word kept in its place of the table; longer words keep their end apart.
const HEAD: usize = 16;

/// Those letters as two numbers, followed by zeros.
type Head = [u64; 2];

/// The head of a word, read in as few steps as its length allows: this is done for every word of every text.
fn head(bytes: &[u8]) -> Head {
    let low = |length: usize| u32::try_from(8 * length).unwrap_or(u32::MAX);
    if let Some((halves, _)) = bytes.split_first_chunk::<HEAD>() {
        let (halves, _) = halves.as_chunks::<8>();
        return [halves.first(), halves.last()].map(|half| half.map_or(0, |half| u64::from_le_bytes(*half)));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from_le_bytes(*last).checked_shr(low(HEAD - bytes.len())).unwrap_or(0);
        return [u64::from_le_bytes(*first), last];
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u32::from_le_bytes(*last).checked_shr(low(8 - bytes.len())).unwrap_or(0);
        return [u64::from(u32::from_le_bytes(*first)) | u64::from(last) << 32, 0];
    }
    [bytes.iter().rev().fold(0, |head, byte| head << 8 | u64::from(*byte)), 0]
}

/// What the table says of one word. It fits half a cache line with its letters, since reading memory is what looking
/// words up costs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    head: Head,
    /// Its number, 0 when no phrase contains it.
    pub number: u32,
    /// The number of the longest stem it starts with, 0 when there is none.
    pub stem: u32,
    /// Where its end and what it stands for are, in `WordTable::more`; 0 when it has neither.
    more: u32,
    /// Its traits.
    pub traits: Traits,
    /// Its length in bytes, as far as it can be told here; 0 in an empty place.
    length: u8,
}

impl Word {
    /// A word of which only the stem it starts with is known.
    #[must_use]
    pub const fn starting_with(stem: u32, traits: Traits) -> Self {
        Self { head: [0; 2], number: 0, stem, more: 0, traits, length: 0 }
    }
}

/// What few words have.
#[derive(Clone, Debug, Default)]
struct More {
    end: Box<str>,
    stands_for: Option<Box<str>>,
}

/// The words the engine knows, in normal form: open addressing, one place per word.
#[derive(Clone, Debug, Default)]
pub struct WordTable {
    places: Vec<Word>,
    known: usize,
    more: Vec<More>,
    last_number: u32,
    stems: StemTable,
}

/// A word as it is looked up.
struct Key<'w> {
    head: Head,
    length: u8,
    end: &'w str,
    hash: u64,
}

impl<'w> Key<'w> {
    fn of(word: &'w str) -> Self {
        let bytes = word.as_bytes();
        let head = head(bytes);
        // The head may end inside a character, which the end then starts with.
        let end = if bytes.len() > HEAD { word.get(word.floor_char_boundary(HEAD)..).unwrap_or_default() } else { "" };
        let length = u8::try_from(bytes.len()).unwrap_or(u8::MAX);
        Self { head, length, end, hash: hash(head, length, end) }
    }
}

impl WordTable {
    /// What is known of `word`.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&Word> {
        self.places.get(self.find(&Key::of(word)).ok()?)
    }

    /// What is known of `word`; at least the stem it starts with.
    #[must_use]
    pub fn look_up(&self, word: &str) -> Word {
        self.get(word).copied().unwrap_or_else(|| Word::starting_with(self.stem_of(word), Traits::default()))
    }

    /// What a word stands for, already normalised (« bcp » is « beaucoup »).
    #[must_use]
    pub fn stands_for(&self, word: &Word) -> Option<&str> {
        if word.more == 0 { None } else { self.more_of(word)?.stands_for.as_deref() }
    }

    /// Whether the word is listed, ordinary, or an abbreviation of something.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.find(&Key::of(word)).is_ok()
    }

    /// How many numbers are given to words and stems.
    #[must_use]
    pub fn numbers(&self) -> usize {
        usize::try_from(self.last_number).unwrap_or(usize::MAX)
    }

    /// The place of a word, or the empty place where it would go.
    fn find(&self, key: &Key<'_>) -> Result<usize, usize> {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = usize::try_from(key.hash >> 32).unwrap_or(0) & mask;
        loop {
            match self.places.get(at) {
                Some(word) if word.length == key.length && word.head == key.head && self.same_end(word, key) => {
                    return Ok(at);
                }
                Some(word) if word.length != 0 => at = (at + 1) & mask,
                _ => return Err(at),
            }
        }
    }

    fn same_end(&self, word: &Word, key: &Key<'_>) -> bool {
        usize::from(key.length) <= HEAD || self.more_of(word).is_some_and(|more| *more.end == *key.end)
    }

    fn more_of(&self, word: &Word) -> Option<&More> {
        self.more.get(usize::try_from(word.more).ok()?)
    }

    /// The word, added if it was not there; the empty word is never kept.
    fn entry(&mut self, word: &str) -> Option<&mut Word> {
        if word.is_empty() {
            return None;
        }
        if self.places.len() < 2 * (self.known + 1) {
            self.enlarge();
        }
        let key = Key::of(word);
        let place = self.find(&key);
        if let Err(free) = place {
            self.known += 1;
            let more = if key.end.is_empty() { 0 } else { self.add_more(key.end) };
            *self.places.get_mut(free)? = Word { head: key.head, length: key.length, more, ..Word::default() };
        }
        self.places.get_mut(place.unwrap_or_else(|free| free))
    }

    fn add_more(&mut self, end: &str) -> u32 {
        if self.more.is_empty() {
            self.more.push(More::default());
        }
        self.more.push(More { end: end.into(), stands_for: None });
        u32::try_from(self.more.len() - 1).unwrap_or(0)
    }

    fn enlarge(&mut self) {
        let size = (self.places.len() * 2).max(64);
        let old = std::mem::replace(&mut self.places, vec![Word::default(); size]);
        for word in old.into_iter().filter(|word| word.length != 0) {
            let end = self.more_of(&word).map_or("", |more| &more.end);
            let mask = size - 1;
            let mut at = usize::try_from(hash(word.head, word.length, end) >> 32).unwrap_or(0) & mask;
            while self.places.get(at).is_some_and(|place| place.length != 0) {
                at = (at + 1) & mask;
            }
            if let Some(place) = self.places.get_mut(at) {
                *place = word;
            }
        }
    }

    /// Finds the stem of every word, once all words and stems are known.
    pub fn settle(&mut self) {
        let stems: Vec<u32> = self.places.iter().map(|word| self.stem_of(&self.letters(word))).collect();
        for (word, stem) in self.places.iter_mut().zip(stems) {
            word.stem = stem;
        }
        self.stems.settle();
    }

    /// Every word with what is known of it.
    pub(super) fn each(&self, mut with: impl FnMut(String, &Word)) {
        for word in self.places.iter().filter(|word| word.length != 0) {
            with(self.letters(word), word);
        }
    }

    /// The letters of a word, as far as a stem may need them.
    fn letters(&self, word: &Word) -> String {
        let head = word.head.iter().flat_map(|half| half.to_le_bytes());
        let head: Vec<u8> = head.take(usize::from(word.length)).collect();
        let mut letters = String::from_utf8_lossy(&head).into_owned();
        if let Some(more) = self.more_of(word).filter(|_| word.more != 0) {
            letters.push_str(&more.end);
        }
        letters
    }

    /// Adds traits to a word.
    pub fn mark(&mut self, word: &str, traits: Traits) {
        if let Some(known) = self.entry(word) {
            known.traits = known.traits.with(traits);
        }
    }

    /// The number of a word, given on first use.
    pub fn number(&mut self, word: &str, traits: Traits) -> u32 {
        let next = self.last_number + 1;
        let Some(known) = self.entry(word) else { return 0 };
        known.traits = known.traits.with(traits);
        if known.number == 0 {
            known.number = next;
        }
        let number = known.number;
        self.last_number = self.last_number.max(number);
        number
    }

    /// The number of a stem, given on first use out of the same numbers as words.
    pub fn stem_number(&mut self, stem: &str) -> u32 {
        let number = self.stems.numbers.get(stem).copied().unwrap_or(self.last_number + 1);
        if number > self.last_number {
            self.last_number = number;
            self.stems.add(stem, number);
        }
        number
    }

    /// The number of the longest stem that `word` starts with, or 0.
    #[must_use]
    pub fn stem_of(&self, word: &str) -> u32 {
        self.stems.longest(word).map_or(0, |(_, number)| number)
    }

    /// How many letters of `word` the longest stem it starts with takes, 0 when there is none.
    #[must_use]
    pub fn stem_length(&self, word: &str) -> usize {
        self.stems.longest(word).map_or(0, |(length, _)| length)
    }

    /// The number of the longest stem that `bare` starts with, doubled letters apart, or 0. `bare` has none; `changed`
    /// says whether it lost some.
    #[must_use]
    pub fn stem_of_single(&self, bare: &str, changed: bool) -> u32 {
        let as_it_is = if changed { self.stems.longest(bare) } else { None };
        let longest = as_it_is.or_else(|| self.stems.single.as_ref()?.longest(bare));
        longest.map_or(0, |(_, number)| number)
    }

    /// The stem of each stem: `parents[n]` is the longest shorter stem that the stem numbered `n` starts with, or 0.
    #[must_use]
    pub fn stem_parents(&self) -> Vec<u32> {
        let mut parents = vec![0; self.numbers() + 1];
        for (stem, number) in &self.stems.sorted {
            let shorter = stem.get(..stem.len() - 1).and_then(|shorter| self.stems.longest(shorter));
            if let Some(parent) = usize::try_from(*number).ok().and_then(|number| parents.get_mut(number)) {
                *parent = shorter.map_or(0, |(_, number)| number);
            }
        }
        parents
    }

    /// Says what a word stands for.
    pub fn spell_out(&mut self, word: &str, stands_for: &str) {
        let Some(known) = self.entry(word).copied() else { return };
        let more = if known.more == 0 { self.add_more("") } else { known.more };
        if let Some(more) = usize::try_from(more).ok().and_then(|more| self.more.get_mut(more)) {
            more.stands_for = Some(stands_for.into());
        }
        if let Some(known) = self.entry(word) {
            known.more = more;
        }
    }
}

fn hash(head: Head, length: u8, end: &str) -> u64 {
    let mut hasher = ShortHasher(u64::from(length));
    for half in head {
        hasher.write_u64(half);
    }
    if !end.is_empty() {
        hasher.write(end.as_bytes());
    }
    hasher.0
}

/// Beginnings of words that lists accept with any ending (« rembours* »).
#[derive(Clone, Debug, Default)]
struct StemTable {
    numbers: ShortMap<Box<str>, u32>,
    sorted: Vec<(Box<str>, u32)>,
    /// For each pair of first letters, the lengths of the stems that begin so, one bit per length.
    lengths: Vec<u64>,
    /// The stems that have doubled letters, without them.
    single: Option<Box<StemTable>>,
}

/// A shorter stem is not tried without its doubled letters.
const SHORTEST_SINGLE: usize = 5;

const LONGEST_STEM: usize = 63;

impl StemTable {
    fn add(&mut self, stem: &str, number: u32) {
        self.lengths.resize(1024, 0);
        let first_letters: Vec<usize> = match stem.len() {
            1 => (0..32).map(|second| pair(stem) | second).collect(),
            _ => vec![pair(stem)],
        };
        for index in first_letters {
            if let Some(lengths) = self.lengths.get_mut(index) {
                *lengths |= 1 << stem.len().min(LONGEST_STEM);
            }
        }
        self.numbers.insert(stem.into(), number);
        self.sorted.push((stem.into(), number));
    }

    /// Files the stems without their doubled letters, once all are known.
    fn settle(&mut self) {
        let mut singles = Self::default();
        for (stem, number) in &self.sorted {
            if let Some(single) = single(stem).filter(|single| single.len() >= SHORTEST_SINGLE) {
                singles.add(&single, *number);
            }
        }
        self.single = Some(Box::new(singles));
    }

    /// The longest stem that `word` starts with: its length and number.
    fn longest(&self, word: &str) -> Option<(usize, u32)> {
        let shorter = u64::MAX >> LONGEST_STEM.saturating_sub(word.len());
        let mut lengths = self.lengths.get(pair(word)).copied().unwrap_or(0) & shorter;
        while lengths != 0 {
            let length = usize::try_from(lengths.ilog2()).unwrap_or(0);
            lengths &= !(1 << length);
            let found = word.get(..length).and_then(|stem| self.numbers.get(stem));
            if let Some(number) = found {
                return Some((length, *number));
            }
        }
        None
    }
}

/// The index of the two first letters of a word.
fn pair(word: &str) -> usize {
    let mut bytes = word.bytes().map(|byte| usize::from(byte & 31));
    (bytes.next().unwrap_or(0) << 5) | bytes.next().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_holds_the_first_letters_in_order() {
        let letters = "abcdefghijklmnopqrst";
        for length in 0..=letters.len() {
            let word = &letters[..length];
            let mut bytes = [0; HEAD];
            bytes[..length.min(HEAD)].copy_from_slice(&word.as_bytes()[..length.min(HEAD)]);
            let halves = [0, 8].map(|at| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()));
            assert_eq!(head(word.as_bytes()), halves, "{word}");
        }
    }
}
