//! Who people and programs are, what they may do, and what an organisation owns: people, tokens, pages.

mod access;
mod password;
mod session;
mod store;
mod token;

pub use access::{Access, Permission};
pub use session::{Cookie, end, open, sign_in};
pub use store::{
    Added, NewOrganisation, NewPage, NewUser, Recipient, add_organisation, add_page, add_user, demo_accounts,
    organisation, organisation_by_slug, organisations, page, pages, recipients, remove_password, set_password,
};
pub use token::{NewToken, add_token, open_token, revoke_token};
