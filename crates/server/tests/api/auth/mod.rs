//! `/auth`: accounts and tokens.

mod login;
mod signup;

const SIGNUP: &str = "/api/v1/auth/signup";
const LOGIN: &str = "/api/v1/auth/login";
