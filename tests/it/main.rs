//! The journeys, through the public doors: a real server, a real database for each test, a real mail server.
//!
//! One binary, so that a change links once. Each journey runs on SQLite, and on PostgreSQL where
//! `VIGIE_TEST_DATABASE_URL` names a server on which databases may be made; otherwise it is listed as ignored.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a test says what is wrong by failing"
)]

mod access;
mod app;
mod audit;
mod cases;
mod cli;
mod crash;
mod database;
mod evaluate;
mod journey;
mod lexicon;
mod mail;
mod migration;
mod pages;
mod posts;
mod report;
mod smtp;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::{app::TestApp, database::Engine};

/// A journey: what it is called, and what it does with an application of its own.
pub struct Journey {
    name: &'static str,
    run: fn(TestApp),
}

/// Lists the journeys of an area by their names.
macro_rules! journeys {
    ($($name:ident),+ $(,)?) => {
        pub const JOURNEYS: &[crate::Journey] = &[$(crate::Journey {
            name: stringify!($name),
            run: |app| { let system = app.system(); system.block_on(async move { $name(&app).await; app.close().await }) },
        }),+];
    };
}
pub(crate) use journeys;

/// A test that brings its own program or database.
pub type Plain = (&'static str, fn());

/// Lists the plain tests of an area by their names.
macro_rules! plain {
    ($($name:ident),+ $(,)?) => {
        pub const PLAIN: &[crate::Plain] = &[$((stringify!($name), $name)),+];
    };
}
pub(crate) use plain;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let areas = [
        ("access", access::JOURNEYS),
        ("audit", audit::JOURNEYS),
        ("cases", cases::JOURNEYS),
        ("journey", journey::JOURNEYS),
        ("mail", mail::JOURNEYS),
        ("migration", migration::JOURNEYS),
        ("pages", pages::JOURNEYS),
        ("posts", posts::JOURNEYS),
        ("report", report::JOURNEYS),
    ];
    let mut trials = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for (area, journeys) in areas {
            for journey in journeys {
                let run = journey.run;
                let trial = Trial::test(format!("{area}::{}", journey.name), move || go(|| run(TestApp::new(engine))));
                trials.push(trial.with_kind(engine.name()).with_ignored_flag(!engine.is_there()));
            }
        }
    }
    for (area, tests) in [
        ("cli", cli::PLAIN),
        ("crash", crash::PLAIN),
        ("evaluate", evaluate::PLAIN),
        ("lexicon", lexicon::PLAIN),
        ("smtp", smtp::PLAIN),
    ] {
        for (name, run) in tests {
            trials.push(Trial::test(format!("{area}::{name}"), move || go(run)));
        }
    }
    if !arguments.list && !Engine::Postgres.is_there() {
        println!(
            "\nskipped: the PostgreSQL suite. To run it: \
             VIGIE_TEST_DATABASE_URL=postgres://user@localhost/postgres cargo test --workspace"
        );
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    database::sweep();
    conclusion.exit_code()
}

/// A panic fails its own test and no other.
fn go(run: impl FnOnce() + std::panic::UnwindSafe) -> Result<(), Failed> {
    std::panic::catch_unwind(run).map_err(|cause| {
        let said = cause.downcast_ref::<String>().cloned();
        said.or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .unwrap_or_else(|| "panicked".to_owned())
            .into()
    })
}
