//! Sessions: logging in, refreshing, ending sessions and listing them.

mod login;
mod service;
#[cfg(test)]
mod tests;

pub use login::{Granted, LoggedIn, LoginError, LoginService};
pub use service::{RefreshError, SessionService};
