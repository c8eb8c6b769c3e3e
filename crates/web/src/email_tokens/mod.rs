//! Tokens sent by email, over HTTP.

mod requests;
mod routes;

pub(crate) use routes::{request_password_reset, reset_password, send_verification, verify_email};
