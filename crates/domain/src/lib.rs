//! The domain: what a user, a password and a task are, the rules they keep, and the ports through
//! which the outside is reached. No I/O and no serialization live here; each is an adapter's.

pub mod auth;
pub mod client;
pub mod clock;
pub mod error;
mod folding;
pub mod mail;
pub mod page;
pub mod readiness;
pub mod tasks;
pub mod text;
pub mod time_zone;

pub use client::ClientAddress;
pub use clock::{Clock, Timestamp};
pub use error::{Failure, Invalid, Param};
pub use page::{Limit, Page};
pub use readiness::Readiness;
pub use time_zone::{LocalTime, TimeZone};
