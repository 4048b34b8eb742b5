//! From a denomination to the name people use: « METFORMINE BIOGARAN 850 mg, comprimé pelliculé » is METFORMINE.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fold::{fold, words};

/// A line of the specialities, as far as its name needs it.
pub(super) struct Denomination {
    /// Its code.
    pub(super) code: String,
    /// The words before dose and form, folded.
    pub(super) head: Vec<String>,
    /// The words of the holder of the authorisation, folded.
    pub(super) holder: BTreeSet<String>,
    /// Whether it says that it is a vaccine.
    pub(super) vaccine: bool,
    /// Whether it is registered as homeopathic.
    pub(super) homeopathic: bool,
    /// Whether it may be had today.
    pub(super) sold: bool,
}

/// How many substances a word must follow to be a label (a laboratory, « LP », « ENFANTS ») rather than part of a name.
const MIN_SUBSTANCES: usize = 3;
/// Fewer letters are no name without the number after them: « A 313 ».
const MIN_LETTERS: usize = 3;
/// Labels whatever the files say.
const MARKS: [&str; 7] = ["LP", "LM", "ADULTE", "ADULTES", "ENFANT", "ENFANTS", "NOURRISSONS"];
/// Words that never end a name.
const JOINING: [&str; 14] = ["/", "-", "&", "+", "A", "AU", "AUX", "D'", "DE", "DU", "EN", "ET", "POUR", "SANS"];

/// The words before the dose, the form and what stands in brackets.
pub(super) fn head(written: &str) -> Vec<String> {
    let (mut head, mut capitals, mut letters) = (Vec::new(), false, 0);
    for token in written.split_whitespace() {
        let number = token.starts_with(|letter: char| letter.is_ascii_digit());
        let lower = !token.chars().any(char::is_uppercase) && token.chars().any(char::is_alphabetic);
        if !head.is_empty() && (number && (letters >= MIN_LETTERS || head.len() > 1) || lower && capitals) {
            break;
        }
        let kept = token.split(['(', '[', ',']).next().unwrap_or_default();
        let word = fold(kept).trim_end_matches('.').to_owned();
        if !word.is_empty() {
            letters += word.chars().filter(|letter| letter.is_alphabetic()).count();
            capitals |= !kept.chars().any(char::is_lowercase);
            head.push(word);
        }
        if kept.len() < token.len() && !(head.is_empty()) {
            break;
        }
    }
    head
}

/// The words that follow many substances: laboratories and what sets their boxes apart.
pub(super) struct Labels(BTreeSet<String>);

impl Labels {
    /// Learns them from the denominations that start with a substance.
    pub(super) fn of(denominations: &[Denomination], active: &BTreeSet<String>) -> Self {
        let is_active = |word: &str| words(word).iter().any(|part| part.len() >= MIN_LETTERS && active.contains(part));
        let mut follows: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for denomination in denominations.iter().filter(|denomination| !denomination.homeopathic) {
            let Some((first, rest)) = denomination.head.split_first() else { continue };
            if !is_active(first) {
                continue;
            }
            for word in rest.iter().filter(|word| !is_active(word) && !has_digit(word)) {
                follows.entry(bare(word)).or_default().insert(first);
            }
        }
        let labels = follows.into_iter().filter(|(_, substances)| substances.len() >= MIN_SUBSTANCES);
        Self(labels.map(|(word, _)| word).collect())
    }

    /// The name without the labels at its end; homeopathic stocks keep their Latin.
    pub(super) fn strip(&self, denomination: &Denomination) -> Vec<String> {
        let mut name = denomination.head.clone();
        while let Some(last) = name.last().filter(|_| name.len() > 1) {
            let mark = bare(last);
            let label = !denomination.homeopathic && (MARKS.contains(&mark.as_str()) || self.0.contains(&mark));
            let parts = words(last);
            let holder = !parts.is_empty() && parts.iter().all(|part| denomination.holder.contains(part));
            if !label && !holder && !JOINING.contains(&last.as_str()) {
                break;
            }
            name.pop();
        }
        name
    }
}

/// « B6 » tells two vitamins apart.
fn has_digit(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_digit())
}

/// « L.P. » is « LP ».
fn bare(word: &str) -> String {
    word.replace('.', "")
}
