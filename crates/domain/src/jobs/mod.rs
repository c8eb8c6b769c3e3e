//! Jobs: work that a transaction leaves for later. Any process can run one, and each runs once.

mod job;
mod queue;
mod retry;
mod work;

pub use job::{Job, JobId, NewJob, Settlement};
#[cfg(feature = "mocks")]
pub use queue::MockJobQueue;
pub use queue::{JobQueue, JobState, JobSummary};
pub use retry::RetryPolicy;
pub use work::{JobKind, Work};
