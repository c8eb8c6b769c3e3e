//! The port that stores users.

use async_trait::async_trait;
use thiserror::Error;

use super::{Credentials, Email, PasswordHash, PasswordVersion, User, UserId};
use crate::mail::Mail;
use crate::sessions::SessionId;
use crate::{Failure, TimeZone, Timestamp};

/// Stores users. Every method is atomic.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait UserRepository: Send + Sync {
    /// Stores a new user. Canonical emails are unique: a second user with the same one is
    /// [`KeepUserError::EmailTaken`], even if both are stored simultaneously.
    async fn insert(&self, user: &User, hash: &PasswordHash) -> Result<(), KeepUserError>;

    /// The user with this e-mail, and their hash.
    async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, Failure>;

    /// Moves a user to another time zone and returns them; `None` when they are gone.
    async fn set_time_zone(
        &self,
        id: UserId,
        time_zone: TimeZone,
        now: Timestamp,
    ) -> Result<Option<User>, Failure>;

    /// Puts `new` in the place of the hash `old`; when the hash is another by now, or the user
    /// is gone, nothing happens.
    async fn replace_hash(
        &self,
        id: UserId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> Result<(), Failure>;

    /// A user, and their hash.
    async fn credentials_of(&self, id: UserId) -> Result<Option<Credentials>, Failure>;

    /// Gives a user another password, where they still have the one of this version, and queues the
    /// notice. It ends all their sessions, but for one that is kept, and forgets a pending change of
    /// email and tokens to reset the password. `false` when they have another by now, or are gone.
    async fn change_password(
        &self,
        id: UserId,
        old: PasswordVersion,
        new: &PasswordHash,
        kept: Option<SessionId>,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<bool, Failure>;

    /// Gives a user another, unverified email at once and returns them, where they still have the
    /// password of this version; `None` when they have another by now, or are gone. Tokens sent to
    /// their emails are forgotten. An email that belongs to another user is
    /// [`KeepUserError::EmailTaken`].
    async fn change_email(
        &self,
        id: UserId,
        password: PasswordVersion,
        email: &Email,
        now: Timestamp,
    ) -> Result<Option<User>, KeepUserError>;

    /// Deletes a user and everything they own, where they still have the password of this version.
    /// `false` when they have another by now, or are gone.
    async fn delete(&self, id: UserId, password: PasswordVersion) -> Result<bool, Failure>;
}

/// Why a user was not kept, or not with that e-mail.
#[derive(Debug, Error)]
pub enum KeepUserError {
    /// The e-mail belongs to a user already.
    #[error("the e-mail is taken")]
    EmailTaken,
    /// The repository failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
