//! The product over HTTP, on both databases. The files mirror the addresses.
#![expect(clippy::unwrap_used, reason = "any failure here fails a test")]

mod auth;
mod base_path;
mod bodies;
mod client;
mod cors;
mod errors;
mod faults;
mod forge;
mod headers;
mod health;
mod openapi;
mod pages;
mod pooler;
mod routes;
mod slow_readers;
mod tags;
mod tasks;
mod tokens;
mod users;
