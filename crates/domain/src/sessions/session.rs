//! Sessions: one a login, that its user can end.

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
    /// What it is known by.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// What the client called itself, at most 200 characters; empty where it said nothing.
    pub device: String,
    /// From where, as coarse as [`crate::ClientAddress::prefix`].
    pub address_prefix: String,
    /// When the user logged in.
    pub created_at: Timestamp,
    /// When a request last came with it, to the minute or so.
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
    /// A session that is not used for so long ends.
    pub idle: SignedDuration,
    /// No session lasts longer, however much it is used.
    pub absolute: SignedDuration,
    /// The most sessions of one user; one more ends that which was used longest ago.
    pub most: u32,
}

impl SessionPolicy {
    /// How long after its rotation a refresh token still gives its successor. It is for tabs that
    /// refresh at once, and for answers that were lost.
    pub const REPEATABLE_FOR: SignedDuration = SignedDuration::from_secs(10);

    /// When a session ends, if it is not used again.
    pub fn expires_at(&self, session: &Session) -> Timestamp {
        (session.last_used_at + self.idle).min(session.created_at + self.absolute)
    }

    /// Whether a session has not ended by itself.
    pub fn is_alive(&self, session: &Session, now: Timestamp) -> bool {
        now < self.expires_at(session)
    }
}

/// What a client gets a new access token with.
#[derive(Clone, Debug, PartialEq)]
pub struct RefreshToken {
    /// Of which session.
    pub session: SessionId,
    /// What only its client knows.
    pub secret: TokenSecret,
}

/// Refresh tokens as clients carry them: signed, so that only what was handed out is one.
#[cfg_attr(feature = "mocks", mockall::automock)]
pub trait RefreshTokens: Send + Sync {
    /// The text of a token, to be handed out.
    fn write(&self, token: &RefreshToken) -> SecretString;

    /// The token of a text, where it is one that was handed out, good or not any more.
    fn read(&self, text: &str) -> Option<RefreshToken>;
}

/// The exchange of a refresh token for its successor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rotation {
    /// Of the token that was sent.
    pub presented: Digest,
    /// Of its successor.
    pub successor: Digest,
    /// The successor, for the holder of the token that was sent.
    pub sealed: SealedSecret,
}

/// What came of a [`Rotation`].
#[derive(Clone, Debug, PartialEq)]
pub enum Rotated {
    /// The successor is good from now on, and only it.
    Rotated(User),
    /// It was exchanged a moment ago, and this is the successor it got then.
    Repeated(User, SealedSecret),
    /// It was exchanged before: somebody has a copy. The session is ended.
    Reused(UserId),
    /// There is no such session, or not any more.
    Gone,
}

/// Keeps sessions. Every method is atomic.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait SessionRepository: Send + Sync {
    /// Keeps a new session, where its user still has this password, and ends the one used longest
    /// ago where the user has more than `policy` allows. `false` when the user is gone
    /// or has another password by now.
    async fn insert(
        &self,
        session: &Session,
        refresh: &Digest,
        password: PasswordVersion,
        policy: SessionPolicy,
    ) -> Result<bool, Failure>;

    /// A session of a user, and the user, in one question: every request asks it.
    async fn find(&self, user: UserId, id: SessionId) -> Result<Option<(User, Session)>, Failure>;

    /// Exchanges a refresh token. Of any number at once with the same token one is
    /// [`Rotated::Rotated`]; the others within [`SessionPolicy::REPEATABLE_FOR`] get the successor of
    /// that one.
    async fn rotate(
        &self,
        id: SessionId,
        rotation: &Rotation,
        policy: SessionPolicy,
        now: Timestamp,
    ) -> Result<Rotated, Failure>;

    /// The sessions of a user that have not ended, those used last first.
    async fn list(
        &self,
        user: UserId,
        policy: SessionPolicy,
        now: Timestamp,
    ) -> Result<Vec<Session>, Failure>;

    /// Ends a session; `false` when the user has no such session.
    async fn end(&self, user: UserId, id: SessionId) -> Result<bool, Failure>;

    /// Ends the session of this refresh token, where it is good; `None` when there is none.
    async fn end_by_token(
        &self,
        id: SessionId,
        presented: &Digest,
    ) -> Result<Option<UserId>, Failure>;

    /// Ends all sessions of a user, but for one that is kept.
    async fn end_others(&self, user: UserId, kept: Option<SessionId>) -> Result<(), Failure>;

    /// Notes when sessions were last used. Those that are gone stay gone.
    async fn record_use(&self, uses: &[(SessionId, Timestamp)]) -> Result<(), Failure>;

    /// Forgets sessions that have ended, and successors that nobody may ask for any more. Safe in
    /// any number of processes at once.
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
    fn a_session_that_is_not_used_ends_when_it_was_idle_too_long() {
        let session = session();
        let end = start() + POLICY.idle;
        assert!(POLICY.is_alive(&session, end - SignedDuration::from_micros(1)));
        assert!(!POLICY.is_alive(&session, end));
    }

    #[test]
    fn a_session_that_is_used_ends_at_its_longest_all_the_same() {
        let mut session = session();
        let end = start() + POLICY.absolute;
        session.last_used_at = end - SignedDuration::from_hours(1);
        assert_eq!(POLICY.expires_at(&session), end);
        assert!(POLICY.is_alive(&session, end - SignedDuration::from_micros(1)));
        assert!(!POLICY.is_alive(&session, end));
    }
}
