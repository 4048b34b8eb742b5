//! The tables of Vigie, one file each: columns, typed ids and enums, no behaviour.
//!
//! Every row belongs to an organisation, and every table that holds such rows offers
//! `Entity::of(organisation)`, the only way a query may start outside this crate.

mod id;
mod json;
mod kind;

pub mod api_token;
pub mod audit_entry;
pub mod case;
pub mod case_event;
pub mod case_post;
pub mod document;
pub mod finding;
pub mod membership;
pub mod organisation;
pub mod outbox;
pub mod page;
pub mod post;
pub mod post_revision;
pub mod session;
pub mod user;

pub use id::*;
pub use json::*;
pub use kind::*;

/// Gives a table its scoped constructor: rows of one organisation and no others.
macro_rules! scoped {
    () => {
        impl Entity {
            /// Starts a query over the rows of `organisation` and no others.
            pub fn of(organisation: crate::OrganisationId) -> sea_orm::Select<Self> {
                use sea_orm::{EntityTrait, QueryFilter};
                Self::find().filter(COLUMN.organisation_id.eq(organisation))
            }
        }
    };
}
pub(crate) use scoped;
