//! Accounts over HTTP: sign up, log in, the middleware that knows who is asking, and all that users do
//! with their sessions and accounts.

mod account;
mod bearer;
mod cookie;
mod current_user;
mod dto;
mod handlers;
mod mail;
mod middleware;
mod own_origin;
mod personal_tokens;
mod request_limit;
mod sessions;

pub(crate) use account::{
    EventResponse, UserResponse, change_email, change_password, delete_me, get_me, list_events,
    patch_me,
};
#[cfg(fuzzing)]
pub(crate) use bearer::Bearer;
pub(crate) use current_user::CurrentUser;
pub(crate) use handlers::{login, signup};
pub(crate) use mail::{request_password_reset, reset_password, send_verification, verify_email};
pub(crate) use middleware::{authenticate_for_account, authenticate_for_tasks};
pub(crate) use personal_tokens::{
    PersonalTokenResponse, create_personal_token, delete_personal_token, list_personal_tokens,
};
pub use request_limit::RequestLimit;
pub(crate) use sessions::{
    SessionResponse, end_other_sessions, end_session, list_sessions, logout, refresh_session,
};
