//! Limits on attempts, and expectations about what is counted under which key.

use errand_domain::throttles::{Admission, Attempted, Backoff, Rate, Reservation};
use jiff::SignedDuration;
use mockall::predicate::eq;

use super::Ports;
use super::sample::now;
use crate::throttles::Throttled;

pub(crate) const RATE: Rate = Rate {
    burst: 10,
    interval: SignedDuration::from_secs(6),
};

pub(crate) const BACKOFF: Backoff = Backoff {
    free: 5,
    longest: SignedDuration::from_secs(900),
    window: SignedDuration::from_secs(900),
};

const RETRY_AFTER: SignedDuration = SignedDuration::from_secs(3);

/// The key of strangers who guess the password of `ada`.
pub(crate) const STRANGERS: &str = "password ada@example.org";
/// The key of `ada` when she confirms a change with her first password.
pub(crate) const USER: &str = "password of user 00000000-0000-0000-0000-000000000001 1";

/// A refusal by a limit of [`RATE`].
pub(crate) fn by_rate(limit: &'static str) -> Throttled {
    Throttled {
        limit,
        quota: 10,
        window: SignedDuration::from_secs(60),
        retry_after: RETRY_AFTER,
    }
}

/// A refusal by [`BACKOFF`].
pub(crate) fn by_account() -> Throttled {
    Throttled {
        limit: "password",
        quota: 5,
        window: SignedDuration::from_secs(900),
        retry_after: RETRY_AFTER,
    }
}

fn reservation(key: &str) -> Reservation {
    Reservation {
        key: key.to_owned(),
        at: now(),
        paused_until: now(),
    }
}

impl Ports {
    /// Expects one call to be counted under [`RATE`], and grants it.
    pub(crate) fn grant_call(&mut self, key: &str) {
        self.take(key, Admission::Granted);
    }

    /// Expects one call to be counted under [`RATE`], and refuses it.
    pub(crate) fn refuse_call(&mut self, key: &str) {
        let retry_after = RETRY_AFTER;
        self.take(key, Admission::Refused { retry_after });
    }

    fn take(&mut self, key: &str, admission: Admission) {
        self.throttles
            .expect_take()
            .with(eq(key.to_owned()), eq(RATE), eq(now()))
            .times(1)
            .returning(move |_, _, _| Ok(admission));
    }

    /// Sets [`BACKOFF`], expects one attempt to be reserved, and grants it.
    pub(crate) fn grant_attempt(&mut self, key: &str) {
        self.attempt(key, Attempted::Reserved(reservation(key)));
    }

    /// Sets [`BACKOFF`], expects one attempt to be reserved, and refuses it.
    pub(crate) fn refuse_attempt(&mut self, key: &str) {
        let retry_after = RETRY_AFTER;
        self.attempt(key, Attempted::Refused { retry_after });
    }

    fn attempt(&mut self, key: &str, attempted: Attempted) {
        self.policies.password = Some(BACKOFF);
        self.throttles
            .expect_attempt()
            .with(eq(key.to_owned()), eq(BACKOFF), eq(now()))
            .times(1)
            .return_once(|_, _, _| Ok(attempted));
    }

    /// Expects one attempt to be given back.
    pub(crate) fn give_back(&mut self, key: &str) {
        self.throttles
            .expect_give_back()
            .with(eq(reservation(key)))
            .times(1)
            .return_const(());
    }

    /// Expects the wrong passwords of a key to be cleared.
    pub(crate) fn clear(&mut self, key: &str) {
        self.throttles
            .expect_clear()
            .with(eq(key.to_owned()))
            .times(1)
            .returning(|_| Ok(()));
    }
}
