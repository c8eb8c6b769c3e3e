//! Tokens we issue, and tokens somebody else makes, with and without the secret.

mod claims;
mod header;

use errand_domain::users::Email;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sha2::Sha256;

use super::*;

const SECRET: &str = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";
/// One week.
const LIFETIME: u32 = 604_800;
/// Noon on 2026-11-20, in seconds as in `iat`.
const NOW: i64 = 1_795_176_000;

fn tokens_of(secret: &str) -> JwtAccessTokens {
    let settings = TokenSettings {
        lifetime_seconds: LIFETIME,
    };
    JwtAccessTokens::new(&secret_of(secret), None, settings)
}

fn secret_of(text: &str) -> JwtSecret {
    JwtSecret::parse(text.into()).unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

fn ada() -> User {
    User {
        id: UserId(Uuid::from_u128(1)),
        ..User::new(Email::parse("Ada@example.org").unwrap(), at(0))
    }
}

fn session() -> SessionId {
    SessionId(Uuid::from_u128(4))
}

fn issued() -> String {
    let token = tokens_of(SECRET).issue(&ada(), session(), at(NOW)).unwrap();
    token.0.expose_secret().to_owned()
}

fn own_header() -> Value {
    json!({ "alg": "HS256", "typ": "JWT", "kid": secret_of(SECRET).id() })
}

fn own_claims() -> Value {
    json!({
        "sub": Uuid::from_u128(1),
        "sid": Uuid::from_u128(4),
        "email": "ada@example.org",
        "iat": NOW,
        "exp": NOW + i64::from(LIFETIME),
        "iss": "errand",
        "aud": "errand-api",
        "jti": Uuid::from_u128(2),
    })
}

/// An object with this member added or replaced.
fn with(mut object: Value, member: &str, value: Value) -> Value {
    object[member] = value;
    object
}

/// An object with this member removed.
fn without(mut object: Value, member: &str) -> Value {
    object.as_object_mut().unwrap().remove(member).unwrap();
    object
}

/// The signed part of a token.
fn message(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

/// A token that is correctly signed with the secret, using HMAC-SHA-256.
fn signed(header: &Value, claims: &Value) -> String {
    sign(&message(header, claims))
}

fn sign(message: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(message.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{message}.{signature}")
}

fn verify(token: &str) -> Result<Claims, InvalidToken> {
    tokens_of(SECRET).verify(token, at(NOW))
}

#[test]
fn an_issued_token_names_its_user_session_and_lifetime() {
    let claims = verify(&issued()).unwrap();
    assert_eq!(claims.user_id, ada().id);
    assert_eq!(claims.session_id, session());
    assert_eq!(claims.issued_at, at(NOW));
    assert_eq!(claims.expires_at, at(NOW + i64::from(LIFETIME)));
}

#[test]
fn an_issued_token_has_exactly_these_members() {
    let token = issued();
    let part = |index| {
        let text = token.split('.').nth(index).unwrap();
        serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap()
    };
    assert_eq!(part(0), own_header());
    let (mut said, mut expected) = (part(1), own_claims());
    assert!(said["jti"].take().as_str().is_some());
    expected["jti"].take();
    expected["email"] = "Ada@example.org".into();
    assert_eq!(said, expected);
}

#[test]
fn every_token_has_its_own_id() {
    let id = |token: &str| verify(token).unwrap().token_id;
    assert_ne!(id(&issued()), id(&issued()));
}

#[test]
fn a_token_is_valid_from_its_issue_to_the_last_microsecond() {
    let now = at(NOW) + SignedDuration::from_micros(999_999);
    let token = tokens_of(SECRET).issue(&ada(), session(), now).unwrap();
    let verify = |now| tokens_of(SECRET).verify(token.0.expose_secret(), now);
    assert!(verify(now).is_ok());
    let end = at(NOW + i64::from(LIFETIME));
    assert!(verify(end - SignedDuration::from_micros(1)).is_ok());
    assert!(verify(end).is_err());
}

#[test]
fn a_token_signed_with_another_secret_is_refused() {
    let others = tokens_of("Lk0vF2TtqJvYx7WmX1cPz9rUe5sBnDhA")
        .issue(&ada(), session(), at(NOW))
        .unwrap();
    assert!(verify(others.0.expose_secret()).is_err());
}

#[test]
fn a_token_whose_payload_was_changed_is_refused() {
    let token = signed(&own_header(), &own_claims());
    let (_, signature) = token.rsplit_once('.').unwrap();
    let others = with(own_claims(), "sub", json!(Uuid::from_u128(3)));
    assert!(verify(&token).is_ok());
    assert!(verify(&format!("{}.{signature}", message(&own_header(), &others))).is_err());
}

#[test]
fn a_token_without_its_whole_signature_is_refused() {
    let token = signed(&own_header(), &own_claims());
    for cut in 1..=43 {
        assert!(verify(&token[..token.len() - cut]).is_err(), "{cut}");
    }
}

#[test]
fn a_replaced_secret_verifies_tokens_but_signs_none() {
    let settings = TokenSettings {
        lifetime_seconds: LIFETIME,
    };
    let new = secret_of("Lk0vF2TtqJvYx7WmX1cPz9rUe5sBnDhA");
    let rotated = JwtAccessTokens::new(&new, Some(&secret_of(SECRET)), settings);
    assert!(rotated.verify(&issued(), at(NOW)).is_ok());
    let token = rotated.issue(&ada(), session(), at(NOW)).unwrap();
    assert!(rotated.verify(token.0.expose_secret(), at(NOW)).is_ok());
    assert!(verify(token.0.expose_secret()).is_err());
    // A token that names one secret but is signed by the other is refused.
    let forged = with(own_header(), "kid", json!(new.id()));
    assert!(
        rotated
            .verify(&signed(&forged, &own_claims()), at(NOW))
            .is_err()
    );
}
