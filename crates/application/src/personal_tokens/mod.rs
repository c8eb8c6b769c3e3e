//! Personal tokens: creating, listing and revoking them.

mod service;
#[cfg(test)]
mod tests;

pub use service::{MadeToken, MakeTokenError, PersonalTokenService};
