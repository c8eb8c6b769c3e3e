//! What can be set about the HTTP server, and within which bounds.

use errand_web::ServerSettings;

use super::{SettingsError, require};

pub(super) fn check(settings: &ServerSettings) -> Result<(), SettingsError> {
    // actix-server panics beyond.
    require(settings.workers <= 512, "server.workers", "at most 512")?;
    require(
        settings.request_timeout_ms > 0,
        "server.request_timeout_ms",
        "at least 1",
    )
}
