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

    /// The user with this email, and their password hash. `None` also if the account is disabled:
    /// whoever is locked out cannot be told apart from somebody without an account.
    async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, Failure>;

    /// Changes a user's time zone and returns the user, or `None` if they no longer exist.
    async fn set_time_zone(
        &self,
        id: UserId,
        time_zone: TimeZone,
        now: Timestamp,
    ) -> Result<Option<User>, Failure>;

    /// Replaces the hash `old` with `new`. Does nothing if the hash is different by now or the user
    /// no longer exists.
    async fn replace_hash(
        &self,
        id: UserId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> Result<(), Failure>;

    /// A user whose account is not disabled, and their password hash.
    async fn credentials_of(&self, id: UserId) -> Result<Option<Credentials>, Failure>;

    /// Changes a user's password if it is still of this version, and queues the notice. Ends all
    /// their sessions except `kept`, and deletes a pending change of email and password-reset
    /// tokens. Returns `false` if the password is of another version or the user no longer exists.
    async fn change_password(
        &self,
        id: UserId,
        old: PasswordVersion,
        new: &PasswordHash,
        kept: Option<SessionId>,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<bool, Failure>;

    /// Changes a user's email immediately, leaving it unverified, if their password is still of
    /// this version, and returns the user. Returns `None` if the password is of another version or
    /// the user no longer exists. Tokens sent to their emails are deleted. If another user has the
    /// email, it is [`KeepUserError::EmailTaken`].
    async fn change_email(
        &self,
        id: UserId,
        password: PasswordVersion,
        email: &Email,
        now: Timestamp,
    ) -> Result<Option<User>, KeepUserError>;

    /// Deletes a user and everything they own if their password is still of this version. Returns
    /// `false` if it is of another version or the user no longer exists.
    async fn delete(&self, id: UserId, password: PasswordVersion) -> Result<bool, Failure>;
}

/// Why a user could not be stored, or not with that email.
#[derive(Debug, Error)]
pub enum KeepUserError {
    /// The email already belongs to a user.
    #[error("the email is taken")]
    EmailTaken,
    /// The repository failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}
