//! Requests about personal tokens.

use deserr::Deserr;
use errand_domain::access::Scopes;
use errand_domain::personal_tokens::TokenName;
use utoipa::ToSchema;

use super::responses::ScopeName;
use crate::input::{FieldErrors, SecretText};
use crate::timestamp::Timestamp;

/// A new personal token.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct CreatePersonalTokenRequest {
    /// A name for the token.
    #[schema(value_type = String, min_length = 1, max_length = 100, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$", example = "backup")]
    pub(super) name: TokenName,
    /// The account's password.
    #[schema(value_type = String, format = Password, example = "correct horse battery")]
    pub(super) current_password: SecretText,
    /// What the token may do.
    #[schema(value_type = Vec<ScopeName>, min_items = 1)]
    pub(super) scopes: Scopes,
    /// When it expires: a time in the future. A token without one works until it is revoked.
    #[schema(example = "2099-01-01T00:00:00Z")]
    #[deserr(default)]
    pub(super) expires_at: Option<Timestamp>,
}
