//! `/users`: one's own account.

mod account;
mod export;
mod me;
mod tokens;
