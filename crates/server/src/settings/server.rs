//! The HTTP server settings and their ranges.

use std::path::Path;

use errand_web::ServerSettings;

use super::{SettingsError, require};

pub(super) fn check(settings: &ServerSettings) -> Result<(), SettingsError> {
    // actix-server panics above this.
    require(settings.workers <= 512, "server.workers", "at most 512")?;
    require(
        settings.tls.certificate.as_os_str().is_empty() == settings.tls.key.as_os_str().is_empty(),
        "server.tls",
        "both certificate and key, or neither",
    )?;
    // SERVER__TLS__KEY_FILE would put the text of the key here.
    let is_path = |path: &Path| !path.to_string_lossy().contains("-----BEGIN ");
    require(
        is_path(&settings.tls.certificate) && is_path(&settings.tls.key),
        "server.tls",
        "the paths of two PEM files, not their text",
    )?;
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
