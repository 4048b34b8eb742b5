//! The life of a case: one pure table of states and transitions.

use entity::{CaseKind, CaseState};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something a person does with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// Start working on it.
    Take,
    /// Ask the reporter for what is missing.
    RequestInformation,
    /// Go on after the answer.
    Resume,
    /// It is a case to report.
    Confirm,
    /// It has been sent to the authority.
    Submit,
    /// Nothing is left to do.
    Close,
    /// It is not a case.
    Dismiss,
    /// Take it up again.
    Reopen,
}

impl Transition {
    /// Every transition, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::Take,
        Self::Confirm,
        Self::RequestInformation,
        Self::Resume,
        Self::Submit,
        Self::Close,
        Self::Dismiss,
        Self::Reopen,
    ];

    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::RequestInformation => "request_information",
            Self::Resume => "resume",
            Self::Confirm => "confirm",
            Self::Submit => "submit",
            Self::Close => "close",
            Self::Dismiss => "dismiss",
            Self::Reopen => "reopen",
        }
    }

    /// The person must say why, or to whom.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Dismiss | Self::Reopen | Self::Submit)
    }

    /// Where it leads from `state`, when it can be done there at all.
    const fn target(self, state: CaseState) -> Option<CaseState> {
        use CaseState::{AwaitingInformation, Closed, Confirmed, InReview, New, NotACase, Submitted};
        match (state, self) {
            (New, Self::Take)
            | (AwaitingInformation, Self::Resume)
            | (Confirmed | Submitted | Closed | NotACase, Self::Reopen) => Some(InReview),
            (InReview, Self::RequestInformation) => Some(AwaitingInformation),
            (InReview, Self::Confirm) => Some(Confirmed),
            (Confirmed, Self::Submit) => Some(Submitted),
            (Submitted, Self::Close) => Some(Closed),
            (New | InReview | AwaitingInformation, Self::Dismiss) => Some(NotACase),
            _ => None,
        }
    }
}

impl std::str::FromStr for Transition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|transition| transition.as_str() == text).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|transition| transition.as_str()).collect();
            format!("expected one of: {}", known.join(", "))
        })
    }
}

/// What the table looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Where the case stands.
    pub state: CaseState,
    /// What it records.
    pub kind: CaseKind,
    /// All four criteria of a valid ICSR are met.
    pub criteria_complete: bool,
    /// A person has decided day zero.
    pub day_zero_decided: bool,
}

/// Why a transition is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It does not exist in this state.
    #[error("a case that is {from} cannot be changed by {transition}", from = .0.as_str(), transition = .1.as_str())]
    NotFromHere(CaseState, Transition),
    /// The four criteria are not all met (GVP VI.B.2).
    #[error("the four criteria are not all met: judge them, or ask for what is missing")]
    CriteriaIncomplete,
    /// Nobody has decided day zero.
    #[error("day zero is only proposed: decide it first")]
    DayZeroUndecided,
    /// The person did not say why.
    #[error("a reason is required")]
    ReasonMissing,
}

/// Decides where a transition leads.
///
/// # Errors
/// [`Refused`], saying what is missing.
pub fn step(facts: Facts, transition: Transition, reason: Option<&str>) -> Result<CaseState, Refused> {
    let target = transition.target(facts.state).ok_or(Refused::NotFromHere(facts.state, transition))?;
    if target == CaseState::Confirmed {
        // A special situation without a reaction is recorded, not reported: it needs no complete ICSR.
        if facts.kind == CaseKind::Report && !facts.criteria_complete {
            return Err(Refused::CriteriaIncomplete);
        }
        if !facts.day_zero_decided {
            return Err(Refused::DayZeroUndecided);
        }
    }
    if transition.needs_reason() && reason.is_none_or(|reason| reason.trim().is_empty()) {
        return Err(Refused::ReasonMissing);
    }
    Ok(target)
}

/// The transitions that lead somewhere from here, whatever else they may still lack.
#[must_use]
pub fn offered(state: CaseState) -> Vec<Transition> {
    Transition::ALL.into_iter().filter(|transition| transition.target(state).is_some()).collect()
}

/// No more work is expected on a case in this state.
#[must_use]
pub const fn is_settled(state: CaseState) -> bool {
    matches!(state, CaseState::Submitted | CaseState::Closed | CaseState::NotACase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: Facts =
        Facts { state: CaseState::InReview, kind: CaseKind::Report, criteria_complete: true, day_zero_decided: true };

    #[test]
    fn the_straight_path_leads_from_new_to_closed() {
        let mut state = CaseState::New;
        for transition in [Transition::Take, Transition::Confirm, Transition::Submit, Transition::Close] {
            state = step(Facts { state, ..READY }, transition, Some("EudraVigilance")).unwrap();
        }
        assert_eq!(state, CaseState::Closed);
    }

    #[test]
    fn an_incomplete_report_is_not_confirmed_but_a_special_situation_is() {
        let incomplete = Facts { criteria_complete: false, ..READY };
        assert_eq!(step(incomplete, Transition::Confirm, None), Err(Refused::CriteriaIncomplete));
        let special = Facts { kind: CaseKind::SpecialSituation, ..incomplete };
        assert_eq!(step(special, Transition::Confirm, None), Ok(CaseState::Confirmed));
    }

    #[test]
    fn day_zero_is_decided_before_a_case_is_confirmed() {
        let undecided = Facts { day_zero_decided: false, ..READY };
        assert_eq!(step(undecided, Transition::Confirm, None), Err(Refused::DayZeroUndecided));
    }

    #[test]
    fn a_case_is_not_dismissed_without_a_reason() {
        assert_eq!(step(READY, Transition::Dismiss, Some("  ")), Err(Refused::ReasonMissing));
        assert_eq!(step(READY, Transition::Dismiss, Some("duplicate")), Ok(CaseState::NotACase));
    }

    #[test]
    fn every_state_can_be_left_and_reached_again() {
        for state in CaseState::ALL {
            assert!(!offered(*state).is_empty(), "{state} is a dead end");
        }
    }

    #[test]
    fn what_is_not_in_the_table_is_refused() {
        for state in CaseState::ALL {
            for transition in Transition::ALL {
                let outcome = step(Facts { state: *state, ..READY }, transition, Some("why"));
                assert_eq!(outcome.is_ok(), offered(*state).contains(&transition), "{state} {transition:?}");
            }
        }
    }
}
