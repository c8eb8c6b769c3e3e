//! The query of a request, taken parameter by parameter; all that is wrong is gathered.

use errand_domain::Invalid;
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use crate::error::{ApiError, FieldError};

/// The parameters of a query that have not been taken yet.
pub(crate) struct Parameters {
    left: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl Parameters {
    /// Takes a query apart.
    pub(crate) fn new(query: &str) -> Self {
        let mut parameters = Self {
            left: Vec::new(),
            errors: Vec::new(),
        };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (decode(name), decode(value)) {
                (Ok(name), Ok(value)) => parameters.left.push((name, value)),
                (Ok(name) | Err(name), _) => {
                    parameters.refuse(&name, Invalid::new("invalid_utf8", "must be UTF-8"));
                }
            }
        }
        parameters
    }

    /// Takes the one value of a parameter.
    pub(crate) fn one<T>(
        &mut self,
        name: &'static str,
        parse: impl FnMut(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        let mut values = self.many(name, parse);
        if values.len() > 1 {
            self.refuse(name, Invalid::new("repeated", "must be given only once"));
        }
        values.pop()
    }

    /// Takes all values of a parameter that may be repeated.
    pub(crate) fn many<T>(
        &mut self,
        name: &'static str,
        mut parse: impl FnMut(&str) -> Result<T, Invalid>,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for (_, value) in self.left.extract_if(.., |(left, _)| left == name) {
            match parse(&value) {
                Ok(value) => values.push(value),
                Err(invalid) => self.errors.push(FieldError::in_parameter(name, invalid)),
            }
        }
        values
    }

    /// Notes that a parameter has a wrong value.
    pub(crate) fn refuse(&mut self, name: &str, invalid: Invalid) {
        self.errors.push(FieldError::in_parameter(name, invalid));
    }

    /// A number that two queries share only when they have the same parameters (those that have
    /// not been taken yet), in any order, and the same `context`.
    pub(crate) fn fingerprint(&self, context: &[u8]) -> u64 {
        let mut parameters: Vec<_> = self.left.iter().collect();
        parameters.sort_unstable();
        let mut hash = Sha256::new_with_prefix(context);
        for (name, value) in parameters {
            for text in [name, value] {
                hash.update(text.len().to_be_bytes());
                hash.update(text);
            }
        }
        let digest = hash.finalize();
        digest
            .iter()
            .take(8)
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// Ends the taking: everything was right, and nothing is left.
    pub(crate) fn finish(mut self) -> Result<(), ApiError> {
        for (name, _) in std::mem::take(&mut self.left) {
            let invalid = Invalid::new("unknown_parameter", "is not a parameter of this request");
            self.refuse(&name, invalid);
        }
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(ApiError::Invalid(self.errors))
        }
    }
}

/// What a part of a query says; what can be read of it where it is not UTF-8.
fn decode(part: &str) -> Result<String, String> {
    let spaced = part.replace('+', " ");
    let bytes = percent_decode_str(&spaced);
    match bytes.decode_utf8() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(percent_decode_str(&spaced).decode_utf8_lossy().into_owned()),
    }
}

/// `true` or `false`.
pub(crate) fn parse_bool(value: &str) -> Result<bool, Invalid> {
    value
        .parse()
        .map_err(|_| Invalid::new("invalid_boolean", "must be true or false"))
}
