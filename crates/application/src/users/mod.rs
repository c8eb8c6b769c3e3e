//! Users: signing up and managing one's account.

mod password_check;
mod service;
#[cfg(test)]
mod tests;

pub(crate) use password_check::ConfirmError;
pub use password_check::PasswordCheck;
pub use service::{AccountError, EmailChange, SignupError, UserService};
