//! Settings about mail, and what they require of each other.

use reqwest::Method;
use serde_json::json;

use crate::errand::Errand;
use crate::secrets::call;

#[test]
fn smtp_mail_needs_the_url_of_a_server() {
    for url in ["", "mail.example.org", "https://mail.example.org"] {
        let errand = Errand::new()
            .with("ERRAND__MAIL__TRANSPORT", "smtp")
            .with("ERRAND__MAIL__SMTP_URL", url);
        let complaint = errand.run([]).failure();
        assert!(complaint.contains("mail.smtp_url"), "{complaint}");
    }
}

#[tokio::test]
async fn links_lead_to_the_served_port_unless_a_public_url_is_set() {
    let path = "verify-email#token=";
    let port = "ERRAND__SERVER__PORT";
    for (name, value, expected) in [
        ("PORT", "0", None),
        (port, "0", None),
        (
            "ERRAND__SERVER__PUBLIC_URL",
            "https://example.org/errand/",
            Some("https://example.org/errand"),
        ),
    ] {
        // An empty variable is none, so the second one counts.
        let port_of_tests = if name == port { "" } else { "0" };
        let errand = Errand::new().with("PORT", port_of_tests).with(name, value);
        let serving = errand.serve();
        let served = format!("http://localhost:{}", serving.address.port());
        let account = json!({ "email": "ada@example.org", "password": "correct horse battery" });
        call(
            &serving,
            Method::POST,
            "/api/v1/auth/signup",
            "",
            "",
            account,
        )
        .await;
        let link = serving.says(path);
        let expected = format!("{}/{path}", expected.unwrap_or(&served));
        assert!(link.starts_with(&expected), "{name}: {link}");
    }
}

#[test]
fn verified_emails_are_required_only_where_mail_is_sent() {
    let required = || Errand::new().with("ERRAND__AUTH__REQUIRE_VERIFIED_EMAIL", "true");
    required().serve();
    let errand = required().with("ERRAND__MAIL__TRANSPORT", "none");
    let complaint = errand.run([]).failure();
    assert!(
        complaint.contains("auth.require_verified_email"),
        "{complaint}"
    );
}

#[test]
fn production_sends_no_mail_by_default_and_never_logs_it() {
    let production = || {
        Errand::new()
            .with("ERRAND_ENVIRONMENT", "production")
            .with("JWT_SECRET", "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=")
            .with("ERRAND__SERVER__HOST", "127.0.0.1")
    };
    let said = production().serve().said;
    assert!(
        said.iter().any(|line| line.contains("mail is off")),
        "{said:?}"
    );
    let errand = production().with("ERRAND__MAIL__TRANSPORT", "log");
    let complaint = errand.run([]).failure();
    assert!(complaint.contains("mail.transport"), "{complaint}");
    let said = Errand::new().serve().said;
    assert!(
        !said.iter().any(|line| line.contains("mail is off")),
        "{said:?}"
    );
}
