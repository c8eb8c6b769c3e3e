//! Verifying an email, changing it, and resetting a forgotten password, each by an emailed link.

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

/// Sends tokens by email and carries out what they permit. Mails are only queued, so nothing waits
/// for a mail server.
pub struct EmailTokenService {
    /// Stores tokens.
    pub tokens: Arc<dyn EmailTokenRepository>,
    /// Sends tokens.
    pub sender: Arc<EmailTokenSender>,
    /// Stores users.
    pub users: Arc<dyn UserRepository>,
    /// Hashes new passwords.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Digests tokens.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Limits attempts.
    pub limiter: Arc<AttemptLimiter>,
    /// Records account events.
    pub events: Arc<EventRecorder>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl EmailTokenService {
    /// Sends the verification link again, unless the user's email is verified already.
    pub async fn send_verification(&self, user: &User) -> Result<(), RequestEmailError> {
        if user.email_verified_at.is_none() {
            self.sender.send_verification(user).await?;
        }
        Ok(())
    }

    /// Verifies the email that a secret was sent to, and completes a pending change to it. Opening
    /// a link again changes nothing, and succeeds as long as the user still has that email.
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

    /// Sends a password-reset link. For an email without an account, or an invalid one (`None`),
    /// this does the same work in the same time but sends nothing. An email that was sent too many
    /// links gets no more, whether it has an account or not.
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

    /// The user whose password a secret can reset, or `None` if it is not valid.
    pub async fn reset_of(&self, secret: &TokenSecret) -> Result<Option<User>, Failure> {
        let (digest, now) = (self.secrets.digest(secret), self.clock.now());
        let purpose = Purpose::ResetPassword;
        self.tokens.find(&digest, purpose, now).await
    }

    /// Resets the password of the user that [`Self::reset_of`] found for a secret, ends all their
    /// sessions, and notifies them.
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
        // The new password should work at once, even if strangers guessed the old one too often.
        if let Err(failure) = self.limiter.password_was_reset(&user.email).await {
            tracing::warn!(error = %chain(&failure), "a password counter was not cleared");
        }
        Ok(())
    }
}

/// Why an emailed token had no effect.
#[derive(Debug, Error)]
pub enum EmailTokenError {
    /// We did not issue it, it was used or has expired, or the user has a different email by now.
    #[error("the token is not valid")]
    InvalidToken,
    /// It would change the email to one that another user has by now.
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
    /// Too many mails were requested.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(RequestEmailError);
