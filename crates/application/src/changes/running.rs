//! The keys of the requests that are being processed.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use errand_domain::changes::RequestKey;
use errand_domain::users::UserId;

/// The keys in use in this process. Two requests that reach different processes wait for each other
/// in the database instead.
#[derive(Default)]
pub(super) struct RunningKeys(Mutex<HashSet<(UserId, String)>>);

/// A key in use, until it is dropped.
pub(super) struct RunningKey<'a> {
    keys: &'a RunningKeys,
    key: (UserId, String),
}

impl RunningKeys {
    /// Takes a key into use, unless it is already.
    pub(super) fn begin(&self, user: UserId, key: &RequestKey) -> Option<RunningKey<'_>> {
        let key = (user, key.as_str().to_owned());
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = keys.insert(key.clone());
        // `then_some` would drop the `RunningKey` of a key that is in use, and so free that key.
        is_new.then(|| RunningKey { keys: self, key })
    }
}

impl Drop for RunningKey<'_> {
    fn drop(&mut self) {
        let mut keys = self.keys.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.remove(&self.key);
    }
}
