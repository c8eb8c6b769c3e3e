//! Sending a token: made, counted, written and queued. Nobody waits for a mail server.

use std::sync::Arc;

use errand_domain::email_tokens::{EmailToken, EmailTokenRepository, Purpose};
use errand_domain::error::chain;
use errand_domain::events::Event;
use errand_domain::mail::{Mail, MailId};
use errand_domain::users::User;
use errand_domain::{Clock, Failure, TokenSecrets};
use uuid::Uuid;

use super::EmailComposer;
use crate::throttles::{AttemptLimiter, Refusal};

/// Sends tokens to emails.
pub struct EmailTokenSender {
    /// Where tokens are kept, and the mails that bring them queued.
    pub tokens: Arc<dyn EmailTokenRepository>,
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
        let purpose = Purpose::VerifyEmail;
        self.limiter
            .mail(purpose, &user.email, self.clock.now())
            .await?;
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
        let (subject, text) = self.composer.write(purpose, &secret);
        let mail = Mail {
            id: MailId(Uuid::now_v7()),
            user: user.id,
            to: user.email.mailbox(),
            subject: subject.to_owned(),
            text,
            created_at: now,
            expires_at: token.expires_at,
        };
        self.tokens.issue(&token, &mail, event).await
    }
}
