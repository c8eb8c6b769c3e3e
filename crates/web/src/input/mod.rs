//! How a request is read: the body, the query and the path, each gathering all that is wrong.

mod body;
mod fields;
mod json;
mod page;
mod parameters;
mod path;

pub(crate) use body::{Body, BodyLimit};
pub(crate) use fields::{FieldErrors, Given, SecretText};
pub(crate) use page::{PageQuery, decode_cursor, encode_cursor, invalid_cursor, parse_limit};
pub(crate) use parameters::{Parameters, parse_bool};
pub(crate) use path::Id;
