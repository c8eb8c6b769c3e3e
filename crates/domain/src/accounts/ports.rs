//! The port to all accounts. Unlike the other ports, it does not act for the owner of what it
//! changes, so only administrators may get at it.

use async_trait::async_trait;

use super::{Account, Statistics};
use crate::mail::Mail;
use crate::users::{Email, PasswordHash, UserId};
use crate::{Failure, Limit, Page, Timestamp};

/// Administers accounts. Every method is atomic. Those that change an account return `false` if
/// there is none with the id.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait AccountRepository: Send + Sync {
    /// All accounts, oldest first, starting after the user `after`.
    async fn list(
        &self,
        after: Option<UserId>,
        limit: Limit,
    ) -> Result<Page<Account, UserId>, Failure>;

    /// The account with this email.
    async fn find(&self, email: &Email) -> Result<Option<Account>, Failure>;

    /// All accounts in numbers. Users who were seen since `active_since` are active.
    async fn statistics(&self, active_since: Timestamp) -> Result<Statistics, Failure>;

    /// Locks a user out: nothing authenticates them from then on, in no process. Their sessions
    /// end, and links that reset the password or change the email are void. An account that is
    /// disabled already stays so since when it was.
    async fn disable(&self, id: UserId, now: Timestamp) -> Result<bool, Failure>;

    /// Lets a user log in again. Their personal tokens work again too.
    async fn enable(&self, id: UserId, now: Timestamp) -> Result<bool, Failure>;

    /// Sets whether a user administers the installation.
    async fn set_admin(&self, id: UserId, is_admin: bool, now: Timestamp) -> Result<bool, Failure>;

    /// Sets a user's password and queues the notice. All their sessions end, their personal tokens
    /// are revoked, and a pending change of email and password-reset tokens are deleted.
    async fn set_password(
        &self,
        id: UserId,
        new: &PasswordHash,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<bool, Failure>;

    /// Deletes a user and everything they own.
    async fn delete(&self, id: UserId) -> Result<bool, Failure>;
}
