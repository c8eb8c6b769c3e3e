//! When sessions were used, gathered here so that no request has to write it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use errand_domain::Timestamp;
use errand_domain::auth::{Session, SessionId};

/// How much later a use must be to be worth keeping.
const WORTH_KEEPING: TimeDelta = TimeDelta::minutes(1);

/// The uses that are not kept yet.
#[derive(Default)]
pub struct SessionUsage(Mutex<HashMap<SessionId, Timestamp>>);

impl SessionUsage {
    /// Notes that a session, as it is kept, is used now.
    pub(super) fn note(&self, session: &Session, now: Timestamp) {
        if now - session.last_used_at >= WORTH_KEEPING {
            self.uses().insert(session.id, now);
        }
    }

    /// Takes what was noted since the last time.
    pub(super) fn take(&self) -> Vec<(SessionId, Timestamp)> {
        std::mem::take(&mut *self.uses()).into_iter().collect()
    }

    /// Puts back what could not be kept.
    pub(super) fn put_back(&self, uses: Vec<(SessionId, Timestamp)>) {
        let mut noted = self.uses();
        for (id, at) in uses {
            noted.entry(id).or_insert(at);
        }
    }

    fn uses(&self) -> MutexGuard<'_, HashMap<SessionId, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
