//! `/auth`: signing up, logging in and sessions.

mod devices;
mod hashing;
mod login;
pub(crate) mod mail;
mod model;
mod refresh;
mod sessions;
mod signup;
mod throttling;

const SIGNUP: &str = "/api/v1/auth/signup";
const LOGIN: &str = "/api/v1/auth/login";
