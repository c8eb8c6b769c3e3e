//! What a check found, and what to do about it.

use std::error::Error;
use std::fmt;

use errand_domain::error::chain;
use serde::Serialize;

#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Level {
    /// All is well.
    Ok,
    /// It works, but perhaps not as it should.
    Warning,
    /// Something does not work.
    Problem,
}

#[derive(Debug, Serialize)]
pub(super) struct Finding {
    check: &'static str,
    pub(super) level: Level,
    found: String,
    advice: Option<String>,
}

impl Finding {
    pub(super) fn ok(check: &'static str, found: impl Into<String>) -> Self {
        Self {
            check,
            level: Level::Ok,
            found: found.into(),
            advice: None,
        }
    }

    pub(super) fn warning(
        check: &'static str,
        found: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self {
            check,
            level: Level::Warning,
            found: found.into(),
            advice: Some(advice.into()),
        }
    }

    pub(super) fn problem(
        check: &'static str,
        error: &(dyn Error + 'static),
        advice: impl Into<String>,
    ) -> Self {
        Self {
            check,
            level: Level::Problem,
            found: chain(error),
            advice: Some(advice.into()),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Ok => "ok",
            Level::Warning => "warning",
            Level::Problem => "problem",
        };
        let found = self.found.replace(char::is_control, " ");
        write!(formatter, "{level:7}  {}: {found}", self.check)?;
        match &self.advice {
            Some(advice) => write!(formatter, "\n         {advice}"),
            None => Ok(()),
        }
    }
}
