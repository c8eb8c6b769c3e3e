//! Tokens that are sent by email.

mod changes;
pub(crate) mod issue;
mod password_resets;
