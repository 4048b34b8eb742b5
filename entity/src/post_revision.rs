//! One version of a post's text, with the review it received.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{OrganisationId, PostId, PostRevisionId};

/// One version of a post's text, with the review it received.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "post_revision")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PostRevisionId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The post.
    pub post_id: PostId,
    /// 1 for the first text, then counting up.
    pub revision: i32,
    /// The text, never altered.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// The text it answers, when known.
    #[sea_orm(column_type = "Text", nullable)]
    pub parent_text: Option<String>,
    /// SHA-256 of the text, in hexadecimal: the same text again is a duplicate.
    pub text_sha256: String,
    /// SHA-256 of the bytes that reached us for this post, in hexadecimal.
    pub raw_sha256: String,
    /// When it was published or edited.
    pub published_at: DateTime<Utc>,
    /// When it reached us.
    pub received_at: DateTime<Utc>,
    /// When the engine had read it.
    pub detected_at: DateTime<Utc>,
    /// The whole review, as the engine gave it.
    pub review: Json,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
