//! The domain: users, tasks, passwords and the rules they follow, and the ports to the outside
//! world. Adapters do the I/O and the serialization.
//!
//! Each noun has a module, which has the same name in every layer.

pub mod access;
pub mod accounts;
pub mod changes;
pub mod email_tokens;
pub mod events;
pub mod jobs;
mod kernel;
pub mod mail;
pub mod personal_tokens;
pub mod sessions;
pub mod signup_invitations;
pub mod tasks;
pub mod throttles;
pub mod users;

pub use kernel::*;
