//! What happened to an account, for its user to look through.

use async_trait::async_trait;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::users::UserId;
use crate::{Client, Failure, Limit, Page, Timestamp};

/// Identifies an event: a UUIDv7 (RFC 9562), so that ids are in the order of time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EventId(pub Uuid);

/// Something that happened to an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What it is known by.
    pub id: EventId,
    /// To whose account; `None` where somebody tried one that does not exist.
    pub user: Option<UserId>,
    /// What.
    pub kind: EventKind,
    /// What the client that did it called itself.
    pub device: String,
    /// From where, as coarse as [`crate::ClientAddress::prefix`].
    pub address_prefix: String,
    /// When.
    pub created_at: Timestamp,
}

impl Event {
    /// How long it is kept.
    pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 365);

    /// Something that a client just did.
    pub fn new(user: UserId, kind: EventKind, client: &Client, now: Timestamp) -> Self {
        Self {
            user: Some(user),
            ..Self::of_nobody(kind, client, now)
        }
    }

    /// Something that a client just did to an account that does not exist.
    pub fn of_nobody(kind: EventKind, client: &Client, now: Timestamp) -> Self {
        Self {
            id: EventId(Uuid::now_v7()),
            user: None,
            kind,
            device: client.device.clone(),
            address_prefix: client.address.prefix(),
            created_at: now,
        }
    }
}

/// The kinds of events, with the names by which they are kept and told.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// What can happen to an account.
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub enum EventKind {
            $($(#[$doc])* $kind,)*
        }

        impl EventKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The name of the kind.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// The account was made.
    SignedUp = "signed_up",
    /// A session began.
    LoggedIn = "logged_in",
    /// Somebody gave a wrong password.
    LoginFailed = "login_failed",
    /// A session ended by its own client.
    LoggedOut = "logged_out",
    /// A session was ended by another.
    SessionEnded = "session_ended",
    /// All sessions but one were ended by it.
    OtherSessionsEnded = "other_sessions_ended",
    /// A refresh token came a second time, and its session was ended.
    RefreshTokenReused = "refresh_token_reused",
    /// A personal access token was made.
    PersonalTokenMade = "personal_token_made",
    /// A personal access token was revoked.
    PersonalTokenRevoked = "personal_token_revoked",
    /// The password was changed.
    PasswordChanged = "password_changed",
    /// The e-mail was changed.
    EmailChanged = "email_changed",
    /// The user proved to read what is sent to their e-mail.
    EmailVerified = "email_verified",
    /// Somebody asked for a link that sets another password.
    PasswordResetRequested = "password_reset_requested",
    /// The password was set by such a link.
    PasswordReset = "password_reset",
}

impl EventKind {
    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// Keeps events.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait EventLog: Send + Sync {
    /// Keeps an event. Where its user is gone, so is the event. One of nobody is kept all the same:
    /// else it would take less time to be refused for an account that does not exist.
    async fn record(&self, event: &Event) -> Result<(), Failure>;

    /// The events of a user, the latest first, from before `before` on.
    async fn list(
        &self,
        user: UserId,
        before: Option<EventId>,
        limit: Limit,
    ) -> Result<Page<Event, EventId>, Failure>;

    /// Forgets events that are older than [`Event::KEPT_FOR`]. Safe in any number of processes.
    async fn purge(&self, now: Timestamp) -> Result<(), Failure>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_known_by_its_name_alone() {
        for &kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.name()), Some(kind));
        }
        assert_eq!(EventKind::parse("other"), None);
    }
}
