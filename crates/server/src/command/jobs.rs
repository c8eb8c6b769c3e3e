//! `errand jobs`: what an operator can see of the queue, and do about dead jobs. Payloads are secret
//! and never printed.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use clap::{Args, Subcommand};
use errand_domain::jobs::{JobId, JobQueue, JobState, JobSummary};
use errand_domain::{Clock, Timestamp};
use errand_infrastructure::SystemClock;
use errand_infrastructure::database::Database;
use errand_infrastructure::jobs::SqlJobQueue;
use serde::Serialize;
use uuid::Uuid;

use super::output::print;
use crate::Settings;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Jobs {
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    step: Option<Step>,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// Let a dead job run again, with all its attempts
    Retry {
        /// The id of the job
        id: Uuid,
    },
    /// Delete a dead job
    Delete {
        /// The id of the job
        id: Uuid,
    },
}

impl Jobs {
    pub(super) async fn run(self, file: Option<&Path>) -> Result<(), Box<dyn Error>> {
        let settings = Settings::load(file)?;
        let database = Database::connect(&settings.database).await?;
        let queue = SqlJobQueue::new(database.clone());
        let now = SystemClock.now();
        let said = match self.step {
            None => {
                let jobs = queue.list().await?;
                let lines: Vec<_> = jobs.iter().map(|job| Line::new(job, now)).collect();
                if self.json {
                    serde_json::to_string_pretty(&lines)?
                } else {
                    table(&lines)
                }
            }
            Some(Step::Retry { id }) if queue.retry(JobId(id), now).await? => {
                format!("The job {id} will be retried.")
            }
            Some(Step::Retry { id }) => {
                return Err(format!("no dead job has the id {id}, or it has expired").into());
            }
            Some(Step::Delete { id }) if queue.delete(JobId(id)).await? => {
                format!("The job {id} was deleted.")
            }
            Some(Step::Delete { id }) => {
                return Err(format!("no dead job has the id {id}").into());
            }
        };
        database.close().await;
        Ok(print(&said)?)
    }
}

/// A job as it is printed.
#[derive(Serialize)]
struct Line<'a> {
    id: Uuid,
    kind: &'a str,
    state: &'static str,
    created_at: String,
    run_at: String,
    claimed_until: Option<String>,
    dead_at: Option<String>,
    expires_at: Option<String>,
    attempts: u32,
    last_error: Option<&'a str>,
    /// When the job runs, when its claim ends, or when it died.
    #[serde(skip)]
    at: String,
}

impl<'a> Line<'a> {
    fn new(job: &'a JobSummary, now: Timestamp) -> Self {
        let text = |time: Timestamp| time.to_string();
        let state = job.state(now);
        let at = match state {
            JobState::Waiting => None,
            JobState::Running => job.claimed_until,
            JobState::Dead => job.dead_at,
        };
        Self {
            id: job.id.0,
            kind: &job.kind,
            state: state.name(),
            created_at: text(job.created_at),
            run_at: text(job.run_at),
            claimed_until: job.claimed_until.map(text),
            dead_at: job.dead_at.map(text),
            expires_at: job.expires_at.map(text),
            attempts: job.attempts,
            last_error: job.last_error.as_deref(),
            at: at
                .unwrap_or(job.run_at)
                .strftime("%Y-%m-%dT%H:%M:%SZ")
                .to_string(),
        }
    }
}

fn table(lines: &[Line]) -> String {
    let longest = lines.iter().map(|line| line.kind.len()).max();
    let width = longest.unwrap_or_default().max("KIND".len());
    let mut table = format!(
        "{:36}  {:width$}  {:7}  {:20}  {:8}  ERROR",
        "ID", "KIND", "STATE", "AT", "ATTEMPTS"
    );
    for line in lines {
        let Line {
            id,
            kind,
            state,
            at,
            attempts,
            ..
        } = line;
        // It may come from another server, and contain anything.
        let error = line.last_error.unwrap_or_default();
        let error = error.replace(char::is_control, " ");
        // Writing to a string cannot fail.
        let _ = write!(
            table,
            "\n{id}  {kind:width$}  {state:7}  {at}  {attempts:>8}  {error}"
        );
    }
    table
}
