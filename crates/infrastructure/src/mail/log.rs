//! Mail where the program is worked on: read in the log, and kept as files.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

use async_trait::async_trait;
use errand_domain::Failure;
use errand_domain::mail::{Mail, Mailer};
use lettre::message::Mailbox;
use secrecy::ExposeSecret;

use crate::smtp::message;

/// Writes mails to the log, links and all, and to `<time>-<id>.eml` in a folder, which only the owner
/// of the process can read.
pub(super) struct LogMailer {
    sender: Mailbox,
    folder: PathBuf,
}

impl LogMailer {
    pub(super) fn new(sender: Mailbox, folder: PathBuf) -> Self {
        Self { sender, folder }
    }

    fn keep(&self, mail: &Mail, message: &[u8]) -> io::Result<PathBuf> {
        fs::create_dir_all(&self.folder)?;
        let time = mail.created_at.strftime("%Y%m%dT%H%M%SZ");
        let path = self
            .folder
            .join(format!("{time}-{}.eml", mail.id.0.simple()));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)?.write_all(message)?;
        Ok(path)
    }
}

#[async_trait]
impl Mailer for LogMailer {
    async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        let message = message(mail, &self.sender)?;
        let path = self.keep(mail, &message.formatted());
        let path = path.map_err(|error| Failure::Unavailable {
            what: "the folder of mails",
            source: Some(error.into()),
        })?;
        let text = mail.text.expose_secret();
        tracing::info!(mail.to, mail.subject, path = %path.display(), "mail:\n{text}");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use errand_domain::mail::MailId;
    use errand_domain::users::UserId;
    use tempfile::TempDir;
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn a_mail_is_kept_in_a_file_that_only_its_owner_can_read() {
        let folder = TempDir::new().unwrap();
        let sender = "Errand <errand@example.org>".parse().unwrap();
        let mailer = LogMailer::new(sender, folder.path().join("mail"));
        let mail = Mail {
            id: MailId(Uuid::from_u128(1)),
            user: UserId(Uuid::from_u128(2)),
            to: "ada@example.org".to_owned(),
            subject: "Hello".to_owned(),
            text: "See you.".into(),
            created_at: "2026-06-15T12:00:00Z".parse().unwrap(),
            expires_at: "2026-06-15T12:30:00Z".parse().unwrap(),
        };
        mailer.send(&mail).await.unwrap();
        let name = "20260615T120000Z-00000000000000000000000000000001.eml";
        let path = folder.path().join("mail").join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("To: ada@example.org") && text.contains("\r\nSee you.\r\n"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
