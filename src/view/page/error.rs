use serde::Serialize;

use super::Page;
use crate::view::label::{ErrorCode, Label};

/// A page that says what went wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Error {
    /// HTTP status.
    pub status: u16,
    /// What went wrong.
    pub code: ErrorCode,
    /// What is particular to this time.
    pub particulars: Option<String>,
    /// Identifier to quote when asking for help.
    pub request_id: Option<String>,
}

impl Page for Error {
    const NAME: &'static str = "page/error.html";

    fn samples() -> Vec<Self> {
        ErrorCode::ALL
            .iter()
            .map(|code| Self {
                status: 404,
                code: *code,
                particulars: (*code == ErrorCode::PayloadTooLarge).then(|| "8388608 <bytes>".to_owned()),
                request_id: (*code != ErrorCode::NotFound).then(|| "0197a3b2-9999-7000-8000-000000000000".to_owned()),
            })
            .collect()
    }
}
