//! The audit log of accounts: recording what happened, and reading it.

mod recorder;
mod service;
#[cfg(test)]
mod tests;

pub use recorder::EventRecorder;
pub(crate) use recorder::log;
pub use service::EventService;
