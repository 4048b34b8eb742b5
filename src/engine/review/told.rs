//! What a safety reader writes down about a case, each fact with the words that tell it.

use serde::{Deserialize, Serialize};

use super::{Criterion, Seriousness, SpecialSituation};
use crate::engine::input::named;

named! {
    /// The vigilance a product falls under in France.
    Scheme {
        /// Medicines, vaccines and contraceptive drugs.
        Pharmacovigilance = "pharmacovigilance",
        /// Medical devices.
        Materiovigilance = "materiovigilance",
        /// In-vitro diagnostics.
        Reactovigilance = "reactovigilance",
        /// Cosmetics.
        Cosmetovigilance = "cosmetovigilance",
        /// Food supplements.
        Nutrivigilance = "nutrivigilance",
        /// Abuse of a medicine, beside pharmacovigilance.
        Addictovigilance = "addictovigilance",
    }
}

named! {
    /// What became of a reaction, as ICH E2B lists it.
    ReactionOutcome {
        /// It is over.
        Recovered = "recovered",
        /// It is getting better.
        Recovering = "recovering",
        /// It is still there.
        NotRecovered = "not_recovered",
        /// It is over and left something behind.
        RecoveredWithSequelae = "recovered_with_sequelae",
        /// The patient died of it.
        Fatal = "fatal",
    }
}

named! {
    /// What stopping a product, or taking it again, showed.
    ChallengeOutcome {
        /// The effect went or eased without the product; it came back with it.
        Positive = "positive",
        /// The effect stayed without the product; it did not come back with it.
        Negative = "negative",
        /// Nothing is said of it.
        Unknown = "unknown",
    }
}

named! {
    /// The age groups of ICH E2B.
    AgeGroup {
        /// Before birth.
        Foetus = "foetus",
        /// Under 28 days.
        Neonate = "neonate",
        /// From 28 days, under two years.
        Infant = "infant",
        /// From two to eleven years.
        Child = "child",
        /// From twelve to seventeen years.
        Adolescent = "adolescent",
        /// From eighteen to sixty-four years.
        Adult = "adult",
        /// From sixty-five years.
        Elderly = "elderly",
    }
}

/// What a quotation proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// A criterion of seriousness.
    Seriousness(Seriousness),
    /// A special situation.
    SpecialSituation(SpecialSituation),
    /// One of the four criteria.
    Criterion(Criterion),
}

/// The words that prove one fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What they prove.
    pub fact: Fact,
    /// First byte in the original text.
    pub start: usize,
    /// One past the last byte in the original text.
    pub end: usize,
    /// The words as written.
    pub excerpt: String,
}

/// Words of the text, in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// First byte in the original text.
    pub start: usize,
    /// One past the last byte in the original text.
    pub end: usize,
    /// The words as written.
    pub excerpt: String,
}

/// What became of a reaction, and the words that tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What became of it.
    pub outcome: ReactionOutcome,
    /// First byte in the original text.
    pub start: usize,
    /// One past the last byte in the original text.
    pub end: usize,
    /// The words as written.
    pub excerpt: String,
}

/// A product stopped, or taken again, and what that showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    /// What it showed.
    pub outcome: ChallengeOutcome,
    /// First byte in the original text.
    pub start: usize,
    /// One past the last byte in the original text.
    pub end: usize,
    /// The words as written.
    pub excerpt: String,
}
