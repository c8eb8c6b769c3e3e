//! The settings. Every key is listed in `config/default.toml`, and only this module reads the
//! environment.

mod auth;
mod database;
mod jobs;
mod log;
mod mail;
mod metrics;
mod report;
mod retention;
mod server;
mod sources;

use std::io;
use std::path::{Path, PathBuf};

use errand_infrastructure::database::DatabaseSettings;
use errand_infrastructure::mail::{MailSettings, MailTransport};
use errand_web::ServerSettings;
use secrecy::ExposeSecret;
use serde::Deserialize;
use thiserror::Error;

use crate::folder;

pub use auth::{
    AuthSettings, BackoffSettings, PasswordSettings, RateSettings, RequestSettings,
    SessionSettings, SignupSetting, ThrottlingSettings,
};
pub use jobs::JobSettings;
pub use log::{LogFormat, LogSettings};
pub use metrics::MetricsSettings;
pub use report::report;
pub use retention::RetentionSettings;

/// The environment the program runs in.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// A developer's machine.
    #[default]
    Development,
    /// A server that people rely on.
    Production,
}

/// All settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The environment, set by `ERRAND_ENVIRONMENT`.
    #[serde(default)]
    pub environment: Environment,
    /// The HTTP server.
    pub server: ServerSettings,
    /// The database.
    pub database: DatabaseSettings,
    /// Accounts.
    pub auth: AuthSettings,
    /// Background jobs.
    pub jobs: JobSettings,
    /// Mail.
    pub mail: MailSettings,
    /// How long deleted and changed data is kept.
    pub retention: RetentionSettings,
    /// Logs.
    pub log: LogSettings,
    /// Measurements.
    pub metrics: MetricsSettings,
}

impl Settings {
    /// Reads all sources and checks the values. `file` is the operator's file, if it is not the
    /// usual one.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        let merged = sources::merge(&sources::layers(file)?)?;
        let settings: Self = merged.try_deserialize()?;
        server::check(&settings.server)?;
        settings.auth.check()?;
        database::check(&settings.database)?;
        jobs::check(settings.jobs)?;
        settings.retention.check()?;
        settings.metrics.check()?;
        mail::check(&settings.mail, settings.environment)?;
        require(
            !settings.auth.require_verified_email || settings.mail.transport != MailTransport::None,
            "auth.require_verified_email",
            "false while mail.transport is none: nobody could verify an email",
        )?;
        Ok(settings)
    }

    /// The files that secrets are read from. `file` is the operator's file, as in
    /// [`Settings::load`].
    pub(crate) fn secret_files(file: Option<&Path>) -> Result<Vec<PathBuf>, SettingsError> {
        Ok(sources::secret_files(file)?)
    }

    /// Creates the folder of a SQLite database.
    pub(crate) fn make_data_folder(&self) -> io::Result<()> {
        self.sqlite_folder().as_deref().map_or(Ok(()), folder::make)
    }

    /// The folder for the program's files: the folder of the SQLite database, or else `data`.
    pub(crate) fn data_folder(&self) -> PathBuf {
        self.sqlite_folder().unwrap_or_else(|| "data".into())
    }

    fn sqlite_folder(&self) -> Option<PathBuf> {
        self.sqlite_path()?.parent().map(Path::to_owned)
    }

    /// The file of a SQLite database, unless it is in memory.
    pub(crate) fn sqlite_path(&self) -> Option<PathBuf> {
        let url = self.database.url.expose_secret();
        let path = url.strip_prefix("sqlite:")?.trim_start_matches("//");
        let path = path.split('?').next().unwrap_or_default();
        (!path.starts_with(":memory:")).then(|| path.into())
    }
}

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// A source cannot be read, a key is unknown, or a value has the wrong type.
    #[error("the settings cannot be read: {0}")]
    Unreadable(#[from] config::ConfigError),
    /// A value is out of range.
    #[error("the setting {key} must be {rule}")]
    OutOfRange {
        /// The key of the setting.
        key: &'static str,
        /// The allowed range.
        rule: &'static str,
    },
}

/// Fails unless a setting is within its range.
fn require(holds: bool, key: &'static str, rule: &'static str) -> Result<(), SettingsError> {
    holds
        .then_some(())
        .ok_or(SettingsError::OutOfRange { key, rule })
}
