//! Whether the system can serve requests.

use async_trait::async_trait;

use crate::Failure;

/// Something no request can be served without, such as the database.
#[cfg_attr(feature = "mocks", mockall::automock)]
#[async_trait]
pub trait Readiness: Send + Sync {
    /// Checks that it works right now.
    ///
    /// # Errors
    /// What is wrong with it.
    async fn check(&self) -> Result<(), Failure>;
}
