//! The repositories and the migrations, which behave the same on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "any failure here fails a test")]

mod accounts;
mod changes;
mod email_tokens;
mod events;
mod jobs;
mod migrations;
mod personal_tokens;
mod proofs;
mod sessions;
mod signup_invitations;
mod store;
mod tasks;
mod throttles;
mod users;
