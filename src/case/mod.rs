//! A case lives: it is opened with the post that gave a reason for it, worked through a pure table of states,
//! documented, and every change of it is an event.

mod change;
pub mod deadline;
mod file;
mod open;
mod read;
mod receive;
pub mod state;

pub use change::{Change, Judgement, apply, first_seen};
pub use file::{Report, document, report};
pub(crate) use file::{mail_state, masked, missing, shows_author};
pub use read::{Counts, Cursor, Detail, Filter, Made, counts, detail, list};
pub use receive::{Outcome, receive};

use entity::case;

/// The case's number as people write it: the year it was opened and its place in the organisation.
#[must_use]
pub fn number(case: &case::Model) -> String {
    number_of(case.opened_at, case.number)
}

/// The same from its parts.
#[must_use]
pub fn number_of(opened_at: chrono::DateTime<chrono::Utc>, number: i64) -> String {
    format!("VIG-{}-{number:05}", chrono::Datelike::year(&opened_at))
}
