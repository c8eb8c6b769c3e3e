//! A clock that shows when something in the story happens.

use std::sync::{Mutex, PoisonError};

use errand_domain::{Clock, Timestamp};

pub(super) struct StoryClock {
    now: Mutex<Timestamp>,
}

impl StoryClock {
    pub(super) fn at(now: Timestamp) -> Self {
        Self {
            now: Mutex::new(now),
        }
    }

    pub(super) fn set(&self, now: Timestamp) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
