//! Which language a text is read in: a count of function words, with the accents French uses.

use super::input::Lang;
use super::text::{Text, Traits};

/// The language of `text` and whether it is sure; `given` wins.
#[must_use]
pub fn guess(text: &Text<'_>, given: Option<Lang>) -> (Lang, bool) {
    if let Some(lang) = given {
        return (lang, true);
    }
    let count = |traits| text.tokens.iter().filter(|token| token.traits.has(traits)).count();
    let french = 2 * count(Traits::FRENCH) + text.accents;
    let english = 2 * count(Traits::ENGLISH);
    let (lang, more, less) = if english > french { (Lang::En, english, french) } else { (Lang::Fr, french, english) };
    (lang, more >= 4 && more >= 2 * less)
}
