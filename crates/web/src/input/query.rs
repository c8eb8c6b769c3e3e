//! Parses the query of a request into what the handler takes, and collects all errors.

use std::collections::BTreeMap;

use deserr::{Deserr, IntoValue, Value, ValueKind, ValuePointerRef};
use errand_domain::Invalid;
use errand_domain::users::UserId;
use percent_encoding::percent_decode_str;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::FieldErrors;
use crate::error::{ApiError, FieldError};

/// The parameters of a query.
pub(crate) struct Query {
    parameters: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl Query {
    /// Splits a query into its parameters.
    pub(crate) fn new(query: &str) -> Self {
        let (mut parameters, mut errors) = (Vec::new(), Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (decode(name), decode(value)) {
                (Ok(name), Ok(value)) => parameters.push((name, value)),
                (Ok(name) | Err(name), _) => {
                    let invalid = Invalid::new("invalid_utf8", "must be UTF-8");
                    errors.push(FieldError::in_parameter(name, invalid));
                }
            }
        }
        Self { parameters, errors }
    }

    /// Parses the parameters. Each is a text, and a repeated one is a list of texts.
    pub(crate) fn parse<T: Deserr<FieldErrors>>(self) -> Result<T, ApiError> {
        let mut values = BTreeMap::<_, Vec<_>>::new();
        for (name, value) in self.parameters {
            values.entry(name).or_default().push(Json::String(value));
        }
        let object = values.into_iter().map(|(name, mut values)| {
            let is_single = values.len() == 1;
            let single = values.pop_if(|_| is_single);
            (name, single.unwrap_or_else(|| values.into()))
        });
        let parsed = deserr::deserialize::<T, _, FieldErrors>(Json::Object(object.collect()));
        let mut errors = self.errors;
        match parsed {
            Ok(value) if errors.is_empty() => return Ok(value),
            Ok(_) => {}
            Err(invalid) => errors.extend(invalid.in_query()),
        }
        Err(ApiError::Invalid(errors))
    }

    /// A number that identifies the user, the list and the parameters in any order, except those
    /// that only select a page.
    pub(crate) fn fingerprint(&self, list: &str, user: UserId) -> u64 {
        let is_shown = |name: &str| ["limit", "cursor", "include"].contains(&name);
        let mut parameters: Vec<_> = self.parameters.iter().collect();
        parameters.retain(|(name, _)| !is_shown(name));
        parameters.sort_unstable();
        let mut hash = Sha256::new_with_prefix(user.0);
        let texts = parameters.iter().flat_map(|(name, value)| [name, value]);
        for text in texts.map(String::as_str).chain([list]) {
            hash.update(text.len().to_be_bytes());
            hash.update(text);
        }
        let digest = hash.finalize();
        digest
            .iter()
            .take(8)
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

/// Decodes a part of a query. If it is not UTF-8, the error is what can be read of it.
fn decode(part: &str) -> Result<String, String> {
    let spaced = part.replace('+', " ");
    let bytes = percent_decode_str(&spaced);
    match bytes.decode_utf8() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(percent_decode_str(&spaced).decode_utf8_lossy().into_owned()),
    }
}

/// The error for a parameter that the request does not have.
pub(crate) fn unknown_parameter(name: &str, _: &[&str], location: ValuePointerRef) -> FieldErrors {
    let invalid = Invalid::new("unknown_parameter", "is not a parameter of this request");
    FieldErrors::at_location(location.push_key(name), invalid)
}

/// The values of a parameter that may be repeated.
pub(crate) struct Many<T>(pub(crate) Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Deserr<FieldErrors>> Deserr<FieldErrors> for Many<T> {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef,
    ) -> Result<Self, FieldErrors> {
        match value.kind() {
            ValueKind::Sequence => Vec::deserialize_from_value(value, location).map(Self),
            _ => T::deserialize_from_value(value, location).map(|value| Self(vec![value])),
        }
    }
}
