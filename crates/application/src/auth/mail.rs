//! What is done by mail: showing that an e-mail is one's own, and setting a forgotten password.

use std::sync::Arc;

use errand_domain::Failure;
use errand_domain::auth::{
    Client, Credentials, Email, Event, EventKind, MailToken, Password, Purpose, Secret, User,
};
use errand_domain::error::chain;
use errand_domain::mail::{Mail, MailId};
use thiserror::Error;
use uuid::Uuid;

use super::throttling::{Refusal, from_refusal};
use super::{Auth, Throttled, audit};

/// Sends what is to be brought back, and does what it is good for. Mails are queued here; nobody
/// waits for a mail server.
pub struct MailService {
    auth: Arc<Auth>,
}

impl MailService {
    /// Puts the use cases on their ports.
    pub fn new(auth: Arc<Auth>) -> Self {
        Self { auth }
    }

    /// Sends another mail that verifies a user's e-mail, where it is not verified yet.
    pub async fn send_verification(&self, user: &User) -> Result<(), RequestMailError> {
        if user.email_verified_at.is_none() {
            self.auth.send_verification(user).await?;
        }
        Ok(())
    }

    /// Verifies the e-mail that a secret was sent to.
    pub async fn verify_email(
        &self,
        secret: &Secret,
        client: &Client,
    ) -> Result<(), MailTokenError> {
        let (digest, now) = (self.auth.secrets.digest(secret), self.auth.clock.now());
        let user = self.auth.mail_tokens.verify_email(&digest, now).await?;
        let user = user.ok_or(MailTokenError::InvalidToken)?.id;
        let kind = EventKind::EmailVerified;
        self.auth.record(user, kind, client).await;
        Ok(())
    }

    /// Sends a mail that sets another password. For an e-mail that nobody has, or that is none
    /// (`None`), the same is done in the same time, and nothing is sent; where too much was sent to an
    /// e-mail, nothing more is, whether anybody has it or not.
    pub async fn request_reset(
        &self,
        email: Option<Email>,
        client: &Client,
    ) -> Result<(), RequestMailError> {
        let now = self.auth.clock.now();
        self.auth.throttle_reset(client, now).await?;
        let email = email.unwrap_or_else(|| Email::restore(String::new(), String::new()));
        let purpose = Purpose::ResetPassword;
        match self.auth.throttle_mail(purpose, &email, now).await {
            Ok(()) => {}
            Err(Refusal::Throttled(_)) => return Ok(()),
            Err(Refusal::Failure(failure)) => return Err(failure.into()),
        }
        let found = self.auth.users.credentials(&email).await?;
        let kind = EventKind::PasswordResetRequested;
        let (user, event) = if let Some(Credentials { user, .. }) = found {
            let event = Event::new(user.id, kind, client, now);
            (user, event)
        } else {
            let event = Event::of_nobody(kind, client, now);
            (User::new(email, now), event)
        };
        audit::log(&event);
        Ok(self.auth.send(purpose, &user, Some(event)).await?)
    }

    /// Whose password a secret can set; `None` where it is not good.
    pub async fn reset_of(&self, secret: &Secret) -> Result<Option<User>, Failure> {
        let (digest, now) = (self.auth.secrets.digest(secret), self.auth.clock.now());
        let purpose = Purpose::ResetPassword;
        self.auth.mail_tokens.find(&digest, purpose, now).await
    }

    /// Sets the password of the user to whom a secret was sent, and ends all their sessions.
    pub async fn reset_password(
        &self,
        secret: &Secret,
        new: Password,
        client: &Client,
    ) -> Result<(), MailTokenError> {
        let hash = self.auth.hasher.hash(new).await?;
        let (digest, now) = (self.auth.secrets.digest(secret), self.auth.clock.now());
        let tokens = &self.auth.mail_tokens;
        let user = tokens.reset_password(&digest, &hash, now).await?;
        let user = user.ok_or(MailTokenError::InvalidToken)?;
        let kind = EventKind::PasswordReset;
        self.auth.record(user.id, kind, client).await;
        // The password is set by then; that somebody else guessed wrong is no reason to wait.
        if let Err(failure) = self.auth.throttle_password_was_right(&user.email).await {
            tracing::warn!(error = %chain(&failure), "a counter of passwords was not cleared");
        }
        Ok(())
    }
}

impl Auth {
    /// Sends the mail that verifies an e-mail that is new. The account has it by then, so that the
    /// mail cannot be sent is no reason to say otherwise; it can be asked for again.
    pub(super) async fn send_first_verification(&self, user: &User) {
        match self.send_verification(user).await {
            Ok(()) | Err(Refusal::Throttled(_)) => {}
            Err(Refusal::Failure(failure)) => {
                tracing::error!(error = %chain(&failure), "a mail was not queued");
            }
        }
    }

    async fn send_verification(&self, user: &User) -> Result<(), Refusal> {
        let purpose = Purpose::VerifyEmail;
        self.throttle_mail(purpose, &user.email, self.clock.now())
            .await?;
        Ok(self.send(purpose, user, None).await?)
    }

    /// Queues the mail that brings a new secret to a user.
    async fn send(
        &self,
        purpose: Purpose,
        user: &User,
        event: Option<Event>,
    ) -> Result<(), Failure> {
        let (secret, now) = (self.secrets.generate()?, self.clock.now());
        let token = MailToken::new(self.secrets.digest(&secret), user, purpose, now);
        let (subject, text) = self.letters.write(purpose, &secret);
        let mail = Mail {
            id: MailId(Uuid::now_v7()),
            user: user.id,
            to: user.email.mailbox(),
            subject: subject.to_owned(),
            text,
            created_at: now,
            expires_at: token.expires_at,
        };
        self.mail_tokens.issue(&token, &mail, event).await
    }
}

/// Why a token that was sent by mail did nothing.
#[derive(Debug, Error)]
pub enum MailTokenError {
    /// It is not one of ours, was used, has expired, or went to an e-mail that the user has left.
    #[error("the token is not good, or not any more")]
    InvalidToken,
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// Why no mail was sent.
#[derive(Debug, Error)]
pub enum RequestMailError {
    /// Too many were asked for.
    #[error(transparent)]
    Throttled(Throttled),
    /// An adapter failed.
    #[error(transparent)]
    Failure(#[from] Failure),
}

from_refusal!(RequestMailError);
