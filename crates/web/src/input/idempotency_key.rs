//! The header `Idempotency-Key`: a key, bare or as a string of RFC 8941 §3.3.3.

use actix_web::http::header::HeaderMap;
use errand_domain::changes::{Fingerprint, RequestKey};

use super::header;
use crate::error::ApiError;

/// The name of the header.
pub(crate) const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// Reads the key. `fingerprint` tells what is requested with it.
///
/// # Errors
/// `malformed_header`, also for two keys.
pub(super) fn of(
    headers: &HeaderMap,
    fingerprint: impl FnOnce() -> Fingerprint,
) -> Result<Option<RequestKey>, ApiError> {
    let Some(value) = header::joined(headers, IDEMPOTENCY_KEY)? else {
        return Ok(None);
    };
    let key = unquoted(&value).and_then(|key| RequestKey::parse(&key, fingerprint()).ok());
    let malformed = ApiError::MalformedHeader(IDEMPOTENCY_KEY);
    key.map(Some).ok_or(malformed)
}

/// The key without its quotes. A bare key has none inside either.
fn unquoted(value: &str) -> Option<String> {
    let Some(quoted) = value.strip_prefix('"') else {
        return (!value.contains('"')).then(|| value.to_owned());
    };
    let (mut key, mut characters) = (String::new(), quoted.chars());
    loop {
        match characters.next()? {
            '"' => return characters.as_str().is_empty().then_some(key),
            '\\' => key.push(
                characters
                    .next()
                    .filter(|next| ['"', '\\'].contains(next))?,
            ),
            character => key.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};
    use rstest::rstest;

    use super::*;

    /// The key in these lines: `None` if it is malformed, and empty if there is none.
    fn key(lines: &[&[u8]]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            let name = HeaderName::from_static("idempotency-key");
            headers.append(name, HeaderValue::from_bytes(line).unwrap());
        }
        let key = of(&headers, || Fingerprint([0; 32])).ok()?;
        Some(key.map_or_else(String::new, |key| key.as_str().to_owned()))
    }

    #[rstest]
    #[case(
        r"8e03978e-40d5-43dd-bc93-6894a57f9324",
        "8e03978e-40d5-43dd-bc93-6894a57f9324"
    )]
    #[case(r#""8e03978e-40d5-43dd""#, "8e03978e-40d5-43dd")]
    #[case(r#""a\"b\\c""#, r#"a"b\c"#)]
    #[case(r"a\b,c;'!~", r"a\b,c;'!~")]
    fn a_key_is_quoted_or_bare(#[case] line: &str, #[case] expected: &str) {
        assert_eq!(key(&[line.as_bytes()]).unwrap(), expected);
    }

    #[rstest]
    #[case::empty("")]
    #[case::empty_string(r#""""#)]
    #[case::only_a_quote("\"")]
    #[case::open(r#""a"#)]
    #[case::escaped_end(r#""a\""#)]
    #[case::unknown_escape(r#""a\b""#)]
    #[case::quote_inside(r#"a"b"#)]
    #[case::space("a b")]
    #[case::space_in_a_string(r#""a b""#)]
    #[case::tab("a\tb")]
    #[case::parameter(r#""a";b=1"#)]
    #[case::list(r#""a", "b""#)]
    #[case::letter_of_another_script("ä")]
    fn anything_else_is_malformed(#[case] line: &str) {
        assert_eq!(key(&[line.as_bytes()]), None);
    }

    #[test]
    fn a_key_has_at_most_255_characters_without_its_quotes_and_escapes() {
        let long = |length| "k".repeat(length);
        assert!(key(&[long(255).as_bytes()]).is_some());
        assert!(key(&[long(256).as_bytes()]).is_none());
        let escaped = |length: usize| format!("\"{}\"", "\\\"".repeat(length));
        assert!(key(&[escaped(255).as_bytes()]).is_some());
        assert!(key(&[escaped(256).as_bytes()]).is_none());
    }

    #[test]
    fn two_keys_are_malformed_and_none_is_absent() {
        assert_eq!(key(&[b"a", b"a"]), None);
        assert_eq!(key(&[]).unwrap(), "");
    }
}
