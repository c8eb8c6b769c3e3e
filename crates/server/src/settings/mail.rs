//! The mail settings and their ranges.

use errand_infrastructure::mail::{MailSettings, MailTransport};

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
    )
}
