//! A health organisation: the owner of pages, cases and people.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{OrganisationId, Speaker};

/// A health organisation: the owner of pages, cases and people.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// Short name used on the command line and in addresses.
    #[sea_orm(unique)]
    pub slug: String,
    /// Name people read.
    pub name: String,
    /// What it is; decides the law that applies to its own words and its duties.
    pub kind: Speaker,
    /// Language its people read: `fr` or `en`.
    pub language: String,
    /// IANA name of the zone its days are counted in.
    pub time_zone: String,
    /// Made for the demonstration; refused by `serve`.
    pub demo: bool,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
