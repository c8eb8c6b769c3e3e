//! The access token, as a caller carries it and as the system understands it.

use secrecy::SecretString;
use thiserror::Error;
use uuid::Uuid;

use super::{SessionId, UserId};
use crate::Timestamp;

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
