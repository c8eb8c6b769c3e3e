//! The domain: what a user, a password and a task are, the rules they keep, and the ports through
//! which the outside is reached. No I/O and no serialization live here; each is an adapter's.
//!
//! One noun is one module, of the same name in every layer.

pub mod access;
pub mod email_tokens;
pub mod events;
mod kernel;
pub mod mail;
pub mod personal_tokens;
pub mod sessions;
pub mod tasks;
pub mod throttles;
pub mod users;

pub use kernel::*;
