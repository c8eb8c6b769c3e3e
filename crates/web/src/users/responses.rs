//! Responses about accounts.

use errand_domain::users::{Email, User};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::timestamp::Timestamp;

/// A new account.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignupResponse<'a> {
    id: Uuid,
    /// The email as it was typed.
    email: &'a str,
    created_at: Timestamp,
}

impl<'a> From<&'a User> for SignupResponse<'a> {
    fn from(user: &'a User) -> Self {
        Self {
            id: user.id.0,
            email: user.email.as_typed(),
            created_at: user.created_at.into(),
        }
    }
}

/// Your account.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserResponse<'a> {
    id: Uuid,
    /// The email as it was typed.
    email: &'a str,
    /// Whether the email has been verified.
    email_verified: bool,
    /// The address that becomes the account's email when the link sent to it is opened; `null` if no
    /// change is pending.
    #[schema(required = true)]
    pending_email: Option<&'a str>,
    /// The IANA time zone in which your days begin and end.
    #[schema(example = "Europe/Berlin")]
    time_zone: &'a str,
    created_at: Timestamp,
}

impl<'a> UserResponse<'a> {
    pub(crate) fn new(user: &'a User, pending_email: Option<&'a Email>) -> Self {
        Self {
            id: user.id.0,
            email: user.email.as_typed(),
            email_verified: user.email_verified_at.is_some(),
            pending_email: pending_email.map(Email::as_typed),
            time_zone: user.time_zone.name(),
            created_at: user.created_at.into(),
        }
    }
}
