//! Password hashes: bcrypt over HMAC-SHA-256, in the public form `bcrypt-sha256` v2 of passlib, so
//! that bytes after the 72nd and NULs count. Plain bcrypt hashes of the original system still match.

mod hash;
mod queue;

use std::num::NonZeroUsize;
use std::ops::RangeInclusive;

use async_trait::async_trait;
use errand_domain::Failure;
use errand_domain::users::{Password, PasswordHash, PasswordHasher, Verification};
use hash::{hash, matches, verify};
use queue::Queue;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// The section `auth.hashing` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HashingSettings {
    /// The work factor of bcrypt: 2^cost rounds; one of [`HashingSettings::COSTS`].
    pub cost: u32,
    /// How many hashes may wait for a core, at most [`HashingSettings::MAX_QUEUE`]; one more is
    /// refused.
    pub queue: usize,
}

impl HashingSettings {
    /// The work factors that may be set. The greatest takes a core for 4 seconds or so, and one
    /// more would take longer than a request may.
    pub const COSTS: RangeInclusive<u32> = 10..=16;
    /// The longest queue.
    pub const MAX_QUEUE: usize = 10_000;
}

/// Hashes on threads of their own, as many at once as there are cores.
pub struct BcryptHasher {
    cost: u32,
    queue: Queue,
}

impl BcryptHasher {
    /// Makes a hasher for this machine.
    pub fn new(settings: HashingSettings) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            cost: settings.cost,
            queue: Queue::new(cores, settings.queue),
        }
    }
}

#[async_trait]
impl PasswordHasher for BcryptHasher {
    async fn hash(&self, password: Password) -> Result<PasswordHash, Failure> {
        let cost = self.cost;
        let work = move || hash(password.expose(), cost);
        self.queue.run(work).await
    }

    async fn verify(
        &self,
        candidate: SecretString,
        stored: Option<PasswordHash>,
    ) -> Result<Verification, Failure> {
        let cost = self.cost;
        let work = move || verify(candidate.expose_secret(), stored, cost, matches);
        self.queue.run(work).await
    }
}

#[cfg(test)]
mod tests {
    use errand_domain::users::PasswordPolicy;

    use super::*;

    const SETTINGS: HashingSettings = HashingSettings { cost: 4, queue: 0 };

    #[tokio::test]
    async fn what_was_hashed_matches_and_nothing_else_does() {
        let hasher = BcryptHasher::new(SETTINGS);
        let policy = PasswordPolicy { min_length: 8 };
        let password = policy.parse("correct horse".into(), None).unwrap();
        let hash = hasher.hash(password).await.unwrap();
        let verify = |typed: &str, hash| hasher.verify(typed.into(), hash);

        let right = verify("correct horse", Some(hash.clone())).await;
        assert!(matches!(right, Ok(Verification::Match { rehashed: None })));
        let wrong = verify("battery staple", Some(hash)).await;
        assert!(matches!(wrong, Ok(Verification::Mismatch)));
        let nobodys = verify("correct horse", None).await;
        assert!(matches!(nobodys, Ok(Verification::Mismatch)));
    }
}
