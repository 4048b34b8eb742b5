//! The history of Vigie's tables, oldest first.
//!
//! A migration never imports `entity`: a struct that changes tomorrow must not change what a
//! migration did yesterday. Each runs in a transaction on both databases.

mod m20261123_100000_accounts;
mod m20261123_100100_posts;
mod m20261123_100200_cases;
mod m20261123_100300_outbox;
mod m20261123_100400_audit;
mod table;

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::prelude::{MigratorTrait, SchemaManager};

/// Brings a database from any earlier release to this one, and back.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_100000_accounts::Migration),
            Box::new(m20261123_100100_posts::Migration),
            Box::new(m20261123_100200_cases::Migration),
            Box::new(m20261123_100300_outbox::Migration),
            Box::new(m20261123_100400_audit::Migration),
        ]
    }
}
