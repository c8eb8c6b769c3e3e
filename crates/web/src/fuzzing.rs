//! The parsers of untrusted input, only for the fuzzer: built with `--cfg fuzzing`.

use actix_web::http::header::{self, HeaderMap, HeaderValue};
use errand_domain::tasks::TaskSort;
use errand_domain::users::UserId;
use uuid::Uuid;

use crate::access::Bearer;
use crate::input::Cursor;
use crate::tasks::{AfterTask, parse_task_query};

/// The token in these values of the `Authorization` header, if there is one.
pub fn bearer(values: &[&[u8]]) -> Option<String> {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(header::AUTHORIZATION, HeaderValue::from_bytes(value).ok()?);
    }
    match Bearer::of(&headers) {
        Bearer::Token(token) => Some(token.to_owned()),
        _ => None,
    }
}

/// Parses a text as the query of a list, as a cursor, and as the place in a cursor, whose
/// fingerprint no random text would match.
pub fn list(text: &str) {
    let _ = parse_task_query(text, UserId(Uuid::nil()));
    let _ = Cursor::parse(text).and_then(|cursor| cursor.place::<AfterTask>(0));
    for sort in [
        TaskSort::CreatedAt,
        TaskSort::UpdatedAt,
        TaskSort::DueDate,
        TaskSort::Priority,
        TaskSort::Title,
    ] {
        if let Ok(place) = serde_json::from_str::<AfterTask>(text) {
            let _ = place.parse(sort);
        }
    }
}
