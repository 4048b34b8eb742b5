//! The mails: one type and one folder of three templates for each.
//!
//! A mail leaves the house: it carries no product, no reaction, no word of a post and no author.

mod case_opened;
mod test_message;

use chrono_tz::Tz;
use serde::Serialize;

pub use case_opened::CaseOpened;
pub use test_message::TestMessage;

/// A mail: the name of its folder and what it says.
pub trait MailTemplate: Serialize + Sized {
    /// Name of the folder in `templates/mail`.
    const NAME: &'static str;

    /// Zone in which its hours are written.
    fn zone(&self) -> Tz;

    /// Contexts that together go through every branch of the templates.
    fn samples() -> Vec<Self>;
}

/// The folder of every mail.
pub(super) const NAMES: [&str; 2] = [CaseOpened::NAME, TestMessage::NAME];

/// A mail ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedMail {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML without any remote content.
    pub html: String,
}
