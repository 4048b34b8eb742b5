//! A post revision that belongs to a case.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{CaseId, OrganisationId, PostId};

/// A post revision that belongs to a case.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_post")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: PostId,
    /// The revision.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i32,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// When it joined.
    pub joined_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
