//! Sessions: beginning one, going on with it, ending it, and seeing which there are.

mod login;
mod service;
#[cfg(test)]
mod tests;

pub use login::{Granted, LoginError, LoginService};
pub use service::{RefreshError, SessionService};
