//! `/auth/signup` and `/users`: a user's own account.

mod account;
mod email;
mod export;
mod me;
mod signup;
mod signup_modes;
mod tokens;

pub(crate) const SIGNUP: &str = "/api/v1/auth/signup";
