//! What users do with their own accounts.

use std::sync::Arc;

use errand_domain::auth::{
    Client, Email, Event, EventId, EventKind, KeepUserError, Password, PasswordVersion, User,
    UserId, Verification,
};
use errand_domain::{Failure, Limit, Page, TimeZone};
use secrecy::SecretString;
use thiserror::Error;

use super::throttling::from_refusal;
use super::{Auth, Caller, Throttled};

/// Changes accounts. What could take an account away needs its password as well as its token.
pub struct AccountService {
    auth: Arc<Auth>,
}

impl AccountService {
    /// Puts the use cases on their ports.
    pub fn new(auth: Arc<Auth>) -> Self {
        Self { auth }
    }

    /// Moves a user to another time zone. `None` when they were deleted in the meantime.
    pub async fn set_time_zone(
        &self,
        user: UserId,
        time_zone: TimeZone,
    ) -> Result<Option<User>, Failure> {
        let now = self.auth.clock.now();
        self.auth.users.set_time_zone(user, time_zone, now).await
    }

    /// Changes the password, and ends all other sessions.
    pub async fn change_password(
        &self,
        caller: &Caller,
        current: SecretString,
        new: Password,
        client: &Client,
    ) -> Result<(), AccountError> {
        let user = caller.user.id;
        let version = self.confirm(&caller.user, current).await?;
        let new = self.auth.hasher.hash(new).await?;
        let now = self.auth.clock.now();
        if !self
            .auth
            .users
            .change_password(user, version, &new, caller.session(), now)
            .await?
        {
            // Somebody else changed it in the meantime.
            return Err(AccountError::WrongPassword);
        }
        let kind = EventKind::PasswordChanged;
        self.auth.record(user, kind, client).await;
        Ok(())
    }

    /// Changes the address to log in with. It is not verified then, and gets a mail that verifies it.
    pub async fn change_email(
        &self,
        caller: &Caller,
        current: SecretString,
        email: Email,
        client: &Client,
    ) -> Result<User, AccountError> {
        self.confirm(&caller.user, current).await?;
        let now = self.auth.clock.now();
        let user = self
            .auth
            .users
            .change_email(caller.user.id, &email, now)
            .await?
            .ok_or(AccountError::WrongPassword)?;
        let kind = EventKind::EmailChanged;
        self.auth.record(user.id, kind, client).await;
        self.auth.send_first_verification(&user).await;
        Ok(user)
    }

    /// Forgets the account and everything in it.
    pub async fn delete(&self, caller: &Caller, current: SecretString) -> Result<(), AccountError> {
        self.confirm(&caller.user, current).await?;
        let user = caller.user.id;
        self.auth.users.delete(user).await?;
        tracing::info!(user.id = %user.0, "account deleted");
        Ok(())
    }

    /// What happened to the account, the latest first.
    pub async fn events(
        &self,
        user: UserId,
        before: Option<EventId>,
        limit: Limit,
    ) -> Result<Page<Event, EventId>, Failure> {
        self.auth.events.list(user, before, limit).await
    }

    /// Makes sure that it is the user who asks. Wrong passwords are counted as those of logins.
    async fn confirm(
        &self,
        user: &User,
        password: SecretString,
    ) -> Result<PasswordVersion, AccountError> {
        let now = self.auth.clock.now();
        self.auth.throttle_password(&user.email, now).await?;
        let Some(found) = self.auth.users.credentials_of(user.id).await? else {
            return Err(AccountError::WrongPassword);
        };
        let hash = Some(found.password_hash);
        match self.auth.hasher.verify(password, hash).await? {
            Verification::Match { .. } => {
                self.auth.throttle_password_was_right(&user.email).await?;
                Ok(found.password_version)
            }
            Verification::Mismatch => Err(AccountError::WrongPassword),
        }
    }
}

/// Why an account stays as it is.
#[derive(Debug, Error)]
pub enum AccountError {
    /// The password that should confirm it is not the user's.
    #[error("the password is wrong")]
    WrongPassword,
    /// Another user has that e-mail.
    #[error("the e-mail is taken")]
    EmailTaken,
    /// Too many wrong passwords were given.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<KeepUserError> for AccountError {
    fn from(error: KeepUserError) -> Self {
        match error {
            KeepUserError::EmailTaken => Self::EmailTaken,
            KeepUserError::Failure(failure) => Self::Failure(failure),
        }
    }
}

from_refusal!(AccountError);
