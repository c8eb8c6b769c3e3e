//! Parses requests: the body, the query and the path, each of which reports all its errors at once,
//! and the headers that make a request conditional.

mod body;
mod conditions;
mod entity_tags;
mod fields;
mod header;
mod idempotency_key;
mod json;
mod name;
mod page;
mod path;
mod query;

pub(crate) use body::{Body, BodyLimit};
pub(crate) use conditions::{
    Conditions, ConditionsAndBody, IF_MATCH, IF_NONE_MATCH, IfMatchHeader, IfNoneMatchHeader,
    KeyHeader, Known,
};
pub(crate) use entity_tags::entity_tag;
pub(crate) use fields::{FieldErrors, Flag, Given, SecretText, fields, parse};
pub(crate) use idempotency_key::IDEMPOTENCY_KEY;
pub(crate) use name::Name;
pub(crate) use page::{Cursor, PageParameters, PageQuery, encode_cursor, invalid_cursor, place_of};
pub(crate) use path::Id;
pub(crate) use query::{Many, Query, unknown_parameter};
