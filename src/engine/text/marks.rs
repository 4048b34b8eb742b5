//! Characters that are neither letters nor digits: what each does to the word before it.

use super::fold::{Folded, fold};
use super::normalise::Writer;
use super::{Capital, TokenKind, mixed};

impl Writer<'_, '_> {
    /// A mark may belong to the word around it: a decimal, an inclusive ending, a leet sign, an address.
    pub(super) fn mark(&mut self, mark: char, at: usize, next: usize) -> usize {
        let follows = self.peek(next);
        if let Some(word) = &mut self.word {
            let only_digits = word.letters == 0;
            let letter_follows = follows.is_some_and(char::is_alphabetic);
            match mark {
                '.' | ',' if only_digits && follows.is_some_and(|c| c.is_ascii_digit()) => {
                    self.text.norm.push('.');
                    return next;
                }
                '(' | '.' if !only_digits => {
                    if let Some(end) = mixed::inclusive_ending(self.text.original, at) {
                        word.to = end;
                        return end;
                    }
                }
                '@' if letter_follows => return self.at_sign(at, next),
                '$' if letter_follows && !only_digits => {
                    word.signs = true;
                    self.text.norm.push('s');
                    return next;
                }
                '/' if letter_follows && !only_digits => {
                    self.part();
                    return next;
                }
                _ => {}
            }
        } else if mark == '@' && follows.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return self.mention(at, next);
        }
        self.write_mark(mark, at, next);
        if mark == '#' && follows.is_some_and(char::is_alphanumeric) {
            self.hashtag = Some(self.text.tokens.len());
        }
        next
    }

    /// « name@site.fr », or « p@yer ».
    pub(super) fn at_sign(&mut self, at: usize, next: usize) -> usize {
        let rest = self.text.original.get(next..).unwrap_or_default();
        let domain = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
        let is_address = rest.get(..domain).is_some_and(|domain| domain.trim_end_matches('.').contains('.'));
        let Some(word) = self.word.as_mut() else { return next };
        if !is_address {
            word.signs = true;
            self.text.norm.push('a');
            return next;
        }
        let start = word.start;
        let before = self.text.original.get(..at).unwrap_or_default();
        let name = before
            .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '<' | ':' | ',' | '"'))
            .map_or(0, |i| i + before.get(i..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
        self.word = None;
        self.text.norm.truncate(start - 1);
        while let Some(token) = self.text.tokens.pop_if(|token| token.from >= name) {
            self.text.norm.truncate(token.start - 1);
        }
        let trimmed = rest.get(..domain).unwrap_or_default().trim_end_matches(['.', '-']).len();
        self.write_plain("email", TokenKind::Email, name, next + trimmed);
        next + trimmed
    }

    pub(super) fn mention(&mut self, at: usize, next: usize) -> usize {
        self.part();
        let rest = self.text.original.get(next..).unwrap_or_default();
        let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default().trim_end_matches('.');
        let folded: String = name
            .chars()
            .filter_map(|c| match fold(c) {
                Folded::Letter(c) | Folded::Digit(c) => Some(c),
                _ => matches!(c, '_' | '.').then_some(c),
            })
            .collect();
        let end = next + name.len();
        self.write_plain(&format!("@{folded}"), TokenKind::Mention, at, end);
        end
    }

    /// A hyphen joins two words, is a sign before a number, or parts two clauses.
    pub(super) fn hyphen(&mut self, at: usize, next: usize) {
        let follows = self.peek(next);
        match &self.word {
            Some(word) if word.letters > 0 && follows.is_some_and(char::is_alphanumeric) => self.part(),
            Some(_) if follows.is_some_and(char::is_alphabetic) => self.part(),
            _ => self.write_mark('-', at, next),
        }
    }

    /// « patient·e·s » is « patient »; anywhere else the dot is a space.
    pub(super) fn middle_dot(&mut self, next: usize) -> usize {
        let rest = self.text.original.get(next..).unwrap_or_default();
        let end = next
            + rest.find(|c: char| !(c.is_alphabetic() || matches!(c, '·' | '•' | '‧' | '∙'))).unwrap_or(rest.len());
        match &mut self.word {
            Some(word) if word.letters > 1 && end > next && end - next <= 12 => {
                word.to = end;
                self.part();
                end
            }
            _ => {
                self.part();
                next
            }
        }
    }

    pub(super) fn symbol(&mut self, c: char, at: usize, next: usize) -> usize {
        self.part();
        if let Some(spoken) = self.normaliser.symbols.spoken.get(&c) {
            let rest = self.text.original.get(at..).unwrap_or_default();
            let found = spoken.iter().find_map(|spoken| Some((&spoken.words, at + symbol_end(rest, &spoken.key)?)));
            if let Some((words, end)) = found {
                self.speak(words, at, end, Capital::No);
                return end;
            }
        }
        if self.is_phrase || self.normaliser.symbols.listed.contains(&c) {
            self.write_plain(c.encode_utf8(&mut [0; 4]), TokenKind::Symbol, at, next);
        }
        self.after_symbol = true;
        next
    }
}

/// How many bytes of `rest` the emoji `key` takes, with the invisible characters inside and after it.
fn symbol_end(rest: &str, key: &[char]) -> Option<usize> {
    let mut wanted = key.iter();
    let mut end = 0;
    for (offset, c) in rest.char_indices() {
        if fold(c) == Folded::Nothing && offset > 0 {
            if c != '\u{200d}' {
                end = offset + c.len_utf8();
            }
        } else if let Some(expected) = wanted.next() {
            if *expected != c {
                return None;
            }
            end = offset + c.len_utf8();
        } else {
            return Some(end);
        }
    }
    wanted.next().is_none().then_some(end)
}
