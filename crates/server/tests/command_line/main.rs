//! The program as run from a shell: its exit codes, output and files.
#![expect(clippy::unwrap_used, reason = "any failure here fails a test")]

mod commands;
mod demo;
mod doctor;
mod errand;
mod full_disk;
mod health;
mod jobs;
mod killed;
mod log;
mod metrics;
mod secrets;
mod settings;
mod shells;
mod sockets;
mod start;
mod stopping;
mod tls;
mod transfer;
mod users;
