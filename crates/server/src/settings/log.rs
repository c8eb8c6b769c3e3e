//! What can be set about logs.

use serde::Deserialize;

/// The section `log` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// In which form.
    pub format: LogFormat,
    /// What is logged, as the directives of `tracing-subscriber`.
    pub filter: String,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// For programs: one JSON object a line.
    Json,
}
