//! The database settings and their ranges.

use errand_infrastructure::database::DatabaseSettings;

use super::{SettingsError, require};

pub(super) fn check(settings: &DatabaseSettings) -> Result<(), SettingsError> {
    settings
        .check_url()
        .map_err(|rule| SettingsError::OutOfRange {
            key: "database.url",
            rule,
        })?;
    require(
        (1..=10_000).contains(&settings.max_connections),
        "database.max_connections",
        "from 1 to 10000",
    )?;
    require(
        settings.acquire_timeout_ms > 0,
        "database.acquire_timeout_ms",
        "at least 1",
    )
}
