//! Personal access tokens: what a user gives to a program that acts for them.

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::access::Scopes;
use crate::users::{PasswordVersion, User, UserId};
use crate::{Digest, Failure, Invalid, Timestamp, TokenSecret, text};

/// Identifies a personal token: a UUIDv7 (RFC 9562).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct PersonalTokenId(pub Uuid);

/// What a personal token is called: one line of 1..=100 code points.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TokenName(String);

impl TokenName {
    /// The longest name, in code points.
    pub const MAX_LENGTH: usize = 100;

    /// Accepts a name, without the white space around it.
    ///
    /// # Errors
    /// `blank`, `too_long` or `control_character`.
    pub fn parse(value: &str) -> Result<Self, Invalid> {
        text::parse_line(value, Self::MAX_LENGTH).map(Self)
    }

    /// A name that was parsed before it was kept.
    pub fn restore(name: String) -> Self {
        Self(name)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A personal token as it is kept: all but the token.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonalToken {
    /// What it is known by.
    pub id: PersonalTokenId,
    /// Whose it is.
    pub user: UserId,
    /// What its user calls it.
    pub name: TokenName,
    /// What it may do.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is refused; `None` where it is good until it is revoked.
    pub expires_at: Option<Timestamp>,
    /// When a request last came with it, to the minute or so.
    pub last_used_at: Option<Timestamp>,
}

impl PersonalToken {
    /// The most tokens of one user.
    pub const MOST: u32 = 100;
    /// What every token begins with, so that those who look for leaked ones find it.
    pub const PREFIX: &str = "errand_pat_";

    /// The token as its user carries it.
    pub fn text_of(secret: &TokenSecret) -> SecretString {
        format!("{}{}", Self::PREFIX, secret.to_text().expose_secret()).into()
    }

    /// The secret of a token, where the text is one.
    pub fn secret_of(text: &str) -> Option<TokenSecret> {
        TokenSecret::parse(text.strip_prefix(Self::PREFIX)?)
    }

    /// Whether it has not expired.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

/// What came of keeping a token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Insertion {
    /// It is kept.
    Done,
    /// Its user has [`PersonalToken::MOST`] already.
    TooMany,
    /// Its user has another password by now, or is gone.
    NotProven,
}

/// Keeps personal tokens. Every method is atomic.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait PersonalTokenRepository: Send + Sync {
    /// Keeps a new token, where its user still has the password of this version.
    async fn insert(
        &self,
        token: &PersonalToken,
        digest: &Digest,
        password: PasswordVersion,
    ) -> Result<Insertion, Failure>;

    /// The token of this digest and its user, in one question.
    async fn find(&self, digest: &Digest) -> Result<Option<(User, PersonalToken)>, Failure>;

    /// The tokens of a user, the latest first.
    async fn list(&self, user: UserId) -> Result<Vec<PersonalToken>, Failure>;

    /// Forgets a token; `false` when the user has no such token.
    async fn delete(&self, user: UserId, id: PersonalTokenId) -> Result<bool, Failure>;

    /// Notes when tokens were last used. Those that are gone stay gone.
    async fn record_use(&self, uses: &[(PersonalTokenId, Timestamp)]) -> Result<(), Failure>;
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::access::Scope;

    #[test]
    fn a_token_is_read_as_it_was_written_and_nothing_else_is() {
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
    fn a_name_has_no_white_space_around_it_and_at_most_100_code_points() {
        assert_eq!(
            TokenName::parse("  my backup ").unwrap().as_str(),
            "my backup"
        );
        let long = |length| TokenName::parse(&"é".repeat(length));
        assert!(long(100).is_ok());
        assert_eq!(long(101).unwrap_err().code, "too_long");
    }

    #[test]
    fn a_token_is_good_until_its_end_and_one_without_an_end_for_ever() {
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
