//! Requests about sessions.

use deserr::Deserr;
use errand_domain::users::Email;
use secrecy::SecretString;
use utoipa::ToSchema;

use crate::input::{FieldErrors, SecretText};

/// Credentials. Any text is accepted; a wrong one simply fails to log in.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct LoginRequest {
    /// The account's email.
    #[schema(example = "ada@example.org")]
    email: String,
    /// The account's password.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    password: SecretText,
}

impl LoginRequest {
    /// The email, if it is valid, and the password.
    pub(super) fn into_parts(self) -> (Option<Email>, SecretString) {
        (Email::parse(&self.email).ok(), self.password.0)
    }
}

/// An empty object. Requiring JSON keeps out forms on other sites.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct EmptyRequest {}
