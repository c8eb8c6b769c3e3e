//! Refresh tokens as text. They are signed, so only what we wrote is read.

use errand_domain::TokenSecret;
use errand_domain::sessions::{RefreshToken, RefreshTokens, SessionId};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::signatures::Signatures;
use crate::jwt::JwtSecret;

/// Signs with a key derived from the secret of the access tokens.
pub struct SignedRefreshTokens(Signatures);

impl SignedRefreshTokens {
    /// Signs under `secret`, and also reads what was signed under `previous`.
    pub fn new(secret: &JwtSecret, previous: Option<&JwtSecret>) -> Self {
        let purpose = "errand: the key of refresh tokens";
        Self(Signatures::new(secret, previous, purpose))
    }
}

impl RefreshTokens for SignedRefreshTokens {
    fn write(&self, token: &RefreshToken) -> SecretString {
        let text = unsigned(token);
        let text = text.expose_secret();
        format!("{text}{}", self.0.sign(text)).into()
    }

    fn read(&self, text: &str) -> Option<RefreshToken> {
        let (text, signature) = text.split_at_checked(2 * (16 + TokenSecret::BYTES))?;
        self.0.is_ours(text, signature).then_some(())?;
        let (session, secret) = text.split_at_checked(32)?;
        Some(RefreshToken {
            session: SessionId(Uuid::try_parse(session).ok()?),
            secret: TokenSecret::parse(secret)?,
        })
    }
}

/// The session id and the secret, as 96 hexadecimal digits.
fn unsigned(token: &RefreshToken) -> SecretString {
    let session = token.session.0.simple();
    format!("{session}{}", token.secret.to_text().expose_secret()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> JwtSecret {
        JwtSecret::parse(text.into()).unwrap()
    }

    fn one() -> JwtSecret {
        secret("0123456789 abcdefghijklmnopqrstuvwxyz")
    }

    fn other() -> JwtSecret {
        secret("zyxwvutsrqponmlkjihgfedcba 9876543210")
    }

    fn token() -> RefreshToken {
        RefreshToken {
            session: SessionId(Uuid::from_u128(7)),
            secret: TokenSecret([0xab; 32]),
        }
    }

    #[test]
    fn a_refresh_token_survives_being_written_and_read() {
        let tokens = SignedRefreshTokens::new(&one(), None);
        let text = tokens.write(&token());
        assert_eq!(text.expose_secret().len(), 139);
        assert_eq!(tokens.read(text.expose_secret()), Some(token()));
    }

    #[test]
    fn a_token_of_the_previous_secret_is_read_but_not_of_another() {
        let text = SignedRefreshTokens::new(&one(), None).write(&token());
        let text = text.expose_secret();
        let replaced = SignedRefreshTokens::new(&other(), Some(&one()));
        assert_eq!(replaced.read(text), Some(token()));
        assert_ne!(replaced.write(&token()).expose_secret(), text);
        assert_eq!(SignedRefreshTokens::new(&other(), None).read(text), None);
    }

    #[test]
    fn a_token_that_we_did_not_write_is_not_read() {
        let tokens = SignedRefreshTokens::new(&one(), None);
        let text = tokens.write(&token());
        let text = text.expose_secret();
        let (unsigned, signature) = text.split_at(96);
        let another = RefreshToken {
            session: SessionId(Uuid::from_u128(8)),
            ..token()
        };
        let another = tokens.write(&another);
        for forged in [
            "",
            unsigned,
            &text[1..],
            &text[..text.len() - 1],
            &format!("{text}="),
            &text.to_uppercase(),
            &format!("{}{signature}", &another.expose_secret()[..96]),
            &format!("{}{}{signature}", &unsigned[..32], "0".repeat(64)),
            &format!("{unsigned}{}", "A".repeat(43)),
            &"é".repeat(70),
        ] {
            assert_eq!(tokens.read(forged), None, "{forged}");
        }
    }
}
