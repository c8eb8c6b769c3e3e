//! Accounts over HTTP: sign up, log in, and the middleware that knows who is asking.

mod bearer;
mod current_user;
mod dto;
mod handlers;
mod middleware;

pub(crate) use current_user::CurrentUser;
pub(crate) use handlers::{get_me, login, patch_me, signup};
pub(crate) use middleware::authenticate;
