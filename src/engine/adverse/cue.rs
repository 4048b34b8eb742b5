//! The words that decided, kept for whoever asks why.

use std::ops::Range;

use crate::engine::text::Text;

/// As many words as a reader will look at.
const MOST_CUES: usize = 64;

/// Keeps the words that decided, once each, as written.
#[derive(Clone, Debug, Default)]
pub struct Cues(Vec<String>);

impl Cues {
    /// Remembers those tokens.
    pub fn keep(&mut self, text: &Text<'_>, tokens: Range<usize>) {
        let words = text.excerpt(tokens);
        if !words.is_empty() && self.0.len() < MOST_CUES && !self.0.iter().any(|kept| kept == words) {
            self.0.push(words.to_owned());
        }
    }

    /// The words, in the order they were kept.
    #[must_use]
    pub fn into_words(self) -> Vec<String> {
        self.0
    }
}
