//! Changes: the one way to write user data, and the log of everything that was written.

mod commit;
mod log;
mod ports;
mod record;

pub use commit::{Commit, CommitId, Fingerprint, Put, RequestKey};
pub use log::{Change, ChangeCursor};
pub use ports::{ChangeLog, CommitError, Journal};
#[cfg(feature = "mocks")]
pub use ports::{MockChangeLog, MockJournal};
pub use record::{EntityId, Record};
