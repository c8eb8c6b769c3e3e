//! How often something may be tried, counted for all processes together.

use async_trait::async_trait;
use jiff::SignedDuration;

use crate::{Failure, Timestamp};

/// So many at once, and one more each interval.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Rate {
    /// How many at once, at least 1.
    pub burst: u32,
    /// How long until one more.
    pub interval: SignedDuration,
}

impl Rate {
    /// How long until all is given again that was taken at once.
    pub fn window(self) -> SignedDuration {
        self.interval * i32::try_from(self.burst).unwrap_or(i32::MAX)
    }
}

/// So many attempts at once, and after each further one a pause twice as long as the one before,
/// from one second on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Backoff {
    /// How many at once, at least 1.
    pub free: u32,
    /// The longest pause.
    pub longest: SignedDuration,
    /// How long after the last pause all is forgotten.
    pub window: SignedDuration,
}

/// Whether something may be tried now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Admission {
    /// It may, and was counted.
    Granted,
    /// It may not, and was not counted.
    Refused {
        /// How long until it may.
        retry_after: SignedDuration,
    },
}

/// What came of asking for an attempt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Attempted {
    /// It may be made, and was counted.
    Reserved(Reservation),
    /// It may not be made, and was not counted.
    Refused {
        /// How long until it may.
        retry_after: SignedDuration,
    },
}

/// An attempt that was counted before it was made.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reservation {
    /// The key it was counted by.
    pub key: String,
    /// When it was counted.
    pub at: Timestamp,
    /// The end of the pause it causes unless it is given back.
    pub paused_until: Timestamp,
}

/// Counts attempts by key. Every method is atomic: of any number at once no more are granted than
/// of as many one after another.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Throttles: Send + Sync {
    /// Takes one of what a rate gives to a key.
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Admission, Failure>;

    /// Reserves an attempt. It counts as a failed one unless it is given back or cleared.
    async fn attempt(
        &self,
        key: &str,
        backoff: Backoff,
        now: Timestamp,
    ) -> Result<Attempted, Failure>;

    /// Gives back an attempt from which nothing was learned. Requests call this as they are dropped,
    /// so it returns at once and the counter follows; a failure is logged, and the attempt stays
    /// counted.
    fn give_back(&self, reservation: Reservation);

    /// Forgets the attempts of a key.
    async fn clear(&self, key: &str) -> Result<(), Failure>;

    /// Forgets the keys that count no more. Safe in any number of processes at once.
    async fn purge(&self, now: Timestamp) -> Result<(), Failure>;
}
