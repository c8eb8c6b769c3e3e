//! Measures, now and then, what nothing records when it happens.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use errand_domain::jobs::{JobKind, JobState};
use errand_domain::{Clock, Timestamp};
use errand_infrastructure::SystemClock;
use errand_infrastructure::database::Database;
use errand_infrastructure::jobs::{JobCount, SqlJobQueue};
use metrics::gauge;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::time::interval;

use super::patience::patiently;

/// How often it measures. Prometheus usually asks every 15 seconds or more.
const EVERY: Duration = Duration::from_secs(5);

/// What it measures.
pub(crate) struct Measurements {
    /// The collector, which forgets old durations now and then.
    pub(crate) collector: PrometheusHandle,
    /// The database.
    pub(crate) database: Database,
    /// SQLite's write-ahead log.
    pub(crate) wal: Option<PathBuf>,
}

impl Measurements {
    /// Runs until it is aborted.
    pub(crate) async fn measure_forever(self) {
        let jobs = SqlJobQueue::new(self.database.clone());
        let mut ticks = interval(EVERY);
        loop {
            ticks.tick().await;
            self.collector.run_upkeep();
            self.measure_database();
            let now = SystemClock.now();
            let counted = patiently(jobs.counts(now)).await;
            gauge!("errand_database_up").set(if counted.is_ok() { 1.0 } else { 0.0 });
            if let Ok(counts) = counted {
                measure_jobs(&counts, now);
            }
        }
    }

    fn measure_database(&self) {
        let connections = self.database.connection_counts();
        let states = [("in_use", connections.in_use), ("free", connections.free)];
        for (state, count) in states {
            gauge!("errand_database_connections", "state" => state).set(count);
        }
        if let Some(wal) = &self.wal {
            // There is none while nothing has been written.
            let size = fs::metadata(wal).map_or(0, |metadata| metadata.len());
            #[expect(
                clippy::cast_precision_loss,
                reason = "it has far less than 2^52 bytes"
            )]
            gauge!("errand_sqlite_wal_bytes").set(size as f64);
        }
    }
}

fn measure_jobs(counts: &[JobCount], now: Timestamp) {
    for kind in JobKind::ALL {
        let mut age = 0.0;
        for state in [JobState::Waiting, JobState::Running, JobState::Dead] {
            let is_this = |it: &&JobCount| it.kind == kind.name() && it.state == state;
            let found = counts.iter().find(is_this);
            let labels = [("kind", kind.name()), ("state", state.name())];
            gauge!("errand_jobs", &labels).set(found.map_or(0, |it| it.count));
            if let (JobState::Waiting, Some(found)) = (state, found) {
                age = now
                    .duration_since(found.first_run_at)
                    .as_secs_f64()
                    .max(0.0);
            }
        }
        gauge!("errand_jobs_oldest_due_seconds", "kind" => kind.name()).set(age);
    }
}
