//! Cases, the posts they rest on, their events and documents.

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
        let case = table("case")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .col(big_integer("number"))
            .references("page_id", "page")
            .references("post_id", "post")
            .col(string("kind"))
            .col(string("state"))
            .col(integer("version"))
            .col(string("language"))
            .col(json_binary("products"))
            .col(json_binary("reactions"))
            .col(json_binary("special_situations"))
            .col(json_binary("seriousness"))
            .col(boolean("serious"))
            .col(json_binary("criteria"))
            .col(date("day_zero"))
            .col(text_null("day_zero_reason"))
            .may_reference("day_zero_by", "user")
            .col(date("due_on"))
            .may_reference("assignee_id", "user")
            .col(timestamp_with_time_zone("posted_at"))
            .col(timestamp_with_time_zone("received_at"))
            .col(timestamp_with_time_zone("detected_at"))
            .col(timestamp_with_time_zone_null("first_seen_at"))
            .col(timestamp_with_time_zone_null("criteria_complete_at"))
            .col(timestamp_with_time_zone("opened_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .take();
        manager.create_table(case).await?;
        unique(manager, "case", &["organisation_id", "number"]).await?;
        unique(manager, "case", &["post_id"]).await?;
        // The inbox: by due date, whole or by state or seriousness.
        index(manager, "case", &["organisation_id", "due_on", "id"]).await?;
        index(manager, "case", &["organisation_id", "state", "due_on", "id"]).await?;
        index(manager, "case", &["organisation_id", "serious", "due_on", "id"]).await?;

        let case_post = table("case_post")
            .references("case_id", "case")
            .references("post_id", "post")
            .col(integer("revision"))
            .references("organisation_id", "organisation")
            .col(timestamp_with_time_zone("joined_at"))
            .primary_key(Index::create().col("case_id").col("post_id").col("revision"))
            .take();
        manager.create_table(case_post).await?;
        index(manager, "case_post", &["post_id"]).await?;

        let case_event = table("case_event")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .references("case_id", "case")
            .col(integer("version"))
            .col(timestamp_with_time_zone("at"))
            .col(string("actor_kind"))
            .col(string("actor"))
            .col(string("kind"))
            .col(text_null("reason"))
            .col(json_binary("detail"))
            .col(string_null("idempotency_key"))
            .take();
        manager.create_table(case_event).await?;
        unique(manager, "case_event", &["case_id", "version"]).await?;
        unique(manager, "case_event", &["case_id", "idempotency_key"]).await?;

        let document = table("document")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .references("case_id", "case")
            .col(string("kind"))
            .col(string("language"))
            .col(integer("case_version"))
            .col(string("content_sha256"))
            .col(string("sha256"))
            .col(boolean("shows_author"))
            .col(integer("size"))
            .col(blob("bytes"))
            .col(string("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        manager.create_table(document).await?;
        unique(manager, "document", &["case_id", "kind", "language", "content_sha256"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["document", "case_event", "case_post", "case"]).await
    }
}
