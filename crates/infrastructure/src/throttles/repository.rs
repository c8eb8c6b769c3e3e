//! Attempt counters, in the table `throttles`. One statement counts an attempt and decides on it.

use async_trait::async_trait;
use errand_domain::error::chain;
use errand_domain::throttles::{Admission, Attempted, Backoff, Rate, Reservation, Throttles};
use errand_domain::{Failure, Timestamp};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use tokio::runtime::Handle;

use crate::database::{Database, column};

/// Stores counters in either database.
pub struct SqlThrottles {
    database: Database,
    runtime: Handle,
}

impl SqlThrottles {
    /// Stores counters in this database. Attempts are given back on the current runtime, which must
    /// outlive their use.
    pub fn new(database: Database) -> Self {
        Self {
            database,
            runtime: Handle::current(),
        }
    }

    /// When a key that was refused allows another attempt, in microseconds of Unix time.
    async fn ready_at(&self, key: &[u8]) -> Result<Option<i64>, Failure> {
        const SELECT: &str = "SELECT ready_at FROM throttles WHERE key = $1";
        let rows = self.database.rows(SELECT, [key.into()]).await?;
        rows.first().map(|row| column(row, 0)).transpose()
    }
}

#[async_trait]
impl Throttles for SqlThrottles {
    /// The generic cell rate algorithm (ITU-T I.371). `ready_at` is the instant at which the whole
    /// burst is available again, so it is never further ahead than the burst takes.
    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Admission, Failure> {
        const TAKE: &str = "
            INSERT INTO throttles (key, hits, ready_at, expires_at)
            VALUES ($1, 1, $2 + $3, $2 + $3)
            ON CONFLICT (key) DO UPDATE SET
                hits = throttles.hits + 1,
                ready_at = $3 + CASE WHEN throttles.ready_at > $2 THEN throttles.ready_at ELSE $2 END,
                expires_at = $3 + CASE WHEN throttles.ready_at > $2 THEN throttles.ready_at ELSE $2 END
            WHERE throttles.ready_at + $3 <= $2 + $4
            RETURNING hits";
        let (key, now) = (digest(key), now.as_microsecond());
        let interval = micros(rate.interval);
        let burst = interval.saturating_mul(rate.burst.into());
        let values = [
            key.as_slice().into(),
            now.into(),
            interval.into(),
            burst.into(),
        ];
        if !self.database.rows(TAKE, values).await?.is_empty() {
            return Ok(Admission::Granted);
        }
        let ready_at = self.ready_at(&key).await?.unwrap_or(now);
        Ok(Admission::Refused {
            retry_after: span(ready_at + interval - burst - now),
        })
    }

    async fn attempt(
        &self,
        key: &str,
        backoff: Backoff,
        now: Timestamp,
    ) -> Result<Attempted, Failure> {
        // The number of this attempt, and the pause that follows it.
        const HITS: &str =
            "CASE WHEN throttles.expires_at <= $2 THEN 1 ELSE throttles.hits + 1 END";
        const PAUSE: &str = "
            CASE WHEN $hits < $3 THEN 0
                 WHEN $hits - $3 >= 30 OR (1000000 << CAST($hits - $3 AS integer)) > $4 THEN $4
                 ELSE 1000000 << CAST($hits - $3 AS integer) END";
        let pause_of = |hits: &str| PAUSE.replace("$hits", hits);
        let attempt = format!(
            "INSERT INTO throttles (key, hits, ready_at, expires_at)
             VALUES ($1, 1, $2 + {first}, $2 + {first} + $5)
             ON CONFLICT (key) DO UPDATE SET
                hits = {HITS},
                ready_at = $2 + {next},
                expires_at = $2 + {next} + $5
             WHERE throttles.ready_at <= $2
             RETURNING ready_at",
            first = pause_of("1"),
            next = pause_of(&format!("({HITS})")),
        );
        let (digest, at) = (digest(key), now.as_microsecond());
        let values = [
            digest.as_slice().into(),
            at.into(),
            i64::from(backoff.free).into(),
            micros(backoff.longest).into(),
            micros(backoff.window).into(),
        ];
        if let Some(row) = self.database.rows(&attempt, values).await?.first() {
            let paused_until = Timestamp::from_microsecond(column(row, 0)?);
            return Ok(Attempted::Reserved(Reservation {
                key: key.to_owned(),
                at: now,
                paused_until: paused_until.map_err(Failure::internal)?,
            }));
        }
        let ready_at = self.ready_at(&digest).await?.unwrap_or(at);
        Ok(Attempted::Refused {
            retry_after: span(ready_at - at),
        })
    }

    fn give_back(&self, reservation: Reservation) {
        // The pause ends only if no later attempt has caused another one.
        const GIVE_BACK: &str = "
            UPDATE throttles
            SET hits = hits - 1, ready_at = CASE WHEN ready_at = $3 THEN $2 ELSE ready_at END
            WHERE key = $1 AND hits > 0";
        let database = self.database.clone();
        self.runtime.spawn(async move {
            let values = [
                digest(&reservation.key).as_slice().into(),
                reservation.at.as_microsecond().into(),
                reservation.paused_until.as_microsecond().into(),
            ];
            if let Err(failure) = database.execute(GIVE_BACK, values).await {
                tracing::warn!(error = %chain(&failure), "an attempt was not given back");
            }
        });
    }

    async fn clear(&self, key: &str) -> Result<(), Failure> {
        const CLEAR: &str = "DELETE FROM throttles WHERE key = $1";
        let key = digest(key).as_slice().into();
        self.database.execute(CLEAR, [key]).await.map(drop)
    }

    async fn purge(&self, now: Timestamp) -> Result<(), Failure> {
        const PURGE: &str = "DELETE FROM throttles WHERE expires_at <= $1";
        let now = now.as_microsecond().into();
        self.database.execute(PURGE, [now]).await.map(drop)
    }
}

fn digest(key: &str) -> [u8; 32] {
    Sha256::digest(key).into()
}

fn micros(span: SignedDuration) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}

fn span(micros: i64) -> SignedDuration {
    SignedDuration::from_micros(micros.max(0))
}
