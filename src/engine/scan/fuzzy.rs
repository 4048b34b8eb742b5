//! Product names with a spelling mistake: « levotirox », « dolliprane », « ozampic ».
//!
//! A name and a word are compared by how they sound (one key per word: doubled letters once, `y` as `i`, `ph` as `f`,
//! `c`, `k`, `qu` as one sound, no mute `h`, no final mute `e`), and by one edit on that key. The keys of the names, and
//! those keys with one letter left out, are computed once; a word costs one look-up per letter. A list of ordinary words
//! (`[words] ordinary` of the common packs) keeps « contrat » from being a product.

use std::collections::BTreeMap;

use crate::engine::text::words::ShortMap;

const MIN_HEADLESS_KEY: usize = 7;
/// Names and words shorter than this are never compared.
pub const MIN_LETTERS: usize = 6;
const MIN_KEY: usize = 5;
/// However alike they sound, a name and a word differ by no more letters than this.
const MOST_EDITS: usize = 2;
/// A key this long tolerates one edit.
const MIN_EDITED_KEY: usize = 6;

/// The names that may be misspelt.
#[derive(Clone, Debug, Default)]
pub struct FuzzyIndex {
    /// Hashes of keys, and of keys with one letter left out, to candidates; a candidate is compared before it counts.
    filed: ShortMap<u64, Vec<u32>>,
    /// One bit per hash, modulo its length: nearly every word of a text stops here.
    seen: Vec<u64>,
    names: Vec<Name>,
    /// For each length of key, the letters a name's key starts with, one bit per letter.
    starts: Vec<u32>,
}

#[derive(Clone, Debug)]
struct Name {
    written: Box<str>,
    key: Box<[u8]>,
    product: u32,
}

const SEEN_WORDS: usize = 2048;

impl FuzzyIndex {
    /// The index of those normalised names.
    #[must_use]
    pub fn build(names: &BTreeMap<String, u32>) -> Self {
        let mut index = Self { seen: vec![0; SEEN_WORDS], ..Self::default() };
        for (name, product) in names {
            let mut key = Vec::new();
            sound(name, &mut key);
            if key.len() < MIN_KEY {
                continue;
            }
            let Ok(id) = u32::try_from(index.names.len()) else { break };
            index.file(hash(&key), id);
            if key.len() >= MIN_EDITED_KEY {
                each_left_out(&key, |hash| {
                    index.file(hash, id);
                    None::<()>
                });
            }
            index.allow_start(&key);
            // A long name is known even without its first letter.
            if let Some(rest) = key.get(1..).filter(|rest| rest.len() >= MIN_HEADLESS_KEY) {
                index.file(hash(rest), id);
                index.allow_start(rest);
            }
            index.names.push(Name { written: name.as_str().into(), key: key.into(), product: *product });
        }
        index
    }

    fn file(&mut self, hash: u64, id: u32) {
        let (word, bit) = place(hash);
        if let Some(seen) = self.seen.get_mut(word) {
            *seen |= bit;
        }
        let ids = self.filed.entry(hash).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    fn allow_start(&mut self, key: &[u8]) {
        for length in key.len().saturating_sub(1)..=key.len() + 1 {
            if self.starts.len() <= length {
                self.starts.resize(length + 1, 0);
            }
            if let Some(letters) = self.starts.get_mut(length) {
                *letters |= letter_bit(key);
            }
        }
    }

    /// The product that `word`, in normal form, misspells; the sound of its first letter must be right. `key` is scratch.
    #[must_use]
    pub fn find(&self, word: &str, key: &mut Vec<u8>) -> Option<u32> {
        if word.len() < MIN_LETTERS || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        key.clear();
        sound(word, key);
        if self.starts.get(key.len()).is_none_or(|letters| letters & letter_bit(key) == 0) {
            return None;
        }
        let same = self.nearest(hash(key), key, word);
        if same.is_some() || key.len() < MIN_KEY {
            return same;
        }
        each_left_out(key, |hash| self.nearest(hash, key, word))
    }

    /// The nearest candidate filed under `hash` that sounds and is spelt nearly as `word`.
    fn nearest(&self, hash: u64, key: &[u8], word: &str) -> Option<u32> {
        let (place, bit) = place(hash);
        if self.seen.get(place).is_none_or(|seen| seen & bit == 0) {
            return None;
        }
        let candidates = self.filed.get(&hash)?;
        let names = candidates.iter().filter_map(|id| self.names.get(usize::try_from(*id).ok()?));
        names
            .filter(|name| within_one_edit(&name.key, key))
            .map(|name| (strsim::osa_distance(&name.written, word), name))
            .filter(|(distance, _)| *distance <= MOST_EDITS)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, name)| name.product)
    }
}

const BASE: u64 = 0x0100_0000_01b3;

/// A polynomial hash: the hash of a key with one letter left out follows from those of its two sides.
fn hash(key: &[u8]) -> u64 {
    key.iter().fold(0, |hash, byte| step(hash, *byte))
}

const fn step(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(byte as u64)
}

/// The hashes of `key` without each of its letters but the first, until `with` finds something.
fn each_left_out<T>(key: &[u8], mut with: impl FnMut(u64) -> Option<T>) -> Option<T> {
    let (mut after, mut power) = (0_u64, 1_u64);
    let mut before = hash(key);
    // From the last letter to the second: `before` loses a letter, `after` gains one.
    for byte in key.iter().skip(1).rev() {
        before = before.wrapping_sub(u64::from(*byte)).wrapping_mul(BASE_INVERSE);
        if let Some(found) = with(before.wrapping_mul(power).wrapping_add(after)) {
            return Some(found);
        }
        after = after.wrapping_add(u64::from(*byte).wrapping_mul(power));
        power = power.wrapping_mul(BASE);
    }
    None
}

/// The inverse of `BASE` modulo 2⁶⁴ (Newton's iteration doubles the right bits each time).
const BASE_INVERSE: u64 = {
    let mut inverse = BASE;
    let mut round = 0;
    while round < 6 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(BASE.wrapping_mul(inverse)));
        round += 1;
    }
    inverse
};

/// Where the bit of a hash is.
fn place(hash: u64) -> (usize, u64) {
    let mixed = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let word = usize::try_from(mixed >> 6).unwrap_or(0) % SEEN_WORDS;
    (word, 1 << (mixed & 63))
}

fn letter_bit(key: &[u8]) -> u32 {
    key.first().map_or(0, |letter| 1 << (letter.saturating_sub(b'a') & 31))
}

/// How a word sounds to a French ear, roughly.
pub fn sound(word: &str, key: &mut Vec<u8>) {
    let mut bytes = word.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let sounded = match byte {
            b'p' if bytes.next_if_eq(&b'h').is_some() => b'f',
            b'q' => {
                bytes.next_if_eq(&b'u');
                b'k'
            }
            b'c' if matches!(bytes.peek(), Some(b'e' | b'i' | b'y')) => b's',
            b'c' => {
                bytes.next_if_eq(&b'h');
                b'k'
            }
            b'h' => continue,
            b'y' => b'i',
            b'z' => b's',
            other => other,
        };
        if key.last() != Some(&sounded) {
            key.push(sounded);
        }
    }
    if key.len() > MIN_KEY && matches!(key.last(), Some(b'e')) {
        key.pop();
    }
}

/// Whether two keys differ by at most one letter changed, added, left out, or two neighbours swapped.
fn within_one_edit(a: &[u8], b: &[u8]) -> bool {
    let common = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(common..).unwrap_or_default(), b.get(common..).unwrap_or_default());
    let ending = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let a = a.get(..a.len() - ending).unwrap_or_default();
    let b = b.get(..b.len() - ending).unwrap_or_default();
    match (a, b) {
        (_, []) => a.len() <= 1,
        ([], _) => b.len() <= 1,
        ([_], [_]) => true,
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> FuzzyIndex {
        let names = ["levothyrox", "doliprane", "ozempic", "spasfon", "ventoline"];
        FuzzyIndex::build(&names.iter().zip(0_u32..).map(|(name, id)| ((*name).to_owned(), id)).collect())
    }

    #[test]
    fn a_name_is_recognised_through_one_mistake() {
        let index = index();
        for (word, product) in [
            ("levotirox", 0),
            ("levothyroxe", 0),
            ("doliprne", 1),
            ("dolliprane", 1),
            ("dolipranne", 1),
            ("ozampic", 2),
            ("ozempik", 2),
            ("ozemipc", 2),
            ("spasphon", 3),
            ("vantoline", 4),
            ("oliprane", 1),
        ] {
            assert_eq!(index.find(word, &mut Vec::new()), Some(product), "{word}");
        }
    }

    #[test]
    fn the_hash_without_a_letter_is_the_hash_of_what_is_left() {
        let mut hashes = Vec::new();
        each_left_out(b"abcd", |hash| {
            hashes.push(hash);
            None::<()>
        });
        assert_eq!(hashes, [hash(b"abc"), hash(b"abd"), hash(b"acd")]);
    }

    #[test]
    fn two_mistakes_or_a_short_word_are_nothing() {
        let index = index();
        for word in ["levatorix", "doli", "olympic", "ozimpuc", "saison"] {
            assert_eq!(index.find(word, &mut Vec::new()), None, "{word}");
        }
    }
}
