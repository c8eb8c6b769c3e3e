//! Administering accounts. The caller makes sure that an administrator asked for it.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use errand_domain::accounts::{Account, AccountRepository, Statistics};
use errand_domain::error::chain;
use errand_domain::events::EventKind;
use errand_domain::users::{
    Email, HashedFor, KeepUserError, Password, PasswordHash, PasswordHasher, User, UserId,
    UserRepository,
};
use errand_domain::{ClientAddress, Clock, Failure, Limit, Page, TimeZone};
use thiserror::Error;

use crate::email_tokens::{EmailTokenSender, Notice};
use crate::events::EventRecorder;
use crate::throttles::AttemptLimiter;

/// Administers accounts.
pub struct AccountService {
    /// Administers what is stored.
    pub accounts: Arc<dyn AccountRepository>,
    /// Stores new users.
    pub users: Arc<dyn UserRepository>,
    /// Hashes passwords.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Tells users what happened to their account.
    pub email_tokens: Arc<EmailTokenSender>,
    /// Counts wrong passwords.
    pub limiter: Arc<AttemptLimiter>,
    /// Records account events.
    pub events: Arc<EventRecorder>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// An account to be created.
#[derive(Debug)]
pub struct NewAccount {
    /// The email, which counts as verified: the administrator vouches for it.
    pub email: Email,
    /// The first password.
    pub password: Password,
    /// Whether the user administers the installation.
    pub is_admin: bool,
    /// The time zone of the user.
    pub time_zone: TimeZone,
}

impl AccountService {
    /// All accounts, oldest first, starting after the user `after`.
    pub async fn list(
        &self,
        after: Option<UserId>,
        limit: Limit,
    ) -> Result<Page<Account, UserId>, Failure> {
        self.accounts.list(after, limit).await
    }

    /// The account with this email.
    pub async fn find(&self, email: &Email) -> Result<Account, ManageAccountError> {
        let found = self.accounts.find(email).await?;
        found.ok_or(ManageAccountError::NoAccount)
    }

    /// All accounts in numbers.
    pub async fn statistics(&self) -> Result<Statistics, Failure> {
        let active_since = self.clock.now() - Statistics::ACTIVE_FOR;
        self.accounts.statistics(active_since).await
    }

    /// Creates an account, in every sign-up mode.
    pub async fn create(&self, new: NewAccount) -> Result<User, ManageAccountError> {
        let hash = self.hash(&new.email, new.password).await?;
        let now = self.clock.now();
        let user = User {
            email_verified_at: Some(now),
            is_admin: new.is_admin,
            time_zone: new.time_zone,
            ..User::new(new.email, now)
        };
        self.users.insert(&user, &hash).await?;
        self.tell(user.id, EventKind::AccountCreated).await;
        Ok(user)
    }

    /// Sets the password, ends all sessions, revokes all personal tokens, and notifies the user.
    pub async fn set_password(&self, user: &User, new: Password) -> Result<(), ManageAccountError> {
        let hash = self.hash(&user.email, new).await?;
        let (notice, now) = (Notice::PasswordChanged, self.clock.now());
        let notice = self.email_tokens.notice(notice, user);
        let accounts = &self.accounts;
        found(accounts.set_password(user.id, &hash, &notice, now).await?)?;
        self.tell(user.id, EventKind::PasswordSet).await;
        // The new password should work at once, even if strangers guessed the old one too often.
        if let Err(failure) = self.limiter.password_was_reset(&user.email).await {
            tracing::warn!(error = %chain(&failure), "a password counter was not cleared");
        }
        Ok(())
    }

    /// Locks a user out, at once and in every process. What they own stays.
    pub async fn disable(&self, id: UserId) -> Result<(), ManageAccountError> {
        found(self.accounts.disable(id, self.clock.now()).await?)?;
        self.tell(id, EventKind::AccountDisabled).await;
        Ok(())
    }

    /// Locks out another user than the administrator who asked for it, who could not undo it.
    pub async fn disable_other(&self, admin: UserId, id: UserId) -> Result<(), ManageAccountError> {
        if admin == id {
            return Err(ManageAccountError::OwnAccount);
        }
        self.disable(id).await
    }

    /// Lets a user in again who was locked out. They have to log in; their personal tokens work.
    pub async fn enable(&self, id: UserId) -> Result<(), ManageAccountError> {
        found(self.accounts.enable(id, self.clock.now()).await?)?;
        self.tell(id, EventKind::AccountEnabled).await;
        Ok(())
    }

    /// Makes a user an administrator.
    pub async fn grant_admin(&self, id: UserId) -> Result<(), ManageAccountError> {
        found(self.accounts.set_admin(id, true, self.clock.now()).await?)?;
        self.tell(id, EventKind::AdminGranted).await;
        Ok(())
    }

    /// Makes an administrator an ordinary user.
    pub async fn revoke_admin(&self, id: UserId) -> Result<(), ManageAccountError> {
        found(self.accounts.set_admin(id, false, self.clock.now()).await?)?;
        self.tell(id, EventKind::AdminRevoked).await;
        Ok(())
    }

    /// Deletes a user and everything they own.
    pub async fn delete(&self, id: UserId) -> Result<(), ManageAccountError> {
        found(self.accounts.delete(id).await?)?;
        tracing::info!(user.id = %id.0, "account deleted");
        Ok(())
    }

    /// Hashes a password in the turn of this machine.
    async fn hash(&self, email: &Email, password: Password) -> Result<PasswordHash, Failure> {
        let whose = HashedFor {
            account: Some(email.clone()),
            address: ClientAddress::new(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        };
        self.hasher.turn(&whose).await?.hash(password).await
    }

    async fn tell(&self, user: UserId, kind: EventKind) {
        self.events.record_by_administrator(user, kind).await;
    }
}

fn found(is_found: bool) -> Result<(), ManageAccountError> {
    is_found.then_some(()).ok_or(ManageAccountError::NoAccount)
}

/// Why an account was not changed.
#[derive(Debug, Error)]
pub enum ManageAccountError {
    /// There is no such account.
    #[error("there is no such account")]
    NoAccount,
    /// The email already has an account.
    #[error("the email is taken")]
    EmailTaken,
    /// Administrators would lock themselves out.
    #[error("administrators cannot disable their own account")]
    OwnAccount,
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<KeepUserError> for ManageAccountError {
    fn from(error: KeepUserError) -> Self {
        match error {
            KeepUserError::EmailTaken => Self::EmailTaken,
            KeepUserError::Failure(failure) => Self::Failure(failure),
        }
    }
}
