//! The allowed headers, and texts that are not tokens at all.

use rstest::rstest;
use sha2::{Sha384, Sha512};

use super::*;

#[rstest]
#[case::own(own_header())]
#[case::without_typ(without(own_header(), "typ"))]
fn our_own_header_is_accepted(#[case] header: Value) {
    assert!(verify(&signed(&header, &own_claims())).is_ok());
}

#[rstest]
#[case::crit("crit", json!(["b64"]))]
#[case::empty_crit("crit", json!([]))]
#[case::jwk("jwk", json!({ "kty": "oct", "k": "AAAA" }))]
#[case::jku("jku", json!("https://example.org/keys"))]
#[case::x5u("x5u", json!("https://example.org/chain"))]
#[case::x5c("x5c", json!(["MIIB"]))]
#[case::zip("zip", json!("DEF"))]
#[case::b64("b64", json!(true))]
#[case::kid("kid", json!("../../dev/null"))]
#[case::empty_kid("kid", json!(""))]
#[case::content_type("cty", json!("JWT"))]
#[case::unknown("errand", json!(1))]
#[case::null("jwk", json!(null))]
#[case::foreign_typ("typ", json!("at+jwt"))]
#[case::typ_that_is_no_text("typ", json!(["JWT"]))]
#[case::no_alg("alg", json!(null))]
#[case::alg_of_another_case("alg", json!("hs256"))]
fn a_foreign_header_is_refused_even_if_correctly_signed(
    #[case] member: &str,
    #[case] value: Value,
) {
    let header = with(own_header(), member, value);
    assert!(verify(&signed(&header, &own_claims())).is_err());
}

#[rstest]
fn a_header_without_an_alg_or_a_key_is_refused(#[values("alg", "kid")] member: &str) {
    let header = without(own_header(), member);
    assert!(verify(&signed(&header, &own_claims())).is_err());
}

#[test]
fn a_header_with_a_duplicate_member_is_refused() {
    let header = own_header().to_string();
    let twice = header.replacen('{', r#"{"alg":"none","#, 1);
    let header = URL_SAFE_NO_PAD.encode(twice);
    let claims = URL_SAFE_NO_PAD.encode(own_claims().to_string());
    assert!(verify(&sign(&format!("{header}.{claims}"))).is_err());
}

#[rstest]
#[case("none")]
#[case("None")]
#[case("HS384")]
#[case("HS512")]
#[case("RS256")]
#[case("ES256")]
#[case("EdDSA")]
fn another_alg_is_refused_with_any_signature(#[case] alg: &str) {
    let header = with(own_header(), "alg", json!(alg));
    let message = message(&header, &own_claims());
    let mut sha384 = Hmac::<Sha384>::new_from_slice(SECRET.as_bytes()).unwrap();
    sha384.update(message.as_bytes());
    let mut sha512 = Hmac::<Sha512>::new_from_slice(SECRET.as_bytes()).unwrap();
    sha512.update(message.as_bytes());
    let signatures = [
        String::new(),
        URL_SAFE_NO_PAD.encode(sha384.finalize().into_bytes()),
        URL_SAFE_NO_PAD.encode(sha512.finalize().into_bytes()),
    ];
    assert!(verify(&signed(&header, &own_claims())).is_err());
    for signature in signatures {
        assert!(verify(&format!("{message}.{signature}")).is_err());
    }
}

#[test]
fn a_text_without_three_base64_parts_is_not_a_token() {
    let token = signed(&own_header(), &own_claims());
    let (message, signature) = token.rsplit_once('.').unwrap();
    let shapes = [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "a.b.c".to_owned(),
        message.to_owned(),
        format!("{message}."),
        format!("{token}."),
        format!("{token}.{signature}"),
        format!(".{token}"),
        format!("{token}="),
        format!(" {token}"),
        format!("{token}\n"),
        token.replacen('.', "..", 1),
        token.replacen("ey", "é", 1),
        token.to_uppercase(),
    ];
    for shape in shapes {
        assert!(verify(&shape).is_err(), "{shape}");
    }
}

#[test]
fn a_signature_has_only_one_encoding() {
    let token = signed(&own_header(), &own_claims());
    let last = token.chars().last().unwrap();
    let spellings: Vec<_> = ('A'..='Z')
        .chain('a'..='z')
        .chain('0'..='9')
        .chain(['-', '_'])
        .filter(|char| verify(&format!("{}{char}", &token[..token.len() - 1])).is_ok())
        .collect();
    assert_eq!(spellings, [last]);
}
