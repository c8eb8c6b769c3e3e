//! `/users`: one's own account.

mod account;
mod me;
