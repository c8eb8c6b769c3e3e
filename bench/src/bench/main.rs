//! The harness: starts Errand and the floor beside a database, asks them, and reads what the asking
//! cost in CPU time. It measures; it asserts nothing but that every answer has the right status.

mod account;
mod client;
mod cluster;
mod compare;
mod cpu;
mod database;
mod idle;
mod load;
mod logins;
mod machine;
mod operation;
mod plans;
mod report;
mod scale;
mod seed;
mod server;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use database::Engine;
use server::Programs;

/// Measures what Errand's requests cost in CPU time, with that of the database beside it.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Only this database; both unless told.
    #[arg(long, global = true)]
    database: Option<Engine>,
    /// The binary of Errand; that of the release build unless told.
    #[arg(long, global = true)]
    errand: Option<PathBuf>,
    /// Show what the servers log instead of sending it to /dev/null.
    #[arg(long, global = true)]
    log: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Four operations, held against a server written by hand.
    Compare(compare::Rounds),
    /// Lists of 100 000 tasks, held against those of 100.
    Scale,
    /// Memory at rest, and the time to start.
    Idle,
    /// Requests while 200 log in at once.
    Logins,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    machine::pin_this_thread(machine::LOAD_CORE)?;
    let engines = match arguments.database {
        Some(engine) => vec![engine],
        None => vec![Engine::Sqlite, Engine::Postgres],
    };
    let programs = Programs::locate(arguments.errand, arguments.log)?;
    match arguments.command {
        Command::Compare(rounds) => compare::run(&engines, &programs, &rounds).await,
        Command::Scale => scale::run(&engines, &programs).await,
        Command::Idle => idle::run(&engines, &programs).await,
        Command::Logins => logins::run(&engines, &programs).await,
    }
}
