//! The bearer token of a request (RFC 6750 §2.1).

use actix_web::http::header::{self, HeaderMap};

/// The maximum length of a token, in bytes.
const MAX_LENGTH: usize = 4096;

/// The contents of the `Authorization` header.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Bearer<'a> {
    /// There is no such header.
    Absent,
    /// Anything other than one bearer token.
    Malformed,
    /// A text with the syntax of a token.
    Token(&'a str),
}

impl<'a> Bearer<'a> {
    /// Reads the only `Authorization` header: the scheme in any case, one or more spaces, and one
    /// `b64token` of at most 4096 bytes.
    pub(crate) fn of(headers: &'a HeaderMap) -> Self {
        let mut values = headers.get_all(header::AUTHORIZATION);
        match (values.next(), values.next()) {
            (None, _) => Self::Absent,
            (Some(value), None) => value
                .to_str()
                .ok()
                .and_then(token)
                .map_or(Self::Malformed, Self::Token),
            (Some(_), Some(_)) => Self::Malformed,
        }
    }
}

fn token(value: &str) -> Option<&str> {
    let (scheme, rest) = value.split_once(' ')?;
    let token = rest.trim_start_matches(' ');
    let is_token = scheme.eq_ignore_ascii_case("bearer")
        && (1..=MAX_LENGTH).contains(&token.len())
        && is_b64token(token);
    is_token.then_some(token)
}

/// `1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`
fn is_b64token(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty()
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;
    use rstest::rstest;

    use super::*;

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(
                header::AUTHORIZATION,
                HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }
        headers
    }

    #[rstest]
    #[case("Bearer abc.def-_~+/==", "abc.def-_~+/==")]
    #[case("bearer abc", "abc")]
    #[case("BEARER    abc", "abc")]
    fn a_token_is_found(#[case] value: &str, #[case] token: &str) {
        assert_eq!(Bearer::of(&headers(&[value])), Bearer::Token(token));
    }

    #[rstest]
    #[case::nothing("")]
    #[case::scheme_only("Bearer")]
    #[case::no_token("Bearer ")]
    #[case::other_scheme("Basic abc")]
    #[case::tab("Bearer\tabc")]
    #[case::two_tokens("Bearer abc def")]
    #[case::comma("Bearer abc,def")]
    #[case::padding_only("Bearer ==")]
    #[case::padding_inside("Bearer a=b")]
    #[case::letters_of_other_scripts("Bearer äbc")]
    fn anything_else_is_malformed(#[case] value: &str) {
        assert_eq!(Bearer::of(&headers(&[value])), Bearer::Malformed);
    }

    #[test]
    fn two_headers_are_malformed_and_none_is_absent() {
        assert_eq!(
            Bearer::of(&headers(&["Bearer a", "Bearer a"])),
            Bearer::Malformed
        );
        assert_eq!(Bearer::of(&headers(&[])), Bearer::Absent);
    }

    #[test]
    fn a_token_has_at_most_4096_bytes() {
        let bearer = |length| format!("Bearer {}", "a".repeat(length));
        assert!(matches!(
            Bearer::of(&headers(&[&bearer(4096)])),
            Bearer::Token(_)
        ));
        assert_eq!(Bearer::of(&headers(&[&bearer(4097)])), Bearer::Malformed);
    }
}
