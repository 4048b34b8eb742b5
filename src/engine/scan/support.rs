//! Products whose name is also a common word or a first name count only where something near supports that reading.
//!
//! What supports, in data: the lists `product_support_before` (« sous », « je prends », « comprimé de ») right before the
//! name, `product_support_after` (« en comprimé », a dose form) right after it, `product_support_near` (« traitement »,
//! « ordonnance ») in the same sentence when the name is capitalised. A dose (« 20 mg ») after the name always does.

use super::{Hit, Scanned};
use crate::engine::lexicon::{Entry, Lexicon, ListId};
use crate::engine::text::{Capital, TokenKind};

const UNITS: [&str; 10] = ["mg", "g", "ug", "mcg", "ml", "ui", "cp", "mgs", "comprimes", "gouttes"];
/// How many words may stand between the name and what supports it.
const NEAR: usize = 2;
/// How far in its sentence a name looks for support.
const FAR: usize = 32;

/// So many names in doubt are looked at; a text of a hundred pages of them says nothing more after these.
const MOST: usize = 2_000;

/// The lists of what supports: right before the name, right after it, near it.
pub(in crate::engine) const LISTS: [&str; 3] =
    ["product_support_before", "product_support_after", "product_support_near"];

/// Sets `supported` of every product that needs it.
pub(super) fn judge(lexicon: &Lexicon, scanned: &mut Scanned<'_>) {
    let in_doubt: Vec<usize> = scanned
        .hits
        .iter()
        .enumerate()
        .filter(|(_, hit)| match hit.entry {
            Entry::Product(id) => lexicon.product(id).is_some_and(|product| product.support),
            _ => false,
        })
        .map(|(index, _)| index)
        .collect();
    if in_doubt.is_empty() {
        return;
    }
    let lists = lexicon.automaton.support();
    for (number, index) in in_doubt.into_iter().enumerate() {
        let Some(hit) = scanned.hits.get(index).copied() else { continue };
        let supported = number < MOST && is_supported(scanned, &hit, lists);
        if let Some(hit) = scanned.hits.get_mut(index) {
            hit.supported = supported;
        }
    }
}

fn is_supported(scanned: &Scanned<'_>, hit: &Hit, [before, after, near]: [Option<ListId>; 3]) -> bool {
    let text = &scanned.text;
    let listed = |list: Option<ListId>, fits: &dyn Fn(&Hit) -> bool| {
        let list = list.map(Entry::List);
        let around = scanned.starting_in(hit.first.saturating_sub(FAR)..hit.end + FAR);
        list.is_some_and(|list| {
            around.filter(|other| other.entry == list).any(|other| !other.overlaps(hit) && fits(other))
        })
    };
    let dose = text.tokens.get(hit.end).is_some_and(|token| token.kind == TokenKind::Number)
        && UNITS.contains(&text.word(hit.end + 1));
    let capital = text.tokens.get(hit.first).is_some_and(|token| token.capital != Capital::No);
    let sentence = text.sentence_of(hit.first);
    dose || listed(before, &|other| {
        other.end <= hit.first && hit.first - other.end <= NEAR && sentence.contains(&other.first)
    }) || listed(after, &|other| {
        other.first >= hit.end && other.first - hit.end <= NEAR && sentence.contains(&other.first)
    }) || (capital && listed(near, &|other| sentence.contains(&other.first)))
}
