//! The same text typed otherwise gets the same verdict.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use vigie::engine::{Engine, Input};

use crate::read::{Phenomenon, Text};

/// A way to type a text otherwise, and how many texts of the corpus may change their verdict by it.
pub struct Change {
    pub name: &'static str,
    apply: fn(&str) -> String,
    at_most: usize,
}

/// The bounds are what is reached; they may only go down. The goal is none.
pub const CHANGES: &[Change] = &[
    Change { name: "in_capitals_the_verdict_is_the_same", apply: in_capitals, at_most: 0 },
    Change { name: "in_small_letters_the_verdict_is_the_same", apply: in_small_letters, at_most: 0 },
    Change { name: "without_accents_the_verdict_is_the_same", apply: without_accents, at_most: 0 },
    Change { name: "with_decomposed_accents_the_verdict_is_the_same", apply: decomposed, at_most: 0 },
    Change { name: "with_a_doubled_letter_in_each_long_word_the_verdict_is_the_same", apply: doubled, at_most: 0 },
];

impl Change {
    /// The texts whose verdict changes.
    pub fn changed(&self, engine: &Engine, phenomena: &[Phenomenon]) -> Vec<String> {
        let verdict = |text: &Text, words: String| {
            engine.review(&Input { text: words, ..text.input.clone() }).adverse_event.verdict
        };
        let mut changed = Vec::new();
        for phenomenon in phenomena {
            for text in &phenomenon.texts {
                let words = (self.apply)(&text.input.text);
                let (before, after) = (verdict(text, text.input.text.clone()), verdict(text, words.clone()));
                if before != after {
                    changed.push(format!("{} {}: {before} becomes {after}: « {words} »", phenomenon.name, text.number));
                }
            }
        }
        changed
    }

    /// Fails when more texts change than may, and when fewer do: the bound is then to be lowered.
    pub fn hold(&self, changed: &[String]) -> Result<(), String> {
        if changed.len() == self.at_most {
            return Ok(());
        }
        Err(format!("{} texts change, {} may:\n{}", changed.len(), self.at_most, changed.join("\n")))
    }
}

fn in_capitals(text: &str) -> String {
    text.to_uppercase()
}

fn in_small_letters(text: &str) -> String {
    text.to_lowercase()
}

fn without_accents(text: &str) -> String {
    let bare: String = text.nfd().filter(|c| !is_combining_mark(*c) || *c == '\u{fe0f}').collect();
    bare.replace('œ', "oe").replace('Œ', "OE").replace('æ', "ae")
}

fn decomposed(text: &str) -> String {
    text.nfd().collect()
}

/// Letters from which a word is long.
const LONG: usize = 6;

/// The middle letter of each long word twice.
fn doubled(text: &str) -> String {
    let words = text.split_inclusive(|c: char| !c.is_alphabetic());
    words
        .map(|word| {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            let twice = |(at, c): (usize, char)| {
                std::iter::repeat_n(c, if letters >= LONG && at == letters / 2 { 2 } else { 1 })
            };
            word.chars().enumerate().flat_map(twice).collect::<String>()
        })
        .collect()
}
