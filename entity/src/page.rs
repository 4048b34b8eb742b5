//! A social page, profile or channel that an organisation watches.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{OrganisationId, PageId, json::Words};

/// A social page, profile or channel that an organisation watches.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PageId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Short name used by the API; unique in the organisation.
    pub key: String,
    /// Name people read.
    pub name: String,
    /// Where the page lives: `facebook`, `instagram`, `x` …
    pub platform: String,
    /// Address of the page.
    pub url: Option<String>,
    /// The organisation owns, pays for or controls it (GVP VI.B.1.1.4).
    pub owned: bool,
    /// Products the page is about.
    pub products: Words,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
