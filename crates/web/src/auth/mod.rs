//! Accounts over HTTP: sign up, log in, the middleware that knows who is asking, and all that users do
//! with their sessions and accounts.

mod account;
mod bearer;
mod cookie;
mod current_user;
mod dto;
mod handlers;
mod middleware;
mod own_origin;
mod sessions;

pub(crate) use account::{change_email, change_password, delete_me, get_me, list_events, patch_me};
pub(crate) use current_user::CurrentUser;
pub(crate) use handlers::{login, signup};
pub(crate) use middleware::authenticate;
pub(crate) use sessions::{
    end_other_sessions, end_session, list_sessions, logout, refresh_session,
};
