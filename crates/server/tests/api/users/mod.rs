//! `/users`: one's own account.

mod account;
mod email;
mod export;
mod me;
mod tokens;
