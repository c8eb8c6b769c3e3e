//! Secrets of tokens, which are handed out once, and kept only as digests.

use std::fmt;

use secrecy::SecretString;

use crate::Failure;

/// 256 random bits.
#[derive(Clone, Eq, PartialEq)]
pub struct TokenSecret(pub [u8; Self::BYTES]);

impl TokenSecret {
    /// Its length in bytes.
    pub const BYTES: usize = 32;

    /// The text people and programs carry: 64 hexadecimal digits in lower case.
    pub fn to_text(&self) -> SecretString {
        let digits = self.0.iter().map(|byte| format!("{byte:02x}"));
        digits.collect::<String>().into()
    }

    /// Reads what [`TokenSecret::to_text`] wrote, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 2 * Self::BYTES {
            return None;
        }
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; Self::BYTES];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = 16 * digit(pair[0])? + digit(pair[1])?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Debug for TokenSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenSecret([REDACTED])")
    }
}

/// What is kept of a secret: enough to know it again, too little to make it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Digest(pub [u8; 32]);

/// A secret that only the holder of another secret can read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SealedSecret(pub [u8; SealedSecret::BYTES]);

impl SealedSecret {
    /// Its length: that of the secret, and what shows that it was opened rightly.
    pub const BYTES: usize = TokenSecret::BYTES + 16;
}

/// Makes secrets and what is kept of them.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait TokenSecrets: Send + Sync {
    /// A secret nobody has seen before.
    fn generate(&self) -> Result<TokenSecret, Failure>;

    /// The SHA-256 of a secret. It needs no salt: a secret has as many random bits as the digest.
    fn digest(&self, secret: &TokenSecret) -> Digest;

    /// Seals a secret so that it can be read again with the secret `under`. Under one secret
    /// only one other may ever be sealed.
    fn seal(&self, secret: &TokenSecret, under: &TokenSecret) -> Result<SealedSecret, Failure>;

    /// Reads what was sealed `under` a secret.
    ///
    /// # Errors
    /// [`Failure::Internal`] where it was sealed under another one, or was changed.
    fn open(&self, sealed: &SealedSecret, under: &TokenSecret) -> Result<TokenSecret, Failure>;
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_secret_is_read_as_it_was_written() {
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
    fn anything_else_is_no_secret(#[case] text: &str) {
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
