//! Whether the system can do its work.

use async_trait::async_trait;

use crate::Failure;

/// Something without which no request can be served, such as the database.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Readiness: Send + Sync {
    /// Whether it works right now, or what is wrong with it.
    async fn check(&self) -> Result<(), Failure>;
}
