//! What all requests have in common: the server, its middleware, and the headers.

mod base_path;
mod certificate;
mod client;
mod connection;
mod cors;
mod headers;
mod listener;
mod middleware;
mod origin;
mod public_url;
mod request_id;
mod server;
mod settings;

pub use certificate::{Certificate, CertificateError, TlsSettings};
pub(crate) use client::{RequestClient, is_https};
pub use cors::{CorsOrigin, InvalidOrigin};
pub(crate) use headers::PAGES;
pub use listener::Listener;
pub(crate) use origin::is_own_origin;
pub use public_url::{InvalidPublicUrl, PublicUrl};
pub use server::serve;
pub use settings::{ForwardedHeader, ServerSettings};
