//! Errand over HTTP. Requests are parsed into domain values, and answers are written as JSON. Only
//! this crate knows status codes.

mod access;
mod admin;
mod changes;
mod email_tokens;
mod error;
mod events;
#[cfg(fuzzing)]
pub mod fuzzing;
mod health;
mod http;
mod input;
mod instance;
mod metrics;
mod openapi;
mod pages;
mod personal_tokens;
mod routes;
mod sessions;
mod state;
mod tasks;
mod timestamp;
mod users;

pub use access::RequestLimit;
pub use health::Parts;
pub use http::{
    Certificate, CertificateError, CorsOrigin, ForwardedHeader, InvalidOrigin, InvalidPublicUrl,
    Listener, PublicUrl, ServerSettings, TlsSettings, serve,
};
pub use metrics::Metrics;
pub use openapi::openapi;
pub use state::State;
