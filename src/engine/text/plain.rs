//! The short way for plain words: letters, with or without French accents, and nothing odd after them.
//!
//! Nine words out of ten take it. Whatever is not certainly plain (a digit inside, a link, letters set apart, look-alikes,
//! invisible characters, inclusive endings) is left to the long way, which gives the same answer for plain words.

use super::Capital;
use super::normalise::capital;

/// A plain word, not yet folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    /// One past its last byte.
    pub end: usize,
    /// Where reading goes on: after it, and after the hyphen that joins it to the next word.
    pub next: usize,
    /// How it is capitalised.
    pub capital: Capital,
    /// Whether a letter comes three times in a row.
    pub elongated: bool,
    /// Whether every letter is ASCII.
    pub ascii: bool,
}

/// The first byte of the letters from À to ÿ.
const LATIN_1: u8 = 0xc3;

/// The bare letters of À … ÿ by second byte less 0x80; 0 where there is none, or more than one.
const BARE: &[u8; 64] = b"aaaaaa\0ceeeeiiiidnooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiiidnooooo\0ouuuuy\0y";

/// The bare letter of the second byte of a Latin-1 letter.
pub(super) fn bare(second: u8) -> Option<u8> {
    BARE.get(usize::from(second.checked_sub(0x80)?)).copied().filter(|letter| *letter != 0)
}

/// The plain word that starts at `at`, if it certainly is one.
pub(super) fn plain(bytes: &[u8], at: usize) -> Option<Plain> {
    let first = *bytes.get(at)?;
    let (mut end, mut letters, mut capitals) = (at, 0_usize, 0_usize);
    let (mut last, mut run, mut elongated, mut ascii, mut first_capital) = (0_u8, 0_usize, false, true, false);
    let stop = loop {
        let (letter, upper, width) = match bytes.get(end) {
            Some(byte @ b'a'..=b'z') => (*byte, false, 1),
            Some(byte @ b'A'..=b'Z') => (byte | 32, true, 1),
            Some(&LATIN_1) => {
                let second = *bytes.get(end + 1)?;
                ascii = false;
                (bare(second)?, second < 0xa0, 2)
            }
            other => break other.copied(),
        };
        if upper {
            capitals += 1;
            first_capital |= letters == 0;
        }
        run = if letter == last { run + 1 } else { 1 };
        elongated |= run > 2;
        last = letter;
        letters += 1;
        end += width;
    };
    let next = following(bytes, end, stop, letters, first)?;
    let capital = capital(first_capital, capitals, letters);
    Some(Plain { end, next, capital, elongated, ascii })
}

/// Where reading goes on after a word stopped by `stop`, unless what follows could still belong to it.
fn following(bytes: &[u8], end: usize, stop: Option<u8>, letters: usize, first: u8) -> Option<usize> {
    let byte = |ahead: usize| bytes.get(end + ahead).copied();
    let link = matches!(first, b'h' | b'H' | b'w' | b'W');
    match stop {
        // One letter may be the first of letters set apart.
        Some(separator) if letters < 2 && byte(2) == Some(separator) => None,
        None | Some(b' ' | b',' | b'!' | b'?' | b'\'' | b';' | b')' | b'\n' | b'"') => Some(end),
        Some(b':') => (!link).then_some(end),
        Some(b'.') => matches!(byte(1), None | Some(b' ' | b'\n' | b'.')).then_some(end),
        Some(b'-') => match byte(1) {
            Some(next) if next.is_ascii_alphabetic() => (letters > 1).then_some(end + 1),
            Some(b' ' | b'\n') => Some(end),
            _ => None,
        },
        // Typographic apostrophes and the ellipsis; pictures.
        Some(0xe2) => (byte(1) == Some(0x80) && matches!(byte(2), Some(0x98 | 0x99 | 0xa6))).then_some(end),
        Some(0xf0) => (byte(1) == Some(0x9f) && matches!(byte(2), Some(0x8c..))).then_some(end),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::text::fold::{Folded, fold};

    #[test]
    fn the_table_of_bare_letters_says_what_folding_says() {
        for c in 'À'..='ÿ' {
            let mut bytes = [0; 4];
            let second = *c.encode_utf8(&mut bytes).as_bytes().last().unwrap();
            let folded = match fold(c) {
                Folded::Letter(letter) => u8::try_from(letter).ok(),
                _ => None,
            };
            assert_eq!(bare(second), folded, "{c}");
        }
    }
}
