//! Signatures of the tokens that clients carry. Each kind of token has its own key.

use std::iter;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::digest::Key;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::jwt::JwtSecret;

/// Signs with HMAC-SHA-256 under a key derived from the secret of the access tokens.
pub(super) struct Signatures {
    current: Hmac<Sha256>,
    previous: Option<Hmac<Sha256>>,
}

impl Signatures {
    /// Signs under `secret`, and also accepts what was signed under `previous`. Each kind of token
    /// needs a `purpose` of its own, of at most 64 bytes.
    pub(super) fn new(secret: &JwtSecret, previous: Option<&JwtSecret>, purpose: &str) -> Self {
        // As HKDF extracts a key, with the purpose as salt (RFC 5869 §2.2).
        let derive = |secret: &JwtSecret| {
            let mac = keyed(purpose.as_bytes()).chain_update(secret.as_bytes());
            keyed(&mac.finalize().into_bytes())
        };
        Self {
            current: derive(secret),
            previous: previous.map(derive),
        }
    }

    /// The signature of a text, as 43 characters.
    pub(super) fn sign(&self, text: &str) -> String {
        let mac = self.current.clone().chain_update(text);
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// Whether this is our signature of the text.
    pub(super) fn is_ours(&self, text: &str, signature: &str) -> bool {
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else {
            return false;
        };
        iter::once(&self.current).chain(&self.previous).any(|mac| {
            let mac = mac.clone().chain_update(text);
            mac.verify_slice(&signature).is_ok()
        })
    }
}

/// HMAC under a key of at most 64 bytes, padded with zeros (RFC 2104 §2).
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    let mut block = Key::<Hmac<Sha256>>::default();
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    Hmac::new(&block)
}
