//! Whole messages as a server receives them, checked against RFC 5322 and RFC 2045 by an
//! independent parser.

use std::collections::BTreeMap;

use errand_domain::Clock;
use errand_domain::mail::{Mail, MailId, Mailer};
use errand_domain::users::UserId;
use errand_test_support::MailServer;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use mail_parser::{MessageParser, MimeHeaders, PartType};
use rstest::rstest;
use uuid::Uuid;

use super::SmtpMailer;
use crate::SystemClock;

const LINK: &str = "https://errand.example.org/errand/verify-email#token=\
    0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// The message as it went over the wire.
async fn received(subject: &str, text: &str) -> String {
    let server = MailServer::start().await;
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server.url()).unwrap();
    let sender = "Errand <errand@example.org>".parse().unwrap();
    let at = "2026-06-15T12:00:00Z".parse().unwrap();
    let mail = Mail {
        id: MailId(Uuid::from_u128(1)),
        user: UserId(Uuid::from_u128(2)),
        to: "ada@example.org".to_owned(),
        subject: subject.to_owned(),
        text: text.into(),
        created_at: at,
        expires_at: at,
    };
    let mailer = SmtpMailer::new(sender, transport);
    mailer.send(&mail).await.unwrap();
    server.mails().remove(0).message
}

#[rstest]
#[case::ascii("Verify your email", "Open this\nlink:", "quoted-printable")]
#[case::some_accents(
    "Vérifiez «Ünïcödé» 🦊",
    "Ouvrez ce lien, s’il vous plaît :",
    "quoted-printable"
)]
#[case::another_script(
    "تحقق من بريدك الإلكتروني لحساب Errand الجديد على هذا الخادم من فضلك",
    "افتح هذا الرابط لتثبت أن هذا البريد الإلكتروني لك، ثم عد إلى الصفحة التي جئت منها:",
    "base64"
)]
#[case::a_long_line("Hello", &"word ".repeat(400), "quoted-printable")]
#[case::lines_with_dots("Hello", ".\n..\n.hidden", "quoted-printable")]
#[tokio::test]
async fn a_message_conforms_to_the_standards_and_contains_the_text(
    #[case] subject: &str,
    #[case] opening: &str,
    #[case] encoding: &str,
) {
    let text = format!("{opening}\n\n{LINK}\n\nGood once.\n");
    let raw = received(subject, &text).await;
    // RFC 5322 §2.1, §2.1.1
    assert!(raw.is_ascii() && raw.ends_with("\r\n"), "{raw}");
    for line in raw.trim_end().split("\r\n") {
        assert!(
            !line.contains(['\r', '\n']) && line.len() <= 998,
            "{line:?}"
        );
    }
    let (head, _) = raw.split_once("\r\n\r\n").unwrap();
    assert!(head.lines().all(|line| line.len() <= 78), "{head}");

    let message = MessageParser::default().parse(raw.as_bytes()).unwrap();
    let headers: Vec<_> = message.headers_raw().collect();
    let headers_by_name: BTreeMap<_, _> = headers.iter().copied().collect();
    // RFC 5322 §3.6: each at most once.
    assert_eq!(headers_by_name.len(), headers.len(), "{headers:?}");
    let names: Vec<_> = headers_by_name.keys().copied().collect();
    let expected = [
        "Auto-Submitted",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ];
    assert_eq!(names, expected);
    let header = |name| headers_by_name[name].trim();
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert_eq!(header("MIME-Version"), "1.0");
    assert_eq!(header("From"), "Errand <errand@example.org>");
    assert_eq!(header("To"), "ada@example.org");
    let id = "<00000000000000000000000000000001@example.org>";
    assert_eq!(header("Message-ID"), id);
    let date = message.date().unwrap().to_timestamp();
    let age = date.abs_diff(SystemClock.now().as_second());
    assert!(age < 60, "{}", header("Date"));
    assert_eq!(message.subject(), Some(subject));

    let root = message.content_type().unwrap();
    assert_eq!(
        (root.ctype(), root.subtype()),
        ("multipart", Some("alternative"))
    );
    let boundary = root.attribute("boundary").unwrap();
    // RFC 2046 §5.1.1
    assert!(boundary.len() <= 70, "{boundary}");
    assert_eq!(raw.matches(&format!("\r\n--{boundary}")).count(), 3);
    assert!(raw.trim_end().ends_with(&format!("\r\n--{boundary}--")));
    let [_, plain, html] = &message.parts[..] else {
        panic!("{message:?}");
    };
    for (part, subtype) in [(plain, "plain"), (html, "html")] {
        let kind = part.content_type().unwrap();
        assert_eq!((kind.ctype(), kind.subtype()), ("text", Some(subtype)));
        assert_eq!(kind.attribute("charset"), Some("utf-8"));
        assert!(!part.is_encoding_problem);
        let body = &raw[part.offset_body as usize..part.offset_end as usize];
        // RFC 2045 §6.7, §6.8
        assert!(body.lines().all(|line| line.len() <= 76), "{body}");
        let told = part.content_transfer_encoding();
        assert_eq!(told, Some(encoding), "{subtype}");
    }
    let PartType::Text(read) = &plain.body else {
        panic!("{plain:?}");
    };
    assert_eq!(read.replace("\r\n", "\n"), text);
    let PartType::Html(read) = &html.body else {
        panic!("{html:?}");
    };
    let link = format!("<p><a href=\"{LINK}\">{LINK}</a></p>");
    assert!(read.contains(&link), "{read}");
    assert!(
        read.replace("\r\n", "\n")
            .contains(&format!("<p>{opening}</p>")),
        "{read}"
    );
}
