//! Mail: promised in the transaction that gives a reason for it, delivered outside of it.
//!
//! A case without its mail is impossible: [`outbox::enqueue`] writes the promise with the case. The [`worker`]
//! claims a promise, renders it, hands it to the [`transport`] and records what came of it. A mail leaves the
//! house, so it carries no health data: case number, seriousness, due date and link.

pub mod outbox;
pub mod schedule;
pub mod transport;
pub mod worker;

pub use outbox::{Facts, Promise};
pub use transport::{Outcome, Transport};
