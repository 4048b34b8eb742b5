//! A signed-in browser; only the hash of its token is kept.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{OrganisationId, SessionId, UserId};

/// A signed-in browser; only the hash of its token is kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// SHA-256 of the cookie's token, in hexadecimal.
    #[sea_orm(unique)]
    pub token_hash: String,
    /// Who signed in.
    pub user_id: UserId,
    /// The organisation the person works for at the moment.
    pub organisation_id: OrganisationId,
    /// When the person signed in.
    pub created_at: DateTime<Utc>,
    /// When the session was last used, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires_at: DateTime<Utc>,
    /// When it was ended by sign-out.
    pub revoked_at: Option<DateTime<Utc>>,
    /// The person.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
