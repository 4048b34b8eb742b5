//! The baseline `keywords`: what a list of words does. It knows the same products and reactions, with the same tolerance
//! for case, accents and spelling, and reads no language: a product and a reaction in one text are a report.

use std::ops::Range;

use super::adverse::Told;
use crate::engine::{
    AdverseVerdict, Engine, Input, lang,
    lexicon::Entry,
    scan::{self, Hit, Scanned},
};

/// What the word lists answer.
pub fn read(engine: &Engine, input: &Input) -> Told {
    let text = engine.lexicon().normalise(&input.text);
    let (lang, sure) = lang::guess(&text, input.lang);
    let scanned = scan::scan(engine.lexicon(), text, lang, sure);
    // A word that is also a common one counts where the scan trusts it, or the lists would be held to a bad reading.
    let products = longest(&scanned, |hit| matches!(hit.entry, Entry::Product(_)) && hit.supported, &[]);
    let reactions = longest(&scanned, |hit| matches!(hit.entry, Entry::Reaction(_)), &products);
    let about_product = !products.is_empty() || !input.page_products.is_empty();
    let report = about_product && !reactions.is_empty();
    let spans = |hits: &[&Hit]| hits.iter().map(|hit| scanned.text.span(hit.tokens())).collect::<Vec<Range<usize>>>();
    let verdict = if report { AdverseVerdict::Report } else { AdverseVerdict::None };
    Told { products: spans(&products), reactions: spans(&reactions), ..Told::only(verdict) }
}

/// The hits that are wanted, leftmost and longest, none inside another or inside those taken before.
fn longest<'s>(scanned: &'s Scanned<'_>, wanted: impl Fn(&Hit) -> bool, taken: &[&Hit]) -> Vec<&'s Hit> {
    let mut kept: Vec<&Hit> = Vec::new();
    for hit in scanned.hits.iter().filter(|hit| wanted(hit)) {
        if !kept.last().is_some_and(|last| last.overlaps(hit)) && !taken.iter().any(|other| other.overlaps(hit)) {
            kept.push(hit);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy;

    #[test]
    fn a_product_and_a_reaction_are_a_report_whatever_the_words_between() {
        let engine = policy::compile(None).unwrap();
        let verdict = |text: &str, page: &[&str]| {
            let mut input = Input::new(text);
            input.page_products = page.iter().map(|name| (*name).to_owned()).collect();
            read(&engine, &input).verdict
        };
        assert_eq!(verdict("Depuis le Xarelto j'ai des vertiges", &[]), AdverseVerdict::Report);
        assert_eq!(verdict("Aucun vertige avec le Xarelto", &[]), AdverseVerdict::Report, "no negation is read");
        assert_eq!(verdict("J'ai des vertiges", &["XARELTO"]), AdverseVerdict::Report);
        assert_eq!(verdict("J'ai des vertiges", &[]), AdverseVerdict::None);
        assert_eq!(verdict("Je prends du Xarelto", &[]), AdverseVerdict::None);
    }

    #[test]
    fn its_places_are_those_of_the_original_text() {
        let engine = policy::compile(None).unwrap();
        let text = "Été 2026 : XARELTO, des vertiges";
        let told = read(&engine, &Input::new(text));
        assert_eq!(told.products.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>(), ["XARELTO"]);
        assert!(told.reactions.iter().any(|span| text[span.clone()].contains("vertige")));
    }
}
