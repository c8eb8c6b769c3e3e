//! The secret that signs tokens, and the rules it must follow.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// A secret that is strong enough to sign with.
#[derive(Clone, Debug)]
pub struct JwtSecret(SecretString);

/// The secret is not strong enough to sign with, because it could be guessed.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum WeakSecret {
    /// It has fewer bytes than the hash output (RFC 7518 §3.2).
    #[error("it is shorter than 32 bytes")]
    Short,
    /// It is a placeholder from an example.
    #[error("it is a placeholder out of an example")]
    Placeholder,
    /// It has fewer than 10 different bytes, or consists of one text repeated.
    #[error("it repeats itself")]
    Repetitive,
}

impl JwtSecret {
    /// The minimum length in bytes, which is that of the hash output (RFC 7518 §3.2).
    pub const MIN_BYTES: usize = 32;

    /// Accepts a secret of at least 32 bytes that neither looks like a placeholder nor repeats
    /// itself.
    pub fn parse(secret: SecretString) -> Result<Self, WeakSecret> {
        const PLACEHOLDERS: [&str; 5] = ["change", "secret", "example", "placeholder", "password"];
        let text = secret.expose_secret();
        if text.len() < Self::MIN_BYTES {
            return Err(WeakSecret::Short);
        }
        let lower = text.to_lowercase();
        if PLACEHOLDERS.iter().any(|word| lower.contains(word)) {
            return Err(WeakSecret::Placeholder);
        }
        if is_repetitive(text.as_bytes()) {
            return Err(WeakSecret::Repetitive);
        }
        Ok(Self(secret))
    }

    /// The id by which tokens refer to the secret: the beginning of its SHA-256, computed with a
    /// prefix that nothing else uses.
    pub(super) fn id(&self) -> String {
        let mut hash = Sha256::new_with_prefix("errand: the id of ");
        hash.update(self.as_bytes());
        URL_SAFE_NO_PAD.encode(&hash.finalize()[..8])
    }

    /// The bytes of the secret, for signing.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}

fn is_repetitive(bytes: &[u8]) -> bool {
    let different: HashSet<_> = bytes.iter().collect();
    let repeats_after = |period| bytes[period..] == bytes[..bytes.len() - period];
    different.len() < 10 || (1..=bytes.len() / 2).any(repeats_after)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn parse(secret: &str) -> Result<JwtSecret, WeakSecret> {
        JwtSecret::parse(secret.into())
    }

    #[rstest]
    #[case::base64("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=")]
    #[case::hexadecimal("9f86d081884c7d659a2feaa0c55ad015")]
    #[case::words("nine green bottles hang on a wall")]
    #[case::ten_characters("abcdefghijjihgfedcbaabcdefghijab")]
    #[case::bytes_and_not_characters("äöüßéèêëáàâñçøåæ")]
    fn a_secret_of_32_bytes_is_accepted(#[case] secret: &str) {
        assert!(parse(secret).is_ok());
    }

    #[rstest]
    #[case::empty("", WeakSecret::Short)]
    #[case::bytes_31("9f86d081884c7d659a2feaa0c55ad01", WeakSecret::Short)]
    #[case::example("your-256-bit-secret-goes-in-here!", WeakSecret::Placeholder)]
    #[case::change_me("CHANGE_ME_IN_PRODUCTION_1234567890", WeakSecret::Placeholder)]
    #[case::within("9f86d081884Password4c7d659a2feaa0c55", WeakSecret::Placeholder)]
    #[case::one_character("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", WeakSecret::Repetitive)]
    #[case::nine_characters("abcdefghiihgfedcbaabcdefghiabcde", WeakSecret::Repetitive)]
    #[case::twice("0123456789abcdef0123456789abcdef", WeakSecret::Repetitive)]
    #[case::over_and_over("abcdefghijklabcdefghijklabcdefghijk", WeakSecret::Repetitive)]
    fn a_secret_that_could_be_guessed_is_refused(#[case] secret: &str, #[case] why: WeakSecret) {
        assert_eq!(parse(secret).unwrap_err(), why);
    }

    #[test]
    fn a_secret_does_not_show_in_debug_output() {
        let secret = "9f86d081884c7d659a2feaa0c55ad015";
        assert!(!format!("{:?}", parse(secret).unwrap()).contains("9f86"));
    }
}
