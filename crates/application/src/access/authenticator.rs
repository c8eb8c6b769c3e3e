//! Finding the user a token belongs to.

use std::sync::Arc;

use errand_domain::access::{Authorization, Caller};
use errand_domain::personal_tokens::{PersonalToken, PersonalTokenRepository};
use errand_domain::sessions::{AccessTokens, InvalidToken, SessionPolicy, SessionRepository};
use errand_domain::{Clock, Failure, Timestamp, TokenSecret, TokenSecrets};
use thiserror::Error;

use super::UseRecorder;

/// Authenticates users by their tokens.
pub struct Authenticator {
    /// Verifies access tokens.
    pub access_tokens: Arc<dyn AccessTokens>,
    /// Stores the sessions that access tokens belong to.
    pub sessions: Arc<dyn SessionRepository>,
    /// How long sessions last.
    pub session_policy: SessionPolicy,
    /// Stores personal tokens.
    pub personal_tokens: Arc<dyn PersonalTokenRepository>,
    /// Digests personal tokens.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Records when sessions and tokens are used.
    pub uses: Arc<UseRecorder>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl Authenticator {
    /// The user a token belongs to, and what it authorizes.
    pub async fn authenticate(&self, token: &str) -> Result<Caller, AuthenticateError> {
        let now = self.clock.now();
        if let Some(secret) = PersonalToken::secret_of(token) {
            return self.holder(&secret, now).await;
        }
        let claims = self.access_tokens.verify(token, now)?;
        let found = self
            .sessions
            .find(claims.user_id, claims.session_id)
            .await?;
        match found {
            Some((user, session)) if self.session_policy.is_alive(&session, now) => {
                self.uses.note_session(&session, now);
                let authorization = Authorization::Session(session.id);
                Ok(Caller {
                    user,
                    authorization,
                })
            }
            _ => Err(InvalidToken.into()),
        }
    }

    /// The user a personal token belongs to, and its scopes.
    async fn holder(
        &self,
        secret: &TokenSecret,
        now: Timestamp,
    ) -> Result<Caller, AuthenticateError> {
        let digest = self.secrets.digest(secret);
        match self.personal_tokens.find(&digest).await? {
            Some((user, token)) if token.is_alive(now) => {
                self.uses.note_personal_token(&token, now);
                let authorization = Authorization::PersonalToken(token.scopes);
                Ok(Caller {
                    user,
                    authorization,
                })
            }
            _ => Err(InvalidToken.into()),
        }
    }
}

/// Why a token was not accepted.
#[derive(Debug, Error)]
pub enum AuthenticateError {
    /// The token is invalid, or its session has ended.
    #[error(transparent)]
    InvalidToken(#[from] InvalidToken),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
