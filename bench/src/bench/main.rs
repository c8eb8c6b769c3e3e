//! The harness. It starts Errand and the floors on a database, sends them requests, and reads the
//! CPU time these cost. It only measures; the one thing it checks is the status of every answer.

mod account;
mod client;
mod cluster;
mod compare;
mod cpu;
mod database;
mod growth;
mod idle;
mod load;
mod logins;
mod machine;
mod operation;
mod plans;
mod readings;
mod report;
mod scale;
mod seed;
mod server;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use database::Engine;
use server::Programs;

/// Measure the CPU time of Errand's requests, including the database
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The only database to measure; both by default
    #[arg(long, global = true)]
    database: Option<Engine>,
    /// The binary of Errand; the release build by default
    #[arg(long, global = true)]
    errand: Option<PathBuf>,
    /// Show what the servers log instead of sending it to /dev/null
    #[arg(long, global = true)]
    log: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Compare six operations with two hand-written servers
    Compare(compare::Rounds),
    /// Compare lists of 100 000 tasks with lists of 100
    Scale,
    /// Compare an account with 1 000 000 changes with one with 1000
    Growth,
    /// Measure memory at rest and the time to start
    Idle,
    /// Measure requests during 200 simultaneous logins
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
        Command::Growth => growth::run(&engines, &programs).await,
        Command::Idle => idle::run(&engines, &programs).await,
        Command::Logins => logins::run(&engines, &programs).await,
    }
}
