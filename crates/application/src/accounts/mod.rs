//! Accounts: what administrators do with those of all users.

mod service;
#[cfg(test)]
mod tests;

pub use service::{AccountService, ManageAccountError, NewAccount};
