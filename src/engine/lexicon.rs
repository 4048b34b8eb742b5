//! The vocabulary of a release, compiled: every phrase of every pack, and what it belongs to.
//!
//! Lists, cues, products, reactions, sensations and body parts are addressed by small ids. One phrase may belong to
//! many of them. Names are resolved once, when packs are compiled; `review` meets ids only.

use std::collections::BTreeMap;

use super::context::{CueKind, CueRole};
use super::input::named;
use super::review::Seriousness;
use super::scan::Automaton;
use super::text::{Normaliser, Text};

/// Every language (see [`super::input::Lang::bit`]).
pub const ANY_LANGUAGE: u8 = u8::MAX;

/// The index of a named list in `Lexicon::lists`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u32);

/// What a phrase belongs to; the number is an index into the matching vector of [`Lexicon`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A product of `Lexicon::products`.
    Product(u32),
    /// A reaction of `Lexicon::reactions`.
    Reaction(u32),
    /// A sensation word of `Lexicon::sensations`.
    Sensation(u32),
    /// A body part of `Lexicon::bodies`.
    Body(u32),
    /// A word list of `Lexicon::lists`.
    List(ListId),
    /// A cue that qualifies what stands near it.
    Cue(CueKind, CueRole),
}

named! {
    /// What a product is.
    ProductKind {
        /// A medicine.
        Medicine = "medicine",
        /// A vaccine.
        Vaccine = "vaccine",
        /// A contraceptive.
        Contraceptive = "contraceptive",
        /// A medical device.
        Device = "device",
        /// A cosmetic.
        Cosmetic = "cosmetic",
        /// A food supplement.
        Supplement = "supplement",
    }
}

named! {
    /// How a product may be had.
    ProductStatus {
        /// On prescription.
        Rx = "rx",
        /// Without prescription, reimbursed.
        OtcReimbursed = "otc_reimbursed",
        /// Without prescription, not reimbursed.
        Otc = "otc",
        /// Not a medicine.
        None = "none",
    }
}

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Display name.
    pub name: String,
    /// Substance.
    pub substance: Option<String>,
    /// ATC code.
    pub atc: Option<String>,
    /// What it is.
    pub kind: ProductKind,
    /// How it may be had.
    pub status: ProductStatus,
    /// A class word (« ma pilule », « le vaccin ») rather than a named product.
    pub class: bool,
    /// A common word or first name: counts only with a support (`Hit::supported`).
    pub support: bool,
}

/// A reaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The standard term shown to the officer.
    pub term: String,
    /// Its HPO code.
    pub hpo: Option<String>,
    /// The seriousness it suggests.
    pub serious: Option<Seriousness>,
    /// Whether it is an illness, more often the reason of a treatment than its effect.
    pub illness: bool,
}

/// A family of sensation words (« mal », « brûlure ») and the words that may join it to a body part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensation {
    /// The words, as written in the pack.
    pub words: Vec<String>,
    /// The joining words, normalised (`"a"`, `"au"`, `"dans"`).
    pub join: Vec<String>,
}

/// A body part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its name.
    pub name: String,
    /// The standard term of a pain there.
    pub term: Option<String>,
}

/// Every phrase of a release and what it belongs to.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Products.
    pub products: Vec<Product>,
    /// Reactions.
    pub reactions: Vec<Reaction>,
    /// Sensations.
    pub sensations: Vec<Sensation>,
    /// Body parts.
    pub bodies: Vec<Body>,
    /// The names of the lists; literal phrases of rules are lists too, named by their words between quotes.
    pub lists: Vec<String>,
    pub(in crate::engine) list_ids: BTreeMap<String, ListId>,
    pub(in crate::engine) normaliser: Normaliser,
    pub(in crate::engine) automaton: Automaton,
}

impl Lexicon {
    /// The id of the list with that name; ask once, when packs are compiled.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<ListId> {
        self.list_ids.get(name).copied()
    }

    /// The product with that id.
    #[must_use]
    pub fn product(&self, id: u32) -> Option<&Product> {
        self.products.get(usize::try_from(id).ok()?)
    }

    /// The reaction with that id.
    #[must_use]
    pub fn reaction(&self, id: u32) -> Option<&Reaction> {
        self.reactions.get(usize::try_from(id).ok()?)
    }

    /// The sensation with that id.
    #[must_use]
    pub fn sensation(&self, id: u32) -> Option<&Sensation> {
        self.sensations.get(usize::try_from(id).ok()?)
    }

    /// The body part with that id.
    #[must_use]
    pub fn body(&self, id: u32) -> Option<&Body> {
        self.bodies.get(usize::try_from(id).ok()?)
    }

    /// The text as the engine reads it.
    #[must_use]
    pub fn normalise<'t>(&self, original: &'t str) -> Text<'t> {
        self.normaliser.normalise(original)
    }

    /// The form in which words are compared: `"J’ai mal"` is `"j ai mal"`.
    #[must_use]
    pub fn normal_form(&self, written: &str) -> String {
        self.normaliser.phrase(written)
    }

    /// Every phrase of every list, cue, product and reaction, in normal form, sorted.
    #[must_use]
    pub fn phrases(&self) -> &[String] {
        self.automaton.phrases()
    }

    /// The product with that name or form, exactly or through spelling mistakes (for `Input::page_products`).
    #[must_use]
    pub fn product_named(&self, written: &str) -> Option<u32> {
        let norm = self.normal_form(written);
        self.automaton.product_named(&norm).or_else(|| self.automaton.product_named(&self.normaliser.mended(&norm)))
    }
}
