//! The program `errand`.

use std::process::ExitCode;

use clap::Parser;
use errand::command::Command;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[actix_web::main]
async fn main() -> ExitCode {
    Command::parse().run().await
}
