//! Parses the fields of a body and the parameters of a query into domain values, and collects all
//! errors.

use std::ops::ControlFlow;

use deserr::{
    DeserializeError, Deserr, ErrorKind, IntoValue, MergeWithError, Value, ValuePointerRef,
};
use errand_domain::access::{Scope, Scopes};
use errand_domain::personal_tokens::TokenName;
use errand_domain::tasks::Change;
use errand_domain::{Invalid, Limit, Param, TimeZone};
use secrecy::SecretString;

use super::{Cursor, Name};
use crate::error::{ApiError, FieldError};
use crate::timestamp::Timestamp;

/// All errors of a body or a query.
#[derive(Debug)]
pub(crate) struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    pub(crate) fn at(pointer: impl Into<String>, invalid: Invalid) -> Self {
        Self(vec![FieldError::in_body(pointer, invalid)])
    }

    pub(super) fn at_location(location: ValuePointerRef, invalid: Invalid) -> Self {
        Self::at(pointer(location), invalid)
    }

    /// The same errors for a query, which has parameters instead of fields. All its values are
    /// texts, so only a list of them can have the wrong type.
    pub(super) fn in_query(self) -> impl Iterator<Item = FieldError> {
        self.0.into_iter().map(|error| {
            let pointer = error.pointer.as_deref().unwrap_or_default();
            let name = pointer.split('/').nth(1).unwrap_or_default();
            let name = name.replace("~1", "/").replace("~0", "~");
            if error.code == "wrong_type" {
                let invalid = Invalid::new("repeated", "must be given only once");
                return FieldError::in_parameter(name, invalid);
            }
            FieldError {
                pointer: None,
                parameter: Some(name),
                ..error
            }
        })
    }

    /// Two fields that were parsed separately, or the errors of both.
    pub(crate) fn gather<A, B>(
        (pointer_a, a): (&str, Result<A, Invalid>),
        (pointer_b, b): (&str, Result<B, Invalid>),
    ) -> Result<(A, B), Self> {
        match (a, b) {
            (Ok(a), Ok(b)) => Ok((a, b)),
            (a, b) => {
                let a = a.err().map(|invalid| Self::at(pointer_a, invalid).0);
                let b = b.err().map(|invalid| Self::at(pointer_b, invalid).0);
                Err(Self([a, b].into_iter().flatten().flatten().collect()))
            }
        }
    }
}

impl From<FieldErrors> for ApiError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors.0)
    }
}

impl MergeWithError<Self> for FieldErrors {
    fn merge(this: Option<Self>, other: Self, _: ValuePointerRef) -> ControlFlow<Self, Self> {
        let mut errors = this.map_or_else(Vec::new, |this| this.0);
        errors.extend(other.0);
        ControlFlow::Continue(Self(errors))
    }
}

impl DeserializeError for FieldErrors {
    fn error<V: IntoValue>(
        this: Option<Self>,
        error: ErrorKind<V>,
        location: ValuePointerRef,
    ) -> ControlFlow<Self, Self> {
        let (name, invalid) = match error {
            ErrorKind::IncorrectValueKind { accepted, .. } => {
                let names = accepted.iter().map(|kind| kind.to_string().to_lowercase());
                let names: Vec<_> = names.collect();
                let detail = format!("must be of type {}", names.join(" or "));
                let mut invalid = Invalid::new("wrong_type", detail);
                invalid.params.push(("allowed", Param::Names(names)));
                (None, invalid)
            }
            ErrorKind::MissingField { field } => {
                (Some(field), Invalid::new("missing", "is required"))
            }
            ErrorKind::UnknownKey { key, .. } => {
                let invalid = Invalid::new("unknown_field", "is not a field of this request");
                (Some(key), invalid)
            }
            ErrorKind::UnknownValue { accepted, .. } => (None, Invalid::unknown_value(accepted)),
            ErrorKind::BadSequenceLen { expected, .. } => {
                let detail = format!("must have {expected} items");
                let invalid = Invalid::new("wrong_length", detail);
                (None, invalid.with_number("length", expected))
            }
            ErrorKind::Unexpected { msg } => (None, Invalid::new("invalid", msg)),
        };
        let pointer = match name {
            Some(name) => pointer(location.push_key(name)),
            None => pointer(location),
        };
        Self::merge(this, Self::at(pointer, invalid), location)
    }
}

/// A place in a body as a JSON Pointer (RFC 6901).
fn pointer(location: ValuePointerRef) -> String {
    match location {
        ValuePointerRef::Origin => String::new(),
        ValuePointerRef::Key { key, prev } => {
            let key = key.replace('~', "~0").replace('/', "~1");
            format!("{}/{key}", pointer(*prev))
        }
        ValuePointerRef::Index { index, prev } => format!("{}/{index}", pointer(*prev)),
    }
}

/// Parses a domain value from the type that JSON has for it.
pub(crate) fn parse<Raw, T, V>(
    value: Value<V>,
    location: ValuePointerRef,
    parse: impl FnOnce(Raw) -> Result<T, Invalid>,
) -> Result<T, FieldErrors>
where
    Raw: Deserr<FieldErrors>,
    V: IntoValue,
{
    let raw = Raw::deserialize_from_value(value, location)?;
    parse(raw).map_err(|invalid| FieldErrors::at_location(location, invalid))
}

/// Lets domain values be fields of a body or a query. Takes the type, the JSON type and `parse`.
macro_rules! fields {
    ($($type:ty, $raw:ty, $parse:expr;)*) => {$(
        impl ::deserr::Deserr<$crate::input::FieldErrors> for $type {
            fn deserialize_from_value<V: ::deserr::IntoValue>(
                value: ::deserr::Value<V>,
                location: ::deserr::ValuePointerRef,
            ) -> Result<Self, $crate::input::FieldErrors> {
                $crate::input::parse::<$raw, _, _>(value, location, $parse)
            }
        }
    )*};
}

pub(crate) use fields;

fields! {
    TimeZone, String, |text| TimeZone::parse(&text);
    TokenName, String, |text| TokenName::parse(&text);
    Scopes, Vec<Name<Scope>>, |names| Scopes::parse(names.into_iter().map(|name| name.0).collect());
    Limit, String, |text| parse_limit(&text);
    Cursor, String, |text| Cursor::parse(&text);
    Timestamp, String, |text| Timestamp::parse(&text);
}

/// A text that never appears in a log.
pub(crate) struct SecretText(pub(crate) SecretString);

/// `true` or `false` in a query.
pub(crate) struct Flag(pub(crate) bool);

fields! {
    SecretText, String, |text| Ok(SecretText(text.into()));
    Flag, String, |text| {
        let flag = text.parse().map(Flag);
        flag.map_err(|_| Invalid::new("invalid_boolean", "must be true or false"))
    };
}

/// The maximum number of items on a page, as digits only.
fn parse_limit(text: &str) -> Result<Limit, Invalid> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| text.parse().ok());
    Limit::parse(number.flatten().unwrap_or_default())
}

/// A field that may be absent, but not `null`.
pub(crate) struct Given<T>(pub(crate) Option<T>);

impl<T> Default for Given<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Deserr<FieldErrors>> Deserr<FieldErrors> for Given<T> {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef,
    ) -> Result<Self, FieldErrors> {
        T::deserialize_from_value(value, location).map(|value| Self(Some(value)))
    }
}

/// `null` clears the field and a value sets it. An absent field takes its default, which keeps the
/// stored value.
impl<T: Deserr<FieldErrors>> Deserr<FieldErrors> for Change<T> {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef,
    ) -> Result<Self, FieldErrors> {
        match value {
            Value::Null => Ok(Self::Clear),
            value => T::deserialize_from_value(value, location).map(Self::Set),
        }
    }
}
