//! What the repositories and the migrations promise, the same on SQLite and on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    reason = "whatever goes wrong here is the failure of a test"
)]

mod email_tokens;
mod events;
mod mails;
mod migrations;
mod personal_tokens;
mod proofs;
mod sessions;
mod store;
mod tasks;
mod throttles;
mod users;
