//! Sending a token: made, counted, written and queued. Nobody waits for a mail server.

use std::sync::Arc;

use errand_domain::email_tokens::{EmailToken, EmailTokenRepository, Purpose};
use errand_domain::error::chain;
use errand_domain::events::Event;
use errand_domain::mail::{Mail, MailId};
use errand_domain::users::{Email, PasswordVersion, User, UserId, UserRepository};
use errand_domain::{Clock, Failure, Timestamp, TokenSecrets};
use jiff::SignedDuration;
use uuid::Uuid;

use super::EmailComposer;
use super::composer::{Letter, Notice};
use crate::throttles::{AttemptLimiter, Refusal};

/// How long a mail that brings no token is of use.
const NOTICE_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Sends tokens to emails, and tells their users what happened.
pub struct EmailTokenSender {
    /// Where tokens are kept, and the mails that bring them queued.
    pub tokens: Arc<dyn EmailTokenRepository>,
    /// Which emails have an account.
    pub users: Arc<dyn UserRepository>,
    /// Makes tokens.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Writes mails.
    pub composer: EmailComposer,
    /// Counts mails.
    pub limiter: Arc<AttemptLimiter>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl EmailTokenSender {
    /// Sends the mail that verifies an e-mail that is new. The account has it by then, so that the
    /// mail cannot be sent is no reason to say otherwise; it can be asked for again.
    pub(crate) async fn send_first_verification(&self, user: &User) {
        match self.send_verification(user).await {
            Ok(()) | Err(Refusal::Throttled(_)) => {}
            Err(Refusal::Failure(failure)) => {
                tracing::error!(error = %chain(&failure), "a mail was not queued");
            }
        }
    }

    pub(crate) async fn send_verification(&self, user: &User) -> Result<(), Refusal> {
        let (purpose, now) = (Purpose::VerifyEmail, self.clock.now());
        self.limiter.account("account-verify", user.id, now).await?;
        self.limiter.mail(purpose, &user.email, now).await?;
        Ok(self.send(purpose, user, None).await?)
    }

    /// Queues the mail that brings a new secret to a user.
    pub(crate) async fn send(
        &self,
        purpose: Purpose,
        user: &User,
        event: Option<Event>,
    ) -> Result<(), Failure> {
        let (secret, now) = (self.secrets.generate()?, self.clock.now());
        let token = EmailToken::new(self.secrets.digest(&secret), user, purpose, now);
        let letter = self.composer.link(purpose, &secret);
        let mail = mail(user.id, &user.email, letter, now, token.expires_at);
        self.tokens.issue(&token, &mail, event).await
    }

    /// Makes a change of a user's email pending, and queues the mail that brings the secret to the
    /// new one. If that has an account, the mail says so instead, and the secret goes nowhere;
    /// everything else is the same, so neither the answer nor its time tells. `false` if the
    /// password that allowed it is no longer the user's.
    pub(crate) async fn send_change(
        &self,
        user: &User,
        email: Email,
        proven: PasswordVersion,
    ) -> Result<bool, Failure> {
        let (secret, now) = (self.secrets.generate()?, self.clock.now());
        let digest = self.secrets.digest(&secret);
        let link = self.composer.link(Purpose::ChangeEmail, &secret);
        let in_use = self.composer.notice(Notice::EmailInUse);
        let letter = match self.users.credentials(&email).await? {
            Some(other) if other.user.id != user.id => in_use,
            _ => link,
        };
        let token = EmailToken::for_change(digest, user.id, email, now);
        let mail = mail(user.id, &token.email, letter, now, token.expires_at);
        self.tokens.issue_change(&token, proven, &mail).await
    }

    /// The mail that tells a user, at the email they have now, what is being done to their account.
    pub(crate) fn notice(&self, notice: Notice, user: &User) -> Mail {
        let (letter, now) = (self.composer.notice(notice), self.clock.now());
        mail(user.id, &user.email, letter, now, now + NOTICE_LIFETIME)
    }
}

fn mail(
    user: UserId,
    to: &Email,
    (subject, text): Letter,
    created_at: Timestamp,
    expires_at: Timestamp,
) -> Mail {
    Mail {
        id: MailId(Uuid::now_v7()),
        user,
        to: to.mailbox(),
        subject: subject.to_owned(),
        text,
        created_at,
        expires_at,
    }
}
