//! Sessions: going on with one, ending it, and seeing which there are.

use std::sync::Arc;

use errand_domain::Failure;
use errand_domain::auth::{
    Client, EventKind, RefreshToken, Rotated, Rotation, Session, SessionId, SessionPolicy, UserId,
};
use thiserror::Error;

use super::service::Granted;
use super::throttling::from_refusal;
use super::{Auth, Caller, Throttled};

/// Looks after sessions.
pub struct SessionService {
    auth: Arc<Auth>,
}

impl SessionService {
    /// Puts the use cases on their ports.
    pub fn new(auth: Arc<Auth>) -> Self {
        Self { auth }
    }

    /// How long sessions last.
    pub fn policy(&self) -> SessionPolicy {
        self.auth.session_policy
    }

    /// Exchanges a refresh token for its successor and an access token. A token that was exchanged
    /// before ends its session: somebody has a copy (RFC 9700 §4.14).
    pub async fn refresh(
        &self,
        token: Option<RefreshToken>,
        client: &Client,
    ) -> Result<Granted, RefreshError> {
        let now = self.auth.clock.now();
        self.auth.throttle_refresh(client, now).await?;
        let Some(RefreshToken { session, secret }) = token else {
            return Err(RefreshError::InvalidSession);
        };
        let successor = self.auth.secrets.generate()?;
        let rotation = Rotation {
            presented: self.auth.secrets.digest(&secret),
            successor: self.auth.secrets.digest(&successor),
            sealed: self.auth.secrets.seal(&successor, &secret)?,
        };
        let rotated = self
            .auth
            .sessions
            .rotate(session, &rotation, self.auth.session_policy, now)
            .await?;
        let (user, secret) = match rotated {
            Rotated::Rotated(user) => (user, successor),
            Rotated::Repeated(user, sealed) => (user, self.auth.secrets.open(&sealed, &secret)?),
            Rotated::Reused(user) => {
                let kind = EventKind::RefreshTokenReused;
                self.auth.record(user, kind, client).await;
                return Err(RefreshError::InvalidSession);
            }
            Rotated::Gone => return Err(RefreshError::InvalidSession),
        };
        Ok(Granted {
            access: self.auth.tokens.issue(&user, session, now)?,
            refresh: RefreshToken { session, secret },
        })
    }

    /// Ends the session of a refresh token. That there is none any more is as good.
    pub async fn logout(
        &self,
        token: Option<RefreshToken>,
        client: &Client,
    ) -> Result<(), Failure> {
        let Some(token) = token else {
            return Ok(());
        };
        let digest = self.auth.secrets.digest(&token.secret);
        let ended = self
            .auth
            .sessions
            .end_by_token(token.session, &digest)
            .await?;
        if let Some(user) = ended {
            self.auth.record(user, EventKind::LoggedOut, client).await;
        }
        Ok(())
    }

    /// The sessions of a user that have not ended, those used last first.
    pub async fn list(&self, user: UserId) -> Result<Vec<Session>, Failure> {
        let now = self.auth.clock.now();
        self.auth
            .sessions
            .list(user, self.auth.session_policy, now)
            .await
    }

    /// Ends a session of the caller; `false` when there is none of that id.
    pub async fn end(
        &self,
        caller: &Caller,
        id: SessionId,
        client: &Client,
    ) -> Result<bool, Failure> {
        let user = caller.user.id;
        let ended = self.auth.sessions.end(user, id).await?;
        if ended {
            let kind = if caller.session() == Some(id) {
                EventKind::LoggedOut
            } else {
                EventKind::SessionEnded
            };
            self.auth.record(user, kind, client).await;
        }
        Ok(ended)
    }

    /// Ends all sessions of the caller but the one that asks.
    pub async fn end_others(&self, caller: &Caller, client: &Client) -> Result<(), Failure> {
        let user = caller.user.id;
        self.auth
            .sessions
            .end_others(user, caller.session())
            .await?;
        let kind = EventKind::OtherSessionsEnded;
        self.auth.record(user, kind, client).await;
        Ok(())
    }

    /// Keeps when sessions and personal tokens were used since the last time.
    pub async fn record_use(&self) -> Result<(), Failure> {
        let uses = self.auth.session_usage.take();
        let recorded = self.auth.sessions.record_use(&uses).await;
        if recorded.is_err() {
            self.auth.session_usage.put_back(uses);
        }
        recorded?;
        let uses = self.auth.token_usage.take();
        let recorded = self.auth.personal_tokens.record_use(&uses).await;
        if recorded.is_err() {
            self.auth.token_usage.put_back(uses);
        }
        recorded
    }

    /// Forgets sessions, tokens, events and counters that are over.
    pub async fn purge(&self) -> Result<(), Failure> {
        let now = self.auth.clock.now();
        self.auth
            .sessions
            .purge(self.auth.session_policy, now)
            .await?;
        self.auth.events.purge(now).await?;
        self.auth.mail_tokens.purge(now).await?;
        self.auth.throttles.purge(now).await
    }
}

/// Why no access token was given.
#[derive(Debug, Error)]
pub enum RefreshError {
    /// There is no token, it is not good any more, or its session has ended.
    #[error("the session has ended")]
    InvalidSession,
    /// It was tried too often from this address.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(RefreshError);
