//! The settings of background jobs and their ranges.

use errand_domain::jobs::RetryPolicy;
use jiff::SignedDuration;
use serde::Deserialize;

use super::{SettingsError, require};

/// The section `jobs` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobSettings {
    /// The pause before the first retry, in seconds; each further one is twice as long.
    pub retry_seconds: u32,
    /// The maximum number of attempts.
    pub max_attempts: u32,
}

pub(super) fn check(settings: JobSettings) -> Result<(), SettingsError> {
    require(
        settings.retry_seconds > 0,
        "jobs.retry_seconds",
        "at least 1",
    )?;
    require(settings.max_attempts > 0, "jobs.max_attempts", "at least 1")
}

impl From<JobSettings> for RetryPolicy {
    fn from(settings: JobSettings) -> Self {
        Self {
            first_pause: SignedDuration::from_secs(settings.retry_seconds.into()),
            most_attempts: settings.max_attempts,
        }
    }
}
