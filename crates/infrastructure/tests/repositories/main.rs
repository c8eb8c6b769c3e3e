//! What the repositories and the migrations promise, the same on SQLite and on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    reason = "whatever goes wrong here is the failure of a test"
)]

mod draft;
mod events;
mod mail_tokens;
mod mails;
mod patches;
mod personal_tokens;
mod rule;
mod sample;
mod search_table;
mod sessions;
mod store;

mod changes;
mod filters;
mod lists;
mod migrations;
mod overdue;
mod ownership;
mod password_resets;
mod races;
mod search;
mod tags;
mod tasks;
mod throttles;
mod users;
