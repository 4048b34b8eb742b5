use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::MailTemplate;
use crate::view::label::{CaseKind, Seriousness};

/// Tells the safety officer that a case was opened or has news, without any health data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseOpened {
    /// Name of the recipient.
    pub recipient: String,
    /// Name of the organisation.
    pub organisation: String,
    /// The case is known already: its post was edited, and it matters.
    pub updated: bool,
    /// Number of the case.
    pub number: String,
    /// Whether it is serious.
    pub seriousness: Seriousness,
    /// What it records.
    pub kind: CaseKind,
    /// Its deadline, once day zero is known.
    pub due: Option<NaiveDate>,
    /// Full address of the case.
    pub link: String,
}

impl MailTemplate for CaseOpened {
    const NAME: &'static str = "case_opened";

    fn zone(&self) -> Tz {
        // A deadline is a day, not an instant: this mail shows no hour.
        Tz::UTC
    }

    fn samples() -> Vec<Self> {
        let first = Self {
            recipient: "Claire Martin".to_owned(),
            organisation: "Laboratoire Exemple & Fils".to_owned(),
            updated: false,
            number: "VIG-2026-0042".to_owned(),
            seriousness: Seriousness::Serious,
            kind: CaseKind::Report,
            due: NaiveDate::from_ymd_opt(2026, 12, 5),
            link: "https://vigie.example/cases/0197a3b2-0042-7000-8000-000000000000".to_owned(),
        };
        let second =
            Self { seriousness: Seriousness::NotSerious, kind: CaseKind::SpecialSituation, due: None, ..first.clone() };
        let third = Self { updated: true, ..first.clone() };
        vec![first, second, third]
    }
}
