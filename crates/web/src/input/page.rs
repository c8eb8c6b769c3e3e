//! What all lists share: the length of a page, and the cursor, which is opaque to clients and good
//! only for the query that gave it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errand_domain::users::UserId;
use errand_domain::{Invalid, Limit};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Parameters;
use crate::error::ApiError;

/// Which page of a list is asked for.
pub(crate) struct PageQuery<Place> {
    pub(crate) after: Option<Place>,
    pub(crate) limit: Limit,
    /// What the cursors of this list bear.
    pub(crate) fingerprint: u64,
}

impl<Place> PageQuery<Place> {
    /// Parses the query of a list that has no parameters but `limit` and `cursor`.
    pub(crate) fn parse<Raw: DeserializeOwned>(
        query: &str,
        list: &str,
        user: UserId,
        place: impl Fn(Raw) -> Result<Place, Invalid>,
    ) -> Result<Self, ApiError> {
        let mut parameters = Parameters::new(query);
        let limit = parameters.one("limit", parse_limit).unwrap_or_default();
        let fingerprint = Parameters::new(list).fingerprint(user.0.as_bytes());
        let after = parameters.one("cursor", |text| place(decode_cursor(text, fingerprint)?));
        parameters.finish()?;
        Ok(Self {
            after,
            limit,
            fingerprint,
        })
    }
}

/// A place in a list, and the fingerprint of the query (its user among it) that the list answers.
#[derive(Deserialize, Serialize)]
struct Token<Place> {
    of: u64,
    after: Place,
}

/// Writes a place down.
pub(crate) fn encode_cursor<Place: Serialize>(after: Place, of: u64) -> String {
    let token = serde_json::to_vec(&Token { of, after }).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(token)
}

/// Reads a place, where it is one of this query.
///
/// # Errors
/// `invalid_cursor`.
pub(crate) fn decode_cursor<Place: DeserializeOwned>(
    text: &str,
    of: u64,
) -> Result<Place, Invalid> {
    URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|token| serde_json::from_slice::<Token<Place>>(&token).ok())
        .filter(|token| token.of == of)
        .map(|token| token.after)
        .ok_or_else(invalid_cursor)
}

/// The maximum number of events; 50 by default.
pub(crate) fn parse_limit(value: &str) -> Result<Limit, Invalid> {
    let number = value
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| value.parse().ok());
    Limit::parse(number.flatten().unwrap_or_default())
}

/// What is wrong with a cursor that is none of this list.
pub(crate) fn invalid_cursor() -> Invalid {
    Invalid::new(
        "invalid_cursor",
        "must be the next_cursor of the same list with the same parameters",
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_cursor_of_another_query_is_refused() {
        let text = encode_cursor("milk", 7);
        assert!(decode_cursor::<String>(&text, 7).is_ok());
        assert!(decode_cursor::<String>(&text, 8).is_err());
    }

    #[rstest]
    #[case("")]
    #[case("%%%")]
    #[case("e30")]
    #[case("AAAA")]
    fn nonsense_is_refused(#[case] text: &str) {
        assert!(decode_cursor::<String>(text, 7).is_err());
    }
}
