//! The signatures of access tokens.

use errand_test_support::{JWT_SECRET, TestApp, on_both_databases};
use serde_json::json;

use super::assert_refused;
use crate::forge::{claims, claims_with, encode, header as own_header, sign_with};

on_both_databases! {
    async fn a_token_must_be_signed_with_our_secret_and_our_algorithm(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let own = claims(&user.token);
        let (content, signature) = user.token.rsplit_once('.').unwrap();
        let header = content.split('.').next().unwrap();
        let bob = encode(&claims_with(
            &user.token,
            &json!({ "email": "bob@example.org" }),
        ));
        let mut none = own_header();
        none["alg"] = "none".into();
        let none = encode(&none);
        for token in [
            content.to_owned(),
            format!("{content}."),
            format!("{content}.{signature}."),
            format!("{content}.{signature}.{signature}"),
            format!("{content}.{}", signature.to_uppercase()),
            format!("{content}.{}", &signature[1..]),
            format!("{header}.{bob}.{signature}"),
            format!("{none}.{}.", encode(&own)),
            format!("{none}.{}.{signature}", encode(&own)),
            format!(".{}.{signature}", encode(&own)),
            sign_with(
                &own_header(),
                &own,
                "0123456789abcdefghijklmnopqrstuV",
            ),
            sign_with(&own_header(), &own, ""),
        ] {
            assert_refused(&app, &token, "forged").await;
        }
        for field in [
            json!({ "alg": "none" }),
            json!({ "alg": "HS384" }),
            json!({ "alg": "RS256" }),
            json!({ "alg": "hs256" }),
            json!({ "typ": "at+jwt" }),
            json!({ "crit": ["exp"] }),
            json!({ "crit": [] }),
            json!({ "jwk": { "kty": "oct", "k": "AAAA" } }),
            json!({ "jku": "https://example.org/keys" }),
            json!({ "x5u": "https://example.org/keys" }),
            json!({ "x5c": ["AAAA"] }),
            json!({ "zip": "DEF" }),
            json!({ "b64": false }),
            json!({ "kid": "../../dev/null" }),
            json!({ "kid": "" }),
            json!({ "kid": null }),
        ] {
            let mut header = own_header();
            header
                .as_object_mut()
                .unwrap()
                .extend(field.as_object().unwrap().clone());
            assert_refused(
                &app,
                &sign_with(&header, &own, JWT_SECRET),
                &field.to_string(),
            )
            .await;
        }
    }
}
