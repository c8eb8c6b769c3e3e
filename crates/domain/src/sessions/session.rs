//! Sessions. Each login begins one, and its user can end it.

use async_trait::async_trait;
use jiff::SignedDuration;
use secrecy::SecretString;
use uuid::Uuid;

use crate::users::{PasswordVersion, User, UserId};
use crate::{Client, Digest, Failure, SealedSecret, Timestamp, TokenSecret};

/// Identifies a session: a UUIDv7 (RFC 9562).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SessionId(pub Uuid);

/// One login of a user, from one device.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The id of the session.
    pub id: SessionId,
    /// The user who logged in.
    pub user: UserId,
    /// What the client called itself, at most 200 characters. Empty if it did not say.
    pub device: String,
    /// The client's address, truncated as in [`crate::ClientAddress::prefix`].
    pub address_prefix: String,
    /// When the user logged in.
    pub created_at: Timestamp,
    /// When a request last used it, accurate to about a minute.
    pub last_used_at: Timestamp,
}

impl Session {
    /// Begins a session.
    pub fn new(user: UserId, client: &Client, now: Timestamp) -> Self {
        Self {
            id: SessionId(Uuid::now_v7()),
            user,
            device: client.device.clone(),
            address_prefix: client.address.prefix(),
            created_at: now,
            last_used_at: now,
        }
    }
}

/// How long sessions last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SessionPolicy {
    /// A session ends after being unused for this long.
    pub idle: SignedDuration,
    /// A session ends after this long, however much it is used.
    pub absolute: SignedDuration,
    /// The maximum number of sessions a user can have. Another login ends the least recently used
    /// one.
    pub most: u32,
}

impl SessionPolicy {
    /// How long a rotated refresh token still yields its successor. This covers tabs that refresh
    /// simultaneously and answers that were lost.
    pub const REPEATABLE_FOR: SignedDuration = SignedDuration::from_secs(10);

    /// When a session ends if it is not used again.
    pub fn expires_at(&self, session: &Session) -> Timestamp {
        (session.last_used_at + self.idle).min(session.created_at + self.absolute)
    }

    /// Whether a session has not expired yet.
    pub fn is_alive(&self, session: &Session, now: Timestamp) -> bool {
        now < self.expires_at(session)
    }
}

/// A token that a client exchanges for a new access token.
#[derive(Clone, Debug, PartialEq)]
pub struct RefreshToken {
    /// The session it belongs to.
    pub session: SessionId,
    /// The part only its client knows.
    pub secret: TokenSecret,
}

/// Encodes and decodes refresh tokens. They are signed, so a token that we did not issue is never
/// read as one.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait RefreshTokens: Send + Sync {
    /// The token as text, to be sent to the client.
    fn write(&self, token: &RefreshToken) -> SecretString;

    /// The token a text encodes, or `None` if we never issued it. It may be one that is no longer
    /// valid.
    fn read(&self, text: &str) -> Option<RefreshToken>;
}

/// The exchange of a refresh token for its successor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rotation {
    /// The digest of the token that was presented.
    pub presented: Digest,
    /// The digest of its successor.
    pub successor: Digest,
    /// The successor, sealed for the holder of the presented token.
    pub sealed: SealedSecret,
}

/// The outcome of a [`Rotation`].
#[derive(Clone, Debug, PartialEq)]
pub enum Rotated {
    /// The token was exchanged. Only the successor is valid from now on.
    Rotated(User),
    /// The token was exchanged a moment ago. This is the successor it was exchanged for.
    Repeated(User, SealedSecret),
    /// The token was exchanged earlier, so somebody has a copy. The session has been ended.
    Reused(UserId),
    /// The session does not exist or has ended.
    Gone,
}

/// Stores sessions. Every method is atomic.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait SessionRepository: Send + Sync {
    /// Stores a new session if the user's password is still of this version. If the user now has
    /// more sessions than `policy` allows, the least recently used one ends. Returns `false` if the
    /// user no longer exists or their password has changed.
    async fn insert(
        &self,
        session: &Session,
        refresh: &Digest,
        password: PasswordVersion,
        policy: SessionPolicy,
    ) -> Result<bool, Failure>;

    /// A session and its user, in one query, because every request needs both.
    async fn find(&self, user: UserId, id: SessionId) -> Result<Option<(User, Session)>, Failure>;

    /// Exchanges a refresh token. Of any number of simultaneous exchanges of one token, one returns
    /// [`Rotated::Rotated`]; the others, within [`SessionPolicy::REPEATABLE_FOR`], return the
    /// successor of that one.
    async fn rotate(
        &self,
        id: SessionId,
        rotation: &Rotation,
        policy: SessionPolicy,
        now: Timestamp,
    ) -> Result<Rotated, Failure>;

    /// A user's sessions that have not ended, most recently used first.
    async fn list(
        &self,
        user: UserId,
        policy: SessionPolicy,
        now: Timestamp,
    ) -> Result<Vec<Session>, Failure>;

    /// Ends a session. Returns `false` if the user has no such session.
    async fn end(&self, user: UserId, id: SessionId) -> Result<bool, Failure>;

    /// Ends the session if `presented` is its current refresh token or the one before. Returns its
    /// user, or `None` if there is no such session.
    async fn end_by_token(
        &self,
        id: SessionId,
        presented: &Digest,
    ) -> Result<Option<UserId>, Failure>;

    /// Ends all of a user's sessions except `kept`.
    async fn end_others(&self, user: UserId, kept: Option<SessionId>) -> Result<(), Failure>;

    /// Records when sessions were last used. Sessions that have ended are ignored.
    async fn record_use(&self, uses: &[(SessionId, Timestamp)]) -> Result<(), Failure>;

    /// Deletes sessions that have ended, and sealed successors that can no longer be requested. Any
    /// number of processes may call this at once.
    async fn purge(&self, policy: SessionPolicy, now: Timestamp) -> Result<(), Failure>;
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;
    use crate::ClientAddress;

    const POLICY: SessionPolicy = SessionPolicy {
        idle: SignedDuration::from_hours(24 * 7),
        absolute: SignedDuration::from_hours(24 * 30),
        most: 100,
    };

    fn start() -> Timestamp {
        "2026-06-15T12:00:00Z".parse().unwrap()
    }

    fn session() -> Session {
        let client = Client {
            address: ClientAddress::new(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            device: "browser".into(),
        };
        Session::new(UserId(Uuid::from_u128(1)), &client, start())
    }

    #[test]
    fn an_unused_session_ends_after_the_idle_time() {
        let session = session();
        let end = start() + POLICY.idle;
        assert!(POLICY.is_alive(&session, end - SignedDuration::from_micros(1)));
        assert!(!POLICY.is_alive(&session, end));
    }

    #[test]
    fn a_used_session_ends_after_the_absolute_time() {
        let mut session = session();
        let end = start() + POLICY.absolute;
        session.last_used_at = end - SignedDuration::from_hours(1);
        assert_eq!(POLICY.expires_at(&session), end);
        assert!(POLICY.is_alive(&session, end - SignedDuration::from_micros(1)));
        assert!(!POLICY.is_alive(&session, end));
    }
}
