//! What every request passes through, whatever it is about.

mod client;
mod cors;
mod headers;
mod middleware;
mod origin;
mod request_id;
mod server;
mod settings;

pub(crate) use client::{RequestClient, is_https};
pub use cors::{CorsOrigin, InvalidOrigin};
pub(crate) use headers::PAGES;
pub(crate) use origin::is_own_origin;
pub use server::serve;
pub use settings::ServerSettings;
