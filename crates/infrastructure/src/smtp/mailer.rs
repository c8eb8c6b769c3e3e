//! Delivers mails to a server.

use std::time::Duration;

use async_trait::async_trait;
use errand_domain::Failure;
use errand_domain::error::{BoxError, chain};
use errand_domain::mail::{Mail, Mailer};
use lettre::message::Mailbox;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tokio::time::timeout;

use super::message::message;

/// How long connecting may take, and each answer of the server.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);
/// How long a delivery may take in total.
const TAKES_WITHIN: Duration = Duration::from_secs(30);

/// Delivers mails to a server, each over its own connection.
pub(crate) struct SmtpMailer {
    sender: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl SmtpMailer {
    pub(crate) fn new(sender: Mailbox, server: AsyncSmtpTransportBuilder) -> Self {
        let name = ClientId::Domain(sender.email.domain().to_owned());
        let transport = server.hello_name(name).timeout(Some(ANSWERS_WITHIN));
        Self {
            sender,
            transport: transport.build(),
        }
    }

    /// Greets the server and authenticates, but sends nothing.
    pub(crate) async fn check(&self) -> Result<(), Failure> {
        match timeout(TAKES_WITHIN, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(unavailable("the mail server closed the connection".into())),
            Ok(Err(error)) => Err(unavailable(without_text(&error))),
            Err(elapsed) => Err(unavailable(elapsed.into())),
        }
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), Failure> {
        let message = message(mail, &self.sender)?;
        match timeout(TAKES_WITHIN, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if error.is_permanent() => Err(Failure::Internal(without_text(&error))),
            Ok(Err(error)) => Err(unavailable(without_text(&error))),
            Err(elapsed) => Err(unavailable(elapsed.into())),
        }
    }
}

fn unavailable(error: BoxError) -> Failure {
    Failure::Unavailable {
        what: "the mail server",
        source: Some(error),
    }
}

/// An error without the server's text, which may repeat the address and so must not be logged.
fn without_text(error: &Error) -> BoxError {
    match error.status() {
        Some(code) => format!("the mail server answered {code}").into(),
        None => chain(error).into(),
    }
}

#[cfg(test)]
mod tests {
    use errand_domain::mail::MailId;
    use errand_domain::users::UserId;
    use errand_test_support::MailServer;
    use uuid::Uuid;

    use super::*;

    fn mailer(url: &str) -> SmtpMailer {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
        let sender = "Errand <errand@example.org>".parse();
        SmtpMailer::new(sender.unwrap(), server.unwrap())
    }

    fn mail(to: &str) -> Mail {
        let at = "2026-06-15T12:00:00Z".parse().unwrap();
        Mail {
            id: MailId(Uuid::from_u128(1)),
            user: UserId(Uuid::from_u128(2)),
            to: to.to_owned(),
            subject: "Hello".to_owned(),
            text: ".\r\nSee you.".into(),
            created_at: at,
            expires_at: at,
        }
    }

    #[tokio::test]
    async fn a_mail_arrives_as_it_was_written() {
        let server = MailServer::start().await;
        let mailer = mailer(server.url());
        mailer.send(&mail("ada@example.org")).await.unwrap();
        let arrived = server.mails();
        assert_eq!(arrived[0].to, ["ada@example.org"]);
        assert_eq!(arrived[0].text, ".\r\nSee you.");
    }

    #[tokio::test]
    async fn a_check_sends_nothing_and_reports_a_server_that_is_gone() {
        let server = MailServer::start().await;
        mailer(server.url()).check().await.unwrap();
        assert!(server.mails().is_empty());
        let checked = mailer("smtp://127.0.0.1:1").check().await;
        assert!(matches!(checked, Err(Failure::Unavailable { .. })));
    }

    #[tokio::test]
    async fn a_temporary_refusal_is_unavailable_and_reveals_no_address() {
        let server = MailServer::start().await;
        server.refuse(true);
        let sent = mailer(server.url()).send(&mail("ada@example.org")).await;
        let failure = sent.unwrap_err();
        assert!(
            matches!(failure, Failure::Unavailable { .. }),
            "{failure:?}"
        );
        let told = chain(&failure);
        assert!(told.contains("451") && !told.contains('@'), "{told}");
    }

    #[tokio::test]
    async fn a_permanent_refusal_is_a_failure_and_reveals_no_address() {
        let server = MailServer::start().await;
        let sent = mailer(server.url()).send(&mail("gone@example.org")).await;
        let failure = sent.unwrap_err();
        assert!(matches!(failure, Failure::Internal(_)), "{failure:?}");
        let told = chain(&failure);
        assert!(told.contains("550") && !told.contains('@'), "{told}");
    }

    #[tokio::test]
    async fn an_unreachable_server_is_unavailable() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", free.local_addr().unwrap());
        drop(free);
        let sent = mailer(&url).send(&mail("ada@example.org")).await;
        assert!(matches!(sent, Err(Failure::Unavailable { .. })), "{sent:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_server_is_given_half_a_minute() {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", silent.local_addr().unwrap());
        let start = tokio::time::Instant::now();
        let sent = mailer(&url).send(&mail("ada@example.org")).await;
        assert!(matches!(sent, Err(Failure::Unavailable { .. })), "{sent:?}");
        assert!(start.elapsed() <= TAKES_WITHIN + Duration::from_secs(1));
    }
}
