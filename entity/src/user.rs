//! A person who can sign in.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::UserId;

/// A person who can sign in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// E-mail address in lower case; what the person signs in with.
    #[sea_orm(unique)]
    pub email: String,
    /// Name people read.
    pub name: String,
    /// Language the person reads: `fr` or `en`.
    pub language: String,
    /// Argon2id hash; absent until a password is set.
    pub password_hash: Option<String>,
    /// Made for the demonstration; refused by `serve`.
    pub demo: bool,
    /// When the account was closed.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
