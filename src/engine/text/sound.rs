//! How a word sounds to a French ear, roughly: one key per word, so that words that sound alike have the same.

/// Shorter keys say too little.
pub(super) const MIN_KEY: usize = 4;

/// A word as it sounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sounds {
    letters: [u8; 2 * LONGEST],
    length: usize,
}

/// Longer words have no key: nobody misspells them by accident.
const LONGEST: usize = 32;

impl Sounds {
    /// The key of `word`; empty for a word that is too long.
    pub(super) fn of(word: &str) -> Self {
        let mut sounds = Self { letters: [0; 2 * LONGEST], length: 0 };
        if word.len() <= LONGEST {
            sounds.write(word);
        }
        sounds
    }

    /// The key.
    pub(super) fn key(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }

    fn push(&mut self, letter: u8) {
        if self.key().last() != Some(&letter)
            && let Some(place) = self.letters.get_mut(self.length)
        {
            *place = letter;
            self.length += 1;
        }
    }

    /// Doubled letters once, `ph` as `f`, `c`, `k`, `qu` as one sound, `y` as `i`, `x` as `ks`,
    /// `au` and `eau` as `o`, `ai` and `ei` as `e`, `en`, `ain` and `ein` as `an`, no `h`, no mute ending.
    fn write(&mut self, word: &str) {
        let mut rest = word.as_bytes();
        while let Some((sounded, width)) = first(rest) {
            rest = rest.get(width..).unwrap_or_default();
            for letter in sounded {
                self.push(*letter);
            }
        }
        while self.length > MIN_KEY + 1 && ends_mute(self.key()) {
            self.length -= 1;
        }
    }
}

/// « -e », « -s », « -t », and « -er » as « -é ».
fn ends_mute(key: &[u8]) -> bool {
    matches!(key, [.., b'e' | b's' | b't'] | [.., b'e', b'r'])
}

/// The first sound of a word and how many letters it takes.
const fn first(rest: &[u8]) -> Option<(&'static [u8], usize)> {
    Some(match rest {
        [] => return None,
        [b'p', b'h', ..] => (b"f", 2),
        [b'c', b'h', b'a' | b'e' | b'i' | b'o' | b'u', ..] => (b"3", 2),
        [b'q', b'u', ..] | [b'c', b'h' | b'k', ..] => (b"k", 2),
        [b'c', b'e' | b'i' | b'y', ..] | [b'z', ..] => (b"s", 1),
        [b'q' | b'c', ..] => (b"k", 1),
        [b'g', b'e' | b'i' | b'y', ..] => (b"j", 1),
        [b'h', ..] => (b"", 1),
        [b'x', ..] => (b"ks", 1),
        [b'e', b'a', b'u', ..] => (b"o", 3),
        [b'a', b'u', ..] => (b"o", 2),
        [b'o', b'e', b'u', ..] => (b"2", 3),
        [b'e', b'u', ..] => (b"2", 2),
        [b'a' | b'e', b'i' | b'y', b'n' | b'm', ..] => (b"1", 2),
        [b'a' | b'e', b'i' | b'y', ..] => (b"e", 2),
        [b'a' | b'e', b'n' | b'm', ..] => (b"1", 1),
        [b'y', ..] => (b"i", 1),
        [letter, ..] => (alone(*letter), 1),
    })
}

/// A letter that sounds as itself.
const fn alone(letter: u8) -> &'static [u8] {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let at = letter.wrapping_sub(b'a') as usize;
    match LETTERS.split_at_checked(at) {
        Some((_, after)) => match after.split_at_checked(1) {
            Some((letter, _)) => letter,
            None => b"",
        },
        None => b"",
    }
}

/// Whether two keys differ by at most one letter changed, added, left out, or two neighbours swapped.
pub(super) fn within_one_edit(a: &[u8], b: &[u8]) -> bool {
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

/// How many letters are changed, added, left out or swapped between two words, up to `most`.
pub(super) fn edits(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    let common = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(common..).unwrap_or_default(), b.get(common..).unwrap_or_default());
    let ending = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let a = a.get(..a.len() - ending).unwrap_or_default();
    let b = b.get(..b.len() - ending).unwrap_or_default();
    if a.len().abs_diff(b.len()) > most || a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    // Three rows of the table of distances between beginnings: before last, last, this.
    let mut rows = [[0_u8; LONGEST + 1]; 3];
    for (to, cell) in (0_u8..).zip(&mut rows[1]) {
        *cell = to;
    }
    let mut before = 0;
    for (from, letter) in (1_u8..).zip(a) {
        let [older, last, this] = &mut rows;
        let mut left = from;
        let (mut other, mut diagonal, mut farther) = (0, from - 1, 0);
        if let Some(first) = this.first_mut() {
            *first = from;
        }
        for (at, theirs) in b.iter().enumerate() {
            let above = last.get(at + 1).copied().unwrap_or(u8::MAX);
            let mut least = (left + 1).min(above + 1).min(diagonal + u8::from(letter != theirs));
            if at > 0 && from > 1 && *letter == other && *theirs == before {
                least = least.min(farther + 1);
            }
            if let Some(cell) = this.get_mut(at + 1) {
                *cell = least;
            }
            (other, left, diagonal) = (*theirs, least, above);
            farther = older.get(at).copied().unwrap_or(u8::MAX);
        }
        before = *letter;
        rows.rotate_left(1);
    }
    let distance = rows[1].get(b.len()).copied().map(usize::from)?;
    (distance <= most).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_as_by_the_book() {
        let words = [
            "",
            "a",
            "ab",
            "ba",
            "levothyrox",
            "levotirox",
            "levohtyrox",
            "xanax",
            "xanacks",
            "vomissement",
            "vmoisesmnet",
        ];
        for a in words {
            for b in words {
                let far = strsim::osa_distance(a, b);
                for most in 0..5 {
                    assert_eq!(
                        edits(a.as_bytes(), b.as_bytes(), most),
                        Some(far).filter(|far| *far <= most),
                        "{a} {b}"
                    );
                }
            }
        }
    }

    fn key(word: &str) -> String {
        String::from_utf8(Sounds::of(word).key().to_vec()).unwrap()
    }

    #[test]
    fn words_that_sound_alike_have_the_same_key() {
        for (a, b) in [
            ("migraine", "migrene"),
            ("ventoline", "vantoline"),
            ("hemorragie", "emoragies"),
            ("spasfon", "spasphon"),
            ("vomissements", "vomissement"),
            ("fatiguer", "fatigue"),
            ("xanax", "xanacks"),
            ("nauseau", "noso"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
    }
}
