//! Counting attempts, also when many are made simultaneously.

use errand_domain::Timestamp;
use errand_domain::throttles::{Admission, Attempted, Backoff, Rate, Reservation, Throttles};
use errand_test_support::on_both_databases;
use jiff::SignedDuration;
use tokio::task::yield_now;

use crate::store::{Store, at_once, noon};

const RATE: Rate = Rate {
    burst: 3,
    interval: SignedDuration::from_secs(6),
};
const BACKOFF: Backoff = Backoff {
    free: 5,
    longest: SignedDuration::from_secs(900),
    window: SignedDuration::from_secs(900),
};

fn at(seconds: i64) -> Timestamp {
    noon().now + SignedDuration::from_secs(seconds)
}

/// The number of seconds until the next attempt is allowed.
fn seconds(retry_after: SignedDuration) -> i64 {
    assert!(retry_after > SignedDuration::ZERO);
    retry_after.as_secs()
}

impl Store {
    /// The number of seconds until the next attempt is allowed, or 0 if this one is granted.
    async fn take(&self, key: &str, now: i64) -> i64 {
        match self.throttles.take(key, RATE, at(now)).await.unwrap() {
            Admission::Granted => 0,
            Admission::Refused { retry_after } => seconds(retry_after),
        }
    }

    /// The number of seconds until the next attempt is allowed, or 0 if this one is granted.
    async fn attempt(&self, key: &str, now: i64) -> i64 {
        self.reserve(key, now).await.map_or_else(seconds, |_| 0)
    }

    async fn reserve(&self, key: &str, now: i64) -> Result<Reservation, SignedDuration> {
        let attempted = self.throttles.attempt(key, BACKOFF, at(now)).await;
        match attempted.unwrap() {
            Attempted::Reserved(reservation) => Ok(reservation),
            Attempted::Refused { retry_after } => Err(retry_after),
        }
    }

    /// Gives an attempt back, and waits until only `left` are counted.
    async fn give_back(&self, reservation: Reservation, left: i64) {
        self.throttles.give_back(reservation);
        while self.number("SELECT hits FROM throttles").await != left {
            yield_now().await;
        }
    }
}

on_both_databases! {
    async fn a_burst_is_granted_and_then_one_per_interval(database: TestDatabase) {
        let store = Store::on(&database).await;
        for (now, expected) in [
            (0, 0), (0, 0), (0, 0), (0, 6), (5, 1), (6, 0), (6, 6), (18, 0), (18, 0), (18, 6),
            // After a long rest, only the burst is available.
            (1000, 0), (1000, 0), (1000, 0), (1000, 6),
        ] {
            assert_eq!(store.take("ada", now).await, expected, "at {now}");
        }
        assert_eq!(store.take("bob", 0).await, 0);
    }

    async fn simultaneous_attempts_do_not_exceed_the_limits(database: TestDatabase) {
        let store = Store::on(&database).await;
        let waits = at_once(50, |_| {
            let store = store.clone();
            async move { (store.take("ada", 0).await, store.attempt("ada 2", 0).await) }
        })
        .await;
        assert_eq!(waits.iter().filter(|(take, _)| *take == 0).count(), 3);
        assert_eq!(waits.iter().filter(|(_, attempt)| *attempt == 0).count(), 5);
    }

    async fn the_pauses_double_after_five_free_attempts(database: TestDatabase) {
        let store = Store::on(&database).await;
        for _ in 0..5 {
            assert_eq!(store.attempt("ada", 0).await, 0);
        }
        let mut now = 0;
        for pause in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            assert_eq!(store.attempt("ada", now).await, pause, "at {now}");
            assert_eq!(store.attempt("ada", now + pause - 1).await, 1);
            now += pause;
            assert_eq!(store.attempt("ada", now).await, 0);
        }
        assert_eq!(store.attempt("bob", now).await, 0);
    }

    async fn attempts_are_forgotten_after_the_window_or_a_success(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        for _ in 0..5 {
            store.attempt("ada", 0).await;
            store.attempt("bob", 0).await;
        }
        // The last attempt caused a pause of one second.
        for (start, free) in [(900, 1), (901 + 900 + 1, 5)] {
            for _ in 0..free {
                assert_eq!(store.attempt("ada", start).await, 0, "at {start}");
            }
            assert!(store.attempt("ada", start).await > 0, "at {start}");
        }
        store.throttles.clear("bob").await.unwrap();
        for _ in 0..5 {
            assert_eq!(store.attempt("bob", 0).await, 0);
        }
        assert_eq!(store.attempt("bob", 0).await, 1);
    }

    async fn giving_an_attempt_back_restores_the_counter(database: TestDatabase) {
        let store = Store::on(&database).await;
        for _ in 0..4 {
            store.attempt("ada", 0).await;
        }
        // However often this is repeated, the next attempt is the fifth.
        for _ in 0..10 {
            let fifth = store.reserve("ada", 0).await.unwrap();
            assert_eq!(store.attempt("ada", 0).await, 1);
            store.give_back(fifth, 4).await;
        }
        assert_eq!(store.attempt("ada", 0).await, 0);
        assert_eq!(store.attempt("ada", 0).await, 1);
        let sixth = store.reserve("ada", 1).await.unwrap();
        assert_eq!(store.attempt("ada", 1).await, 2);
        store.give_back(sixth, 5).await;
        assert_eq!(store.attempt("ada", 1).await, 0);
        assert_eq!(store.attempt("ada", 1).await, 2);
    }

    async fn giving_an_attempt_back_keeps_the_pause_that_a_later_one_caused(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        for _ in 0..4 {
            store.attempt("ada", 0).await;
        }
        let fifth = store.reserve("ada", 0).await.unwrap();
        store.attempt("ada", 1).await;
        store.give_back(fifth, 5).await;
        assert_eq!(store.attempt("ada", 1).await, 2);
    }

    async fn expired_counters_are_purged(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.take("ada", 0).await;
        store.attempt("bob", 0).await;
        for (now, left) in [(5, 2), (6, 1), (899, 1), (900, 0)] {
            store.throttles.purge(at(now)).await.unwrap();
            assert_eq!(store.number("SELECT COUNT(*) FROM throttles").await, left, "at {now}");
        }
    }

    async fn keys_are_stored_as_digests(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.take("a", 0).await;
        assert_eq!(store.number("SELECT COUNT(*) FROM throttles WHERE length(key) = 32").await, 1);
    }
}
