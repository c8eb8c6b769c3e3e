//! Access tokens and their claims.

use secrecy::SecretString;
use thiserror::Error;
use uuid::Uuid;

use super::SessionId;
use crate::users::{User, UserId};
use crate::{Failure, Timestamp};

/// A signed token that proves its bearer's identity.
#[derive(Clone, Debug)]
pub struct AccessToken(pub SecretString);

/// The contents of a token whose signature and times have been verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Claims {
    /// The user it was issued to.
    pub user_id: UserId,
    /// The session it belongs to.
    pub session_id: SessionId,
    /// The id of the token itself.
    pub token_id: Uuid,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The instant from which it is refused.
    pub expires_at: Timestamp,
}

/// The token was not issued by us or is no longer valid. Callers are not told which.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("the token is not valid")]
pub struct InvalidToken;

/// Issues and verifies access tokens.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait AccessTokens: Send + Sync {
    /// Issues a token for a session, valid from `now` for the configured lifetime.
    fn issue(
        &self,
        user: &User,
        session: SessionId,
        now: Timestamp,
    ) -> Result<AccessToken, Failure>;

    /// The claims of a token.
    ///
    /// # Errors
    /// [`InvalidToken`] unless we issued the token, it is unaltered and it is valid at `now`.
    fn verify(&self, token: &str, now: Timestamp) -> Result<Claims, InvalidToken>;
}
