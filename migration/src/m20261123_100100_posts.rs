//! Pages, posts, the revisions of their text, and findings.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let page = table("page")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .col(string("key"))
            .col(string("name"))
            .col(string("platform"))
            .col(string_null("url"))
            .col(boolean("owned"))
            .col(json_binary("products"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        manager.create_table(page).await?;
        unique(manager, "page", &["organisation_id", "key"]).await?;

        let post = table("post")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .references("page_id", "page")
            .col(string("external_id"))
            .col(string("kind"))
            .col(string("speaker"))
            .col(string_null("author"))
            .col(string_null("url"))
            .col(integer("revision"))
            .col(timestamp_with_time_zone("published_at"))
            .col(timestamp_with_time_zone("received_at"))
            .col(string("verdict"))
            .col(string("adverse_verdict"))
            .col(double("score"))
            .col(integer("findings"))
            .col(integer("products"))
            .take();
        manager.create_table(post).await?;
        unique(manager, "post", &["page_id", "external_id"]).await?;
        // Lists go newest first by id (UUIDv7 counts in time), whole or by verdict.
        unique(manager, "post", &["organisation_id", "id"]).await?;
        index(manager, "post", &["organisation_id", "verdict", "id"]).await?;
        index(manager, "post", &["organisation_id", "adverse_verdict", "id"]).await?;

        let post_revision = table("post_revision")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .references("post_id", "post")
            .col(integer("revision"))
            .col(text("text"))
            .col(text_null("parent_text"))
            .col(string("text_sha256"))
            .col(string("raw_sha256"))
            .col(timestamp_with_time_zone("published_at"))
            .col(timestamp_with_time_zone("received_at"))
            .col(timestamp_with_time_zone("detected_at"))
            .col(json_binary("review"))
            .take();
        manager.create_table(post_revision).await?;
        unique(manager, "post_revision", &["post_id", "revision"]).await?;

        let finding = table("finding")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .references("post_id", "post")
            .references("post_revision_id", "post_revision")
            .col(string("rule"))
            .col(string("pack"))
            .col(string_null("topic"))
            .col(string("category"))
            .col(string("severity"))
            .col(integer("start"))
            .col(integer("end"))
            .col(string("policy_release"))
            .take();
        manager.create_table(finding).await?;
        index(manager, "finding", &["post_revision_id"]).await?;
        unique(manager, "finding", &["organisation_id", "id"]).await?;
        index(manager, "finding", &["organisation_id", "rule", "id"]).await?;
        index(manager, "finding", &["organisation_id", "severity", "id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["finding", "post_revision", "post", "page"]).await
    }
}
