//! The OpenAPI document, made from the handlers, and what is served from it.

mod document;
mod errors;
mod page;

pub use document::openapi;
pub(crate) use document::{Documentation, no_such_route};
pub(crate) use page::{docs, get_openapi, redirect_to_docs};
