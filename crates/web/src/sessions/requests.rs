//! What requests about sessions bring.

use deserr::Deserr;
use errand_domain::users::Email;
use secrecy::SecretString;
use utoipa::ToSchema;

use crate::input::{FieldErrors, SecretText};

/// Who wants a token. Nothing is wrong with any text here but that it is not the password.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct LoginRequest {
    /// The address of the account.
    #[schema(example = "ada@example.org")]
    email: String,
    /// Its password.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    password: SecretText,
}

impl LoginRequest {
    /// The address, where it is one, and the password.
    pub(super) fn into_parts(self) -> (Option<Email>, SecretString) {
        (Email::parse(&self.email).ok(), self.password.0)
    }
}

/// Nothing: an empty object. That it is JSON keeps the forms of other sites out.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct EmptyRequest {}
