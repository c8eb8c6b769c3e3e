//! When sessions and personal tokens were used, gathered here so that no request has to write it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use errand_domain::Timestamp;

/// How much later a use must be to be worth keeping.
const WORTH_KEEPING: TimeDelta = TimeDelta::minutes(1);

/// The uses that are not kept yet.
pub struct Usage<Id>(Mutex<HashMap<Id, Timestamp>>);

impl<Id: Copy + Eq + Hash> Usage<Id> {
    /// Notes that what was used last at `last`, as far as that is kept, is used now.
    pub(super) fn note(&self, id: Id, last: Option<Timestamp>, now: Timestamp) {
        if last.is_none_or(|last| now - last >= WORTH_KEEPING) {
            self.uses().insert(id, now);
        }
    }

    /// Takes what was noted since the last time.
    pub(super) fn take(&self) -> Vec<(Id, Timestamp)> {
        std::mem::take(&mut *self.uses()).into_iter().collect()
    }

    /// Puts back what could not be kept.
    pub(super) fn put_back(&self, uses: Vec<(Id, Timestamp)>) {
        let mut noted = self.uses();
        for (id, at) in uses {
            noted.entry(id).or_insert(at);
        }
    }

    fn uses(&self) -> MutexGuard<'_, HashMap<Id, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Id> Default for Usage<Id> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
