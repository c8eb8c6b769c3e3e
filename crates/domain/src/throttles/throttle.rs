//! Limits on attempts, counted across all processes.

use async_trait::async_trait;
use jiff::SignedDuration;

use crate::{Failure, Timestamp};

/// A number of attempts at once, and one more each interval.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Rate {
    /// How many attempts at once, at least 1.
    pub burst: u32,
    /// How long until one more attempt is allowed.
    pub interval: SignedDuration,
}

impl Rate {
    /// How long until the whole burst is available again.
    pub fn window(self) -> SignedDuration {
        self.interval * i32::try_from(self.burst).unwrap_or(i32::MAX)
    }
}

/// A number of attempts at once, and then a pause after each further attempt. The first pause lasts
/// a second, and each one lasts twice as long as the one before.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Backoff {
    /// How many attempts at once, at least 1.
    pub free: u32,
    /// The longest pause.
    pub longest: SignedDuration,
    /// How long after the last pause the count restarts.
    pub window: SignedDuration,
}

/// Whether an attempt may be made now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Admission {
    /// It may be made, and was counted.
    Granted,
    /// It may not be made, and was not counted.
    Refused {
        /// How long until an attempt may be made.
        retry_after: SignedDuration,
    },
}

/// The outcome of reserving an attempt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Attempted {
    /// It may be made, and was counted.
    Reserved(Reservation),
    /// It may not be made, and was not counted.
    Refused {
        /// How long until an attempt may be made.
        retry_after: SignedDuration,
    },
}

/// An attempt that was counted before it was made.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reservation {
    /// The key it was counted under.
    pub key: String,
    /// When it was counted.
    pub at: Timestamp,
    /// The end of the pause it causes unless it is given back.
    pub paused_until: Timestamp,
}

/// Counts attempts by key. Every method is atomic: no more simultaneous attempts are granted than
/// would be granted one after another.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Throttles: Send + Sync {
    /// Takes one of the attempts that a rate allows a key.
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Admission, Failure>;

    /// Reserves an attempt. It counts as failed unless it is given back or cleared.
    async fn attempt(
        &self,
        key: &str,
        backoff: Backoff,
        now: Timestamp,
    ) -> Result<Attempted, Failure>;

    /// Gives back an attempt from which nothing was learned. It returns at once and changes the
    /// counter in the background, because requests call it while they are dropped. If that fails,
    /// the failure is logged and the attempt stays counted.
    fn give_back(&self, reservation: Reservation);

    /// Clears the attempts of a key.
    async fn clear(&self, key: &str) -> Result<(), Failure>;

    /// Deletes counters that have expired. Any number of processes may call this at once.
    async fn purge(&self, now: Timestamp) -> Result<(), Failure>;
}
