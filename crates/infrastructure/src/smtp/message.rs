//! A mail as a message (RFC 5322, RFC 2045), in plain text and in HTML. Nothing in an address or a
//! subject can become another header, because lettre's types refuse or encode it.

use errand_domain::Failure;
use errand_domain::mail::Mail;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use secrecy::ExposeSecret;

use super::html::html;

/// The message of a mail. Its id is the same each time it is sent, so a mailbox can recognize a
/// duplicate.
pub(crate) fn message(mail: &Mail, sender: &Mailbox) -> Result<Message, Failure> {
    let to = mail.to.parse().map_err(Failure::internal)?;
    let id = format!("<{}@{}>", mail.id.0.simple(), sender.email.domain());
    let text = mail.text.expose_secret();
    let body = MultiPart::alternative_plain_html(text.to_owned(), html(&mail.subject, text));
    let mut message = Message::builder()
        .from(sender.clone())
        .to(Mailbox::new(None, to))
        .subject(mail.subject.as_str())
        .message_id(Some(id))
        .multipart(body)
        .map_err(Failure::internal)?;
    // Asks vacation responders not to answer (RFC 3834).
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    let value = HeaderValue::new(name, "auto-generated".to_owned());
    message.headers_mut().insert_raw(value);
    Ok(message)
}

#[cfg(test)]
mod tests {
    use errand_domain::mail::MailId;
    use errand_domain::users::UserId;
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;

    fn formatted(to: &str, subject: &str) -> Result<String, Failure> {
        let at = "2026-06-15T12:00:00Z".parse().unwrap();
        let mail = Mail {
            id: MailId(Uuid::from_u128(1)),
            user: UserId(Uuid::from_u128(2)),
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: "See you.".into(),
            created_at: at,
            expires_at: at,
        };
        let sender = "Errand <errand@example.org>".parse().unwrap();
        let message = message(&mail, &sender)?;
        Ok(String::from_utf8(message.formatted()).unwrap())
    }

    #[rstest]
    #[case("ada@example.org\r\nBcc: bob@example.org")]
    #[case("ada@example.org, bob@example.org")]
    #[case("ada@example.org\nBcc")]
    #[case("")]
    fn anything_more_than_an_address_is_refused(#[case] to: &str) {
        assert!(matches!(formatted(to, "Hello"), Err(Failure::Internal(_))));
    }

    #[test]
    fn a_subject_of_two_lines_adds_no_header() {
        let text = formatted("ada@example.org", "Hello\r\nBcc: bob@example.org").unwrap();
        let headers = text.split("\r\n\r\n").next().unwrap();
        assert!(
            !headers.lines().any(|line| line.starts_with("Bcc")),
            "{text}"
        );
    }
}
