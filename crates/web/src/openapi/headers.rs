//! The headers that answers have in common.

use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Content, Header, RefOr, Response};

use super::has_parameter;
use crate::input::IDEMPOTENCY_KEY;

const RETRY_AFTER: &str = "The number of seconds to wait before retrying";

/// Adds the headers that the handler of an operation does not list.
pub(super) fn declare(operation: &mut Operation) {
    let is_write = has_parameter(operation, |it| it.name == IDEMPOTENCY_KEY);
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else {
            continue;
        };
        let is_task = contains_task(response);
        let mut header = |name: &str, description| {
            response.headers.insert(name.to_owned(), text(description));
        };
        header("X-Request-Id", "The id of the request in the server's log");
        if is_task || ["304", "412"].contains(&status.as_str()) {
            header("ETag", "The task's version, in quotes");
        }
        if is_write && status.starts_with('2') {
            header("Errand-Commit", "The commit, if something was written");
        }
        match status.as_str() {
            "401" => header("WWW-Authenticate", "`Bearer realm=\"errand\"` (RFC 6750)"),
            "409" if is_write => header("Retry-After", "After `key_in_use`: 1 second"),
            "429" => {
                header("Retry-After", RETRY_AFTER);
                header("RateLimit", "What remains of the limit");
                header("RateLimit-Policy", "The limit");
            }
            "503" => header("Retry-After", RETRY_AFTER),
            _ => {}
        }
    }
}

/// Whether the answer is a single task.
fn contains_task(response: &Response) -> bool {
    response.content.values().any(|content| match content {
        RefOr::T(Content {
            schema: Some(RefOr::Ref(schema)),
            ..
        }) => schema.ref_location.ends_with("/TaskResponse"),
        _ => false,
    })
}

fn text(description: &str) -> RefOr<Header> {
    let string = ObjectBuilder::new().schema_type(Type::String).build();
    let mut header = Header::new(string);
    header.description = Some(description.to_owned());
    RefOr::T(header)
}
