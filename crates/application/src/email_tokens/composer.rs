//! What the mails about accounts say.

use errand_domain::TokenSecret;
use errand_domain::email_tokens::Purpose;
use secrecy::{ExposeSecret, SecretString};

/// Writes mails.
pub struct EmailComposer {
    /// Where the web application is, without a slash at its end.
    pub public_url: String,
}

/// A subject and a text.
pub(super) type Letter = (&'static str, SecretString);

/// What a mail without a secret tells.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Notice {
    /// Another account asked to change to this email, which has an account already.
    EmailInUse,
    /// The account has another email by now.
    EmailChanged,
    /// The account has another password by now.
    PasswordChanged,
}

impl EmailComposer {
    /// The mail that brings a secret.
    pub(super) fn link(&self, purpose: Purpose, secret: &TokenSecret) -> Letter {
        let (page, subject, why, how) = match purpose {
            Purpose::VerifyEmail => (
                "verify-email",
                "Verify your email for Errand",
                "Somebody, most likely you, used this email for an Errand account. To confirm\n\
                 that it is yours, open this link:",
                "It works for 30 minutes. If this wasn't you, ignore this message.",
            ),
            Purpose::ResetPassword => (
                "reset-password",
                "Set a new password for Errand",
                "Somebody, most likely you, asked to set a new password for your Errand account.\n\
                 To set it, open this link:",
                "It works once, for 30 minutes. If this wasn't you, ignore this message.",
            ),
            Purpose::ChangeEmail => (
                "verify-email",
                "Confirm your new email for Errand",
                "Somebody, most likely you, asked to use this email for their Errand account from\n\
                 now on. To confirm it, open this link:",
                "It works for 30 minutes; until you open it, nothing changes. If this wasn't you,\n\
                 ignore this message.",
            ),
        };
        let (url, token) = (&self.public_url, secret.to_text());
        let token = token.expose_secret();
        let text = format!("{why}\n\n{url}/{page}#token={token}\n\n{how}\n");
        (subject, text.into())
    }

    /// The mail that tells something.
    pub(super) fn notice(&self, notice: Notice) -> Letter {
        let url = &self.public_url;
        let (subject, text) = match notice {
            Notice::EmailInUse => (
                "You already have an Errand account",
                format!(
                    "Somebody, perhaps you, asked to change the email of another Errand account to\n\
                     this one. It was not changed, because this email already has an account.\n\n\
                     If this was you, sign in with this email instead:\n\n{url}/sign-in\n\n\
                     If this wasn't you, ignore this message.\n"
                ),
            ),
            Notice::EmailChanged => (
                "The email of your Errand account was changed",
                format!(
                    "The email of your Errand account was changed, and messages about it now go to\n\
                     the new one.\n\n\
                     If this wasn't you, somebody else knows your password. Contact whoever runs\n\
                     this Errand:\n\n{url}\n"
                ),
            ),
            Notice::PasswordChanged => (
                "The password of your Errand account was changed",
                format!(
                    "The password of your Errand account was changed.\n\n\
                     If this wasn't you, set a new one at once:\n\n{url}/forgotten-password\n"
                ),
            ),
        };
        (subject, text.into())
    }
}
