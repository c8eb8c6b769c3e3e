//! Personal tokens: creating, listing and revoking them.

use std::sync::Arc;

use errand_domain::access::{Caller, Scopes};
use errand_domain::events::EventKind;
use errand_domain::personal_tokens::{
    Insertion, PersonalToken, PersonalTokenId, PersonalTokenRepository, TokenName,
};
use errand_domain::users::UserId;
use errand_domain::{Client, Clock, Failure, Timestamp, TokenSecrets};
use secrecy::SecretString;
use thiserror::Error;
use uuid::Uuid;

use crate::events::EventRecorder;
use crate::throttles::Throttled;
use crate::users::{ConfirmError, PasswordCheck};

/// Manages users' personal tokens.
pub struct PersonalTokenService {
    /// Stores the tokens.
    pub tokens: Arc<dyn PersonalTokenRepository>,
    /// Checks the password that creating a token requires.
    pub password_check: Arc<PasswordCheck>,
    /// Generates their secrets.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Records account events.
    pub events: Arc<EventRecorder>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// A personal token that was just created.
#[derive(Debug)]
pub struct MadeToken {
    /// The token as it is stored.
    pub token: PersonalToken,
    /// The token as its user carries it. It cannot be shown again.
    pub text: SecretString,
}

impl PersonalTokenService {
    /// Creates a token. The caller needs a session and their password, because a token cannot
    /// create another.
    pub async fn make(
        &self,
        caller: &Caller,
        current: SecretString,
        name: TokenName,
        scopes: Scopes,
        expires_at: Option<Timestamp>,
        client: &Client,
    ) -> Result<MadeToken, MakeTokenError> {
        if caller.session().is_none() {
            return Err(MakeTokenError::NoSession);
        }
        let now = self.clock.now();
        if expires_at.is_some_and(|end| end <= now) {
            return Err(MakeTokenError::Expired);
        }
        let check = &self.password_check;
        let proven = check.confirm(&caller.user, current, client).await?;
        let secret = self.secrets.generate()?;
        let token = PersonalToken {
            id: PersonalTokenId(Uuid::now_v7()),
            user: caller.user.id,
            name,
            scopes,
            created_at: now,
            expires_at,
            last_used_at: None,
        };
        let digest = self.secrets.digest(&secret);
        match self.tokens.insert(&token, &digest, proven).await? {
            Insertion::Done => {}
            Insertion::TooMany => return Err(MakeTokenError::TooMany),
            Insertion::NotProven => return Err(MakeTokenError::WrongPassword),
        }
        let kind = EventKind::PersonalTokenMade;
        self.events.record(token.user, kind, client).await;
        Ok(MadeToken {
            token,
            text: PersonalToken::text_of(&secret),
        })
    }

    /// A user's tokens, newest first.
    pub async fn list(&self, user: UserId) -> Result<Vec<PersonalToken>, Failure> {
        self.tokens.list(user).await
    }

    /// Revokes a token. Returns `false` if the user has no such token.
    pub async fn revoke(
        &self,
        user: UserId,
        id: PersonalTokenId,
        client: &Client,
    ) -> Result<bool, Failure> {
        let revoked = self.tokens.delete(user, id).await?;
        if revoked {
            let kind = EventKind::PersonalTokenRevoked;
            self.events.record(user, kind, client).await;
        }
        Ok(revoked)
    }
}

/// Why no token was created.
#[derive(Debug, Error)]
pub enum MakeTokenError {
    /// The caller used a personal token.
    #[error("a personal token makes no other")]
    NoSession,
    /// The confirming password is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// There were too many password attempts.
    #[error(transparent)]
    Throttled(Throttled),
    /// The expiry is not in the future.
    #[error("must be in the future")]
    Expired,
    /// The user already has the maximum number of tokens.
    #[error("there are too many tokens")]
    TooMany,
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<ConfirmError> for MakeTokenError {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::WrongPassword => Self::WrongPassword,
            ConfirmError::Throttled(throttled) => Self::Throttled(throttled),
            ConfirmError::Failure(failure) => Self::Failure(failure),
        }
    }
}
