//! The audit log of accounts.

mod event;

#[cfg(feature = "mocks")]
pub use event::MockEventLog;
pub use event::{Event, EventId, EventKind, EventLog};
