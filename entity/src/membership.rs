//! A person's role in an organisation.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{MembershipId, OrganisationId, Role, UserId};

/// A person's role in an organisation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The person.
    pub user_id: UserId,
    /// What the person may do there.
    pub role: Role,
    /// When the access ends by itself.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// The person.
    #[sea_orm(belongs_to, from = "user_id", to = "id")]
    pub user: BelongsTo<super::user::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
