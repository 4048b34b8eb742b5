//! Numbers in digits and in words.

use crate::engine::text::{Text, TokenKind};

/// A number in digits or in words, and where it ends.
#[must_use]
pub fn counted(text: &Text<'_>, index: usize) -> Option<(u16, usize)> {
    if text.tokens.get(index)?.kind == TokenKind::Number {
        return Some((text.word(index).parse().ok()?, index + 1));
    }
    if index.checked_sub(1).is_some_and(|before| numeral(text.word(before)).is_some()) {
        return None;
    }
    let (mut sum, mut end) = (0_u16, index);
    loop {
        let word = text.word(end);
        if let Some(value) = numeral(word) {
            sum = if value == 20 && sum == 4 { 80 } else { sum + value };
        } else if !(word == "et" && end > index && numeral(text.word(end + 1)).is_some()) {
            break;
        }
        end += 1;
    }
    (end > index).then_some((sum, end))
}

/// What a word for a number is worth.
#[must_use]
pub fn numeral(word: &str) -> Option<u16> {
    const NUMERALS: [(&str, u16); 58] = [
        ("un", 1),
        ("une", 1),
        ("deux", 2),
        ("trois", 3),
        ("quatre", 4),
        ("cinq", 5),
        ("six", 6),
        ("sept", 7),
        ("huit", 8),
        ("neuf", 9),
        ("dix", 10),
        ("onze", 11),
        ("douze", 12),
        ("treize", 13),
        ("quatorze", 14),
        ("quinze", 15),
        ("seize", 16),
        ("vingt", 20),
        ("vingts", 20),
        ("trente", 30),
        ("quarante", 40),
        ("cinquante", 50),
        ("soixante", 60),
        ("septante", 70),
        ("huitante", 80),
        ("octante", 80),
        ("nonante", 90),
        ("cent", 100),
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("thirteen", 13),
        ("fourteen", 14),
        ("fifteen", 15),
        ("sixteen", 16),
        ("seventeen", 17),
        ("eighteen", 18),
        ("nineteen", 19),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
        ("hundred", 100),
        ("zero", 0),
        ("half", 0),
        ("demi", 0),
    ];
    NUMERALS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}
