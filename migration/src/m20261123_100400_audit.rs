//! The hash-chained trail of each organisation.

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
        let audit_entry = table("audit_entry")
            .col(pk_uuid("id"))
            .references("organisation_id", "organisation")
            .col(big_integer("seq"))
            .col(timestamp_with_time_zone("at"))
            .col(string("actor_kind"))
            .col(string("actor"))
            .col(string("action"))
            .col(string("subject_kind"))
            .col(string("subject"))
            .col(text("detail"))
            .col(string("previous_hash"))
            .col(string("hash"))
            .take();
        manager.create_table(audit_entry).await?;
        unique(manager, "audit_entry", &["organisation_id", "seq"]).await?;
        index(manager, "audit_entry", &["organisation_id", "subject"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["audit_entry"]).await
    }
}
