//! The use cases: one method for each thing a caller can do, written against the ports of the
//! domain. No technology is named here; transactions, SQL, HTTP and hashing belong to the adapters.
//!
//! A service takes the ports and policies it uses and calls no other service. What several services
//! need is a struct that each of them holds.

pub mod access;
pub mod accounts;
pub mod changes;
pub mod email_tokens;
pub mod events;
pub mod jobs;
pub mod personal_tokens;
mod services;
pub mod sessions;
pub mod signup_invitations;
pub mod tasks;
#[cfg(test)]
mod testing;
pub mod throttles;
pub mod users;

pub use jobs::Retention;
pub use services::{Policies, Ports, Services};
