//! Password hashes: bcrypt over HMAC-SHA-256, in passlib's public format `bcrypt-sha256` v2, so
//! bytes after the 72nd and NULs count. Plain bcrypt hashes from the original system still match.

mod cores;
mod counted;
mod hash;
mod turns;

use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use cores::Cores;
use counted::Counted;
use errand_domain::Failure;
use errand_domain::users::{
    HashedFor, HashingTurn, Password, PasswordHash, PasswordHasher, Verification,
};
use hash::{hash, matches, verify};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::time::Instant;
use turns::{Turn, Turns};

/// How long a hash may wait, for its turn and for a core together.
const PATIENCE: Duration = Duration::from_secs(5);

/// The section `auth.hashing` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HashingSettings {
    /// The work factor of bcrypt, which means 2^cost rounds. One of [`HashingSettings::COSTS`].
    pub cost: u32,
    /// How many hashes may wait for the turn of one account or one address before more are refused.
    /// At most [`HashingSettings::MAX_QUEUE`].
    pub queue: usize,
}

impl HashingSettings {
    /// The allowed work factors. The highest occupies a core for about 4 seconds; a higher one
    /// would exceed the time limit of a request.
    pub const COSTS: RangeInclusive<u32> = 10..=16;
    /// The longest queue.
    pub const MAX_QUEUE: usize = 10_000;
}

/// Hashes on separate threads, one per core at a time. No account and no address has more than one
/// hash running or waiting for a core.
pub struct BcryptHasher {
    cost: u32,
    turns: Turns,
    cores: Arc<Cores>,
}

/// The turn of an account and an address.
struct BcryptTurn {
    cost: u32,
    turn: Arc<Turn>,
    cores: Arc<Cores>,
    deadline: Instant,
}

impl BcryptHasher {
    /// A hasher that uses all cores of this machine.
    pub fn new(settings: HashingSettings) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            cost: settings.cost,
            turns: Turns::new(settings.queue),
            cores: Arc::new(Cores::new(cores)),
        }
    }
}

#[async_trait]
impl PasswordHasher for BcryptHasher {
    async fn turn(&self, whose: &HashedFor) -> Result<Arc<dyn HashingTurn>, Failure> {
        let deadline = Instant::now() + PATIENCE;
        let _waiting = Counted::new("waiting");
        let turn = self.turns.take(whose, deadline).await?;
        Ok(Arc::new(BcryptTurn {
            cost: self.cost,
            turn: Arc::new(turn),
            cores: Arc::clone(&self.cores),
            deadline,
        }))
    }
}

impl BcryptTurn {
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let turn = Arc::clone(&self.turn);
        self.cores.run(turn, self.deadline, work).await
    }
}

#[async_trait]
impl HashingTurn for BcryptTurn {
    async fn hash(&self, password: Password) -> Result<PasswordHash, Failure> {
        let cost = self.cost;
        self.run(move || hash(password.expose(), cost)).await
    }

    async fn verify(
        &self,
        candidate: SecretString,
        stored: Option<PasswordHash>,
    ) -> Result<Verification, Failure> {
        let cost = self.cost;
        let work = move || verify(candidate.expose_secret(), stored, cost, matches);
        self.run(work).await
    }
}

fn busy() -> Failure {
    metrics::counter!("errand_hashes_refused_total").increment(1);
    Failure::Unavailable {
        what: "password hashing",
        source: None,
    }
}

#[cfg(test)]
mod tests;
