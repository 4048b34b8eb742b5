//! The `vigie` program: see [`vigie::cli`].

use std::process::ExitCode;

use clap::Parser;
use vigie::cli::{self, Cli};

#[actix_web::main]
async fn main() -> ExitCode {
    cli::run(Cli::parse()).await
}
