//! Parses requests: the body, the query and the path. Each reports all errors at once.

mod body;
mod fields;
mod json;
mod name;
mod page;
mod path;
mod query;

pub(crate) use body::{Body, BodyLimit};
pub(crate) use fields::{FieldErrors, Flag, Given, SecretText, fields, parse};
pub(crate) use name::Name;
pub(crate) use page::{Cursor, PageParameters, PageQuery, encode_cursor, invalid_cursor, place_of};
pub(crate) use path::Id;
pub(crate) use query::{Many, Query, unknown_parameter};
