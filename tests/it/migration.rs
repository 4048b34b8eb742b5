//! The tables' history, forwards and backwards.

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{app::TestApp, journeys};

journeys![every_migration_goes_up_and_down_and_up_again, the_tables_are_those_of_the_entities];

async fn every_migration_goes_up_and_down_and_up_again(t: &TestApp) {
    let connection = t.app.db.read();
    let all = u32::try_from(Migrator::migrations().len()).unwrap();
    for _ in 0..all {
        Migrator::down(connection, Some(1)).await.unwrap();
    }
    assert!(connection.execute_unprepared("SELECT * FROM organisation").await.is_err(), "nothing is left");
    Migrator::up(connection, None).await.unwrap();
    assert!(Migrator::get_pending_migrations(connection).await.unwrap().is_empty());
    // The journey works on the tables made anew.
    t.organisation("a").await;
}

async fn the_tables_are_those_of_the_entities(t: &TestApp) {
    let connection = t.app.db.read();
    macro_rules! reads {
        ($($table:ident),+ $(,)?) => {$(
            let rows = entity::$table::Entity::find().all(connection).await;
            assert!(rows.is_ok(), "{}: {rows:?}", stringify!($table));
        )+};
    }
    reads![
        organisation,
        membership,
        user,
        session,
        api_token,
        page,
        post,
        post_revision,
        finding,
        case,
        case_post,
        case_event,
        document,
        outbox,
        audit_entry,
    ];
}
