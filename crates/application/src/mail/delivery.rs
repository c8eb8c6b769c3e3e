//! Claims queued mails one at a time and sends them.

use std::sync::Arc;

use errand_domain::error::chain;
use errand_domain::mail::{ClaimedMail, MailQueue, Mailer, RetryPolicy};
use errand_domain::{Clock, Failure};
use jiff::SignedDuration;

/// How long a process may hold a claimed mail. Sending never takes this long.
const LEASE: SignedDuration = SignedDuration::from_mins(1);

/// Sends queued mails. Any number of processes can do so at once.
pub struct MailDelivery {
    queue: Arc<dyn MailQueue>,
    mailer: Arc<dyn Mailer>,
    clock: Arc<dyn Clock>,
    policy: RetryPolicy,
}

impl MailDelivery {
    /// Creates the use case.
    pub fn new(
        queue: Arc<dyn MailQueue>,
        mailer: Arc<dyn Mailer>,
        clock: Arc<dyn Clock>,
        policy: RetryPolicy,
    ) -> Self {
        Self {
            queue,
            mailer,
            clock,
            policy,
        }
    }

    /// Sends the mail that has been due longest. Returns whether to call again immediately.
    pub async fn deliver_one(&self) -> Result<bool, Failure> {
        let now = self.clock.now();
        if !self.queue.has_due(now).await? {
            return Ok(false);
        }
        let dropped = self.queue.drop_dead(now).await?;
        if dropped > 0 {
            tracing::warn!(
                mails = dropped,
                "mails were of no use before they were sent"
            );
        }
        let Some(claimed) = self.queue.claim(now, now + LEASE).await? else {
            return Ok(false);
        };
        let id = claimed.mail.id;
        match self.mailer.send(&claimed.mail).await {
            Ok(()) => {
                self.queue.remove(id).await?;
                tracing::debug!(mail.id = %id.0, "a mail was sent");
                Ok(true)
            }
            Err(failure) => self.not_sent(&claimed, &failure).await,
        }
    }

    /// Postpones a mail or gives it up. Returns whether other mails may fare better.
    async fn not_sent(&self, claimed: &ClaimedMail, failure: &Failure) -> Result<bool, Failure> {
        let (id, attempt) = (claimed.mail.id, claimed.attempt);
        let error = chain(failure);
        let may_pass = matches!(failure, Failure::Unavailable { .. });
        let pause = self.policy.pause_after(attempt).filter(|_| may_pass);
        if let Some(pause) = pause {
            tracing::warn!(mail.id = %id.0, attempt, error, "a mail was not sent yet");
            self.queue.postpone(id, self.clock.now() + pause).await?;
        } else {
            tracing::error!(mail.id = %id.0, attempt, error, "a mail was given up");
            self.queue.remove(id).await?;
        }
        Ok(!may_pass)
    }
}
