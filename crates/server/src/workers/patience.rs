//! How long background work may take.

use std::time::Duration;

use errand_domain::Failure;
use tokio::time::timeout;

/// As long as a process may hold a job, and far longer than any work takes.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// Gives up what takes too long, because a database that lost its power or its network never
/// answers.
pub(super) async fn patiently<T>(
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let done = timeout(PATIENCE, work).await;
    done.unwrap_or_else(|elapsed| {
        Err(Failure::Unavailable {
            what: "the database",
            source: Some(elapsed.into()),
        })
    })
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn work_without_an_end_is_given_up() {
        let given_up = patiently(pending::<Result<(), _>>()).await;
        assert!(matches!(given_up, Err(Failure::Unavailable { .. })));
        patiently(async { Ok(()) }).await.unwrap();
    }
}
