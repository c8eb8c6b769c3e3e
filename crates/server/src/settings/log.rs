//! The log settings.

use serde::Deserialize;

/// The section `log` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// The output format.
    pub format: LogFormat,
    /// Which messages are logged, as directives of `tracing-subscriber`.
    pub filter: String,
}

/// The output format of the log.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// For programs: one JSON object per line.
    Json,
}
