//! Responses to administrators.

use errand_domain::accounts::{Account, Statistics};
use errand_domain::signup_invitations::SignupInvitation;
use errand_domain::users::Email;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::timestamp::Timestamp;

/// An account as administrators see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountResponse<'a> {
    id: Uuid,
    /// The email as it was typed.
    email: &'a str,
    /// Whether the email has been verified.
    email_verified: bool,
    /// Whether the user is an administrator.
    is_admin: bool,
    created_at: Timestamp,
    /// When the user last logged in or used a token, to within about a minute; `null` if that was
    /// long ago or never.
    #[schema(required = true)]
    last_seen_at: Option<Timestamp>,
    /// Since when the user is locked out; `null` if they are not.
    #[schema(required = true)]
    disabled_at: Option<Timestamp>,
    /// The number of tasks to do.
    open_tasks: u64,
    /// The number of completed tasks. Those in the trash count as neither.
    completed_tasks: u64,
}

impl<'a> From<&'a Account> for AccountResponse<'a> {
    fn from(account: &'a Account) -> Self {
        let user = &account.user;
        Self {
            id: user.id.0,
            email: user.email.as_typed(),
            email_verified: user.email_verified_at.is_some(),
            is_admin: user.is_admin,
            created_at: user.created_at.into(),
            last_seen_at: account.last_seen_at.map(Into::into),
            disabled_at: account.disabled_at.map(Into::into),
            open_tasks: account.open_tasks,
            completed_tasks: account.completed_tasks,
        }
    }
}

/// One page of accounts, oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountList<'a> {
    pub(super) items: Vec<AccountResponse<'a>>,
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}

/// The installation in numbers.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatsResponse {
    /// The number of accounts.
    users: u64,
    /// How many of them are disabled.
    disabled_users: u64,
    /// How many of them are administrators.
    admins: u64,
    /// How many users have a session or a personal token that was used in the last 30 days.
    active_users: u64,
    /// The number of tasks to do, of all users.
    open_tasks: u64,
    /// The number of completed tasks, of all users.
    completed_tasks: u64,
    /// The number of background jobs that wait, run or are dead.
    jobs: u64,
    /// How many of them were given up.
    dead_jobs: u64,
}

impl From<Statistics> for StatsResponse {
    fn from(statistics: Statistics) -> Self {
        Self {
            users: statistics.users,
            disabled_users: statistics.disabled_users,
            admins: statistics.admins,
            active_users: statistics.active_users,
            open_tasks: statistics.open_tasks,
            completed_tasks: statistics.completed_tasks,
            jobs: statistics.jobs,
            dead_jobs: statistics.dead_jobs,
        }
    }
}

/// An invitation to sign up.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationResponse<'a> {
    id: Uuid,
    /// The only email it can be used for; `null` if it is for any.
    #[schema(required = true)]
    email: Option<&'a str>,
    created_at: Timestamp,
    expires_at: Timestamp,
}

impl<'a> From<&'a SignupInvitation> for InvitationResponse<'a> {
    fn from(invitation: &'a SignupInvitation) -> Self {
        Self {
            id: invitation.id.0,
            email: invitation.email.as_ref().map(Email::as_typed),
            created_at: invitation.created_at.into(),
            expires_at: invitation.expires_at.into(),
        }
    }
}

/// One page of invitations, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationList<'a> {
    pub(super) items: Vec<InvitationResponse<'a>>,
    /// The `cursor` of the next page; `null` on the last page.
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}

/// A new invitation.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewInvitationResponse<'a> {
    #[serde(flatten)]
    pub(super) about: InvitationResponse<'a>,
    /// What `POST /api/v1/auth/signup` takes as `invitation`.
    #[schema(example = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    pub(super) token: &'a str,
    /// The page to sign up with it.
    #[schema(
        example = "https://errand.example.org/sign-up#token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    )]
    pub(super) link: &'a str,
}
