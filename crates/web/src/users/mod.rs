//! Accounts over HTTP.

mod export;
mod requests;
mod responses;
mod routes;

pub(crate) use export::export_me;
pub(crate) use responses::UserResponse;
pub(crate) use routes::{change_email, change_password, delete_me, get_me, patch_me, signup};
