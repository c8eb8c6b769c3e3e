//! What sends mail.

mod log;
mod none;
mod settings;

use std::path::Path;
use std::sync::Arc;

use errand_domain::Failure;
use errand_domain::mail::Mailer;
use log::LogMailer;
use none::NoMailer;

use crate::smtp::SmtpMailer;

pub use settings::{InvalidMailSettings, MailSettings, MailTransport};

/// What sends mails by these settings. Those that are only logged are kept in a folder as well.
pub fn mailer(
    settings: &MailSettings,
    folder: &Path,
) -> Result<Arc<dyn Mailer>, InvalidMailSettings> {
    let sender = settings.sender()?;
    Ok(match settings.transport {
        MailTransport::None => Arc::new(NoMailer),
        MailTransport::Log => Arc::new(LogMailer::new(sender, folder.to_owned())),
        MailTransport::Smtp => Arc::new(SmtpMailer::new(sender, settings.server()?)),
    })
}

/// Whether the mail server accepts mails of this program: greets it and authenticates, but sends
/// nothing. There is no server unless the transport is [`MailTransport::Smtp`].
pub async fn check(settings: &MailSettings) -> Result<(), Failure> {
    let sender = settings.sender().map_err(Failure::internal)?;
    let server = settings.server().map_err(Failure::internal)?;
    SmtpMailer::new(sender, server).check().await
}
