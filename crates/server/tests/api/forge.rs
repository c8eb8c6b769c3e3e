//! Forged tokens: some the product would sign, and some it never would.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errand_test_support::JWT_SECRET;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The claims of a token.
pub(crate) fn claims(token: &str) -> Value {
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap());
    serde_json::from_slice(&claims.unwrap()).unwrap()
}

/// The claims of a token, with some replaced. `null` removes a claim.
pub(crate) fn claims_with(token: &str, others: &Value) -> Value {
    let mut claims = claims(token);
    for (name, value) in others.as_object().unwrap() {
        match value {
            Value::Null => claims.as_object_mut().unwrap().remove(name),
            value => claims
                .as_object_mut()
                .unwrap()
                .insert(name.clone(), value.clone()),
        };
    }
    claims
}

/// A token with these claims and the header and signature of the product.
pub(crate) fn sign(claims: &Value) -> String {
    sign_with(&header(), claims, JWT_SECRET)
}

/// The header of the product's tokens.
pub(crate) fn header() -> Value {
    let key = Sha256::digest(format!("errand: the id of {JWT_SECRET}"));
    json!({ "alg": "HS256", "typ": "JWT", "kid": URL_SAFE_NO_PAD.encode(&key[..8]) })
}

/// A token signed with HS256, regardless of its header.
pub(crate) fn sign_with(header: &Value, claims: &Value, secret: &str) -> String {
    let content = format!("{}.{}", encode(header), encode(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(content.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{content}.{signature}")
}

/// A copy of the token that expired an hour ago.
pub(crate) fn expired(token: &str) -> String {
    let hours_ago = |hours: i64| claims(token)["iat"].as_i64().unwrap() - hours * 60 * 60;
    sign(&claims_with(
        token,
        &json!({ "iat": hours_ago(2), "exp": hours_ago(1) }),
    ))
}

pub(crate) fn encode(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}
