//! Requests about accounts.

use deserr::Deserr;
use errand_domain::TimeZone;
use errand_domain::users::{Email, Password, PasswordPolicy};
use secrecy::SecretString;
use utoipa::ToSchema;

use crate::input::{FieldErrors, Given, SecretText};

/// A new account.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct SignupRequest {
    /// The email to log in with.
    #[schema(format = "email", max_length = 254, example = "ada@example.org")]
    pub(super) email: String,
    /// At least 8 characters (the operator may require more) and at most 128. Easily guessed
    /// passwords are refused.
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128, example = "correct horse battery")]
    pub(super) password: SecretText,
    /// The token of an invitation, where one is needed.
    #[schema(value_type = Option<String>, nullable = false, example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    #[deserr(default)]
    pub(super) invitation: Given<SecretText>,
}

impl SignupRequest {
    /// The email, the password and the token of the invitation.
    pub(super) fn parse(
        self,
        policy: PasswordPolicy,
    ) -> Result<(Email, Password, Option<SecretString>), FieldErrors> {
        let email = Email::parse(&self.email);
        let password = policy.parse(self.password.0, email.as_ref().ok());
        let invitation = self.invitation.0.map(|token| token.0);
        FieldErrors::gather(("/email", email), ("/password", password))
            .map(|(email, password)| (email, password, invitation))
    }
}

/// Changes to your account; absent fields keep their values.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct PatchUserRequest {
    /// The IANA time zone in which your days begin and end.
    #[schema(value_type = Option<String>, format = "time-zone", nullable = false, example = "Europe/Berlin")]
    #[deserr(default)]
    pub(super) time_zone: Given<TimeZone>,
}

/// A new password for your account.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct ChangePasswordRequest {
    /// The current password.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    pub(super) current_password: SecretText,
    /// The new password: at least 8 characters (the operator may require more) and at most 128.
    /// Easily guessed passwords are refused.
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
    /// The account's password.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    pub(super) current_password: SecretText,
}

/// Confirms the deletion of your account.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct DeleteUserRequest {
    /// The account's password.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    pub(super) current_password: SecretText,
}
