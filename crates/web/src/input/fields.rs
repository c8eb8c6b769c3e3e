//! The fields of a body, parsed into values of the domain; all that is wrong is gathered.

use std::ops::ControlFlow;

use deserr::{
    DeserializeError, Deserr, ErrorKind, IntoValue, MergeWithError, Value, ValuePointerRef,
};
use errand_domain::access::{Scope, Scopes};
use errand_domain::personal_tokens::TokenName;
use errand_domain::tasks::{Change, Description, DueDate, DueTime, Priority, Tag, Tags, TaskTitle};
use errand_domain::{Invalid, Param, TimeZone};
use secrecy::SecretString;

use crate::error::{ApiError, FieldError};
use crate::timestamp::Timestamp;

/// Everything that is wrong with a body.
#[derive(Debug)]
pub(crate) struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    pub(crate) fn at(pointer: impl Into<String>, invalid: Invalid) -> Self {
        Self(vec![FieldError::in_body(pointer, invalid)])
    }
}

impl FieldErrors {
    /// Two fields that were parsed by hand, or what is wrong with either.
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

/// Parses a value of the domain out of what JSON has for it.
fn parse<Raw, T, V>(
    value: Value<V>,
    location: ValuePointerRef,
    parse: impl FnOnce(Raw) -> Result<T, Invalid>,
) -> Result<T, FieldErrors>
where
    Raw: Deserr<FieldErrors>,
    V: IntoValue,
{
    let raw = Raw::deserialize_from_value(value, location)?;
    parse(raw).map_err(|invalid| FieldErrors::at(pointer(location), invalid))
}

/// Makes values of the domain fields of a body: the type, what JSON has for it, its `parse`.
macro_rules! fields {
    ($($type:ty, $raw:ty, $parse:expr;)*) => {$(
        impl Deserr<FieldErrors> for $type {
            fn deserialize_from_value<V: IntoValue>(
                value: Value<V>,
                location: ValuePointerRef,
            ) -> Result<Self, FieldErrors> {
                parse::<$raw, _, _>(value, location, $parse)
            }
        }
    )*};
}

fields! {
    TaskTitle, String, |text| TaskTitle::parse(&text);
    Description, String, Description::parse;
    Priority, String, |text| Priority::parse(&text);
    Tag, String, |text| Tag::parse(&text);
    Tags, Vec<Tag>, Tags::parse;
    DueDate, String, |text| DueDate::parse(&text);
    DueTime, String, |text| DueTime::parse(&text);
    TimeZone, String, |text| TimeZone::parse(&text);
    TokenName, String, |text| TokenName::parse(&text);
    Scope, String, |text| Scope::parse(&text);
    Scopes, Vec<Scope>, Scopes::parse;
    Timestamp, String, |text| Timestamp::parse(&text);
}

/// A text that never shows in a log.
pub(crate) struct SecretText(pub(crate) SecretString);

fields! {
    SecretText, String, |text| Ok(SecretText(text.into()));
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

/// `null` clears, a value sets; a field that is absent takes its default, which keeps.
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
