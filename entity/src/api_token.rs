//! A program's access to one organisation; only the hash of the token is kept.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{ApiTokenId, OrganisationId, Role};

/// A program's access to one organisation; only the hash of the token is kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// What the token is for, in the administrator's words.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// SHA-256 of the token, in hexadecimal.
    #[sea_orm(unique)]
    pub token_hash: String,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
