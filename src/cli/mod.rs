//! The command line: one file per sub-command.
//!
//! Results go to standard output, everything else to standard error. A failure is one sentence with the remedy, and
//! exit code 2; commands that judge (`check`, `policies lint`, `audit verify`) answer 1 when they found something.

/// Prints text as it is; an output that was closed ends the command instead of panicking.
macro_rules! put {
    ($($text:tt)*) => { std::io::Write::write_fmt(&mut std::io::stdout(), format_args!($($text)*))? };
}

/// Prints a line.
macro_rules! say {
    () => { put!("\n") };
    ($($text:tt)*) => { put!("{}\n", format_args!($($text)*)) };
}

mod account;
mod audit;
mod check;
mod demo;
mod evaluate;
mod fit;
mod input;
mod lexicon;
mod policies;
mod scan;
mod serve;
mod table;

use std::{io::IsTerminal, path::PathBuf, process::ExitCode};

use actix_web::web::Data;
use clap::{Args, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::{
    app::App,
    clock::Clock,
    config::{self, Config},
    engine::{Engine, PackSource},
    policy,
};

/// Watches what health organisations publish and what the public tells them.
#[derive(Debug, Parser)]
#[command(name = "vigie", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the web application, the API and the mail worker.
    Serve(serve::Serve),
    /// Show the whole journey with sample organisations and posts, then serve them.
    Demo(demo::Demo),
    /// Review many posts: one input a line in, one review a line out.
    Scan(scan::Scan),
    /// Check drafts before they are published.
    Check(check::Check),
    /// Measure the policies on labelled posts.
    Evaluate(evaluate::Evaluate),
    /// Fit the weights of the adverse-event score on labelled posts.
    Fit(fit::Fit),
    /// Check, test and show the policy packs.
    #[command(subcommand)]
    Policies(policies::Policies),
    /// Import official files of medicines and show what was imported.
    #[command(subcommand)]
    Lexicon(lexicon::Lexicon),
    /// Manage organisations.
    #[command(subcommand)]
    Org(account::Org),
    /// Manage people.
    #[command(subcommand)]
    User(account::User),
    /// Manage access tokens of programs.
    #[command(subcommand)]
    Token(account::Token),
    /// Manage the pages that are watched.
    #[command(subcommand)]
    Page(account::Page),
    /// Verify the audit trail.
    #[command(subcommand)]
    Audit(audit::Audit),
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Args)]
struct Output {
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
}

/// Which policies to use.
#[derive(Clone, Debug, Args)]
struct PolicyFolder {
    /// A folder of policy packs instead of the built-in ones.
    #[arg(long, value_name = "DIR", env = "VIGIE_POLICIES")]
    policies: Option<PathBuf>,
}

impl PolicyFolder {
    /// The packs in use: these, and what was imported into the home.
    fn sources(&self) -> anyhow::Result<Vec<PackSource>> {
        policy::sources_with_imports(self.policies.as_deref(), &config::home())
    }

    /// The same, compiled.
    fn compile(&self) -> anyhow::Result<Engine> {
        policy::compile_with_imports(self.policies.as_deref(), &config::home())
    }
}

/// What a command answers.
type Answer = anyhow::Result<ExitCode>;

/// A command found what it looks for.
const FOUND: u8 = 1;
/// A command could not do its work.
const FAILED: u8 = 2;

/// Runs a command.
pub async fn run(cli: Cli) -> ExitCode {
    let answer = match cli.command {
        Command::Serve(command) => command.run().await,
        Command::Demo(command) => command.run().await,
        Command::Scan(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Evaluate(command) => command.run(),
        Command::Fit(command) => command.run(),
        Command::Policies(command) => command.run(),
        Command::Lexicon(command) => command.run(),
        Command::Org(command) => command.run().await,
        Command::User(command) => command.run().await,
        Command::Token(command) => command.run().await,
        Command::Page(command) => command.run().await,
        Command::Audit(command) => command.run().await,
    };
    answer.unwrap_or_else(|error| {
        if is_closed_output(&error) {
            return ExitCode::SUCCESS;
        }
        eprintln!("vigie: {}", sentence(&error));
        ExitCode::from(FAILED)
    })
}

/// A reader such as `head` that has seen enough is no failure.
fn is_closed_output(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// An error as one sentence: what failed, then why, each cause once.
fn sentence(error: &anyhow::Error) -> String {
    let mut said: Vec<String> = Vec::new();
    for cause in error.chain().map(ToString::to_string) {
        if !said.iter().any(|known| known.contains(&cause)) {
            said.push(cause);
        }
    }
    said.join(": ")
}

/// Reads the configuration and builds the application, as every command that needs the database does.
async fn app() -> anyhow::Result<Data<App>> {
    let config = Config::from_env()?;
    log_to_stderr(&config.log)?;
    Ok(Data::new(App::build(config, Clock::real()).await?))
}

/// Logs go to standard error: results alone go to standard output.
fn log_to_stderr(filter: &str) -> anyhow::Result<()> {
    // What the migrator has to say at every start is of no use to an operator.
    let filter = EnvFilter::try_new(format!("sea_orm_migration=warn,{filter}"))
        .map_err(|error| anyhow::anyhow!("VIGIE_LOG: {error}; expected info, warn or vigie=debug"))?;
    // A second call (tests in one process) keeps the first one's settings.
    let colours = std::io::stderr().is_terminal() && config::colours_wanted();
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr).try_init();
    Ok(())
}
