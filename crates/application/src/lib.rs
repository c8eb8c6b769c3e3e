//! The use cases: one method for each thing a caller can do, over the ports of the domain. No
//! technology is named here; transactions, SQL, HTTP and hashing belong to the adapters.

pub mod auth;
pub mod mail;
pub mod tasks;
