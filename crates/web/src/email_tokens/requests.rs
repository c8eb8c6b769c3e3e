//! Requests for a token by email, and requests that contain one.

use deserr::Deserr;
use utoipa::ToSchema;

use crate::input::{FieldErrors, SecretText};

/// Verifies an email.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct VerifyEmailRequest {
    /// The token from the email.
    #[schema(value_type = String, example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    pub(super) token: SecretText,
}

/// Asks for a password-reset link.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct RequestPasswordResetRequest {
    /// The account's email. Any text is accepted.
    #[schema(example = "ada@example.org")]
    pub(super) email: String,
}

/// Sets a new password.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct ResetPasswordRequest {
    /// The token from the email.
    #[schema(value_type = String, example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    pub(super) token: SecretText,
    /// The new password: at least 8 characters (the operator may require more) and at most 128.
    /// Easily guessed passwords are refused.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128, example = "staple battery horse")]
    pub(super) password: SecretText,
}
