//! The HTTP server settings and their ranges.

use errand_web::ServerSettings;

use super::{SettingsError, require};

pub(super) fn check(settings: &ServerSettings) -> Result<(), SettingsError> {
    // actix-server panics above this.
    require(settings.workers <= 512, "server.workers", "at most 512")?;
    // actix-http checks its clock only twice a second, so a shorter timeout might expire
    // immediately.
    require(
        settings.read_timeout_ms >= 1000,
        "server.read_timeout_ms",
        "at least 1000",
    )?;
    require(
        settings.write_timeout_ms >= 1000,
        "server.write_timeout_ms",
        "at least 1000",
    )?;
    require(
        settings.request_timeout_ms > 0,
        "server.request_timeout_ms",
        "at least 1",
    )
}
