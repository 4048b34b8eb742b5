//! The database: the only place that connects, migrates and opens transactions.

use std::{path::Path, sync::Arc, time::Duration};

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, EntityTrait, IntoActiveModel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use secrecy::ExposeSecret;
use tokio::sync::Semaphore;

use crate::config::DatabaseConfig;

/// Rows per `INSERT`: far below the databases' limit on bound values for our widest table.
const ROWS_PER_INSERT: usize = 500;
/// How long a statement waits for a lock that another process holds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a request waits for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(8);

/// Connections in the pool.
const CONNECTIONS: u32 = 8;
/// Writers at once on PostgreSQL: readers always find a connection.
const WRITERS: usize = 5;
/// Key of the lock that one migrating process holds.
const MIGRATION_LOCK: i64 = 0x5669_6769_6500;

/// A pool of connections.
#[derive(Clone, Debug)]
pub struct Db {
    connection: DatabaseConnection,
    /// SQLite has one writer: ours queue here in order, instead of polling for its lock.
    writers: Arc<Semaphore>,
}

impl Db {
    /// Connects, making the folder of a SQLite file where it is missing.
    ///
    /// # Errors
    /// When the database cannot be reached or its file cannot be made.
    pub async fn connect(config: &DatabaseConfig) -> Result<Self, DbErr> {
        if let Some(folder) = sqlite_folder(config.url.expose_secret()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| DbErr::Custom(format!("cannot create the folder {}: {error}", folder.display())))?;
        }
        let mut options = ConnectOptions::new(config.url.expose_secret());
        // Statements carry post texts, which are health data: they are never logged.
        options.sqlx_logging(false).max_connections(CONNECTIONS).acquire_timeout(ACQUIRE_TIMEOUT);
        options.map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .pragma("journal_mode", "WAL")
                // FULL, not NORMAL: an acknowledged post survives a power cut too.
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                .busy_timeout(BUSY_TIMEOUT)
        });
        // A replica that vanishes in the middle of a transaction must not hold the others up for hours.
        options.map_sqlx_postgres_opts(|postgres| {
            postgres.options([("lock_timeout", "15s"), ("idle_in_transaction_session_timeout", "60s")])
        });
        let connection = Database::connect(options).await?;
        let at_once = if connection.get_database_backend() == DbBackend::Sqlite { 1 } else { WRITERS };
        Ok(Self { connection, writers: Arc::new(Semaphore::new(at_once)) })
    }

    /// Brings the tables to this release.
    ///
    /// # Errors
    /// When a migration fails; nothing of it is kept.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        // Processes that start together take turns: the second finds nothing left to do.
        self.write(async |tx| {
            if tx.get_database_backend() == DbBackend::Postgres {
                tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
            }
            Migrator::up(tx, None).await
        })
        .await
    }

    /// The pool, for reading.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Runs `work` in one writing transaction: all of it is kept, or nothing.
    ///
    /// # Errors
    /// What `work` answers, or the database's own error.
    pub async fn write<T, E: From<DbErr>>(
        &self,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let _turn = self.writers.acquire().await.map_err(|closed| DbErr::Custom(closed.to_string()))?;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.connection.begin_with_options(options).await?;
        match work(&transaction).await {
            Ok(value) => {
                transaction.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // A connection that is gone has rolled back by itself; the first error is the one that matters.
                if let Err(also) = transaction.rollback().await {
                    tracing::debug!(%also, "no rollback");
                }
                Err(error)
            }
        }
    }

    /// Answers when the database does.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.connection.ping().await
    }
}

/// Inserts any number of rows with few statements.
///
/// # Errors
/// When the database refuses one; the transaction is then lost.
pub async fn insert_all<A>(transaction: &DatabaseTransaction, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(ROWS_PER_INSERT).collect();
        A::Entity::insert_many(some).exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// The folder that holds a SQLite file, when the address names one.
fn sqlite_folder(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    let path = path.split('?').next()?;
    if path.starts_with(":memory:") {
        return None;
    }
    Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty())
}
