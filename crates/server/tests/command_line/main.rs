//! The program as somebody types it: its exit codes, what it says, and the files it leaves.
#![expect(
    clippy::unwrap_used,
    reason = "whatever goes wrong here is the failure of a test"
)]

mod commands;
mod errand;
mod log;
mod secrets;
mod settings;
mod start;
mod stopping;
