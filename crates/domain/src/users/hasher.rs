//! Hashing passwords, in turns.

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::SecretString;

use super::{Email, Password, PasswordHash};
use crate::{Client, ClientAddress, Failure};

/// Hashes passwords, slowly on purpose and away from the threads that serve requests.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// Waits for a turn. An account and an address have one turn at a time each, so that nobody's
    /// hashes hold up those of others. It is [`Failure::Unavailable`] when too many already wait for
    /// this account or address, or when the turn does not come in time.
    async fn turn(&self, whose: &HashedFor) -> Result<Arc<dyn HashingTurn>, Failure>;
}

/// What a turn is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HashedFor {
    /// The account, whether it exists or not, where the request names one.
    pub account: Option<Email>,
    /// The address of the client.
    pub address: ClientAddress,
}

impl HashedFor {
    /// The turn of a client who names this account.
    pub fn new(account: Option<&Email>, client: &Client) -> Self {
        Self {
            account: account.cloned(),
            address: client.address,
        }
    }
}

/// The one turn of an account and of an address. It ends when it is dropped and what it hashes is
/// done. Hashing is [`Failure::Unavailable`] when no core gets free in time.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait HashingTurn: Send + Sync {
    /// Hashes a password for keeping, with a fresh salt.
    async fn hash(&self, password: Password) -> Result<PasswordHash, Failure>;

    /// Compares what somebody typed with a hash. Without a hash (nobody has that email) it takes
    /// the same time and never matches. A hash that cannot be read never matches, and is logged.
    async fn verify(
        &self,
        candidate: SecretString,
        hash: Option<PasswordHash>,
    ) -> Result<Verification, Failure>;
}

/// What came of comparing a password with a hash.
#[derive(Clone, Debug)]
pub enum Verification {
    /// It is another password.
    Mismatch,
    /// It is the password.
    Match {
        /// The same password hashed as it would be today, where the kept hash is of an older form
        /// or cost.
        rehashed: Option<PasswordHash>,
    },
}
