//! Errand over HTTP. What comes in is parsed here into the domain's values, what goes out is
//! written here as JSON; this is the only place that knows status codes.

mod auth;
mod client;
mod cors;
mod error;
mod export;
#[cfg(fuzzing)]
pub mod fuzzing;
mod headers;
mod health;
mod input;
mod middleware;
mod openapi;
mod origin;
mod pages;
mod request_id;
mod routes;
mod server;
mod settings;
mod state;
mod tasks;

pub use auth::RequestLimit;
pub use cors::{CorsOrigin, InvalidOrigin};
pub use openapi::openapi;
pub use server::serve;
pub use settings::ServerSettings;
pub use state::State;
