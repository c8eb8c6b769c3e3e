//! Tokens that are sent by email.

pub(crate) mod issue;
mod password_resets;
