//! What the mails about accounts say.

use errand_domain::TokenSecret;
use errand_domain::email_tokens::Purpose;
use secrecy::{ExposeSecret, SecretString};

/// Writes mails.
pub struct EmailComposer {
    /// Where the web application is, without a slash at its end.
    pub public_url: String,
}

impl EmailComposer {
    /// The subject and the text of the mail that brings a secret.
    pub(super) fn write(
        &self,
        purpose: Purpose,
        secret: &TokenSecret,
    ) -> (&'static str, SecretString) {
        let (page, subject, why) = match purpose {
            Purpose::VerifyEmail => (
                "verify-email",
                "Verify your e-mail for Errand",
                "Somebody, most likely you, uses this e-mail for an account of Errand. Open this\n\
                 link to show that it is yours:",
            ),
            Purpose::ResetPassword => (
                "reset-password",
                "Set a new password for Errand",
                "Somebody, most likely you, asked to set a new password for your account of Errand.\n\
                 Open this link to do so:",
            ),
        };
        let (url, token) = (&self.public_url, secret.to_text());
        let text = format!(
            "{why}\n\n{url}/{page}#token={}\n\n\
             It is good once, for 30 minutes. If it was not you, there is nothing you have to do.\n",
            token.expose_secret()
        );
        (subject, text.into())
    }
}
