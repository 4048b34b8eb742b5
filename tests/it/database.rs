//! A database for each test: a file, or a copy of a migrated template on a PostgreSQL server.

use std::{
    path::Path,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use url::Url;

/// A database product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    pub fn is_there(self) -> bool {
        self == Self::Sqlite || server().is_some()
    }

    /// The address of an empty, migrated database.
    pub fn make(self, folder: &Path) -> String {
        match self {
            Self::Sqlite => format!("sqlite://{}?mode=rwc", folder.join("vigie.db").display()),
            Self::Postgres => copy(),
        }
    }
}

fn server() -> Option<Url> {
    let url = std::env::var("VIGIE_TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())?;
    Some(Url::parse(&url).expect("VIGIE_TEST_DATABASE_URL is an address"))
}

fn named(name: &str) -> String {
    let mut url = server().expect("a server");
    url.set_path(name);
    url.to_string()
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

async fn admin() -> DatabaseConnection {
    Database::connect(server().expect("a server").to_string()).await.expect("the test server answers")
}

/// Names of this run begin alike, so that they can be swept.
fn prefix() -> &'static str {
    static PREFIX: OnceLock<String> = OnceLock::new();
    PREFIX.get_or_init(|| format!("vigie_test_{}", std::process::id()))
}

/// A migrated database that nobody is connected to, made once.
fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("{}_template", prefix());
        block_on(async {
            let admin = admin().await;
            admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("databases may be made");
            let connection = Database::connect(named(&name)).await.unwrap();
            Migrator::up(&connection, None).await.unwrap();
            connection.close().await.unwrap();
        });
        name
    })
}

fn copy() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("{}_{}", prefix(), NEXT.fetch_add(1, Ordering::Relaxed));
    let template = template();
    block_on(async {
        let statement = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
        admin().await.execute_unprepared(&statement).await.expect("a template can be copied");
    });
    named(&name)
}

/// Drops what this run made.
pub fn sweep() {
    if server().is_none() {
        return;
    }
    block_on(async {
        let admin = admin().await;
        let query = format!("SELECT datname FROM pg_database WHERE datname LIKE '{}%'", prefix());
        let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, query);
        for row in admin.query_all_raw(statement).await.unwrap() {
            let name: String = row.try_get("", "datname").unwrap();
            admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
        }
    });
}
