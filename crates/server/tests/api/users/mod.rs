//! `/users`: one's own account.

mod me;
