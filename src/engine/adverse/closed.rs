//! Word lists named after one answer of a closed list: « ae_outcome_fatal », « ae_group_infant ».

use crate::engine::review::{AgeGroup, ReactionOutcome, Scheme};

/// The answer the words of such a list give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// What became of a reaction.
    Outcome(ReactionOutcome),
    /// How old the patient is.
    Group(AgeGroup),
    /// What a product falls under, whatever its kind.
    Scheme(Scheme),
}

impl Closed {
    /// The answer that list gives.
    #[must_use]
    pub fn parse(list: &str) -> Option<Self> {
        let outcome = || ReactionOutcome::parse(list.strip_prefix("ae_outcome_")?).map(Self::Outcome);
        let group = || AgeGroup::parse(list.strip_prefix("ae_group_")?).map(Self::Group);
        let scheme = || Scheme::parse(list.strip_prefix("ae_scheme_")?).map(Self::Scheme);
        outcome().or_else(group).or_else(scheme)
    }
}
