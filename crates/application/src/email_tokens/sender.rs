//! Generating a token, writing the mail with its link, and queueing it. Nothing waits for a mail
//! server.

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

/// How long sending a mail without a token is worth trying.
const NOTICE_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Sends tokens by email, and tells users what happened to their account.
pub struct EmailTokenSender {
    /// Stores tokens, and queues the mails that contain them.
    pub tokens: Arc<dyn EmailTokenRepository>,
    /// Knows which emails have an account.
    pub users: Arc<dyn UserRepository>,
    /// Generates tokens.
    pub secrets: Arc<dyn TokenSecrets>,
    /// Writes the mails.
    pub composer: EmailComposer,
    /// Limits mails.
    pub limiter: Arc<AttemptLimiter>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl EmailTokenSender {
    /// Sends the verification link of a new account. The account exists by then, so a failure is
    /// only logged; the user can request the link again.
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

    /// Queues a mail with a new secret for a user.
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

    /// Makes a change of a user's email pending, and queues the mail with the secret to the new
    /// email. If that email has an account, the mail says so and contains no secret. Everything
    /// else is the same, so neither the answer nor its timing reveals it. Returns `false` if the
    /// password that permitted the change is no longer the user's.
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

    /// A mail that tells a user, at their current email, what is happening to their account.
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
