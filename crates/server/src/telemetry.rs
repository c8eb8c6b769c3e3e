//! Logging: readable text in development, one JSON object per line in production.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::settings::{LogFormat, LogSettings, SettingsError};

/// Starts logging to standard output, including panics.
///
/// # Errors
/// If the filter is invalid.
pub fn init(settings: &LogSettings) -> Result<(), SettingsError> {
    let filter =
        EnvFilter::builder()
            .parse(&settings.filter)
            .map_err(|_| SettingsError::OutOfRange {
                key: "log.filter",
                rule: "directives such as info,errand_web=debug",
            })?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_span_events(FmtSpan::NONE);
    match settings.format {
        LogFormat::Pretty => log.with_target(false).init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        let location = panic.location().map(ToString::to_string);
        let message = panic.payload_as_str();
        tracing::error!(location, message, "panicked");
    }));
    Ok(())
}
