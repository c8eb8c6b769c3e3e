//! Mail: what is sent, the queue it waits in, and who sends it.

use async_trait::async_trait;
use jiff::SignedDuration;
use secrecy::SecretString;
use uuid::Uuid;

use crate::users::UserId;
use crate::{Failure, Timestamp};

/// Identifies a mail: a UUIDv7 (RFC 9562).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct MailId(pub Uuid);

/// A mail to a user.
#[derive(Clone, Debug)]
pub struct Mail {
    /// What it is known by.
    pub id: MailId,
    /// For whom.
    pub user: UserId,
    /// The address it goes to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text. It may hold a link that is a secret.
    pub text: SecretString,
    /// When it was written.
    pub created_at: Timestamp,
    /// From when on it is of no use, and is not sent any more.
    pub expires_at: Timestamp,
}

/// A mail that is being sent.
#[derive(Clone, Debug)]
pub struct ClaimedMail {
    /// The mail.
    pub mail: Mail,
    /// Which attempt this is, from 1 on.
    pub attempt: u32,
}

/// How often, and after which pauses, sending is tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    /// The pause after the first attempt; each further one is twice as long.
    pub first_pause: SignedDuration,
    /// The most attempts, at least 1.
    pub most_attempts: u32,
}

impl RetryPolicy {
    /// The longest pause.
    pub const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

    /// How long to wait after this attempt has failed; `None` when it was the last.
    pub fn pause_after(self, attempt: u32) -> Option<SignedDuration> {
        if attempt >= self.most_attempts {
            return None;
        }
        let doublings = attempt.saturating_sub(1);
        let factor = 1_i32.checked_shl(doublings).filter(|factor| *factor > 0);
        let pause = factor.and_then(|factor| self.first_pause.checked_mul(factor));
        let longest = Self::LONGEST_PAUSE;
        Some(pause.map_or(longest, |pause| pause.min(longest)))
    }
}

/// Where mails wait until they are sent. Every method is atomic, and safe in any number of processes
/// at once.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait MailQueue: Send + Sync {
    /// Whether there is a mail to be sent or dropped. Asking is cheap: it writes nothing.
    async fn has_due(&self, now: Timestamp) -> Result<bool, Failure>;

    /// Drops due mails that are of no use any more, or are for nobody. How many of the former.
    async fn drop_dead(&self, now: Timestamp) -> Result<u64, Failure>;

    /// Takes the mail that has been due longest; nobody else gets it before `until`.
    async fn claim(&self, now: Timestamp, until: Timestamp)
    -> Result<Option<ClaimedMail>, Failure>;

    /// Forgets a mail: it is sent, or given up.
    async fn remove(&self, id: MailId) -> Result<(), Failure>;

    /// Lets a mail wait until this time, but no longer than it is of use.
    async fn postpone(&self, id: MailId, until: Timestamp) -> Result<(), Failure>;
}

/// Sends mails.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends a mail, within 30 seconds. [`Failure::Unavailable`] may pass; any other failure will not.
    async fn send(&self, mail: &Mail) -> Result<(), Failure>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour_and_the_last_attempt_has_none() {
        let policy = RetryPolicy {
            first_pause: SignedDuration::from_mins(1),
            most_attempts: 10,
        };
        let pauses: Vec<_> = (1..=10)
            .map(|attempt| policy.pause_after(attempt).map(|pause| pause.as_mins()))
            .collect();
        let expected = [1, 2, 4, 8, 16, 32, 60, 60, 60].map(Some);
        assert_eq!(pauses[..9], expected);
        assert_eq!(pauses[9], None);
    }

    #[test]
    fn however_many_attempts_no_pause_is_too_long_to_reckon() {
        let policy = RetryPolicy {
            first_pause: SignedDuration::from_mins(1),
            most_attempts: u32::MAX,
        };
        for attempt in [31, 32, 33, 64, u32::MAX - 1] {
            let pause = policy.pause_after(attempt);
            assert_eq!(pause, Some(RetryPolicy::LONGEST_PAUSE), "{attempt}");
        }
    }
}
