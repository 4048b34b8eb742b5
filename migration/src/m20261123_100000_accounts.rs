//! Organisations, people, roles, sessions and tokens.

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
        let organisation = table("organisation")
            .col(pk_uuid("id"))
            .col(string_uniq("slug"))
            .col(string("name"))
            .col(string("kind"))
            .col(string("language"))
            .col(string("time_zone"))
            .col(boolean("demo"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        manager.create_table(organisation).await?;

        let user = table("user")
            .col(pk_uuid("id"))
            .col(string_uniq("email"))
            .col(string("name"))
            .col(string("language"))
            .col(string_null("password_hash"))
            .col(boolean("demo"))
            .col(timestamp_with_time_zone_null("disabled_at"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        manager.create_table(user).await?;

        let membership = table("membership")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .references("user_id", "user")
            .col(string("role"))
            .col(timestamp_with_time_zone_null("ends_at"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        manager.create_table(membership).await?;
        unique(manager, "membership", &["organisation_id", "user_id"]).await?;
        index(manager, "membership", &["user_id"]).await?;

        let session = table("session")
            .col(pk_uuid("id"))
            .col(string_uniq("token_hash"))
            .references("user_id", "user")
            .references("organisation_id", "organisation")
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("last_seen_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("revoked_at"))
            .take();
        manager.create_table(session).await?;
        index(manager, "session", &["user_id"]).await?;

        let api_token = table("api_token")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .col(string("name"))
            .col(string("role"))
            .col(string_uniq("token_hash"))
            .col(timestamp_with_time_zone_null("expires_at"))
            .col(timestamp_with_time_zone_null("revoked_at"))
            .col(timestamp_with_time_zone("created_at"))
            .take();
        manager.create_table(api_token).await?;
        index(manager, "api_token", &["organisation_id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["api_token", "session", "membership", "user", "organisation"]).await
    }
}
