//! Signatures of the tokens that clients carry. Each kind of token has its own key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::jwt::JwtSecret;

/// Signs with HMAC-SHA-256 under a key derived from the secret of the access tokens.
pub(super) struct Signatures {
    /// HMACs with their keys set. The first one signs.
    macs: Vec<Hmac<Sha256>>,
}

impl Signatures {
    /// Signs under `secret`, and also accepts what was signed under `previous`. Each kind of text
    /// needs a `purpose` of its own.
    pub(super) fn new(secret: &JwtSecret, previous: Option<&JwtSecret>, purpose: &str) -> Self {
        let secrets = [secret].into_iter().chain(previous);
        let macs = secrets.filter_map(|secret| keyed(secret.as_bytes()));
        Self {
            macs: macs
                .filter_map(|mac| keyed(&mac.chain_update(purpose).finalize().into_bytes()))
                .collect(),
        }
    }

    /// The signature of a text, as 43 characters.
    pub(super) fn sign(&self, text: &str) -> String {
        let signature = self.macs.first().map(|mac| {
            let mac = mac.clone().chain_update(text);
            URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
        });
        signature.unwrap_or_default()
    }

    /// Whether this is our signature of the text.
    pub(super) fn is_ours(&self, text: &str, signature: &str) -> bool {
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else {
            return false;
        };
        self.macs.iter().any(|mac| {
            let mac = mac.clone().chain_update(text);
            mac.verify_slice(&signature).is_ok()
        })
    }
}

/// HMAC takes a key of any length, so the result is never `None`.
fn keyed(key: &[u8]) -> Option<Hmac<Sha256>> {
    Hmac::new_from_slice(key).ok()
}
