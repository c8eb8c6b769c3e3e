//! Requests of administrators.

use deserr::Deserr;
use utoipa::ToSchema;

use crate::input::{FieldErrors, Given};

/// A new invitation to sign up.
#[derive(Deserr, ToSchema)]
#[deserr(error = FieldErrors, deny_unknown_fields)]
pub(crate) struct CreateInvitationRequest {
    /// The only email it can be used for; without one, it is for any.
    #[schema(value_type = Option<String>, nullable = false, format = "email", max_length = 254, example = "ada@example.org")]
    #[deserr(default)]
    pub(super) email: Given<String>,
}
