//! What requests about accounts bring.

use deserr::Deserr;
use errand_domain::TimeZone;
use errand_domain::users::{Email, Password, PasswordPolicy};
use utoipa::ToSchema;

use crate::input::{FieldErrors, Given, SecretText};

/// Who wants an account.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct SignupRequest {
    /// The address to log in with.
    #[schema(format = "email", max_length = 254, example = "ada@example.org")]
    pub(super) email: String,
    /// At least 8 characters (the operator may ask for more) and at most 128; not one of those
    /// that are guessed first.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128, example = "correct horse battery")]
    pub(super) password: SecretText,
}

impl SignupRequest {
    pub(super) fn parse(self, policy: PasswordPolicy) -> Result<(Email, Password), FieldErrors> {
        let email = Email::parse(&self.email);
        let password = policy.parse(self.password.0, email.as_ref().ok());
        FieldErrors::gather(("/email", email), ("/password", password))
    }
}

/// A change to one's own account; what is absent stays as it is.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct PatchUserRequest {
    /// The IANA time zone in which one's days begin and end.
    #[schema(value_type = Option<String>, format = "time-zone", nullable = false, example = "Europe/Berlin")]
    #[deserr(default)]
    pub(super) time_zone: Given<TimeZone>,
}

/// Another password for one's account.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct ChangePasswordRequest {
    /// The password as it is.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    pub(super) current_password: SecretText,
    /// The password as it shall be: at least 8 characters (the operator may ask for more) and at most
    /// 128; not one of those that are guessed first.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128, example = "staple battery horse")]
    pub(super) new_password: SecretText,
}

/// Another address to log in with.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct ChangeEmailRequest {
    /// The new address.
    #[schema(format = "email", max_length = 254, example = "ada@example.org")]
    pub(super) email: String,
    /// The password of the account.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    pub(super) current_password: SecretText,
}

/// The end of one's account.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct DeleteUserRequest {
    /// The password of the account.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    pub(super) current_password: SecretText,
}
