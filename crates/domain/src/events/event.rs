//! Account events, which users can review.

use async_trait::async_trait;
use jiff::SignedDuration;
use strum::{EnumString, IntoStaticStr, VariantArray};
use uuid::Uuid;

use crate::users::UserId;
use crate::{Client, Failure, Limit, Page, Timestamp};

/// Identifies an event: a UUIDv7 (RFC 9562), so ids sort by time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EventId(pub Uuid);

/// Something that happened to an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The id of the event.
    pub id: EventId,
    /// The owner of the account, or `None` if the attempt was for an account that does not exist.
    pub user: Option<UserId>,
    /// What happened.
    pub kind: EventKind,
    /// What the client called itself. Empty for an event that an administrator caused.
    pub device: String,
    /// The client's address, truncated as in [`crate::ClientAddress::prefix`]. Empty for an event
    /// that an administrator caused.
    pub address_prefix: String,
    /// When it happened.
    pub created_at: Timestamp,
}

impl Event {
    /// How long events are kept.
    pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 365);

    /// An event that a client just caused.
    pub fn new(user: UserId, kind: EventKind, client: &Client, now: Timestamp) -> Self {
        Self {
            user: Some(user),
            ..Self::of_nobody(kind, client, now)
        }
    }

    /// An event that an administrator just caused, whose client is nobody else's business.
    pub fn by_administrator(user: UserId, kind: EventKind, now: Timestamp) -> Self {
        Self {
            id: EventId(Uuid::now_v7()),
            user: Some(user),
            kind,
            device: String::new(),
            address_prefix: String::new(),
            created_at: now,
        }
    }

    /// An event that a client just caused for an account that does not exist.
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

/// What can happen to an account.
#[derive(Clone, Copy, Debug, EnumString, Eq, IntoStaticStr, PartialEq, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum EventKind {
    /// The account was created.
    SignedUp,
    /// The user logged in.
    LoggedIn,
    /// Somebody tried a wrong password.
    LoginFailed,
    /// The user logged out.
    LoggedOut,
    /// The user ended another session.
    SessionEnded,
    /// The user ended all other sessions.
    OtherSessionsEnded,
    /// A refresh token was used a second time, and its session was ended.
    RefreshTokenReused,
    /// A personal access token was created.
    PersonalTokenMade,
    /// A personal access token was revoked.
    PersonalTokenRevoked,
    /// The password was changed.
    PasswordChanged,
    /// The user requested another email, and a link was sent to it.
    EmailChangeRequested,
    /// The email was changed.
    EmailChanged,
    /// The user proved that they receive mail at their email.
    EmailVerified,
    /// Somebody requested a password-reset link.
    PasswordResetRequested,
    /// The password was reset with such a link.
    PasswordReset,
    /// An administrator created the account.
    AccountCreated,
    /// An administrator set another password.
    PasswordSet,
    /// An administrator disabled the account.
    AccountDisabled,
    /// An administrator enabled the account again.
    AccountEnabled,
    /// The user became an administrator.
    AdminGranted,
    /// The user is no longer an administrator.
    AdminRevoked,
}

impl EventKind {
    /// All kinds.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The name of the kind in the API and in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Stores account events.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait EventLog: Send + Sync {
    /// Stores an event. If its user no longer exists, nothing is stored. An event without a user is
    /// stored too; otherwise a refusal would be faster for an account that does not exist.
    async fn record(&self, event: &Event) -> Result<(), Failure>;

    /// A user's events, newest first, starting before the event `before`.
    async fn list(
        &self,
        user: UserId,
        before: Option<EventId>,
        limit: Limit,
    ) -> Result<Page<Event, EventId>, Failure>;

    /// Deletes events older than [`Event::KEPT_FOR`]. Any number of processes may call this at
    /// once.
    async fn purge(&self, now: Timestamp) -> Result<(), Failure>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_name_of_a_kind_is_parsed() {
        for kind in EventKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
        assert_eq!(EventKind::RefreshTokenReused.name(), "refresh_token_reused");
        assert!("other".parse::<EventKind>().is_err());
    }
}
