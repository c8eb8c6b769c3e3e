//! The verifier of access tokens: without the secret, nobody can forge a token it accepts.
#![no_main]

use std::sync::LazyLock;

use errand_domain::sessions::AccessTokens;
use errand_infrastructure::jwt::{JwtAccessTokens, JwtSecret, TokenSettings};
use libfuzzer_sys::fuzz_target;

static TOKENS: LazyLock<JwtAccessTokens> = LazyLock::new(|| {
    let secret = JwtSecret::parse("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=".into());
    let settings = TokenSettings {
        lifetime_seconds: 604_800,
    };
    JwtAccessTokens::new(&secret.expect("a good secret"), None, settings)
});

fuzz_target!(|text: &str| {
    let now = "2026-11-20T12:00:00Z".parse().expect("an instant");
    assert!(TOKENS.verify(text, now).is_err());
});
