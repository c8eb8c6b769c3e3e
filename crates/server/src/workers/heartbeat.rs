//! Tells whether a background task of this process is alive.

use std::time::Duration;

use async_trait::async_trait;
use errand_domain::{Failure, Readiness};
use tokio::sync::watch;
use tokio::time::Instant;

/// The end that the task holds. Once it is dropped, because the task has ended or panicked, the
/// task counts as dead.
pub(crate) struct Heart(watch::Sender<Instant>);

/// The end that is asked.
pub(crate) struct Pulse {
    what: &'static str,
    next: watch::Receiver<Instant>,
}

/// A heart that has to beat within this time, and its pulse. `what` names the task in the log.
pub(crate) fn heartbeat(what: &'static str, within: Duration) -> (Heart, Pulse) {
    let (heart, next) = watch::channel(Instant::now() + within);
    (Heart(heart), Pulse { what, next })
}

impl Heart {
    /// Tells that the task is alive, and will tell so again within this time.
    pub(crate) fn beat(&self, within: Duration) {
        self.0.send_replace(Instant::now() + within);
    }
}

#[async_trait]
impl Readiness for Pulse {
    async fn check(&self) -> Result<(), Failure> {
        let is_dropped = self.next.has_changed().is_err();
        if is_dropped || *self.next.borrow() < Instant::now() {
            return Err(Failure::Unavailable {
                what: self.what,
                source: None,
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    const SOON: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn a_task_is_alive_for_as_long_as_its_heart_beats() {
        let (heart, pulse) = heartbeat("the task", SOON);
        advance(SOON).await;
        pulse.check().await.unwrap();

        heart.beat(SOON * 10);
        advance(SOON * 10).await;
        pulse.check().await.unwrap();
        advance(SOON).await;
        assert!(pulse.check().await.is_err(), "it is late");

        heart.beat(SOON);
        pulse.check().await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_panicked_is_dead_immediately() {
        let (heart, pulse) = heartbeat("the task", SOON);
        let task = tokio::spawn(async move {
            heart.beat(SOON);
            panic!("as a test");
        });
        assert!(task.await.unwrap_err().is_panic());
        assert!(pulse.check().await.is_err());
    }
}
