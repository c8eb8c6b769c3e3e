//! The mail settings and their ranges.

use errand_domain::mail::RetryPolicy;
use errand_infrastructure::mail::{MailSettings, MailTransport};
use jiff::SignedDuration;

use super::{Environment, SettingsError, require};

pub(super) fn check(
    settings: &MailSettings,
    environment: Environment,
) -> Result<(), SettingsError> {
    require(
        settings.transport != MailTransport::Log || environment == Environment::Development,
        "mail.transport",
        "none or smtp in production: log writes secret links to the log",
    )?;
    require(
        settings.has_sender(),
        "mail.from",
        "a mailbox such as Errand <errand@example.org>",
    )?;
    require(
        settings.transport != MailTransport::Smtp || settings.has_server(),
        "mail.smtp_url",
        "a URL such as smtps://user:password@mail.example.org",
    )?;
    require(
        settings.retry_seconds > 0,
        "mail.retry_seconds",
        "at least 1",
    )?;
    require(settings.max_attempts > 0, "mail.max_attempts", "at least 1")
}

/// How often to retry sending a mail.
pub(crate) fn retry_policy(settings: &MailSettings) -> RetryPolicy {
    RetryPolicy {
        first_pause: SignedDuration::from_secs(settings.retry_seconds.into()),
        most_attempts: settings.max_attempts,
    }
}
