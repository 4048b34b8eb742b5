//! Words that are not plain: letters and digits mixed, hashtags, letters set apart, inclusive endings.

use super::Capital;
use super::fold::{Folded, compatible, fold};
use super::normalise::capital;
use super::words::WordTable;

/// A part of a word, with its bytes in the word as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its normal form.
    pub norm: String,
    /// First byte.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
    /// How it is capitalised.
    pub capital: Capital,
}

#[derive(Clone, Copy)]
struct Sign {
    c: char,
    upper: bool,
    from: usize,
    to: usize,
}

impl Sign {
    const fn is_digit(self) -> bool {
        self.c.is_ascii_digit() || self.c == '.'
    }
}

/// A word of letters and digits cut into what it says: « 10kg » → `10 kg`, « oz3mpic » → `ozempic`, « `PromoBotox` » →
/// `promo botox`.
pub(super) fn pieces(written: &str, hashtag: bool, words: &WordTable) -> Vec<Piece> {
    let mut signs = read(written);
    unleet(&mut signs);
    let mut pieces = Vec::new();
    let mut group: Vec<Sign> = Vec::new();
    for (index, sign) in signs.iter().enumerate() {
        let next = signs.get(index + 1);
        let parts = group.last().is_some_and(|last| {
            last.is_digit() != sign.is_digit() || (hashtag && camel_boundary(*last, *sign, next, &group, words))
        });
        if parts {
            close(&mut group, hashtag, words, &mut pieces);
        }
        group.push(*sign);
    }
    close(&mut group, hashtag, words, &mut pieces);
    pieces
}

fn read(written: &str) -> Vec<Sign> {
    let mut signs = Vec::with_capacity(written.len());
    for (from, c) in written.char_indices() {
        let to = from + c.len_utf8();
        let mut add = |c: char, upper: bool| signs.push(Sign { c, upper, from, to });
        match fold(c) {
            Folded::Letter(letter) | Folded::Digit(letter) => add(letter, c.is_uppercase()),
            Folded::Letters(letters) => letters.chars().for_each(|letter| add(letter, c.is_uppercase())),
            Folded::Compound => {
                for part in compatible(c) {
                    if let Folded::Letter(letter) | Folded::Digit(letter) = part {
                        add(letter, c.is_uppercase());
                    }
                }
            }
            Folded::Mark('@') => add('a', false),
            Folded::Mark('$') => add('s', false),
            Folded::Mark('.' | ',') => add('.', false),
            // An inclusive ending says nothing more.
            Folded::Mark('(') | Folded::MiddleDot => break,
            _ => {}
        }
    }
    signs
}

/// A digit that stands alone between two letters imitates a letter, and so does a zero before three letters.
fn unleet(signs: &mut [Sign]) {
    let letter = |sign: Option<&Sign>| sign.is_some_and(|sign| !sign.is_digit());
    let imitated: Vec<(usize, char)> = (0..signs.len())
        .filter_map(|index| {
            let before = index.checked_sub(1).and_then(|before| signs.get(before));
            let opens = index == 0
                && signs.first().is_some_and(|sign| sign.c == '0')
                && (1..=3).all(|after| letter(signs.get(after)));
            let inside = letter(before) && letter(signs.get(index + 1));
            let letter = match signs.get(index)?.c {
                '0' => 'o',
                '1' => 'i',
                '3' => 'e',
                '4' => 'a',
                '5' => 's',
                '7' => 't',
                _ => return None,
            };
            (opens || inside).then_some((index, letter))
        })
        .collect();
    for (index, letter) in imitated {
        if let Some(sign) = signs.get_mut(index) {
            sign.c = letter;
        }
    }
}

/// « `promoBotox` » parts before B; « `PROMObotox` » after O where that makes a known word, before it otherwise.
fn camel_boundary(last: Sign, sign: Sign, next: Option<&Sign>, group: &[Sign], words: &WordTable) -> bool {
    let known = |signs: &[Sign]| words.knows(&signs.iter().map(|sign| sign.c).collect::<String>());
    match (last.upper, sign.upper) {
        (false, true) => true,
        (true, true) => {
            next.is_some_and(|next| !next.upper && !next.is_digit()) && {
                let mut longer = group.to_vec();
                longer.push(sign);
                !known(&longer)
            }
        }
        (true, false) => group.len() > 1 && group.iter().all(|sign| sign.upper) && known(group),
        (false, false) => false,
    }
}

fn close(group: &mut Vec<Sign>, hashtag: bool, words: &WordTable, pieces: &mut Vec<Piece>) {
    let norm: String = group.iter().map(|sign| sign.c).collect();
    let cuts = if hashtag { known_words(&norm, words) } else { Vec::new() };
    let mut start = 0;
    for length in cuts {
        if let Some(part) = group.get(start..start + length) {
            pieces.extend(piece(part));
        }
        start += length;
    }
    if start == 0 {
        pieces.extend(piece(group));
    }
    group.clear();
}

fn piece(signs: &[Sign]) -> Option<Piece> {
    let (first, last) = (signs.first()?, signs.last()?);
    let capitals = signs.iter().filter(|sign| sign.upper).count();
    Some(Piece {
        norm: signs.iter().map(|sign| sign.c).collect(),
        from: first.from,
        to: last.to,
        capital: capital(first.upper, capitals, signs.len()),
    })
}

const SHORTEST_PART: usize = 3;
const LONGEST_HASHTAG: usize = 40;

/// « promobotox » as known words: the lengths of the fewest parts, or nothing when it is a word or cannot be cut.
fn known_words(whole: &str, words: &WordTable) -> Vec<usize> {
    if whole.len() < 2 * SHORTEST_PART || whole.len() > LONGEST_HASHTAG || !whole.is_ascii() || words.knows(whole) {
        return Vec::new();
    }
    // best[end] holds the number of parts that cover the first `end` letters, and the length of the last part.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; whole.len() + 1];
    if let Some(first) = best.first_mut() {
        *first = Some((0, 0));
    }
    for end in SHORTEST_PART..=whole.len() {
        let choice = (0..=end - SHORTEST_PART)
            .filter_map(|start| {
                let (parts, _) = (*best.get(start)?)?;
                words.knows(whole.get(start..end)?).then_some((parts + 1, end - start))
            })
            .min();
        if let Some(slot) = best.get_mut(end) {
            *slot = choice;
        }
    }
    let mut lengths = Vec::new();
    let mut end = whole.len();
    while end > 0 {
        let Some(Some((_, length))) = best.get(end) else { return Vec::new() };
        lengths.push(*length);
        end -= length;
    }
    lengths.reverse();
    lengths
}

/// « o z e m p i c », « b.o.t.o.x »: the bytes such a word takes, at least four letters, or three with dots.
pub(super) fn letters_set_apart(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices();
    chars.next()?;
    let (_, separator) = chars.next()?;
    if !matches!(separator, ' ' | '.' | '-' | '_' | '*' | '|' | '·' | '/') {
        return None;
    }
    let mut chars = rest.char_indices().peekable();
    let mut letters = 0;
    let mut end = 0;
    while let Some((offset, c)) = chars.next() {
        let follows = chars.next_if(|(_, c)| *c == separator).is_some();
        let alone = follows || chars.peek().is_none_or(|(_, c)| !c.is_alphanumeric());
        if !c.is_alphanumeric() || !alone {
            break;
        }
        letters += 1;
        end = offset + c.len_utf8();
        if !follows {
            break;
        }
    }
    let enough = if separator == '.' { 3 } else { 4 };
    (letters >= enough).then_some(end)
}

/// « (e)s », « .e.s » after a word: where it ends.
pub(super) fn inclusive_ending(text: &str, at: usize) -> Option<usize> {
    const ENDINGS: [&str; 14] = [
        "(e)s", "(ne)s", "(le)s", "(trice)s", "(e)", "(s)", "(ne)", "(le)", "(x)", "(es)", ".e.s", ".ne.s", ".ice.s",
        ".e",
    ];
    let rest = text.get(at..)?;
    let starts = |ending: &&&str| rest.get(..ending.len()).is_some_and(|start| start.eq_ignore_ascii_case(ending));
    let ending = ENDINGS.iter().find(starts)?;
    let end = at + ending.len();
    let closed = text.get(end..)?.chars().next().is_none_or(|c| !c.is_alphanumeric());
    closed.then_some(end)
}
