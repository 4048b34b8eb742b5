//! Which products a text is about: those it names, else those of its page, else those of the text it answers.

use std::ops::Range;

use super::role::{Marks, Role};
use crate::engine::input::Input;
use crate::engine::lexicon::{Entry, Lexicon, Product, ProductKind};
use crate::engine::review::{ProductMention, ProductRole};
use crate::engine::scan::{Scanned, scan};
use crate::engine::text::Text;

/// A product the text is about.
#[derive(Clone, Debug)]
pub struct Named<'l> {
    /// The product; none when the page gives a name that no pack knows.
    pub product: Option<&'l Product>,
    /// Its name as the page gives it.
    pub page_name: Option<String>,
    /// Its tokens; empty at 0 when it comes from the page or the text answered.
    pub tokens: Range<usize>,
    /// The part it plays.
    pub role: ProductRole,
    /// Whether words right before it say that something came with or after it.
    pub anchored: bool,
}

impl Named<'_> {
    /// Whether it is named in the text itself.
    #[must_use]
    pub const fn in_text(&self) -> bool {
        self.tokens.end > self.tokens.start
    }

    /// Whether it is only a family of products.
    #[must_use]
    pub fn is_class(&self) -> bool {
        self.product.is_some_and(|product| product.class)
    }

    /// Whether it is only « the medicine », « the tablet », « the treatment ».
    #[must_use]
    pub fn is_vague(&self) -> bool {
        self.product
            .is_some_and(|product| product.class && product.kind == ProductKind::Medicine && product.atc.is_none())
    }

    /// What sort of product it is.
    #[must_use]
    pub fn kind(&self) -> Option<ProductKind> {
        self.product.map(|product| product.kind)
    }

    /// As told in the review.
    #[must_use]
    pub fn mention(&self, text: &Text<'_>) -> ProductMention {
        let span = if self.in_text() { text.span(self.tokens.clone()) } else { 0..0 };
        let excerpt = text.original.get(span.clone()).unwrap_or_default().to_owned();
        let name = self.product.map(|product| product.name.clone()).or_else(|| self.page_name.clone());
        ProductMention {
            start: span.start,
            end: span.end,
            excerpt,
            name: name.unwrap_or_default(),
            substance: self.product.and_then(|product| product.substance.clone()),
            atc: self.product.and_then(|product| product.atc.clone()),
            role: self.role,
            from_page: !self.in_text(),
        }
    }
}

/// How far before a product the words that anchor it may end.
const ANCHOR_GAP: usize = 3;

/// The products named in the text, longest reading first, without overlap.
#[must_use]
pub fn in_text<'l>(lexicon: &'l Lexicon, scanned: &Scanned<'_>) -> Vec<Named<'l>> {
    let mut found: Vec<(Range<usize>, &Product, bool)> = scanned
        .hits
        .iter()
        .filter(|hit| hit.supported)
        .filter_map(|hit| match hit.entry {
            Entry::Product(id) => lexicon.product(id).map(|product| (hit.tokens(), product, hit.fuzzy)),
            _ => None,
        })
        .collect();
    // A named product beats a class word at the same place, an exact spelling beats a guessed one.
    found
        .sort_by_key(|(tokens, product, fuzzy)| (*fuzzy, std::cmp::Reverse(tokens.len()), product.class, tokens.start));
    let mut kept: Vec<Named<'l>> = Vec::with_capacity(found.len());
    for (tokens, product, _) in found {
        let free = kept.iter().all(|other| other.tokens.end <= tokens.start || tokens.end <= other.tokens.start);
        if free {
            kept.push(named(Some(product), tokens));
        }
    }
    kept.sort_by_key(|named| named.tokens.start);
    join_class_words(&mut kept);
    if kept.iter().any(|named| !named.is_vague()) {
        kept.retain(|named| !named.is_vague());
    }
    kept
}

const fn named(product: Option<&Product>, tokens: Range<usize>) -> Named<'_> {
    Named { product, page_name: None, tokens, role: ProductRole::Other, anchored: false }
}

/// « vaccin Abrysvo », « sirop Hélicidine »: a class word right before a name is part of it.
fn join_class_words(found: &mut Vec<Named<'_>>) {
    let mut index = 0;
    while let (Some(class), Some(name)) = (found.get(index), found.get(index + 1)) {
        let joined = class.is_class() && !name.is_class() && class.tokens.end == name.tokens.start;
        let start = class.tokens.start;
        if joined {
            found.remove(index);
            if let Some(name) = found.get_mut(index) {
                name.tokens.start = start;
            }
        } else {
            index += 1;
        }
    }
}

/// The products of the page, as names the packs know or as given.
#[must_use]
pub fn of_page<'l>(lexicon: &'l Lexicon, input: &Input) -> Vec<Named<'l>> {
    let known = |name: &String| {
        let product = lexicon.product_named(name).and_then(|id| lexicon.product(id));
        Named { page_name: Some(name.clone()), ..named(product, 0..0) }
    };
    input.page_products.iter().filter(|name| !name.trim().is_empty()).map(known).collect()
}

/// The products named by the text this one answers.
#[must_use]
pub fn of_parent<'l>(lexicon: &'l Lexicon, scanned: &Scanned<'_>, input: &Input) -> Vec<Named<'l>> {
    let Some(parent) = input.parent_text.as_deref() else { return Vec::new() };
    let text = lexicon.normaliser.normalise(parent);
    let parent = scan(lexicon, text, scanned.lang, scanned.lang_sure);
    in_text(lexicon, &parent)
        .into_iter()
        .map(|found| Named { page_name: found.product.map(|product| product.name.clone()), tokens: 0..0, ..found })
        .collect()
}

/// Tells which products are anchored by the words before them.
pub fn anchor(products: &mut [Named<'_>], marks: &Marks, scanned: &Scanned<'_>) {
    for product in products.iter_mut().filter(|product| product.in_text()) {
        let sentence = scanned.text.sentence_of(product.tokens.start);
        let before = marks.just_before(Role::LinkBeforeProduct, product.tokens.start, ANCHOR_GAP);
        product.anchored = before.is_some_and(|mark| mark.first >= sentence.start);
    }
}
