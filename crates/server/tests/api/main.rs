//! The product over HTTP, on both databases. Each noun has a folder.
#![expect(clippy::unwrap_used, reason = "any failure here fails a test")]

mod admin;
mod base_path;
mod bodies;
mod client;
mod cors;
mod email_tokens;
mod errors;
mod faults;
mod forge;
mod headers;
mod health;
mod openapi;
mod pages;
mod pooler;
mod routes;
mod sessions;
mod slow_readers;
mod tags;
mod tasks;
mod throttles;
mod tokens;
mod users;
