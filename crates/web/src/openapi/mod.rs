//! The OpenAPI document, which is generated from the handlers, and the documentation page.

mod document;
mod errors;
mod headers;
mod page;

pub use document::openapi;
pub(crate) use document::{Documentation, no_such_route};
pub(crate) use page::{docs, get_openapi, redirect_to_docs};

use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, Parameter};

/// Whether an operation has such a parameter.
fn has_parameter(operation: &Operation, is_it: impl Fn(&Parameter) -> bool) -> bool {
    let mut parameters = operation.parameters.iter().flatten();
    parameters.any(|it| matches!(it, RefOr::T(parameter) if is_it(parameter)))
}
