//! Which language a text is read in: a count of function words. Accents say nothing: many leave them out.

use super::input::Lang;
use super::text::{Text, Traits};

/// The language of `text` and whether it is sure; `given` wins.
#[must_use]
pub fn guess(text: &Text<'_>, given: Option<Lang>) -> (Lang, bool) {
    if let Some(lang) = given {
        return (lang, true);
    }
    let (mut french, mut english) = (0_usize, 0_usize);
    for token in &text.tokens {
        french += 2 * usize::from(token.traits.has(Traits::FRENCH));
        english += 2 * usize::from(token.traits.has(Traits::ENGLISH));
    }
    let (lang, more, less) = if english > french { (Lang::En, english, french) } else { (Lang::Fr, french, english) };
    (lang, more >= 4 && more >= 2 * less)
}
