//! The writer that turns characters into tokens, in one pass from left to right.

use std::ops::Range;

use super::fold::{Folded, compatible, fold};
use super::spelling::{Meant, Speller};
use super::words::{ShortMap, ShortSet, Word, WordTable};
use super::{Capital, Reading, Text, Token, TokenKind, Traits, mixed, plain, segment};
use crate::engine::spare;

/// An emoji of one or more characters, and the words it is read as.
#[derive(Clone, Debug)]
pub(super) struct Spoken {
    pub(super) key: Vec<char>,
    pub(super) words: Box<str>,
}

/// Emoji that are spoken, and those that lists name as themselves.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    pub(super) spoken: ShortMap<char, Vec<Spoken>>,
    pub(super) listed: ShortSet<char>,
}

impl Symbols {
    /// Says what an emoji is read as; `words` is already in normal form.
    pub fn speak(&mut self, emoji: &str, words: &str) {
        let key: Vec<char> = emoji.chars().filter(|c| fold(*c) != Folded::Nothing).collect();
        let Some(first) = key.first() else { return };
        let known = self.spoken.entry(*first).or_default();
        known.retain(|other| other.key != key);
        known.push(Spoken { key, words: words.into() });
        known.sort_by_key(|spoken| std::cmp::Reverse(spoken.key.len()));
    }

    /// Keeps an emoji as a token of its own, because a list names it.
    pub fn list(&mut self, phrase: &str) {
        for c in phrase.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic()) {
            self.listed.insert(c);
        }
    }
}

/// Everything normalising needs to know.
#[derive(Clone, Debug, Default)]
pub struct Normaliser {
    /// The words the engine knows.
    pub words: WordTable,
    /// The emoji the engine knows.
    pub symbols: Symbols,
    speller: Speller,
}

impl Normaliser {
    /// The normalised text, with its sentences and clauses.
    #[must_use]
    pub fn normalise<'t>(&self, original: &'t str) -> Text<'t> {
        let mut text = Writer::new(self, original, false).run();
        segment::segment(&mut text);
        text
    }

    /// Makes ready to mend words, once all words, stems and names of products (sorted) are known.
    pub fn settle(&mut self, names: &[String]) {
        self.words.settle();
        self.speller = Speller::build(&self.words, names);
    }

    /// Words in normal form, those that nobody knows as they were meant.
    #[must_use]
    pub fn mended(&self, norm: &str) -> String {
        let mend = |word| match self.meant(word) {
            Some(Meant::Word(meant)) => meant,
            Some(Meant::Like(meant)) => meant.into(),
            _ => word.into(),
        };
        norm.split(' ').map(mend).collect::<Vec<_>>().join(" ")
    }

    /// What a word that nobody knows was meant to be; with a stem, only a word that starts so too.
    fn meant_or_stem(&self, written: &str, stem: u32) -> Option<Meant<'_>> {
        let meant = self.speller.meant(written, &self.words)?;
        if stem == 0 {
            return Some(meant);
        }
        let beginning = written.get(..self.words.stem_length(written))?;
        let starts_so = match &meant {
            Meant::Word(word) => word.starts_with(beginning),
            // Another ending is another form of the word, not a mistake.
            Meant::Like(word) => {
                word.starts_with(beginning) && word.as_bytes().last_chunk::<2>() == written.as_bytes().last_chunk()
            }
            Meant::Glued(..) | Meant::Stem(_) => false,
        };
        starts_so.then_some(meant)
    }

    /// What a word was meant to be, if nobody knows it.
    fn meant(&self, word: &str) -> Option<Meant<'_>> {
        if self.words.knows(word) { None } else { self.speller.meant(word, &self.words) }
    }

    /// The normal form of a phrase of a pack, without the spaces around.
    #[must_use]
    pub fn phrase(&self, written: &str) -> String {
        Writer::new(self, written, true).run().norm.trim_matches(' ').to_owned()
    }
}

/// The word being written.
#[derive(Clone, Copy, Default)]
pub(super) struct Open {
    pub(super) start: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) letters: usize,
    pub(super) digits: usize,
    pub(super) capitals: usize,
    pub(super) first_capital: bool,
    pub(super) signs: bool,
    pub(super) run: usize,
    pub(super) elongated: bool,
    pub(super) last: char,
}

pub(super) struct Writer<'n, 't> {
    pub(super) normaliser: &'n Normaliser,
    pub(super) is_phrase: bool,
    pub(super) text: Text<'t>,
    pub(super) word: Option<Open>,
    pub(super) hashtag: Option<usize>,
    pub(super) after_symbol: bool,
}

impl<'n, 't> Writer<'n, 't> {
    fn new(normaliser: &'n Normaliser, original: &'t str, is_phrase: bool) -> Self {
        let text = Text {
            original,
            norm: spare::take(original.len() + original.len() / 4 + 8),
            tokens: spare::take(original.len() / 4 + 4),
            readings: Vec::new(),
            sentences: Vec::new(),
            clauses: Vec::new(),
        };
        Self { normaliser, is_phrase, text, word: None, hashtag: None, after_symbol: false }
    }

    fn run(mut self) -> Text<'t> {
        let mut at = 0;
        while let Some(c) = self.peek(at) {
            at = match self.plain(c, at) {
                Some(next) => next,
                None => self.step(c, at),
            };
        }
        self.close_word();
        self.close_hashtag();
        self.text.norm.push(' ');
        self.text
    }

    /// Takes a plain word the short way and says where to go on.
    fn plain(&mut self, c: char, at: usize) -> Option<usize> {
        if !(c.is_ascii_alphabetic() || matches!(c, 'À'..='ÿ')) || self.word.is_some() || self.hashtag.is_some() {
            return None;
        }
        let plain = plain::plain(self.text.original.as_bytes(), at)?;
        let written = self.text.original.get(at..plain.end)?;
        self.text.norm.push(' ');
        let start = self.text.norm.len();
        if plain.ascii {
            self.text.norm.push_str(written);
            self.text.norm.get_mut(start..)?.make_ascii_lowercase();
        } else {
            self.text.norm.extend(written.chars().map(|c| match fold(c) {
                Folded::Letter(letter) => letter,
                _ => c,
            }));
        }
        if plain.elongated && !self.is_phrase {
            self.shorten(start);
        }
        self.finish_word(start, at, plain.end, plain.capital);
        Some(plain.next)
    }

    pub(super) fn peek(&self, at: usize) -> Option<char> {
        match self.text.original.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.original.get(at..)?.chars().next(),
        }
    }

    /// Reads the character `c` at `at` and says where to go on.
    fn step(&mut self, c: char, at: usize) -> usize {
        let next = at + c.len_utf8();
        match fold(c) {
            Folded::Letter(letter) => {
                if self.word.is_none()
                    && let Some(end) = self.opening(c, at)
                {
                    return end;
                }
                self.push(letter, c.is_uppercase(), at, next);
            }
            Folded::Digit(digit) => self.push(digit, false, at, next),
            Folded::Letters(letters) => {
                for letter in letters.chars() {
                    self.push(letter, c.is_uppercase(), at, next);
                }
            }
            Folded::Nothing => {}
            Folded::Compound => {
                for part in compatible(c) {
                    self.meaning(part, c, at, next);
                }
            }
            Folded::Mark(mark) => return self.mark(mark, at, next),
            Folded::Hyphen => self.hyphen(at, next),
            Folded::Symbol => return self.symbol(c, at, next),
            Folded::MiddleDot => return self.middle_dot(next),
            other => self.meaning(other, c, at, next),
        }
        next
    }

    /// The meanings that look neither back nor ahead.
    fn meaning(&mut self, folded: Folded, c: char, at: usize, next: usize) {
        match folded {
            Folded::Letter(letter) => self.push(letter, c.is_uppercase(), at, next),
            Folded::Digit(digit) => self.push(digit, false, at, next),
            Folded::Mark(mark) => self.write_mark(mark, at, next),
            Folded::Newline => {
                self.part();
                self.write_repeatable("\n", TokenKind::Newline, at, next);
            }
            Folded::Dash => self.write_mark('-', at, next),
            _ if c == '_' && self.hashtag.is_some() => self.close_word(),
            _ => self.part(),
        }
    }

    /// Ends the word and the hashtag.
    pub(super) fn part(&mut self) {
        self.close_word();
        self.close_hashtag();
    }

    /// What only the start of a word may be: a link, or letters set apart.
    fn opening(&mut self, c: char, at: usize) -> Option<usize> {
        if self.hashtag.is_some() {
            return None;
        }
        let rest = self.text.original.get(at..)?;
        if matches!(c, 'h' | 'H' | 'w' | 'W') && is_link(rest) {
            let end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
            self.write_plain("url", TokenKind::Url, at, end);
            return Some(end);
        }
        let end = at + mixed::letters_set_apart(rest)?;
        let letters = self.text.original.get(at..end)?.to_owned();
        for (offset, letter) in letters.char_indices() {
            if let Folded::Letter(folded) | Folded::Digit(folded) = fold(letter) {
                let from = at + offset;
                self.push(folded, letter.is_uppercase(), from, from + letter.len_utf8());
            }
        }
        Some(end)
    }

    fn push(&mut self, c: char, capital: bool, from: usize, to: usize) {
        let norm = &mut self.text.norm;
        let word = self.word.get_or_insert_with(|| {
            norm.push(' ');
            Open { start: norm.len(), from, first_capital: capital, ..Open::default() }
        });
        norm.push(c);
        word.to = to;
        word.capitals += usize::from(capital);
        if c.is_ascii_digit() {
            word.digits += 1;
            word.run = 0;
        } else {
            word.letters += 1;
            word.run = if c == word.last { word.run + 1 } else { 1 };
            word.elongated |= word.run > 2;
        }
        word.last = c;
    }

    pub(super) fn close_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        if self.hashtag.is_some() || word.signs || (word.letters > 0 && word.digits > 0) {
            self.text.norm.truncate(word.start - 1);
            let written = self.text.original.get(word.from..word.to).unwrap_or_default();
            for piece in mixed::pieces(written, self.hashtag.is_some(), &self.normaliser.words) {
                self.text.norm.push(' ');
                let start = self.text.norm.len();
                self.text.norm.push_str(&piece.norm);
                let (from, to) = (word.from + piece.from, word.from + piece.to);
                self.finish_word(start, from, to, piece.capital);
            }
            return;
        }
        if word.elongated && !self.is_phrase {
            self.shorten(word.start);
        }
        let capital = capital(word.first_capital, word.capitals, word.letters);
        self.finish_word(word.start, word.from, word.to, capital);
    }

    /// « troooop »: three times the same letter or more stand for two where that is a word, for one otherwise.
    fn shorten(&mut self, start: usize) {
        let written = self.text.norm.get(start..).unwrap_or_default();
        if self.normaliser.words.knows(written) {
            return;
        }
        let (twice, once) = (squeeze(written, 2), squeeze(written, 1));
        let words = &self.normaliser.words;
        let is_word = words.knows(&twice) || !words.knows(&once) && words.stem_of(&twice) != 0;
        let kept = if is_word { twice } else { once };
        self.text.norm.truncate(start);
        self.text.norm.push_str(&kept);
    }

    /// Makes a token of what was written since `start`, or of what it stands for.
    fn finish_word(&mut self, start: usize, from: usize, to: usize, capital: Capital) {
        let written = self.text.norm.get(start..).unwrap_or_default();
        let Some(known) = self.normaliser.words.get(written) else {
            self.finish_unknown(start, from..to, capital);
            return;
        };
        let Some(words) = self.normaliser.words.stands_for(known) else {
            let number = written.starts_with(|c: char| c.is_ascii_digit());
            let kind = if number { TokenKind::Number } else { TokenKind::Word };
            self.token(start, kind, from..to, capital, *known);
            return;
        };
        self.text.norm.truncate(start - 1);
        self.speak(words, from, to, capital);
    }

    /// Makes a token of a word that nobody knows, or of the word it was meant to be.
    #[inline(never)]
    fn finish_unknown(&mut self, start: usize, place: Range<usize>, capital: Capital) {
        let normaliser = self.normaliser;
        let written = self.text.norm.get(start..).unwrap_or_default();
        if written.starts_with(|c: char| c.is_ascii_digit()) {
            self.token(start, TokenKind::Number, place, capital, Word::default());
            return;
        }
        let stem = normaliser.words.stem_of(written);
        let meant = if self.is_phrase { None } else { normaliser.meant_or_stem(written, stem) };
        match meant {
            Some(Meant::Glued(short, at)) => {
                let rest = written.get(at..).unwrap_or_default().to_owned();
                self.text.norm.truncate(start - 1);
                self.speak(short, place.start, place.end, capital);
                self.text.norm.push(' ');
                let start = self.text.norm.len();
                self.text.norm.push_str(&rest);
                self.finish_word(start, place.start, place.end, capital);
            }
            Some(Meant::Word(word)) => {
                self.text.norm.truncate(start);
                self.text.norm.push_str(&word);
                self.finish_word(start, place.start, place.end, capital);
            }
            // A doubled letter makes no other word: only here may the writer have meant something else. What was
            // written stays to be read by patterns, which may know better.
            Some(Meant::Like(word)) => {
                let mut word = normaliser.words.look_up(word);
                word.traits = word.traits.with(Traits::MENDED);
                self.token(start, TokenKind::Word, place, capital, word);
            }
            Some(Meant::Stem(stem)) => self.token_of_stem(start, place, capital, stem),
            None => self.token_of_stem(start, place, capital, stem),
        }
    }

    fn token_of_stem(&mut self, start: usize, place: Range<usize>, capital: Capital, stem: u32) {
        self.token(start, TokenKind::Word, place, capital, Word::starting_with(stem, Traits::default()));
    }

    /// Writes words that stand for something else, all from the same place.
    pub(super) fn speak(&mut self, words: &str, from: usize, to: usize, capital: Capital) {
        for word in words.split(' ') {
            self.text.norm.push(' ');
            let start = self.text.norm.len();
            self.text.norm.push_str(word);
            let known = self.normaliser.words.look_up(word);
            let kind = if word.starts_with(|c: char| c.is_ascii_digit()) { TokenKind::Number } else { TokenKind::Word };
            self.token(start, kind, from..to, capital, known);
        }
    }

    fn token(&mut self, start: usize, kind: TokenKind, place: Range<usize>, capital: Capital, known: Word) {
        self.text.tokens.push(Token {
            start,
            end: self.text.norm.len(),
            from: place.start,
            to: place.end,
            kind,
            capital,
            hashtag: self.hashtag.is_some(),
            after_symbol: std::mem::take(&mut self.after_symbol),
            traits: known.traits,
            word: known.number,
            stem: known.stem,
            sentence: 0,
            clause: 0,
        });
    }

    pub(super) fn write_plain(&mut self, norm: &str, kind: TokenKind, from: usize, to: usize) {
        self.text.norm.push(' ');
        let start = self.text.norm.len();
        self.text.norm.push_str(norm);
        let known = self.normaliser.words.look_up(norm);
        self.token(start, kind, from..to, Capital::No, known);
    }

    pub(super) fn write_mark(&mut self, mark: char, from: usize, to: usize) {
        self.part();
        self.write_repeatable(mark.encode_utf8(&mut [0; 4]), TokenKind::Mark, from, to);
    }

    /// Writes a mark, or lengthens the same mark just before; several dots are an ellipsis.
    fn write_repeatable(&mut self, mark: &str, kind: TokenKind, from: usize, to: usize) {
        let Some(last) =
            self.text.tokens.last_mut().filter(|last| last.kind == kind && (last.to == from || mark == "\n"))
        else {
            self.write_plain(mark, kind, from, to);
            return;
        };
        match (self.text.norm.get(last.start..last.end).unwrap_or_default(), mark) {
            (before, again) if before == again && again != "." => last.to = to,
            ("." | "…", "." | "…") => {
                self.text.norm.truncate(last.start);
                self.text.norm.push('…');
                last.end = self.text.norm.len();
                last.to = to;
                last.word = self.normaliser.words.get("…").map_or(0, |word| word.number);
            }
            _ => self.write_plain(mark, kind, from, to),
        }
    }

    /// Keeps the whole of a hashtag that was split.
    pub(super) fn close_hashtag(&mut self) {
        let Some(first) = self.hashtag.take() else { return };
        let end = self.text.tokens.len();
        if end > first + 1 {
            let whole: String = (first..end).map(|index| self.text.word(index)).collect();
            let words = &self.normaliser.words;
            let (meant, mended) = match self.normaliser.meant(&whole) {
                Some(Meant::Word(meant)) if words.stem_of(&whole) == 0 => (Some(meant), false),
                Some(Meant::Like(meant)) if words.stem_of(&whole) == 0 => (Some(meant.into()), true),
                _ => (None, false),
            };
            let Word { number, stem, .. } = words.look_up(meant.as_deref().unwrap_or(&whole));
            self.text.readings.push(Reading { word: number, stem, mended, norm: whole, tokens: first..end });
        }
    }
}

/// How capitalised a word is.
pub(super) const fn capital(first: bool, capitals: usize, letters: usize) -> Capital {
    match capitals {
        0 => Capital::No,
        _ if capitals == letters && letters > 1 => Capital::All,
        _ if first => Capital::First,
        _ => Capital::No,
    }
}

/// The same word with no letter more than `most` times in a row.
fn squeeze(word: &str, most: usize) -> String {
    let mut kept = String::with_capacity(word.len());
    let mut runs = word.chars().peekable();
    while let Some(c) = runs.next() {
        let mut run = 1;
        while runs.next_if_eq(&c).is_some() {
            run += 1;
        }
        let length = if run > 2 { most } else { run };
        kept.extend(std::iter::repeat_n(c, length));
    }
    kept
}

fn is_link(rest: &str) -> bool {
    let starts = |prefix: &str| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    starts("http://") || starts("https://") || starts("www.")
}
