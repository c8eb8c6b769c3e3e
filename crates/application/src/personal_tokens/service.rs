//! Personal tokens: making, seeing and revoking them.

use std::sync::Arc;

use errand_domain::access::{Caller, Scope, Scopes};
use errand_domain::events::EventKind;
use errand_domain::personal_tokens::{
    PersonalToken, PersonalTokenId, PersonalTokenRepository, TokenName,
};
use errand_domain::users::UserId;
use errand_domain::{Client, Clock, Failure, Timestamp, TokenSecrets};
use secrecy::SecretString;
use thiserror::Error;
use uuid::Uuid;

use crate::events::EventRecorder;

/// Looks after the personal tokens of users.
pub struct PersonalTokenService {
    /// Where they are kept.
    pub tokens: Arc<dyn PersonalTokenRepository>,
    /// Makes them.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Records what happens.
    pub events: Arc<EventRecorder>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// A personal token that was just made.
#[derive(Debug)]
pub struct MadeToken {
    /// What is kept of it.
    pub token: PersonalToken,
    /// What its user carries. Nobody can show it again.
    pub text: SecretString,
}

impl PersonalTokenService {
    /// Makes a token that may do no more than the caller.
    pub async fn make(
        &self,
        caller: &Caller,
        name: TokenName,
        scopes: Scopes,
        expires_at: Option<Timestamp>,
        client: &Client,
    ) -> Result<MadeToken, MakeTokenError> {
        if let Some(beyond) = scopes.iter().find(|scope| !caller.may(*scope)) {
            return Err(MakeTokenError::BeyondOwnScopes(beyond));
        }
        let now = self.clock.now();
        if expires_at.is_some_and(|end| end <= now) {
            return Err(MakeTokenError::Expired);
        }
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
        if !self.tokens.insert(&token, &digest).await? {
            return Err(MakeTokenError::TooMany);
        }
        let kind = EventKind::PersonalTokenMade;
        self.events.record(token.user, kind, client).await;
        Ok(MadeToken {
            token,
            text: PersonalToken::text_of(&secret),
        })
    }

    /// The tokens of a user, the latest first.
    pub async fn list(&self, user: UserId) -> Result<Vec<PersonalToken>, Failure> {
        self.tokens.list(user).await
    }

    /// Revokes a token; `false` when the user has no such token.
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

/// Why no token was made.
#[derive(Debug, Error)]
pub enum MakeTokenError {
    /// The caller may not do this themselves.
    #[error("a token may do no more than the one it is made with")]
    BeyondOwnScopes(Scope),
    /// It would have expired before it was made.
    #[error("must be in the future")]
    Expired,
    /// The user has as many tokens as anybody may have.
    #[error("there are too many tokens")]
    TooMany,
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
