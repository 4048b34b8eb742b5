//! A rule that fired in a post revision.

use sea_orm::entity::prelude::*;

use crate::{FindingId, OrganisationId, PostId, PostRevisionId};

/// A rule that fired in a post revision.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "finding")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FindingId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The post.
    pub post_id: PostId,
    /// The revision it was found in.
    pub post_revision_id: PostRevisionId,
    /// Id of the rule.
    pub rule: String,
    /// Pack of the rule.
    pub pack: String,
    /// Section of the fact sheet the rule stands for.
    pub topic: Option<String>,
    /// Category, as in the review.
    pub category: String,
    /// Severity, as in the review.
    pub severity: String,
    /// First byte of the words found.
    pub start: i32,
    /// Byte after the words found.
    pub end: i32,
    /// Release of the policies that found it.
    pub policy_release: String,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
