//! The OpenAPI document, which is generated from the handlers, and the documentation page.

mod document;
mod errors;
mod page;

pub use document::openapi;
pub(crate) use document::{Documentation, no_such_route};
pub(crate) use page::{docs, get_openapi, redirect_to_docs};
