//! The table of words the engine knows: one look-up per word tells everything later steps ask about it.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

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

/// What the table says of one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Its number, 0 when no phrase contains it.
    pub number: u32,
    /// Its traits.
    pub traits: Traits,
    /// What it stands for, already normalised (« bcp » is « beaucoup »).
    pub stands_for: Option<Box<str>>,
}

/// The words the engine knows, in normal form.
#[derive(Clone, Debug, Default)]
pub struct WordTable {
    words: ShortMap<Box<str>, Word>,
    last_number: u32,
}

impl WordTable {
    /// What is known of `word`.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&Word> {
        self.words.get(word)
    }

    /// Whether the word is listed, ordinary, or an abbreviation of something.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// How many numbers are given to words and stems.
    #[must_use]
    pub fn numbers(&self) -> usize {
        usize::try_from(self.last_number).unwrap_or(usize::MAX)
    }

    /// Adds traits to a word.
    pub fn mark(&mut self, word: &str, traits: Traits) {
        let known = self.words.entry(word.into()).or_default();
        known.traits = known.traits.with(traits);
    }

    /// The number of a word, given on first use.
    pub fn number(&mut self, word: &str, traits: Traits) -> u32 {
        let known = self.words.entry(word.into()).or_default();
        known.traits = known.traits.with(traits);
        if known.number == 0 {
            self.last_number += 1;
            known.number = self.last_number;
        }
        known.number
    }

    fn next_number(&mut self) -> u32 {
        self.last_number += 1;
        self.last_number
    }

    /// Says what a word stands for.
    pub fn spell_out(&mut self, word: &str, stands_for: &str) {
        self.words.entry(word.into()).or_default().stands_for = Some(stands_for.into());
    }
}

/// Beginnings of words that lists accept with any ending (« rembours* »).
#[derive(Clone, Debug, Default)]
pub struct StemTable {
    numbers: ShortMap<Box<str>, u32>,
    /// For each pair of first letters, the lengths of the stems that begin so, one bit per length.
    lengths: Vec<u64>,
}

const LONGEST_STEM: usize = 63;

impl StemTable {
    /// The number of a stem, given on first use out of the same numbers as words.
    pub fn number(&mut self, stem: &str, words: &mut WordTable) -> u32 {
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
        *self.numbers.entry(stem.into()).or_insert_with(|| words.next_number())
    }

    /// The stems that `word` starts with, shortest first.
    pub fn of<'s>(&'s self, word: &'s str) -> impl Iterator<Item = u32> + 's {
        let mut lengths = self.lengths.get(pair(word)).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            while lengths != 0 {
                let length = usize::try_from(lengths.trailing_zeros()).unwrap_or(LONGEST_STEM);
                lengths &= lengths - 1;
                if length > word.len() {
                    return None;
                }
                if let Some(number) = word.get(..length).and_then(|stem| self.numbers.get(stem)) {
                    return Some(*number);
                }
            }
            None
        })
    }
}

/// The index of the two first letters of a word.
fn pair(word: &str) -> usize {
    let mut bytes = word.bytes().map(|byte| usize::from(byte & 31));
    (bytes.next().unwrap_or(0) << 5) | bytes.next().unwrap_or(0)
}
