//! What every table shares, so that a migration reads as the list of its columns.

use sea_orm_migration::{
    prelude::*,
    schema::{self, uuid},
};

/// Starts a table.
pub fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).take()
}

/// A column that points at the `id` of `target`, with its key.
pub trait References {
    /// Adds the column `name` and its foreign key; rows pointed at cannot be deleted.
    fn references(&mut self, name: &'static str, target: &'static str) -> &mut Self;
    /// The same for a column that may be empty.
    fn may_reference(&mut self, name: &'static str, target: &'static str) -> &mut Self;
}

impl References for TableCreateStatement {
    fn references(&mut self, name: &'static str, target: &'static str) -> &mut Self {
        self.col(uuid(name)).foreign_key(&mut key(name, target))
    }

    fn may_reference(&mut self, name: &'static str, target: &'static str) -> &mut Self {
        self.col(schema::uuid_null(name)).foreign_key(&mut key(name, target))
    }
}

fn key(name: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col(name).to(target, "id").on_delete(ForeignKeyAction::Restrict).take()
}

/// Creates an index named after its table and columns.
pub async fn index(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.create_index(index_on(table, columns)).await
}

/// Creates a unique index named after its table and columns.
pub async fn unique(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.create_index(index_on(table, columns).unique().take()).await
}

fn index_on(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(format!("{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        statement.col(*column);
    }
    statement
}

/// Drops tables, the last created first.
pub async fn drop_all(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).take()).await?;
    }
    Ok(())
}
