//! Responses about personal tokens.

use errand_domain::access::Scope;
use errand_domain::personal_tokens::PersonalToken;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::input::Name;
use crate::timestamp::Timestamp;

/// What a personal token may do.
pub(super) type ScopeName = Name<Scope>;

/// A personal token, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonalTokenResponse<'a> {
    id: Uuid,
    name: &'a str,
    scopes: Vec<ScopeName>,
    created_at: Timestamp,
    /// When it expires; `null` if it works until it is revoked.
    #[schema(required = true)]
    expires_at: Option<Timestamp>,
    /// When it was last used, to within about a minute.
    #[schema(required = true)]
    last_used_at: Option<Timestamp>,
}

/// A personal token that was just created.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewPersonalTokenResponse<'a> {
    #[serde(flatten)]
    pub(super) about: PersonalTokenResponse<'a>,
    /// The token itself, which is never shown again. Send it like an access token.
    #[schema(example = "errand_pat_…")]
    pub(super) token: &'a str,
}

/// Your personal tokens, newest first. They always fit on one page.
#[derive(Serialize, ToSchema)]
pub(crate) struct PersonalTokenList<'a> {
    pub(super) items: Vec<PersonalTokenResponse<'a>>,
    /// Always `null`.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}

impl<'a> From<&'a PersonalToken> for PersonalTokenResponse<'a> {
    fn from(token: &'a PersonalToken) -> Self {
        Self {
            id: token.id.0,
            name: token.name.as_str(),
            scopes: token.scopes.iter().map(Name).collect(),
            created_at: token.created_at.into(),
            expires_at: token.expires_at.map(Timestamp),
            last_used_at: token.last_used_at.map(Timestamp),
        }
    }
}
