//! Which products a text is about: those it names, else those of its page, else those of the text it answers.

use std::ops::Range;

use super::role::{Marks, Role};
use crate::engine::input::Input;
use crate::engine::lexicon::{Entry, Lexicon, Product, ProductKind};
use crate::engine::review::{ProductMention, ProductRole};
use crate::engine::scan::{Scanned, scan};
use crate::engine::text::{Capital, Text, TokenKind, Traits};

/// A product the text is about.
#[derive(Clone, Debug)]
pub struct Named<'l> {
    /// The product; none when the page gives a name that no pack knows.
    pub product: Option<&'l Product>,
    /// Its name as the page or the text gives it, where no pack knows it.
    pub written: Option<String>,
    /// Its tokens; empty at 0 when it comes from the page or the text answered.
    pub tokens: Range<usize>,
    /// The part it plays.
    pub role: ProductRole,
    /// Whether words right before it say that something came with or after it.
    pub anchored: bool,
    /// Whether its name was recognised through a spelling mistake.
    pub fuzzy: bool,
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
        let name = self.product.map(|product| product.name.clone()).or_else(|| self.written.clone());
        ProductMention {
            start: span.start,
            end: span.end,
            excerpt,
            name: name.unwrap_or_default(),
            substance: self.product.and_then(|product| product.substance.clone()),
            atc: self.product.and_then(|product| product.atc.clone()),
            role: self.role,
            from_page: !self.in_text(),
            scheme: None,
            dose: None,
            since: None,
            dechallenge: None,
            rechallenge: None,
        }
    }
}

/// So many mentions of products are read, so that each may be held against the others.
const MOST_NAMED: usize = 800;

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
        .take(MOST_NAMED)
        .collect();
    // A named product beats a class word at the same place, an exact spelling beats a guessed one.
    // Of two products that share a form, the one that bears it as its name.
    let own_name = |tokens: &Range<usize>, product: &Product| {
        product.name.eq_ignore_ascii_case(scanned.text.words(tokens.clone()))
    };
    found.sort_by_key(|(tokens, product, fuzzy)| {
        (*fuzzy, std::cmp::Reverse(tokens.len()), product.class, tokens.start, !own_name(tokens, product))
    });
    let mut kept: Vec<Named<'l>> = Vec::new();
    for (tokens, product, fuzzy) in found {
        let free = kept.iter().all(|other| other.tokens.end <= tokens.start || tokens.end <= other.tokens.start);
        if free {
            kept.push(Named { fuzzy, ..named(Some(product), tokens) });
        }
    }
    unlisted(scanned, &mut kept);
    kept.sort_by_key(|named| named.tokens.start);
    join_class_words(&mut kept);
    if kept.iter().any(|named| !named.is_vague()) {
        kept.retain(|named| !named.is_vague());
    }
    kept
}

const fn named(product: Option<&Product>, tokens: Range<usize>) -> Named<'_> {
    Named { product, written: None, tokens, role: ProductRole::Other, anchored: false, fuzzy: false }
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

/// Endings of international non-proprietary names: a word that ends so and that no list knows is a substance.
const STEMS: [&str; 62] = [
    "mab",
    "tinib",
    "ciclib",
    "parib",
    "rafenib",
    "statine",
    "statin",
    "opril",
    "sartan",
    "conazole",
    "nidazole",
    "prazole",
    "oxacine",
    "oxacin",
    "cilline",
    "cillin",
    "mycine",
    "mycin",
    "cycline",
    "dipine",
    "olol",
    "lukast",
    "gliptine",
    "gliptin",
    "gliflozine",
    "gliflozin",
    "glutide",
    "setron",
    "triptan",
    "coxib",
    "azepam",
    "zolam",
    "xaban",
    "gatran",
    "parine",
    "limus",
    "tegravir",
    "buvir",
    "navir",
    "trexed",
    "platine",
    "rubicine",
    "taxel",
    "barbital",
    "zosine",
    "fibrate",
    "dronate",
    "thiazide",
    "semide",
    "terol",
    "formine",
    "glitazone",
    "orexant",
    "gepant",
    "peridone",
    "zapine",
    "pramine",
    "traline",
    "oxetine",
    "faxine",
    "piprazole",
    "tidine",
];
const MIN_SUBSTANCE: usize = 8;
const MIN_NAME: usize = 5;

/// Products that no pack knows: a substance by its ending, or a name in the frame of a dose or of a taking.
fn unlisted(scanned: &Scanned<'_>, kept: &mut Vec<Named<'_>>) {
    let text = &scanned.text;
    for (index, token) in text.tokens.iter().enumerate() {
        let known = token.traits.has(Traits::LISTED.with(Traits::ORDINARY));
        if token.kind != TokenKind::Word || known || token.end - token.start < MIN_NAME || token.hashtag {
            continue;
        }
        let word = text.word(index);
        let free = || kept.iter().all(|named| !named.tokens.contains(&index));
        if word.is_ascii() && (is_substance(word) || framed(text, index, token.capital)) && free() {
            kept.push(Named { written: Some(word.to_uppercase()), ..named(None, index..index + 1) });
        }
        if kept.len() >= MOST_NAMED {
            return;
        }
    }
}

/// Whether a normalised word ends like the name of a substance.
#[must_use]
pub fn is_substance(word: &str) -> bool {
    word.len() >= MIN_SUBSTANCE && STEMS.iter().any(|stem| word.ends_with(stem))
}

/// « Xyz 20 mg », « comprimé de Xyz », « sous Xyz », « je prends du Xyz ».
fn framed(text: &Text<'_>, index: usize, capital: Capital) -> bool {
    let dosed = text.tokens.get(index + 1).is_some_and(|next| next.kind == TokenKind::Number)
        && matches!(text.word(index + 2), "mg" | "ug" | "mcg" | "ml" | "ui");
    let back = |steps: usize| index.checked_sub(steps).map_or("", |at| text.word(at));
    let article = matches!(back(1), "du" | "de" | "d" | "le" | "la" | "l" | "of" | "the");
    let (verb, unit) = if article { (back(2), back(2)) } else { (back(1), "") };
    let taken =
        matches!(verb, "prends" | "prend" | "pris" | "prenais" | "prenait" | "sous" | "took" | "taking" | "takes");
    let counted = matches!(
        unit,
        "comprime"
            | "comprimes"
            | "cachet"
            | "cachets"
            | "gelule"
            | "gelules"
            | "cp"
            | "tablet"
            | "tablets"
            | "capsule"
            | "capsules"
    );
    dosed || capital != Capital::No && (taken || counted)
}

/// The products of the page, as names the packs know or as given.
#[must_use]
pub fn of_page<'l>(lexicon: &'l Lexicon, input: &Input) -> Vec<Named<'l>> {
    let known = |name: &String| {
        let product = lexicon.product_named(name).and_then(|id| lexicon.product(id));
        Named { written: Some(name.clone()), ..named(product, 0..0) }
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
        .map(|found| Named { written: found.product.map(|product| product.name.clone()), tokens: 0..0, ..found })
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
