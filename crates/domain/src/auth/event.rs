//! What happened to an account, for its user to look through.

use async_trait::async_trait;
use uuid::Uuid;

use super::{Client, UserId};
use crate::{Failure, Limit, Page, Timestamp};

/// Identifies an event: a UUIDv7 (RFC 9562), so that ids are in the order of time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EventId(pub Uuid);

/// Something that happened to an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What it is known by.
    pub id: EventId,
    /// To whose account.
    pub user: UserId,
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
    /// Something that a client just did.
    pub fn new(user: UserId, kind: EventKind, client: &Client, now: Timestamp) -> Self {
        Self {
            id: EventId(Uuid::now_v7()),
            user,
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
    /// The password was changed.
    PasswordChanged = "password_changed",
    /// The e-mail was changed.
    EmailChanged = "email_changed",
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
    /// Keeps an event. Where its user is gone, so is the event.
    async fn record(&self, event: &Event) -> Result<(), Failure>;

    /// The events of a user, the latest first, from before `before` on.
    async fn list(
        &self,
        user: UserId,
        before: Option<EventId>,
        limit: Limit,
    ) -> Result<Page<Event, EventId>, Failure>;
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
