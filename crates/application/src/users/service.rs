//! Signing up and managing accounts.

use std::sync::Arc;

use errand_domain::access::Caller;
use errand_domain::email_tokens::Purpose;
use errand_domain::events::EventKind;
use errand_domain::users::{
    Email, HashedFor, KeepUserError, Password, PasswordHasher, User, UserId, UserRepository,
};
use errand_domain::{Client, Clock, Failure, TimeZone};
use secrecy::SecretString;
use thiserror::Error;

use super::PasswordCheck;
use super::password_check::ConfirmError;
use crate::email_tokens::{EmailTokenSender, Notice};
use crate::events::EventRecorder;
use crate::signup_invitations::SignupGate;
use crate::throttles::{AttemptLimiter, Throttled, from_refusal};

/// Creates and changes accounts. An action that could take an account away from its user requires
/// the password as well as the token.
pub struct UserService {
    /// Decides who may sign up.
    pub gate: SignupGate,
    /// Stores users.
    pub users: Arc<dyn UserRepository>,
    /// Hashes new passwords.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Checks current passwords.
    pub password_check: Arc<PasswordCheck>,
    /// Sends verification links, and tells users what happened to their account.
    pub email_tokens: Arc<EmailTokenSender>,
    /// Limits sign-ups and changes.
    pub limiter: Arc<AttemptLimiter>,
    /// Records account events.
    pub events: Arc<EventRecorder>,
    /// Whether mail is sent at all.
    pub sends_mail: bool,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl UserService {
    /// Creates an account and sends its verification link. The secret of an invitation counts only
    /// where one is needed.
    pub async fn signup(
        &self,
        email: Email,
        password: Password,
        invitation: Option<SecretString>,
        client: &Client,
    ) -> Result<User, SignupError> {
        let ticket = self.gate.ticket(invitation)?;
        self.limiter.signup(client, self.clock.now()).await?;
        self.gate.check(&ticket, &email).await?;
        let whose = HashedFor::new(Some(&email), client);
        let hash = self.hasher.turn(&whose).await?.hash(password).await?;
        let user = User::new(email, self.clock.now());
        self.gate.admit(&ticket, &user, &hash).await?;
        self.events
            .record(user.id, EventKind::SignedUp, client)
            .await;
        self.email_tokens.send_first_verification(&user).await;
        Ok(user)
    }

    /// Changes a user's time zone. Returns `None` if the user no longer exists.
    pub async fn set_time_zone(
        &self,
        user: UserId,
        time_zone: TimeZone,
    ) -> Result<Option<User>, Failure> {
        let now = self.clock.now();
        self.users.set_time_zone(user, time_zone, now).await
    }

    /// Changes the password, ends all other sessions and a pending change of email, and notifies
    /// the user.
    pub async fn change_password(
        &self,
        caller: &Caller,
        current: SecretString,
        new: Password,
        client: &Client,
    ) -> Result<(), AccountError> {
        let user = caller.user.id;
        let check = &self.password_check;
        let version = check.confirm(&caller.user, current, client).await?;
        let now = self.clock.now();
        self.limiter.account("account-password", user, now).await?;
        let whose = HashedFor::new(Some(&caller.user.email), client);
        let new = self.hasher.turn(&whose).await?.hash(new).await?;
        let notice = self
            .email_tokens
            .notice(Notice::PasswordChanged, &caller.user);
        if !self
            .users
            .change_password(user, version, &new, caller.session(), &notice, now)
            .await?
        {
            // The password changed in the meantime.
            return Err(AccountError::WrongPassword);
        }
        let kind = EventKind::PasswordChanged;
        self.events.record(user, kind, client).await;
        Ok(())
    }

    /// Sends a link to the new email; opening it changes the email of the account. If no mail is
    /// sent at all, the email changes at once and is unverified.
    pub async fn change_email(
        &self,
        caller: &Caller,
        current: SecretString,
        email: Email,
        client: &Client,
    ) -> Result<EmailChange, AccountError> {
        let (user, check) = (&caller.user, &self.password_check);
        let proven = check.confirm(user, current, client).await?;
        let now = self.clock.now();
        self.limiter.account("account-email", user.id, now).await?;
        if !self.sends_mail {
            let users = &self.users;
            let changed = users.change_email(user.id, proven, &email, now).await?;
            let changed = changed.ok_or(AccountError::WrongPassword)?;
            let kind = EventKind::EmailChanged;
            self.events.record(user.id, kind, client).await;
            return Ok(EmailChange::Done(changed));
        }
        let purpose = Purpose::ChangeEmail;
        self.limiter.mail(purpose, &email, now).await?;
        let sender = &self.email_tokens;
        if !sender.send_change(user, email.clone(), proven).await? {
            return Err(AccountError::WrongPassword);
        }
        let kind = EventKind::EmailChangeRequested;
        self.events.record(user.id, kind, client).await;
        Ok(EmailChange::Pending(email))
    }

    /// Deletes the account and everything in it.
    pub async fn delete(
        &self,
        caller: &Caller,
        current: SecretString,
        client: &Client,
    ) -> Result<(), AccountError> {
        let check = &self.password_check;
        let proven = check.confirm(&caller.user, current, client).await?;
        let user = caller.user.id;
        if !self.users.delete(user, proven).await? {
            return Err(AccountError::WrongPassword);
        }
        tracing::info!(user.id = %user.0, "account deleted");
        Ok(())
    }
}

/// The outcome of a request to change the email.
#[derive(Clone, Debug, PartialEq)]
pub enum EmailChange {
    /// The email was changed. This is the user now.
    Done(User),
    /// The change is pending until the link sent to this email is opened.
    Pending(Email),
}

/// Why no account was created.
#[derive(Debug, Error)]
pub enum SignupError {
    /// Nobody may sign up.
    #[error("nobody may sign up")]
    Closed,
    /// Only those with an invitation may sign up.
    #[error("an invitation is needed")]
    InvitationRequired,
    /// The invitation was not made by us, was used or withdrawn, has expired, or is for another
    /// email.
    #[error("the invitation is not valid for this email")]
    InvalidInvitation,
    /// The email already has an account.
    #[error("the email is taken")]
    EmailTaken,
    /// Too many accounts were created from this address.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<KeepUserError> for SignupError {
    fn from(error: KeepUserError) -> Self {
        match error {
            KeepUserError::EmailTaken => Self::EmailTaken,
            KeepUserError::Failure(failure) => Self::Failure(failure),
        }
    }
}

/// Why an account was not changed.
#[derive(Debug, Error)]
pub enum AccountError {
    /// The confirming password is wrong.
    #[error("the password is wrong")]
    WrongPassword,
    /// Another user has that email.
    #[error("the email is taken")]
    EmailTaken,
    /// There were too many confirmations, wrong passwords or changes.
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

impl From<ConfirmError> for AccountError {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::WrongPassword => Self::WrongPassword,
            ConfirmError::Throttled(throttled) => Self::Throttled(throttled),
            ConfirmError::Failure(failure) => Self::Failure(failure),
        }
    }
}

from_refusal!(SignupError, AccountError);
