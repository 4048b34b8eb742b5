//! The form in which the words of official files are compared: capitals, without accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `"Œstrogènes d’équine"` is `"OESTROGENES D'EQUINE"`.
pub(super) fn fold(written: &str) -> String {
    let mut folded = String::with_capacity(written.len());
    for letter in written.nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'œ' | 'Œ' => folded.push_str("OE"),
            'æ' | 'Æ' => folded.push_str("AE"),
            '’' | '‘' | '`' => folded.push('\''),
            '–' | '—' | '‑' => folded.push('-'),
            // The last two mean something in a pack.
            '®' | '™' | '©' | '*' | '|' => {}
            _ => folded.extend(letter.to_uppercase()),
        }
    }
    folded
}

/// The words of a text: runs of letters and digits, folded.
pub(super) fn words(written: &str) -> Vec<String> {
    fold(written)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_ligatures_and_typographic_marks_are_folded() {
        assert_eq!(fold("Œstrogènes d’équine®*"), "OESTROGENES D'EQUINE");
        assert_eq!(words("L-CYSTÉINE (chlorhydrate de)"), ["L", "CYSTEINE", "CHLORHYDRATE", "DE"]);
    }
}
