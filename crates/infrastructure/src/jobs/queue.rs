//! Claiming and settling jobs. Each is one statement, so of any number of processes one gets a job.

use async_trait::async_trait;
use errand_domain::jobs::{
    Job, JobId, JobKind, JobQueue, JobState, JobSummary, NewJob, Settlement,
};
use errand_domain::users::UserId;
use errand_domain::{Failure, Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult};
use uuid::Uuid;

use super::payload::{self, Columns};
use crate::database::{Database, Stored, column, failure, stored_column};

/// Stores jobs in either database.
pub struct SqlJobQueue {
    database: Database,
}

impl SqlJobQueue {
    /// Stores jobs in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

/// How many jobs of a kind are in a state.
#[derive(Debug)]
pub struct JobCount {
    /// The name of the kind.
    pub kind: String,
    /// The state.
    pub state: JobState,
    /// The number of jobs.
    pub count: u32,
    /// When the first of them was to run.
    pub first_run_at: Timestamp,
}

impl SqlJobQueue {
    /// Counts the jobs of each kind and state, if there are any.
    pub async fn counts(&self, now: Timestamp) -> Result<Vec<JobCount>, Failure> {
        const COUNT: &str = "
            SELECT kind, dead_at IS NOT NULL, dead_at IS NULL AND COALESCE(claimed_until > $1, false),
                   COUNT(*), MIN(run_at)
            FROM jobs GROUP BY 1, 2, 3";
        let rows = self.database.rows(COUNT, [now.stored().into()]).await?;
        let read = |row: &QueryResult| {
            let state = match (column(row, 1)?, column(row, 2)?) {
                (true, _) => JobState::Dead,
                (_, true) => JobState::Running,
                (false, false) => JobState::Waiting,
            };
            Ok(JobCount {
                kind: column(row, 0)?,
                state,
                count: u32::try_from(column::<i64>(row, 3)?).map_err(Failure::internal)?,
                first_run_at: stored_column(row, 4)?,
            })
        };
        rows.iter().map(read).collect()
    }
}

#[async_trait]
impl JobQueue for SqlJobQueue {
    async fn insert(&self, jobs: &[NewJob]) -> Result<(), Failure> {
        let inserted = super::insert(&self.database.connections, jobs).await;
        inserted.map_err(failure)
    }

    async fn has_due(&self, kinds: &[JobKind], now: Timestamp) -> Result<bool, Failure> {
        let find = format!("SELECT id FROM jobs WHERE {} LIMIT 1", is_due(kinds));
        let rows = self.database.rows(&find, [now.stored().into()]).await?;
        Ok(!rows.is_empty())
    }

    async fn claim(
        &self,
        kinds: &[JobKind],
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Job>, Failure> {
        // SQLite has one writer at a time and needs no lock.
        let lock = match self.database.connections.get_database_backend() {
            DbBackend::Postgres => "FOR UPDATE SKIP LOCKED",
            _ => "",
        };
        let claim = format!(
            "UPDATE jobs SET claimed_until = $2, attempts = attempts + 1
             WHERE id = (
                SELECT id FROM jobs WHERE {} ORDER BY run_at, id LIMIT 1 {lock})
             RETURNING id, kind, user_id, created_at, expires_at, claimed_until, attempts,
                       CAST(payload AS text)",
            is_due(kinds)
        );
        let values = [now.stored().into(), until.stored().into()];
        let rows = self.database.rows(&claim, values).await?;
        rows.first().map(read).transpose()
    }

    async fn settle(&self, job: &Job, settlement: &Settlement) -> Result<bool, Failure> {
        const DELETE: &str = "DELETE FROM jobs WHERE id = $1 AND claimed_until = $2";
        const WAIT: &str = "
            UPDATE jobs SET claimed_until = NULL, run_at = $3, attempts = $4, last_error = $5
            WHERE id = $1 AND claimed_until = $2";
        const DIE: &str = "
            UPDATE jobs SET claimed_until = NULL, dead_at = $3, last_error = $4
            WHERE id = $1 AND claimed_until = $2";
        let (id, claim) = (job.id.0.into(), job.claimed_until.stored().into());
        let settled = match settlement {
            Settlement::Done => self.database.execute(DELETE, [id, claim]).await?,
            Settlement::Wait {
                run_at,
                attempts,
                error,
            } => {
                let attempts = i64::from(*attempts).into();
                let values = [
                    id,
                    claim,
                    run_at.stored().into(),
                    attempts,
                    error.clone().into(),
                ];
                self.database.execute(WAIT, values).await?
            }
            Settlement::Dead { at, error } => {
                let values = [id, claim, at.stored().into(), error.as_str().into()];
                self.database.execute(DIE, values).await?
            }
        };
        Ok(settled == 1)
    }

    async fn purge(&self, now: Timestamp) -> Result<u64, Failure> {
        const PURGE: &str = "
            DELETE FROM jobs WHERE expires_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)
            RETURNING dead_at IS NULL";
        let mut unsettled = 0;
        for row in self.database.rows(PURGE, [now.stored().into()]).await? {
            unsettled += u64::from(column::<bool>(&row, 0)?);
        }
        Ok(unsettled)
    }

    async fn list(&self) -> Result<Vec<JobSummary>, Failure> {
        let list = format!("SELECT {SUMMARY} FROM jobs ORDER BY dead_at IS NULL, run_at, id");
        let rows = self.database.rows(&list, []).await?;
        rows.iter().map(read_summary).collect()
    }

    async fn retry(&self, id: JobId, now: Timestamp) -> Result<Option<JobSummary>, Failure> {
        let retry = format!(
            "UPDATE jobs SET dead_at = NULL, attempts = 0, run_at = $2
             WHERE id = $1 AND dead_at IS NOT NULL AND (expires_at IS NULL OR expires_at > $2)
             RETURNING {SUMMARY}"
        );
        let values = [id.0.into(), now.stored().into()];
        let rows = self.database.rows(&retry, values).await?;
        rows.first().map(read_summary).transpose()
    }

    async fn delete(&self, id: JobId) -> Result<Option<JobSummary>, Failure> {
        let delete =
            format!("DELETE FROM jobs WHERE id = $1 AND dead_at IS NOT NULL RETURNING {SUMMARY}");
        let rows = self.database.rows(&delete, [id.0.into()]).await?;
        rows.first().map(read_summary).transpose()
    }
}

/// The columns of a summary.
const SUMMARY: &str = "id, kind, created_at, run_at, expires_at, attempts, claimed_until, dead_at,
                       last_error";

/// The condition that a job of one of these kinds can be claimed. `$1` is the present instant.
fn is_due(kinds: &[JobKind]) -> String {
    let kinds: Vec<_> = kinds
        .iter()
        .map(|kind| format!("'{}'", kind.name()))
        .collect();
    format!(
        "dead_at IS NULL AND run_at <= $1 AND kind IN ({})
         AND (claimed_until IS NULL OR claimed_until <= $1)
         AND (expires_at IS NULL OR expires_at > $1)",
        kinds.join(", ")
    )
}

fn read(row: &QueryResult) -> Result<Job, Failure> {
    let kind: String = column(row, 1)?;
    let columns = Columns {
        id: JobId(column(row, 0)?),
        kind: kind.parse().map_err(Failure::internal)?,
        created_at: stored_column(row, 3)?,
        expires_at: stored_column(row, 4)?,
    };
    let payload: String = column(row, 7)?;
    Ok(Job {
        id: columns.id,
        kind: columns.kind,
        work: payload::read(&columns, &payload),
        user: column::<Option<Uuid>>(row, 2)?.map(UserId),
        attempt: count(row, 6)?,
        expires_at: columns.expires_at,
        claimed_until: stored_column(row, 5)?,
    })
}

fn read_summary(row: &QueryResult) -> Result<JobSummary, Failure> {
    Ok(JobSummary {
        id: JobId(column(row, 0)?),
        kind: column(row, 1)?,
        created_at: stored_column(row, 2)?,
        run_at: stored_column(row, 3)?,
        expires_at: stored_column(row, 4)?,
        attempts: count(row, 5)?,
        claimed_until: stored_column(row, 6)?,
        dead_at: stored_column(row, 7)?,
        last_error: column(row, 8)?,
    })
}

fn count(row: &QueryResult, index: usize) -> Result<u32, Failure> {
    let count: i64 = column(row, index)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
