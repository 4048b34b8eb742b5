//! What one character means: a letter without case or accent, a mark, a space, or nothing.
//!
//! Look-alikes fold to the Latin letter they imitate (Cyrillic, Greek, mathematical, full-width), because sellers write
//! « оzеmріс » to escape word lists. A text that is really Cyrillic folds to words nobody lists, which harms nothing.

/// The meaning of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded {
    /// A letter, lower-case and bare.
    Letter(char),
    /// A ligature: two letters or more.
    Letters(&'static str),
    /// A digit.
    Digit(char),
    /// Nothing: zero-width, combining, variation selector, trade-mark sign.
    Nothing,
    /// A space.
    Space,
    /// An end of line.
    Newline,
    /// An apostrophe.
    Apostrophe,
    /// A hyphen, which joins words.
    Hyphen,
    /// A dash, which parts them.
    Dash,
    /// The middle dot of inclusive writing.
    MiddleDot,
    /// A punctuation mark.
    Mark(char),
    /// An emoji or another symbol.
    Symbol,
    /// To be decomposed with `compatible`.
    Compound,
}

/// The meaning of `c`.
#[must_use]
pub fn fold(c: char) -> Folded {
    match c {
        'a'..='z' => Folded::Letter(c),
        'A'..='Z' => Folded::Letter(c.to_ascii_lowercase()),
        '0'..='9' => Folded::Digit(c),
        ' ' | '\t' | '*' | '~' | '_' | '\\' | '^' => Folded::Space,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Folded::Newline,
        '\'' | '`' | '’' | 'ʼ' | '‘' | '´' | '′' | '＇' | '‛' => Folded::Apostrophe,
        '-' | '\u{2010}' | '\u{2011}' | '\u{2212}' => Folded::Hyphen,
        '–' | '—' | '\u{2012}' | '\u{2015}' => Folded::Dash,
        '·' | '•' | '‧' | '∙' => Folded::MiddleDot,
        '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '‹' | '›' => Folded::Mark('"'),
        '…' => Folded::Mark('…'),
        '\0'..='\u{7f}' => ascii_rest(c),
        '\u{80}'..='\u{17f}' => latin(c),
        _ => wide(c),
    }
}

const fn ascii_rest(c: char) -> Folded {
    if c.is_ascii_punctuation() { Folded::Mark(c) } else { Folded::Space }
}

/// Latin-1 and Latin Extended-A.
const fn latin(c: char) -> Folded {
    let letter = match c {
        'à'..='å' | 'À'..='Å' | 'Ā'..='ą' | 'ª' => 'a',
        'ç' | 'Ç' | 'Ć'..='č' => 'c',
        'Ð' | 'ð' | 'Ď'..='đ' => 'd',
        'è'..='ë' | 'È'..='Ë' | 'Ē'..='ě' => 'e',
        'Ĝ'..='ģ' => 'g',
        'Ĥ'..='ħ' => 'h',
        'ì'..='ï' | 'Ì'..='Ï' | 'Ĩ'..='ı' => 'i',
        'Ĵ' | 'ĵ' => 'j',
        'Ķ'..='ĸ' => 'k',
        'Ĺ'..='ł' => 'l',
        'ñ' | 'Ñ' | 'Ń'..='ŋ' => 'n',
        'ò'..='ö' | 'ø' | 'Ò'..='Ö' | 'Ø' | 'Ō'..='ő' | 'º' => 'o',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' | 'ſ' => 's',
        'Ţ'..='ŧ' => 't',
        'ù'..='ü' | 'Ù'..='Ü' | 'Ũ'..='ų' | 'µ' => 'u',
        'Ŵ' | 'ŵ' => 'w',
        'ý' | 'ÿ' | 'Ý' | 'Ŷ'..='Ÿ' => 'y',
        'Ź'..='ž' => 'z',
        'æ' | 'Æ' => return Folded::Letters("ae"),
        'œ' | 'Œ' => return Folded::Letters("oe"),
        'ß' => return Folded::Letters("ss"),
        'Þ' | 'þ' => return Folded::Letters("th"),
        'Ĳ' | 'ĳ' => return Folded::Letters("ij"),
        '²' => return Folded::Digit('2'),
        '³' => return Folded::Digit('3'),
        '¹' => return Folded::Digit('1'),
        '£' | '¥' | '¢' | '§' | '°' | '±' | '×' | '÷' | '¿' | '¡' | '¬' | '¶' | '¦' => {
            return Folded::Mark(c);
        }
        '©' | '®' | '\u{ad}' => return Folded::Nothing,
        '¼' | '½' | '¾' => return Folded::Compound,
        _ => return Folded::Space,
    };
    Folded::Letter(letter)
}

/// Everything beyond Latin Extended-A.
fn wide(c: char) -> Folded {
    if let Some(letter) = look_alike(c) {
        return Folded::Letter(letter);
    }
    match c {
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{e0000}'..='\u{e01ef}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{2122}'
        | '\u{2120}' => Folded::Nothing,
        '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{1680}' => Folded::Space,
        '€' | '₿' | '№' | '‰' => Folded::Mark(c),
        '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}'
        | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}'
        | '\u{2b00}'..='\u{2bff}'
        | '\u{1f000}'..='\u{1f0ff}'
        | '\u{1f18a}'..='\u{1faff}'
        | '〰'
        | '〽' => Folded::Symbol,
        _ => Folded::Compound,
    }
}

/// The Latin letter that `c` looks like.
const fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'А' | 'α' | 'Α' | 'ά' | 'ᴀ' => 'a',
        'В' | 'в' | 'Β' | 'β' | 'ʙ' => 'b',
        'с' | 'С' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'ᴅ' => 'd',
        'е' | 'Е' | 'ё' | 'Ё' | 'ε' | 'Ε' | 'έ' | 'є' | 'Є' | 'ᴇ' => 'e',
        'ғ' | 'ꜰ' => 'f',
        'ԍ' | 'ɢ' => 'g',
        'һ' | 'Н' | 'н' | 'Η' | 'ʜ' => 'h',
        'і' | 'І' | 'ї' | 'Ї' | 'ι' | 'Ι' | 'ί' | 'ɪ' | 'ɩ' => 'i',
        'ј' | 'Ј' | 'ᴊ' => 'j',
        'к' | 'К' | 'κ' | 'Κ' | 'ᴋ' => 'k',
        'ӏ' | 'Ӏ' | 'ʟ' => 'l',
        'м' | 'М' | 'Μ' | 'ᴍ' => 'm',
        'ո' | 'Ν' | 'ɴ' | 'η' => 'n',
        'о' | 'О' | 'ο' | 'Ο' | 'ό' | 'σ' | 'օ' | 'ᴏ' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' | 'ᴘ' => 'p',
        'ԛ' => 'q',
        'г' | 'ʀ' => 'r',
        'ѕ' | 'Ѕ' | 'ꜱ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' | 'ᴛ' => 't',
        'υ' | 'ս' | 'ᴜ' => 'u',
        'ν' | 'ѵ' | 'Ѵ' | 'ᴠ' => 'v',
        'ԝ' | 'ω' | 'ᴡ' => 'w',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'ү' | 'γ' | 'Υ' | 'ʏ' => 'y',
        'Ζ' | 'ᴢ' => 'z',
        _ => return circled(c),
    })
}

/// White letters on black circles and squares, which Unicode does not decompose.
const fn circled(c: char) -> Option<char> {
    let code = c as u32;
    let index = match code {
        0x1f150..=0x1f169 => code - 0x1f150,
        0x1f170..=0x1f189 => code - 0x1f170,
        _ => return None,
    };
    char::from_u32('a' as u32 + index)
}

/// The compatibility decomposition of `c`, one meaning per character, without accents.
#[must_use]
pub fn compatible(c: char) -> Vec<Folded> {
    let mut parts = Vec::new();
    unicode_normalization::char::decompose_compatible(c, |part| {
        parts.push(match part {
            '⁄' => Folded::Mark('/'),
            '\u{80}'.. if part == c => plain(c),
            _ => fold(part),
        });
    });
    parts.retain(|part| !matches!(part, Folded::Nothing));
    parts
}

/// A character that decomposes to nothing simpler: a foreign letter, or a symbol.
fn plain(c: char) -> Folded {
    if c.is_alphabetic() {
        Folded::Letter(c.to_lowercase().next().unwrap_or(c))
    } else if let Some(digit) = c.to_digit(10).and_then(|d| char::from_digit(d, 10)) {
        Folded::Digit(digit)
    } else if c.is_numeric() {
        Folded::Letter(c)
    } else {
        Folded::Space
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_disappear() {
        for (c, letter) in [('É', 'e'), ('ç', 'c'), ('Ÿ', 'y'), ('Z', 'z'), ('ñ', 'n')] {
            assert_eq!(fold(c), Folded::Letter(letter), "{c}");
        }
        assert_eq!(fold('œ'), Folded::Letters("oe"));
    }

    #[test]
    fn look_alikes_fold_to_the_letter_they_imitate() {
        for (c, letter) in [('о', 'o'), ('е', 'e'), ('ᴢ', 'z'), ('🅱', 'b')] {
            assert_eq!(fold(c), Folded::Letter(letter), "{c}");
        }
        assert_eq!(compatible('𝓸'), vec![Folded::Letter('o')]);
        assert_eq!(compatible('Ｏ'), vec![Folded::Letter('o')]);
        assert_eq!(compatible('ﬁ'), vec![Folded::Letter('f'), Folded::Letter('i')]);
    }

    #[test]
    fn invisible_characters_are_nothing() {
        for c in ['\u{200b}', '\u{200f}', '\u{feff}', '\u{301}', '\u{fe0f}', '®'] {
            assert_eq!(fold(c), Folded::Nothing, "{c:?}");
        }
    }
}
