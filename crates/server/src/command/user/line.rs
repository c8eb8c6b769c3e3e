//! Accounts and invitations as they are printed.

use errand_application::signup_invitations::NewInvitation;
use errand_domain::Timestamp;
use errand_domain::accounts::Account;
use errand_domain::users::Email;
use secrecy::ExposeSecret;
use serde::Serialize;
use uuid::Uuid;

use crate::command::output;

#[derive(Serialize)]
pub(super) struct AccountLine<'a> {
    id: Uuid,
    email: &'a str,
    is_admin: bool,
    created_at: String,
    email_verified_at: Option<String>,
    last_seen_at: Option<String>,
    disabled_at: Option<String>,
    open_tasks: u64,
    completed_tasks: u64,
}

impl<'a> From<&'a Account> for AccountLine<'a> {
    fn from(account: &'a Account) -> Self {
        let text = |time: Timestamp| time.to_string();
        let user = &account.user;
        Self {
            id: user.id.0,
            email: user.email.as_typed(),
            is_admin: user.is_admin,
            created_at: text(user.created_at),
            email_verified_at: user.email_verified_at.map(text),
            last_seen_at: account.last_seen_at.map(text),
            disabled_at: account.disabled_at.map(text),
            open_tasks: account.open_tasks,
            completed_tasks: account.completed_tasks,
        }
    }
}

#[derive(Serialize)]
pub(super) struct InvitationLine<'a> {
    id: Uuid,
    email: Option<&'a str>,
    created_at: String,
    expires_at: String,
    link: &'a str,
}

impl<'a> From<&'a NewInvitation> for InvitationLine<'a> {
    fn from(made: &'a NewInvitation) -> Self {
        let invitation = &made.invitation;
        Self {
            id: invitation.id.0,
            email: invitation.email.as_ref().map(Email::as_typed),
            created_at: invitation.created_at.to_string(),
            expires_at: invitation.expires_at.to_string(),
            link: made.link.expose_secret(),
        }
    }
}

/// A table of accounts, with days instead of instants.
pub(super) fn table(lines: &[AccountLine]) -> String {
    let day = |instant: &str| instant.get(..10).unwrap_or_default().to_owned();
    let row = |line: &AccountLine| {
        let state = match (&line.disabled_at, line.is_admin) {
            (Some(_), _) => "disabled",
            (None, true) => "admin",
            (None, false) => "active",
        };
        [
            line.email.to_owned(),
            state.to_owned(),
            day(&line.created_at),
            line.last_seen_at.as_deref().map_or("-".to_owned(), day),
            line.open_tasks.to_string(),
            line.completed_tasks.to_string(),
        ]
    };
    let head = ["EMAIL", "STATE", "CREATED", "LAST SEEN", "OPEN", "DONE"];
    let rows: Vec<_> = lines.iter().map(row).collect();
    output::table(head, &rows)
}
