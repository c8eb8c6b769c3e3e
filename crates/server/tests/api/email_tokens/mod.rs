//! `/auth/email-verification` and `/auth/password-reset`, with a mail server run by the test.

mod resets;
mod verifications;

use errand_infrastructure::mail::MailTransport;
use errand_test_support::{MailServer, TestApp, TestDatabase};

const ME: &str = "/api/v1/users/me";
const VERIFY: &str = "/api/v1/auth/email-verification";
const SEND_AGAIN: &str = "/api/v1/users/me/email-verification";
const RESET: &str = "/api/v1/auth/password-reset";

const ADA: &str = "ada@example.org";

/// The product and its mail server.
pub(crate) async fn app_with_mail(database: TestDatabase) -> (TestApp, MailServer) {
    app_with(database, false).await
}

pub(crate) async fn app_with(
    database: TestDatabase,
    require_verified_email: bool,
) -> (TestApp, MailServer) {
    let server = MailServer::start().await;
    let app = TestApp::with(database, |settings| {
        settings.mail.transport = MailTransport::Smtp;
        settings.mail.smtp_url = server.url().into();
        let public_url = "https://errand.example.org/".to_owned();
        settings.server.public_url = public_url.try_into().unwrap();
        settings.jobs.retry_seconds = 1;
        settings.auth.require_verified_email = require_verified_email;
    })
    .await;
    (app, server)
}

/// The token in the last of this many mails to `ada`.
async fn token(server: &MailServer, count: usize) -> String {
    let mails = server.mails_to(ADA, count).await;
    assert_eq!(mails.len(), count, "{mails:?}");
    mails[count - 1].token()
}
