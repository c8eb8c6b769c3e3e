//! A mail in the form of RFC 5322. Nothing in an address or a subject can become a header of its own:
//! lettre's types refuse it or encode it.

use errand_domain::Failure;
use errand_domain::mail::Mail;
use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use secrecy::ExposeSecret;

/// The message of a mail. It has the same id however often it is sent, so that a mailbox can tell a
/// repetition.
pub(crate) fn message(mail: &Mail, sender: &Mailbox) -> Result<Message, Failure> {
    let to = mail.to.parse().map_err(Failure::internal)?;
    let id = format!("<{}@{}>", mail.id.0.simple(), sender.email.domain());
    let mut message = Message::builder()
        .from(sender.clone())
        .to(Mailbox::new(None, to))
        .subject(mail.subject.as_str())
        .message_id(Some(id))
        .header(ContentType::TEXT_PLAIN)
        .body(mail.text.expose_secret().to_owned())
        .map_err(Failure::internal)?;
    // RFC 3834: nobody's absence should answer.
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

    fn formatted(to: &str, subject: &str, text: &str) -> Result<String, Failure> {
        let at = "2026-06-15T12:00:00Z".parse().unwrap();
        let mail = Mail {
            id: MailId(Uuid::from_u128(1)),
            user: UserId(Uuid::from_u128(2)),
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: text.into(),
            created_at: at,
            expires_at: at,
        };
        let sender = "Errand <errand@example.org>".parse().unwrap();
        let message = message(&mail, &sender)?;
        Ok(String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn it_says_from_whom_to_whom_and_that_a_program_wrote_it() {
        let text = formatted("ada@example.org", "Hello", "See you.").unwrap();
        for header in [
            "From: Errand <errand@example.org>\r\n",
            "To: ada@example.org\r\n",
            "Subject: Hello\r\n",
            "Message-ID: <00000000000000000000000000000001@example.org>\r\n",
            "Auto-Submitted: auto-generated\r\n",
        ] {
            assert!(text.contains(header), "{header}: {text}");
        }
        assert!(text.ends_with("\r\n\r\nSee you."), "{text}");
    }

    #[rstest]
    #[case("ada@example.org\r\nBcc: bob@example.org")]
    #[case("ada@example.org, bob@example.org")]
    #[case("ada@example.org\nBcc")]
    #[case("")]
    fn what_is_more_than_an_address_is_refused(#[case] to: &str) {
        assert!(matches!(
            formatted(to, "Hello", ""),
            Err(Failure::Internal(_))
        ));
    }

    #[test]
    fn a_subject_of_two_lines_is_no_second_header() {
        let text = formatted("ada@example.org", "Hello\r\nBcc: bob@example.org", "").unwrap();
        let headers = text.split("\r\n\r\n").next().unwrap();
        assert!(
            !headers.lines().any(|line| line.starts_with("Bcc")),
            "{text}"
        );
    }
}
