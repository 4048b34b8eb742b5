//! Typed ids: a case id can never be passed where a post id is wanted.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }

        // Keys are never numbers: sea-orm asks only for databases that count.
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// Names an organisation.
    OrganisationId,
    /// Names a person who can sign in.
    UserId,
    /// Names a person's role in an organisation.
    MembershipId,
    /// Names a signed-in browser.
    SessionId,
    /// Names a program's access token.
    ApiTokenId,
    /// Names a social page.
    PageId,
    /// Names a post or comment.
    PostId,
    /// Names one version of a post's text.
    PostRevisionId,
    /// Names a finding in a post revision.
    FindingId,
    /// Names a pharmacovigilance case.
    CaseId,
    /// Names one step in a case's life.
    CaseEventId,
    /// Names a stored document.
    DocumentId,
    /// Names a mail in the outbox.
    OutboxId,
    /// Names an entry of the audit trail.
    AuditEntryId,
}
