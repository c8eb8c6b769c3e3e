//! The wording of account emails.

use errand_domain::TokenSecret;
use errand_domain::email_tokens::Purpose;
use secrecy::{ExposeSecret, SecretString};

/// Writes account emails.
pub struct EmailComposer {
    /// The URL of the web application, without a trailing slash.
    pub public_url: String,
}

/// A subject and a text.
pub(super) type Letter = (&'static str, SecretString);

/// An account email without a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Notice {
    /// Another account asked to change to this email, which already has an account.
    EmailInUse,
    /// The email of the account was changed.
    EmailChanged,
    /// The password of the account was changed.
    PasswordChanged,
}

impl EmailComposer {
    /// A mail with a link that contains a secret.
    pub(super) fn link(&self, purpose: Purpose, secret: &TokenSecret) -> Letter {
        let (page, subject, why, how) = match purpose {
            Purpose::VerifyEmail => (
                "verify-email",
                "Verify your email for Errand",
                "Somebody, probably you, used this email for an Errand account. To confirm that\n\
                 it is yours, open this link:",
                "The link works for 30 minutes. If this wasn't you, ignore this message.",
            ),
            Purpose::ResetPassword => (
                "reset-password",
                "Reset your Errand password",
                "Somebody, probably you, asked to reset the password of your Errand account. To\n\
                 set a new one, open this link:",
                "The link works once, within 30 minutes. If this wasn't you, ignore this message.",
            ),
            Purpose::ChangeEmail => (
                "verify-email",
                "Confirm your new email for Errand",
                "Somebody, probably you, asked to use this email for their Errand account. To\n\
                 confirm the change, open this link:",
                "The link works for 30 minutes. Nothing changes until you open it. If this wasn't\n\
                 you, ignore this message.",
            ),
        };
        let (url, token) = (&self.public_url, secret.to_text());
        let token = token.expose_secret();
        let text = format!("{why}\n\n{url}/{page}#token={token}\n\n{how}\n");
        (subject, text.into())
    }

    /// A mail that only informs the user.
    pub(super) fn notice(&self, notice: Notice) -> Letter {
        let url = &self.public_url;
        let (subject, text) = match notice {
            Notice::EmailInUse => (
                "You already have an Errand account",
                format!(
                    "Somebody, perhaps you, asked to change the email of another Errand account to\n\
                     this one. Nothing was changed, because this email already has an account.\n\n\
                     If this was you, sign in with this email instead:\n\n{url}/sign-in\n\n\
                     If this wasn't you, ignore this message.\n"
                ),
            ),
            Notice::EmailChanged => (
                "Your Errand email was changed",
                format!(
                    "The email of your Errand account was changed. Messages about the account now go\n\
                     to the new one.\n\n\
                     If this wasn't you, somebody else knows your password. Contact whoever runs\n\
                     this server:\n\n{url}\n"
                ),
            ),
            Notice::PasswordChanged => (
                "Your Errand password was changed",
                format!(
                    "The password of your Errand account was changed.\n\n\
                     If this wasn't you, reset it right away:\n\n{url}/forgotten-password\n"
                ),
            ),
        };
        (subject, text.into())
    }
}
