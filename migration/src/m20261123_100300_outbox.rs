//! Mails promised with the change that gave a reason for them.

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
        let outbox = table("outbox")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .references("case_id", "case")
            .col(string("kind"))
            .col(string("recipient"))
            .col(string("recipient_name"))
            .col(string("language"))
            .col(json_binary("facts"))
            .col(string("message_id"))
            .col(string("state"))
            .col(integer("attempts"))
            .col(timestamp_with_time_zone("next_attempt_at"))
            .col(timestamp_with_time_zone_null("lease_until"))
            .col(text_null("last_error"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("sent_at"))
            .take();
        manager.create_table(outbox).await?;
        // One mail per case, kind and recipient, whatever asks for it.
        unique(manager, "outbox", &["case_id", "kind", "recipient"]).await?;
        index(manager, "outbox", &["state", "next_attempt_at"]).await?;
        index(manager, "outbox", &["organisation_id", "state", "id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["outbox"]).await
    }
}
