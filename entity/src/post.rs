//! A post or comment; its texts are its revisions.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{AdverseVerdict, OrganisationId, PageId, PostId, PostKind, Speaker, Verdict};

/// A post or comment; its texts are its revisions.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PostId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The page it was written on.
    pub page_id: PageId,
    /// Its id on the platform; unique on the page.
    pub external_id: String,
    /// What sort of publication it is.
    pub kind: PostKind,
    /// Who speaks.
    pub speaker: Speaker,
    /// Name or handle of the author, as the platform gives it.
    pub author: Option<String>,
    /// Address of the post.
    pub url: Option<String>,
    /// The highest revision kept.
    pub revision: i32,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// When its first revision reached us.
    pub received_at: DateTime<Utc>,
    /// Verdict over its current revision.
    pub verdict: Verdict,
    /// Adverse-event verdict over its current revision.
    pub adverse_verdict: AdverseVerdict,
    /// Adverse-event score of its current revision, 0 to 1.
    pub score: f64,
    /// How many findings its current revision has.
    pub findings: i32,
    /// How many products its current revision names.
    pub products: i32,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
