//! Readiness: whether the database stores writes.

use std::time::{Duration, Instant};

use async_trait::async_trait;
use errand_domain::{Failure, Readiness};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::Database;

/// How long a result is reused. Anybody may ask, so frequent checks must be cheap.
const HOLDS_FOR: Duration = Duration::from_secs(1);

/// A database that takes longer than this is not ready. Shorter than what callers wait, so they are
/// told.
const ANSWERS_WITHIN: Duration = Duration::from_secs(4);

pub(super) const WRITE: &str = "INSERT INTO readiness (id, checks) VALUES (1, 1)
                     ON CONFLICT (id) DO UPDATE SET checks = readiness.checks + 1";

/// Checks by writing that the database accepts writes. A full or read-only database still answers
/// reads.
pub struct WriteCheck {
    database: Database,
    last: Mutex<Option<Outcome>>,
}

struct Outcome {
    at: Instant,
    is_ready: bool,
}

impl WriteCheck {
    /// Checks this database.
    pub fn new(database: Database) -> Self {
        Self {
            database,
            last: Mutex::new(None),
        }
    }
}

#[async_trait]
impl Readiness for WriteCheck {
    /// Returns the result of the last write if it is less than a second old.
    async fn check(&self) -> Result<(), Failure> {
        let mut last = self.last.lock().await;
        if let Some(Outcome { at, is_ready }) = *last
            && at.elapsed() < HOLDS_FOR
        {
            return if is_ready {
                Ok(())
            } else {
                Err(Failure::Unavailable {
                    what: "the database",
                    source: None,
                })
            };
        }
        let write = self.database.execute(WRITE, []);
        let written = timeout(ANSWERS_WITHIN, write).await;
        let written = written.unwrap_or_else(|elapsed| {
            Err(Failure::Unavailable {
                what: "the database",
                source: Some(elapsed.into()),
            })
        });
        *last = Some(Outcome {
            at: Instant::now(),
            is_ready: written.is_ok(),
        });
        written.map(drop)
    }
}
