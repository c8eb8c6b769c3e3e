//! Whether requests can be served: whether the database keeps what is written.

use std::time::{Duration, Instant};

use async_trait::async_trait;
use errand_domain::{Failure, Readiness};
use tokio::sync::Mutex;

use super::Database;

/// For how long an answer holds. Anybody may ask, so asking often must cost little.
const HOLDS_FOR: Duration = Duration::from_secs(1);

const WRITE: &str = "INSERT INTO readiness (id, checks) VALUES (1, 1)
                     ON CONFLICT (id) DO UPDATE SET checks = readiness.checks + 1";

/// Writes to the database to find out whether it takes writes: one that is full or read-only still
/// answers what is read.
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
    /// Tells what the last write showed, if that was less than a second ago.
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
        let written = self.database.execute(WRITE, []).await;
        *last = Some(Outcome {
            at: Instant::now(),
            is_ready: written.is_ok(),
        });
        written.map(drop)
    }
}
