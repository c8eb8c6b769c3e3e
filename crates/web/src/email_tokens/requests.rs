//! What requests that come with a token from an email bring, and those that ask for one.

use deserr::Deserr;
use utoipa::ToSchema;

use crate::input::{FieldErrors, SecretText};

/// Who shows that an e-mail is theirs.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct VerifyEmailRequest {
    /// What was sent to the e-mail.
    #[schema(value_type = String, example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    pub(super) token: SecretText,
}

/// Who forgot their password.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct RequestPasswordResetRequest {
    /// The address of the account. Nothing is wrong with any text here.
    #[schema(example = "ada@example.org")]
    pub(super) email: String,
}

/// Another password for the account of an e-mail.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct ResetPasswordRequest {
    /// What was sent to the e-mail.
    #[schema(value_type = String, example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    pub(super) token: SecretText,
    /// The password as it shall be: at least 8 characters (the operator may ask for more) and at most
    /// 128; not one of those that are guessed first.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128, example = "staple battery horse")]
    pub(super) password: SecretText,
}
