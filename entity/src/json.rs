//! Typed JSON columns.

use chrono::{DateTime, Utc};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// A short list of words in one column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Words(pub Vec<String>);

/// The ledger of the four criteria of a valid ICSR (GVP VI.B.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Criteria {
    /// One identifiable patient.
    pub patient: Criterion,
    /// One identifiable reporter.
    pub reporter: Criterion,
    /// One suspect product.
    pub product: Criterion,
    /// One suspect reaction.
    pub reaction: Criterion,
}

impl Criteria {
    /// All four are met.
    #[must_use]
    pub const fn complete(&self) -> bool {
        self.patient.met && self.reporter.met && self.product.met && self.reaction.met
    }
}

/// One criterion with its evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// It is met.
    pub met: bool,
    /// The words of the source that show it.
    pub quotes: Vec<String>,
    /// Name of the person who judged it; absent while only the engine has.
    pub judged_by: Option<String>,
    /// When that person did.
    pub judged_at: Option<DateTime<Utc>>,
    /// What that person noted.
    pub note: Option<String>,
}
