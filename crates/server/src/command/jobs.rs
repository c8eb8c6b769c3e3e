//! `errand jobs`: what an operator can see of the queue, and do about dead jobs. Payloads are secret
//! and never printed.

use std::error::Error;
use std::path::Path;

use clap::{Args, Subcommand};
use errand_domain::jobs::{JobId, JobQueue, JobState, JobSummary};
use errand_domain::{Clock, Timestamp};
use errand_infrastructure::SystemClock;
use errand_infrastructure::jobs::SqlJobQueue;
use serde::Serialize;
use uuid::Uuid;

use super::output::{self, print, print_json};
use super::tables;
use crate::Settings;

#[derive(Debug, Args)]
pub(super) struct Jobs {
    /// Print JSON: all jobs, or the one that was retried or deleted
    #[arg(long, global = true)]
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
        let database = tables::connect(&settings).await?;
        let queue = SqlJobQueue::new(database.clone());
        let taken = self.take(&queue, SystemClock.now()).await;
        database.close().await;
        taken
    }

    /// Takes the step and prints what came of it.
    async fn take(self, queue: &SqlJobQueue, now: Timestamp) -> Result<(), Box<dyn Error>> {
        let (job, said) = match self.step {
            None => {
                let jobs = queue.list().await?;
                let lines: Vec<_> = jobs.iter().map(|job| Line::new(job, now)).collect();
                return if self.json {
                    print_json(&lines)
                } else {
                    Ok(print(&table(&lines))?)
                };
            }
            Some(Step::Retry { id }) => {
                let job = queue.retry(JobId(id), now).await?;
                let job = job.ok_or(format!("no dead job has the id {id}, or it has expired"))?;
                (job, format!("The job {id} will be retried."))
            }
            Some(Step::Delete { id }) => {
                let job = queue.delete(JobId(id)).await?;
                let job = job.ok_or(format!("no dead job has the id {id}"))?;
                (job, format!("The job {id} was deleted."))
            }
        };
        if self.json {
            return print_json(&Line::new(&job, now));
        }
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
    let row = |line: &Line| {
        [
            line.id.to_string(),
            line.kind.to_owned(),
            line.state.to_owned(),
            line.at.clone(),
            line.attempts.to_string(),
            line.last_error.unwrap_or_default().to_owned(),
        ]
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    let head = ["ID", "KIND", "STATE", "AT", "ATTEMPTS", "ERROR"];
    output::table(head, &rows)
}
