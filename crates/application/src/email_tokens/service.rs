//! What is done by mail: showing that an email is one's own, also one to change to, and setting a
//! forgotten password.

use std::sync::Arc;

use errand_domain::email_tokens::{EmailTokenRepository, EmailVerification, Purpose};
use errand_domain::error::chain;
use errand_domain::events::{Event, EventKind};
use errand_domain::users::{
    Credentials, Email, HashedFor, KeepUserError, Password, PasswordHasher, User, UserId,
    UserRepository,
};
use errand_domain::{Client, Clock, Failure, TokenSecret, TokenSecrets};
use thiserror::Error;

use super::{EmailTokenSender, Notice};
use crate::events::{self, EventRecorder};
use crate::throttles::{AttemptLimiter, Refusal, Throttled, from_refusal};

/// Sends what is to be brought back, and does what it is good for. Mails are queued here; nobody
/// waits for a mail server.
pub struct EmailTokenService {
    /// Where tokens are kept.
    pub tokens: Arc<dyn EmailTokenRepository>,
    /// Sends them.
    pub sender: Arc<EmailTokenSender>,
    /// Whose emails there are.
    pub users: Arc<dyn UserRepository>,
    /// Hashes new passwords.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Digests tokens.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Counts attempts.
    pub limiter: Arc<AttemptLimiter>,
    /// Records what happens.
    pub events: Arc<EventRecorder>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl EmailTokenService {
    /// Sends another mail that verifies a user's e-mail, where it is not verified yet.
    pub async fn send_verification(&self, user: &User) -> Result<(), RequestEmailError> {
        if user.email_verified_at.is_none() {
            self.sender.send_verification(user).await?;
        }
        Ok(())
    }

    /// Verifies the email that a secret was sent to, and changes the user's email to it if that was
    /// pending. A link that is opened again does nothing more, and succeeds as long as the user still
    /// has that email.
    pub async fn verify_email(
        &self,
        secret: &TokenSecret,
        client: &Client,
    ) -> Result<(), EmailTokenError> {
        let (digest, now) = (self.secrets.digest(secret), self.clock.now());
        if let Some(user) = self.tokens.find_change(&digest, now).await? {
            let notice = self.sender.notice(Notice::EmailChanged, &user);
            if self.tokens.change_email(&digest, &notice, now).await? {
                let kind = EventKind::EmailChanged;
                self.events.record(user.id, kind, client).await;
                return Ok(());
            }
            // The link was opened twice at once, or another change ended this one.
        }
        match self.tokens.verify_email(&digest, now).await? {
            Some(EmailVerification::Done(user)) => {
                let kind = EventKind::EmailVerified;
                self.events.record(user, kind, client).await;
                Ok(())
            }
            Some(EmailVerification::DoneBefore) => Ok(()),
            None => Err(EmailTokenError::InvalidToken),
        }
    }

    /// The email that a user asked to change to and has not confirmed yet.
    pub async fn pending_email(&self, user: UserId) -> Result<Option<Email>, Failure> {
        let now = self.clock.now();
        self.tokens.pending_email(user, now).await
    }

    /// Sends a mail that sets another password. For an e-mail that nobody has, or that is none
    /// (`None`), the same is done in the same time, and nothing is sent; where too much was sent to an
    /// e-mail, nothing more is, whether anybody has it or not.
    pub async fn request_reset(
        &self,
        email: Option<Email>,
        client: &Client,
    ) -> Result<(), RequestEmailError> {
        let now = self.clock.now();
        self.limiter.reset(client, now).await?;
        let email = email.unwrap_or_else(|| Email::restore(String::new(), String::new()));
        let purpose = Purpose::ResetPassword;
        match self.limiter.mail(purpose, &email, now).await {
            Ok(()) => {}
            Err(Refusal::Throttled(_)) => return Ok(()),
            Err(Refusal::Failure(failure)) => return Err(failure.into()),
        }
        let found = self.users.credentials(&email).await?;
        let kind = EventKind::PasswordResetRequested;
        let (user, event) = if let Some(Credentials { user, .. }) = found {
            let event = Event::new(user.id, kind, client, now);
            (user, event)
        } else {
            let event = Event::of_nobody(kind, client, now);
            (User::new(email, now), event)
        };
        events::log(&event);
        Ok(self.sender.send(purpose, &user, Some(event)).await?)
    }

    /// Whose password a secret can set; `None` where it is not good.
    pub async fn reset_of(&self, secret: &TokenSecret) -> Result<Option<User>, Failure> {
        let (digest, now) = (self.secrets.digest(secret), self.clock.now());
        let purpose = Purpose::ResetPassword;
        self.tokens.find(&digest, purpose, now).await
    }

    /// Sets the password of the user to whom a secret was sent, as [`Self::reset_of`] found them,
    /// ends all their sessions, and tells them.
    pub async fn reset_password(
        &self,
        user: &User,
        secret: &TokenSecret,
        new: Password,
        client: &Client,
    ) -> Result<(), EmailTokenError> {
        let whose = HashedFor::new(None, client);
        let hash = self.hasher.turn(&whose).await?.hash(new).await?;
        let (digest, now) = (self.secrets.digest(secret), self.clock.now());
        let notice = self.sender.notice(Notice::PasswordChanged, user);
        let tokens = &self.tokens;
        let user = tokens.reset_password(&digest, &hash, &notice, now).await?;
        let user = user.ok_or(EmailTokenError::InvalidToken)?;
        let kind = EventKind::PasswordReset;
        self.events.record(user.id, kind, client).await;
        // The password is set by then; that somebody else guessed wrong is no reason to wait.
        if let Err(failure) = self.limiter.password_was_reset(&user.email).await {
            tracing::warn!(error = %chain(&failure), "a counter of passwords was not cleared");
        }
        Ok(())
    }
}

/// Why a token that was sent by mail did nothing.
#[derive(Debug, Error)]
pub enum EmailTokenError {
    /// It is not one of ours, was used, has expired, or went to an e-mail that the user has left.
    #[error("the token is not good, or not any more")]
    InvalidToken,
    /// It changes an email to one that belongs to another user by now.
    #[error("the email is taken")]
    EmailTaken,
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<KeepUserError> for EmailTokenError {
    fn from(error: KeepUserError) -> Self {
        match error {
            KeepUserError::EmailTaken => Self::EmailTaken,
            KeepUserError::Failure(failure) => Self::Failure(failure),
        }
    }
}

/// Why no mail was sent.
#[derive(Debug, Error)]
pub enum RequestEmailError {
    /// Too many were asked for.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(RequestEmailError);
