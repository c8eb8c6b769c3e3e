//! One turn at a time for each account and each address, so a flood of hashes delays only itself.

use std::collections::HashSet;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use errand_domain::Failure;
use errand_domain::users::HashedFor;
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout_at};

use super::busy;

/// The turns of all accounts and addresses.
pub(super) struct Turns {
    state: Arc<Mutex<State>>,
    /// How many may wait for one account or one address.
    longest_queue: usize,
}

#[derive(Default)]
struct State {
    /// The accounts and addresses whose turn it is.
    taken: HashSet<Key>,
    /// Those who wait, in the order of arrival.
    waiting: Vec<Waiting>,
}

/// An account or an address, each of which has one turn at a time.
#[derive(Clone, Eq, Hash, PartialEq)]
enum Key {
    Account(String),
    Address(String),
}

struct Waiting {
    keys: Vec<Key>,
    granted: oneshot::Sender<Turn>,
}

/// The turn of an account and an address. It ends when dropped.
pub(super) struct Turn {
    keys: Vec<Key>,
    state: Arc<Mutex<State>>,
}

impl Turns {
    pub(super) fn new(longest_queue: usize) -> Self {
        Self {
            state: Arc::default(),
            longest_queue,
        }
    }

    /// Waits for a turn until `deadline`. Fails at once if too many are already waiting.
    pub(super) async fn take(&self, whose: &HashedFor, deadline: Instant) -> Result<Turn, Failure> {
        let keys = keys(whose);
        let granted = {
            let mut state = lock(&self.state);
            state.waiting.retain(|other| !other.granted.is_closed());
            if state.is_free(&keys) {
                return Ok(state.grant(keys, &self.state));
            }
            let is_full = |key| {
                let waiting = state.waiting.iter();
                let waiting = waiting.filter(|other| other.keys.contains(key));
                waiting.count() >= self.longest_queue
            };
            if keys.iter().any(is_full) {
                return Err(busy());
            }
            let (granted, turn) = oneshot::channel();
            state.waiting.push(Waiting { keys, granted });
            turn
        };
        let turn = timeout_at(deadline, granted).await;
        turn.map_err(|_elapsed| busy())?.map_err(Failure::internal)
    }
}

impl State {
    fn is_free(&self, keys: &[Key]) -> bool {
        keys.iter().all(|key| !self.taken.contains(key))
    }

    fn grant(&mut self, keys: Vec<Key>, state: &Arc<Mutex<Self>>) -> Turn {
        self.taken.extend(keys.iter().cloned());
        Turn {
            keys,
            state: Arc::clone(state),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut granted = Vec::new();
        let mut state = lock(&self.state);
        for key in &self.keys {
            state.taken.remove(key);
        }
        for next in mem::take(&mut state.waiting) {
            if next.granted.is_closed() {
                continue;
            }
            if state.is_free(&next.keys) {
                let turn = state.grant(next.keys, &self.state);
                granted.push((next.granted, turn));
            } else {
                state.waiting.push(next);
            }
        }
        drop(state);
        for (next, turn) in granted {
            // If nobody waits for the turn any more, it ends here, which takes the lock again.
            drop(next.send(turn));
        }
    }
}

fn keys(whose: &HashedFor) -> Vec<Key> {
    let account = whose.account.as_ref();
    let account = account.map(|email| Key::Account(email.canonical().to_owned()));
    let address = Key::Address(whose.address.throttle_key());
    account.into_iter().chain([address]).collect()
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
