//! What can be set about mail.

use lettre::message::Mailbox;
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use thiserror::Error;
use url::Url;

/// The section `mail` of the settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// What becomes of mails.
    pub transport: MailTransport,
    /// `smtp://` or `smtps://`, then `user:password@host:port`.
    pub smtp_url: SecretString,
    /// Whom mails are from, such as `Errand <errand@example.org>`.
    pub from: String,
}

/// What becomes of mails.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// They are dropped.
    None,
    /// They are written to the log and to files, secrets and all.
    Log,
    /// They are sent by a server.
    Smtp,
}

/// Which setting makes no sense.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum InvalidMailSettings {
    /// Whom mails are from.
    #[error("mail.from is no mailbox")]
    From,
    /// Which server sends them.
    #[error("mail.smtp_url is no URL of a mail server")]
    SmtpUrl,
}

impl MailSettings {
    /// Whether mails are from a mailbox.
    pub fn has_sender(&self) -> bool {
        self.sender().is_ok()
    }

    /// Whether the server can be told from its URL.
    pub fn has_server(&self) -> bool {
        self.server().is_ok()
    }

    /// Whom mails are from.
    pub(super) fn sender(&self) -> Result<Mailbox, InvalidMailSettings> {
        self.from.parse().map_err(|_| InvalidMailSettings::From)
    }

    /// How the server is reached. Unless the URL says otherwise, TLS is begun over `smtp://`
    /// (STARTTLS): wherever the server offers it, and always before a password is sent.
    pub(super) fn server(&self) -> Result<AsyncSmtpTransportBuilder, InvalidMailSettings> {
        let refuse = |_| InvalidMailSettings::SmtpUrl;
        let mut url = Url::parse(self.smtp_url.expose_secret()).map_err(refuse)?;
        let asks_for_tls = url.query_pairs().any(|(name, _)| name == "tls");
        if url.scheme() == "smtp" && !asks_for_tls {
            let has_password = url.password().is_some();
            let tls = if has_password {
                "required"
            } else {
                "opportunistic"
            };
            url.query_pairs_mut().append_pair("tls", tls);
        }
        AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())
            .map_err(|_| InvalidMailSettings::SmtpUrl)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn settings(smtp_url: &str, from: &str) -> MailSettings {
        MailSettings {
            transport: MailTransport::Smtp,
            smtp_url: smtp_url.into(),
            from: from.to_owned(),
        }
    }

    #[rstest]
    #[case("smtps://ada:p%40ss@mail.example.org", true)]
    #[case("smtp://mail.example.org:587?tls=required", true)]
    #[case("smtp://127.0.0.1:2525", true)]
    #[case("", false)]
    #[case("mail.example.org:25", false)]
    #[case("https://mail.example.org", false)]
    #[case("smtp://mail.example.org?tls=perhaps", false)]
    fn a_server_has_a_url_of_smtp(#[case] url: &str, #[case] is_good: bool) {
        let server = settings(url, "").server();
        assert_eq!(server.is_ok(), is_good);
    }

    #[rstest]
    #[case("errand@example.org", true)]
    #[case("Errand <errand@example.org>", true)]
    #[case("Errand", false)]
    #[case("", false)]
    #[case("a@example.org\r\nBcc: b@example.org", false)]
    fn a_sender_is_one_mailbox(#[case] from: &str, #[case] is_good: bool) {
        let sender = settings("", from).sender();
        assert_eq!(sender.is_ok(), is_good);
    }

    #[test]
    fn a_password_is_sent_over_tls_alone() {
        let with = |url| format!("{:?}", settings(url, "").server().unwrap());
        let required = with("smtp://mail.example.org?tls=required");
        let opportunistic = with("smtp://mail.example.org?tls=opportunistic");
        let tls = |text: &str| ["Required", "Opportunistic"].map(|name| text.contains(name));
        assert_ne!(tls(&required), tls(&opportunistic));
        assert_eq!(
            tls(&with("smtp://ada:secret@mail.example.org")),
            tls(&required)
        );
        assert_eq!(tls(&with("smtp://mail.example.org")), tls(&opportunistic));
    }
}
