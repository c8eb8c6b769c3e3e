//! Personal tokens over HTTP.

mod requests;
mod responses;
mod routes;

pub(crate) use responses::PersonalTokenResponse;
pub(crate) use routes::{create_personal_token, delete_personal_token, list_personal_tokens};
