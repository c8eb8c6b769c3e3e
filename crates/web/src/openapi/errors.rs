//! The errors that operations have in common.

use utoipa::IntoResponses;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Header, RefOr};

use crate::error::{AnyErrors, BodyErrors, InputErrors, ProtectedErrors};

/// Adds the errors that an operation's handler does not list, and the headers of all answers.
pub(super) fn declare(operation: &mut Operation) {
    let has_body = operation.request_body.is_some();
    let has_parameters = operation.parameters.is_some();
    let bearer = SecurityRequirement::new("bearer", [""; 0]);
    let is_protected = operation
        .security
        .as_ref()
        .is_some_and(|any| any.contains(&bearer));
    // An empty requirement shows that none was forgotten.
    operation
        .security
        .get_or_insert_with(|| vec![SecurityRequirement::default()]);
    if has_body {
        add::<BodyErrors>(operation);
    }
    if has_body || has_parameters {
        add::<InputErrors>(operation);
    }
    if is_protected {
        add::<ProtectedErrors>(operation);
    }
    add::<AnyErrors>(operation);
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else {
            continue;
        };
        let mut header = |name: &str, description| {
            response.headers.insert(name.to_owned(), text(description));
        };
        header("X-Request-Id", "The id of the request in the server's log");
        match status.as_str() {
            "401" => header("WWW-Authenticate", "`Bearer realm=\"errand\"` (RFC 6750)"),
            "429" => {
                header(
                    "Retry-After",
                    "The number of seconds to wait before retrying",
                );
                header("RateLimit", "What remains of the limit");
                header("RateLimit-Policy", "The limit");
            }
            "503" => header(
                "Retry-After",
                "The number of seconds to wait before retrying",
            ),
            _ => {}
        }
    }
}

fn add<E: IntoResponses>(operation: &mut Operation) {
    for (status, response) in E::responses() {
        let responses = &mut operation.responses.responses;
        responses.entry(status).or_insert(response);
    }
}

fn text(description: &str) -> RefOr<Header> {
    let string = ObjectBuilder::new().schema_type(Type::String).build();
    let mut header = Header::new(string);
    header.description = Some(description.to_owned());
    RefOr::T(header)
}
