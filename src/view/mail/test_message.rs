use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use super::MailTemplate;

/// Shows an administrator that mail works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestMessage {
    /// Name of the recipient.
    pub recipient: String,
    /// Name of the organisation.
    pub organisation: String,
    /// When it was asked for.
    pub sent_at: DateTime<Utc>,
    /// Zone of the organisation.
    #[serde(skip)]
    pub zone: Tz,
    /// Full address of the service.
    pub link: String,
}

impl MailTemplate for TestMessage {
    const NAME: &'static str = "test_message";

    fn zone(&self) -> Tz {
        self.zone
    }

    fn samples() -> Vec<Self> {
        vec![Self {
            recipient: "Claire Martin".to_owned(),
            organisation: "Laboratoire Exemple".to_owned(),
            sent_at: "2026-11-23T09:00:00Z".parse().unwrap_or_default(),
            zone: Tz::Europe__Paris,
            link: "https://vigie.example/".to_owned(),
        }]
    }
}
