//! The access token, as a caller carries it and as the system understands it.

use secrecy::SecretString;
use thiserror::Error;
use uuid::Uuid;

use super::SessionId;
use crate::users::{User, UserId};
use crate::{Failure, Timestamp};

/// A signed token that proves who its bearer is.
#[derive(Clone, Debug)]
pub struct AccessToken(pub SecretString);

/// What a token says, once its signature and its times are verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Claims {
    /// Whose token it is.
    pub user_id: UserId,
    /// Of which session.
    pub session_id: SessionId,
    /// Which token it is.
    pub token_id: Uuid,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// From when on it is refused.
    pub expires_at: Timestamp,
}

/// The token is not one of ours, or not any more. Which of the two is nobody's business.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("the token is not valid")]
pub struct InvalidToken;

/// Issues and verifies access tokens.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait AccessTokens: Send + Sync {
    /// Issues a token of a session, from `now` on for the configured lifetime.
    fn issue(
        &self,
        user: &User,
        session: SessionId,
        now: Timestamp,
    ) -> Result<AccessToken, Failure>;

    /// What a token says, where it is one of ours, unaltered and valid at `now`.
    fn verify(&self, token: &str, now: Timestamp) -> Result<Claims, InvalidToken>;
}
