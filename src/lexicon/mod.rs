//! Official files become packs: bytes in, products and damaged lines out. Pure: no file, no network, no clock.
//!
//! [`bdpm`] reads the public database of medicines of France; `write` gives the products the shape of any
//! `products.toml`, so that the engine loads them as one more pack. Where the file lies is known to `policy` alone.

pub mod bdpm;
mod fold;
mod write;

use crate::engine::lexicon::{ProductKind, ProductStatus};

pub use write::products_toml;

/// A product as the import knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// The name people use, in capitals without accents.
    pub name: String,
    /// Its substances, none where there are too many to tell apart.
    pub substance: Option<String>,
    /// What it is.
    pub kind: ProductKind,
    /// How it may be had.
    pub status: ProductStatus,
    /// An ordinary word, a first name or a very short name: counts only beside a dose, a form or a verb of taking.
    pub support: bool,
    /// Too close to ordinary words to be recognised through a spelling mistake.
    pub exact: bool,
}

/// A line that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedLine {
    /// The file.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}
