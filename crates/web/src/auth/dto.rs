//! What requests about accounts bring, and what they are answered.

use chrono::{DateTime, Utc};
use deserr::Deserr;
use errand_domain::auth::{Email, Password, PasswordPolicy, User};
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::input::{FieldErrors, Secret};

/// Who wants an account.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct SignupRequest {
    /// The address to log in with.
    #[schema(format = "email", max_length = 254, example = "ada@example.org")]
    email: String,
    /// At least 8 characters (the operator may ask for more) and at most 128; not one of those
    /// that are guessed first.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128, example = "correct horse battery")]
    password: Secret,
}

impl SignupRequest {
    pub(super) fn parse(self, policy: PasswordPolicy) -> Result<(Email, Password), FieldErrors> {
        let email = Email::parse(&self.email);
        let password = policy.parse(self.password.0, email.as_ref().ok());
        FieldErrors::gather(("/email", email), ("/password", password))
    }
}

/// Who wants a token. Nothing is wrong with any text here but that it is not the password.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct LoginRequest {
    /// The address of the account.
    #[schema(example = "ada@example.org")]
    email: String,
    /// Its password.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    password: Secret,
}

impl LoginRequest {
    /// The address, where it is one, and the password.
    pub(super) fn into_parts(self) -> (Option<Email>, SecretString) {
        (Email::parse(&self.email).ok(), self.password.0)
    }
}

/// A token, in the shape of OAuth 2 (RFC 6749 §5.1).
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenResponse<'a> {
    /// To be sent with every request as `Authorization: Bearer <token>`.
    pub(super) access_token: &'a str,
    /// Always `bearer`.
    #[schema(example = "bearer")]
    pub(super) token_type: &'a str,
}

/// An account that was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignupResponse<'a> {
    id: Uuid,
    /// The address as it was typed.
    email: &'a str,
    created_at: DateTime<Utc>,
}

impl<'a> From<&'a User> for SignupResponse<'a> {
    fn from(user: &'a User) -> Self {
        Self {
            id: user.id.0,
            email: user.email.as_typed(),
            created_at: user.created_at,
        }
    }
}
