//! Secrets of tokens. A secret is handed out once and stored only as a digest.

use std::fmt;

use secrecy::SecretString;

use crate::Failure;

/// 256 random bits, known only to the holder of a token.
#[derive(Clone, Eq, PartialEq)]
pub struct TokenSecret(pub [u8; Self::BYTES]);

impl TokenSecret {
    /// The length in bytes.
    pub const BYTES: usize = 32;

    /// The form in which people and programs carry the secret: 64 lower-case hexadecimal digits.
    pub fn to_text(&self) -> SecretString {
        const_hex::encode(self.0).into()
    }

    /// Parses the output of [`TokenSecret::to_text`] and rejects everything else.
    pub fn parse(text: &str) -> Option<Self> {
        let is_canonical =
            text.len() == 2 * Self::BYTES && !text.bytes().any(|digit| digit.is_ascii_uppercase());
        let bytes = is_canonical.then(|| const_hex::decode_to_array(text));
        bytes?.ok().map(Self)
    }
}

impl fmt::Debug for TokenSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenSecret([REDACTED])")
    }
}

/// The stored form of a secret. A secret can be checked against it but not derived from it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Digest(pub [u8; 32]);

/// A secret that only the holder of another secret can read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SealedSecret(pub [u8; SealedSecret::BYTES]);

impl SealedSecret {
    /// The length in bytes: a secret and an authentication tag of 16 bytes.
    pub const BYTES: usize = TokenSecret::BYTES + 16;
}

/// Generates secrets, and derives what is stored of them.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait TokenSecrets: Send + Sync {
    /// A new random secret.
    fn generate(&self) -> Result<TokenSecret, Failure>;

    /// The SHA-256 of a secret. It needs no salt, because a secret has as many random bits as the
    /// digest.
    fn digest(&self, secret: &TokenSecret) -> Digest;

    /// Seals a secret so it can be read again with the secret `under`. At most one secret may ever
    /// be sealed under another.
    fn seal(&self, secret: &TokenSecret, under: &TokenSecret) -> Result<SealedSecret, Failure>;

    /// Opens a secret that was sealed under `under`.
    ///
    /// # Errors
    /// [`Failure::Internal`] if it was sealed under a different secret or has been altered.
    fn open(&self, sealed: &SealedSecret, under: &TokenSecret) -> Result<TokenSecret, Failure>;
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_secret_survives_being_written_and_parsed() {
        let secret = TokenSecret(std::array::from_fn(|index| {
            u8::try_from(index * 8).unwrap()
        }));
        let text = secret.to_text();
        assert!(text.expose_secret().starts_with("0008101820"));
        assert_eq!(TokenSecret::parse(text.expose_secret()), Some(secret));
    }

    #[rstest]
    #[case("")]
    #[case("00")]
    #[case(&"0".repeat(63))]
    #[case(&"0".repeat(65))]
    #[case(&"A".repeat(64))]
    #[case(&"g".repeat(64))]
    #[case(&"é".repeat(32))]
    fn other_texts_are_not_secrets(#[case] text: &str) {
        assert_eq!(TokenSecret::parse(text), None);
    }

    #[test]
    fn a_secret_does_not_show_in_debug_output() {
        assert_eq!(
            format!("{:?}", TokenSecret([7; 32])),
            "TokenSecret([REDACTED])"
        );
    }
}
