//! Keys filed by hash, whole and with one letter left out, so that a key one edit away is found by a few look-ups.
//!
//! The hashes are kept sorted in one run of numbers: small, and quick to build for tens of thousands of names.

/// Collects keys before they are filed.
pub(super) struct Filing(Vec<u64>);

impl Filing {
    pub(super) fn with_capacity(hashes: usize) -> Self {
        Self(Vec::with_capacity(hashes))
    }

    /// Files a key under itself.
    pub(super) fn add(&mut self, key: &[u8], id: u32) {
        self.0.push(entry(hash(key), id));
    }

    /// Files a key under itself without each of its letters but the first.
    pub(super) fn add_without_a_letter(&mut self, key: &[u8], id: u32) {
        each_left_out(key, |hash| self.0.push(entry(hash, id)));
    }

    /// Every key, filed.
    pub(super) fn close(self) -> Filed {
        let mut entries = self.0;
        entries.sort_unstable();
        entries.dedup();
        let mut seen = vec![0_u64; (entries.len() / 8).next_power_of_two()];
        let mut starts = vec![0_u32; (1 << START_BITS) + 1];
        let length = seen.len();
        for entry in &entries {
            let hash = upper(*entry);
            let (word, bit) = seen_at(hash, length);
            if let Some(seen) = seen.get_mut(word) {
                *seen |= bit;
            }
            if let Some(start) = starts.get_mut(start_of(hash) + 1) {
                *start += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        Filed { entries, starts, seen }
    }
}

/// Keys by hash.
#[derive(Clone, Debug, Default)]
pub(super) struct Filed {
    /// A hash in the upper half, the key in the lower. Sorted.
    entries: Vec<u64>,
    /// Where each beginning of a hash starts in `entries`.
    starts: Vec<u32>,
    /// One bit per hash, modulo its length: nearly every look-up ends here.
    seen: Vec<u64>,
}

impl Filed {
    /// Every key that may be `key`, or be one edit away where `edited`; what is found must still be compared, and may come
    /// more than once.
    pub(super) fn each_like(&self, key: &[u8], edited: bool, mut with: impl FnMut(u32)) {
        self.each_at(hash(key), &mut with);
        if edited {
            each_left_out(key, |hash| self.each_at(hash, &mut with));
        }
    }

    fn each_at(&self, hash: u64, with: &mut impl FnMut(u32)) {
        let hash = spread(hash);
        let (word, bit) = seen_at(hash, self.seen.len());
        if self.seen.get(word).is_none_or(|seen| seen & bit == 0) {
            return;
        }
        let bound = |at: usize| self.starts.get(at).map_or(0, |start| index(*start));
        let run = self.entries.get(bound(start_of(hash))..bound(start_of(hash) + 1)).unwrap_or_default();
        let from = run.partition_point(|entry| upper(*entry) < hash);
        for entry in run.iter().skip(from).take_while(|entry| upper(**entry) == hash) {
            with(lower(*entry));
        }
    }
}

const BASE: u64 = 0x0100_0000_01b3;

/// A polynomial hash: the hash of a key with one letter left out follows from those of its two sides.
fn hash(key: &[u8]) -> u64 {
    key.iter().fold(0, |hash, byte| hash.wrapping_mul(BASE).wrapping_add(u64::from(*byte)))
}

/// The hashes of `key` without each of its letters but the first.
fn each_left_out(key: &[u8], mut with: impl FnMut(u64)) {
    let (mut after, mut power) = (0_u64, 1_u64);
    let mut before = hash(key);
    // From the last letter to the second: `before` loses a letter, `after` gains one.
    for byte in key.iter().skip(1).rev() {
        before = before.wrapping_sub(u64::from(*byte)).wrapping_mul(BASE_INVERSE);
        with(before.wrapping_mul(power).wrapping_add(after));
        after = after.wrapping_add(u64::from(*byte).wrapping_mul(power));
        power = power.wrapping_mul(BASE);
    }
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

fn entry(hash: u64, id: u32) -> u64 {
    u64::from(spread(hash)) << 32 | u64::from(id)
}

const START_BITS: u32 = 14;

/// The upper half of a hash, well mixed.
fn spread(hash: u64) -> u32 {
    upper(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn start_of(hash: u32) -> usize {
    index(hash >> (32 - START_BITS))
}

/// Where the bit of a hash is, in a table whose length is a power of two.
fn seen_at(hash: u32, length: usize) -> (usize, u64) {
    (index(hash >> 6) & length.wrapping_sub(1), 1 << (hash & 63))
}

fn upper(entry: u64) -> u32 {
    u32::try_from(entry >> 32).unwrap_or(u32::MAX)
}

fn lower(entry: u64) -> u32 {
    u32::try_from(entry & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A length as a number; four thousand million letters would not fit in memory first.
pub(super) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_without_a_letter_is_the_hash_of_what_is_left() {
        let mut hashes = Vec::new();
        each_left_out(b"abcd", |hash| hashes.push(hash));
        assert_eq!(hashes, [hash(b"abc"), hash(b"abd"), hash(b"acd")]);
    }
}
