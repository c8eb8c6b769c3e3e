//! Sessions: refreshing, ending and listing them.

use std::sync::Arc;

use errand_domain::access::Caller;
use errand_domain::events::EventKind;
use errand_domain::sessions::{
    AccessTokens, RefreshToken, Rotated, Rotation, Session, SessionId, SessionPolicy,
    SessionRepository,
};
use errand_domain::users::UserId;
use errand_domain::{Client, Clock, Failure, TokenSecrets};
use thiserror::Error;

use super::Granted;
use crate::events::EventRecorder;
use crate::throttles::{AttemptLimiter, Throttled, from_refusal};

/// Manages sessions.
pub struct SessionService {
    /// Stores the sessions.
    pub sessions: Arc<dyn SessionRepository>,
    /// How long they last.
    pub policy: SessionPolicy,
    /// Issues access tokens.
    pub access_tokens: Arc<dyn AccessTokens>,
    /// Generates, digests and seals the secrets of refresh tokens.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Limits attempts.
    pub limiter: Arc<AttemptLimiter>,
    /// Records account events.
    pub events: Arc<EventRecorder>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl SessionService {
    /// Exchanges a refresh token for its successor and an access token. If the token was exchanged
    /// before, somebody has a copy, so its session ends (RFC 9700 §4.14).
    pub async fn refresh(
        &self,
        token: Option<RefreshToken>,
        client: &Client,
    ) -> Result<Granted, RefreshError> {
        let now = self.clock.now();
        self.limiter.refresh(client, now).await?;
        let Some(RefreshToken { session, secret }) = token else {
            return Err(RefreshError::InvalidSession);
        };
        let successor = self.secrets.generate()?;
        let rotation = Rotation {
            presented: self.secrets.digest(&secret),
            successor: self.secrets.digest(&successor),
            sealed: self.secrets.seal(&successor, &secret)?,
        };
        let rotated = self
            .sessions
            .rotate(session, &rotation, self.policy, now)
            .await?;
        let (user, secret) = match rotated {
            Rotated::Rotated(user) => (user, successor),
            Rotated::Repeated(user, sealed) => (user, self.secrets.open(&sealed, &secret)?),
            Rotated::Reused(user) => {
                let kind = EventKind::RefreshTokenReused;
                self.events.record(user, kind, client).await;
                return Err(RefreshError::InvalidSession);
            }
            Rotated::Gone => return Err(RefreshError::InvalidSession),
        };
        Ok(Granted {
            access: self.access_tokens.issue(&user, session, now)?,
            refresh: RefreshToken { session, secret },
        })
    }

    /// Ends the session of a refresh token. Succeeds if there is no such session.
    pub async fn logout(
        &self,
        token: Option<RefreshToken>,
        client: &Client,
    ) -> Result<(), Failure> {
        let Some(token) = token else {
            return Ok(());
        };
        let digest = self.secrets.digest(&token.secret);
        let ended = self.sessions.end_by_token(token.session, &digest).await?;
        if let Some(user) = ended {
            self.events.record(user, EventKind::LoggedOut, client).await;
        }
        Ok(())
    }

    /// A user's sessions that have not ended, most recently used first.
    pub async fn list(&self, user: UserId) -> Result<Vec<Session>, Failure> {
        let now = self.clock.now();
        self.sessions.list(user, self.policy, now).await
    }

    /// Ends one of the caller's sessions. Returns `false` if there is none with this id.
    pub async fn end(
        &self,
        caller: &Caller,
        id: SessionId,
        client: &Client,
    ) -> Result<bool, Failure> {
        let user = caller.user.id;
        let ended = self.sessions.end(user, id).await?;
        if ended {
            let kind = if caller.session() == Some(id) {
                EventKind::LoggedOut
            } else {
                EventKind::SessionEnded
            };
            self.events.record(user, kind, client).await;
        }
        Ok(ended)
    }

    /// Ends all of the caller's sessions except the current one.
    pub async fn end_others(&self, caller: &Caller, client: &Client) -> Result<(), Failure> {
        let user = caller.user.id;
        self.sessions.end_others(user, caller.session()).await?;
        let kind = EventKind::OtherSessionsEnded;
        self.events.record(user, kind, client).await;
        Ok(())
    }
}

/// Why a session was not refreshed.
#[derive(Debug, Error)]
pub enum RefreshError {
    /// There is no token, the token is no longer valid, or its session has ended.
    #[error("the session has ended")]
    InvalidSession,
    /// There were too many attempts from this address.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(RefreshError);
