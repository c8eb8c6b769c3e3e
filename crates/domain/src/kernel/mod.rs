//! What all nouns share. Nothing here knows any of them.

mod client;
mod clock;
pub mod error;
mod folding;
mod page;
mod readiness;
pub mod text;
mod time_zone;
mod token_secret;

pub use client::{Client, ClientAddress};
#[cfg(feature = "mocks")]
pub use clock::MockClock;
pub use clock::{Clock, Timestamp, whole_microseconds};
pub use error::{Failure, Invalid, Param};
pub use page::{Limit, Page};
#[cfg(feature = "mocks")]
pub use readiness::MockReadiness;
pub use readiness::Readiness;
pub use time_zone::{LocalTime, TimeZone};
#[cfg(feature = "mocks")]
pub use token_secret::MockTokenSecrets;
pub use token_secret::{Digest, SealedSecret, TokenSecret, TokenSecrets};
