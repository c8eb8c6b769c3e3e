//! Personal access tokens, which users give to programs that act on their behalf.

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::access::Scopes;
use crate::users::{PasswordVersion, User, UserId};
use crate::{Digest, Failure, Invalid, Timestamp, TokenSecret, text};

/// Identifies a personal token: a UUIDv7 (RFC 9562).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct PersonalTokenId(pub Uuid);

/// The name of a personal token: one line of 1..=100 code points.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TokenName(String);

impl TokenName {
    /// The maximum length, in code points.
    pub const MAX_LENGTH: usize = 100;

    /// Accepts a name and trims it.
    ///
    /// # Errors
    /// `blank`, `too_long` or `control_character`.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        text::parse_line(value, Self::MAX_LENGTH).map(Self)
    }

    /// A stored name. The caller vouches that it was parsed before it was stored.
    pub fn restore(name: String) -> Self {
        Self(name)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A personal token as it is stored, without its secret.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonalToken {
    /// The id of the token.
    pub id: PersonalTokenId,
    /// The owner.
    pub user: UserId,
    /// The name its owner gave it.
    pub name: TokenName,
    /// What it may be used for.
    pub scopes: Scopes,
    /// When it was created.
    pub created_at: Timestamp,
    /// The instant from which it is refused, or `None` if it is valid until it is revoked.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, accurate to about a minute.
    pub last_used_at: Option<Timestamp>,
}

impl PersonalToken {
    /// The maximum number of tokens a user can have.
    pub const MOST: u32 = 100;
    /// The prefix of every token, by which secret scanners recognize leaked ones.
    pub const PREFIX: &str = "errand_pat_";

    /// The token as its user carries it.
    pub fn text_of(secret: &TokenSecret) -> SecretString {
        format!("{}{}", Self::PREFIX, secret.to_text().expose_secret()).into()
    }

    /// The secret of a token, or `None` if the text is not a token.
    pub fn secret_of(text: &str) -> Option<TokenSecret> {
        TokenSecret::parse(text.strip_prefix(Self::PREFIX)?)
    }

    /// Whether it has not expired yet.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

/// The outcome of storing a token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Insertion {
    /// The token is stored.
    Done,
    /// The user already has [`PersonalToken::MOST`] tokens.
    TooMany,
    /// The user's password has changed since it was checked, or the user no longer exists.
    NotProven,
}

/// Stores personal tokens. Every method is atomic.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait PersonalTokenRepository: Send + Sync {
    /// Stores a new token if the user's password is still of this version.
    async fn insert(
        &self,
        token: &PersonalToken,
        digest: &Digest,
        password: PasswordVersion,
    ) -> Result<Insertion, Failure>;

    /// The token with this digest and its user, in one query.
    async fn find(&self, digest: &Digest) -> Result<Option<(User, PersonalToken)>, Failure>;

    /// A user's tokens, newest first.
    async fn list(&self, user: UserId) -> Result<Vec<PersonalToken>, Failure>;

    /// Deletes a token. Returns `false` if the user has no such token.
    async fn delete(&self, user: UserId, id: PersonalTokenId) -> Result<bool, Failure>;

    /// Records when tokens were last used. Tokens that have been deleted are ignored.
    async fn record_use(&self, uses: &[(PersonalTokenId, Timestamp)]) -> Result<(), Failure>;
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::access::Scope;

    #[test]
    fn a_token_survives_being_written_and_parsed() {
        let text = PersonalToken::text_of(&TokenSecret([0xab; 32]));
        let text = text.expose_secret();
        assert!(text.starts_with("errand_pat_abab"));
        assert_eq!(
            PersonalToken::secret_of(text),
            Some(TokenSecret([0xab; 32]))
        );
        for other in [
            "",
            "errand_pat_",
            &text[1..],
            &text[11..],
            &format!("{text}0"),
        ] {
            assert_eq!(PersonalToken::secret_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_name_is_trimmed_and_has_at_most_100_code_points() {
        assert_eq!(
            TokenName::parse("  my backup ").unwrap().as_str(),
            "my backup"
        );
        let long = |length| TokenName::parse(&"é".repeat(length));
        assert!(long(100).is_ok());
        assert_eq!(long(101).unwrap_err().code, "too_long");
    }

    #[test]
    fn a_token_is_valid_until_it_expires() {
        let end: Timestamp = "2026-06-15T12:00:00Z".parse().unwrap();
        let until = |expires_at| PersonalToken {
            id: PersonalTokenId(Uuid::from_u128(1)),
            user: UserId(Uuid::from_u128(2)),
            name: TokenName::parse("backup").unwrap(),
            scopes: Scopes::parse(vec![Scope::TasksRead]).unwrap(),
            created_at: end - SignedDuration::from_hours(24),
            expires_at,
            last_used_at: None,
        };
        let moment = SignedDuration::from_micros(1);
        assert!(until(Some(end)).is_alive(end - moment));
        assert!(!until(Some(end)).is_alive(end));
        assert!(!until(Some(end)).is_alive(end + moment));
        assert!(until(None).is_alive(end));
    }
}
