//! What all lists share: the page size, and the cursor, which is opaque to clients and valid only
//! for the query it came from.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use deserr::Deserr;
use errand_domain::users::UserId;
use errand_domain::{Invalid, Limit};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::IntoParams;

use super::{FieldErrors, Query, unknown_parameter};
use crate::error::{ApiError, FieldError};

/// The query of a list that is neither filtered nor sorted.
#[derive(Deserr, IntoParams)]
#[deserr(error = FieldErrors, deny_unknown_fields = unknown_parameter)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageParameters {
    /// The maximum number of items; 50 by default.
    #[param(value_type = Option<u16>, nullable = false, minimum = 1, maximum = 100, default = 50)]
    #[deserr(default)]
    limit: Limit,
    /// The `next_cursor` of the previous page.
    #[param(value_type = Option<String>, nullable = false, format = "cursor")]
    #[deserr(default)]
    cursor: Option<Cursor>,
}

/// The requested page of such a list.
pub(crate) struct PageQuery<Place> {
    pub(crate) after: Option<Place>,
    pub(crate) limit: Limit,
    /// The fingerprint in the cursors of this list.
    pub(crate) fingerprint: u64,
}

impl<Place> PageQuery<Place> {
    /// Parses the query of a list.
    pub(crate) fn parse<Raw: DeserializeOwned>(
        query: &str,
        list: &str,
        user: UserId,
        place: impl Fn(Raw) -> Result<Place, Invalid>,
    ) -> Result<Self, ApiError> {
        let query = Query::new(query);
        let fingerprint = query.fingerprint(list, user);
        let PageParameters { limit, cursor } = query.parse()?;
        Ok(Self {
            after: place_of(cursor, fingerprint, place)?,
            limit,
            fingerprint,
        })
    }
}

/// A place in a list, and the fingerprint of the query, which includes its user.
#[derive(Deserialize, Serialize)]
struct Token<Place> {
    of: u64,
    after: Place,
}

/// Encodes a place as a cursor.
pub(crate) fn encode_cursor<Place: Serialize>(after: Place, of: u64) -> String {
    let token = serde_json::to_vec(&Token { of, after }).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(token)
}

/// The cursor of any list.
pub(crate) struct Cursor(Token<Json>);

impl Cursor {
    /// Decodes the output of [`encode_cursor`].
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub(crate) fn parse(text: &str) -> Result<Self, Invalid> {
        let token = URL_SAFE_NO_PAD.decode(text).ok();
        token
            .and_then(|token| serde_json::from_slice(&token).ok())
            .map(Self)
            .ok_or_else(invalid_cursor)
    }

    /// The place, if the cursor came from this query.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub(crate) fn place<Place: DeserializeOwned>(self, of: u64) -> Result<Place, Invalid> {
        let Token { of: bears, after } = self.0;
        let place = (bears == of).then(|| serde_json::from_value(after).ok());
        place.flatten().ok_or_else(invalid_cursor)
    }
}

/// The place of an optional cursor.
pub(crate) fn place_of<Raw: DeserializeOwned, Place>(
    cursor: Option<Cursor>,
    fingerprint: u64,
    place: impl FnOnce(Raw) -> Result<Place, Invalid>,
) -> Result<Option<Place>, ApiError> {
    let place = cursor.map(|cursor| place(cursor.place(fingerprint)?));
    let place = place.transpose();
    place.map_err(|invalid| ApiError::Invalid(vec![FieldError::in_parameter("cursor", invalid)]))
}

/// The error for a cursor that does not belong to this list.
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
        let cursor = || Cursor::parse(&encode_cursor("milk", 7)).unwrap();
        assert_eq!(cursor().place::<String>(7).unwrap(), "milk");
        assert!(cursor().place::<String>(8).is_err());
    }

    #[rstest]
    #[case("")]
    #[case("%%%")]
    #[case("e30")]
    #[case("AAAA")]
    fn nonsense_is_refused(#[case] text: &str) {
        assert!(Cursor::parse(text).is_err());
    }
}
