//! A bounded queue in front of the cores. Hashing takes a core for a quarter of a second, and
//! anyone can ask for it.

use std::sync::Arc;
use std::thread;

use errand_domain::Failure;
use thread_priority::{ThreadPriority, set_current_thread_priority};
use tokio::sync::{Semaphore, oneshot};
use tracing::Span;

/// Runs work away from the event loop, as much at once as there are cores.
pub(super) struct Queue {
    /// A place on a core or in the queue.
    admitted: Arc<Semaphore>,
    /// A core.
    running: Arc<Semaphore>,
}

impl Queue {
    pub(super) fn new(cores: usize, waiting: usize) -> Self {
        Self {
            admitted: Arc::new(Semaphore::new(cores + waiting)),
            running: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Runs `work` when a core is free, unless too many wait already.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let busy = |_| Failure::Unavailable {
            what: "password hashing",
            source: None,
        };
        let place = Arc::clone(&self.admitted)
            .try_acquire_owned()
            .map_err(busy)?;
        let core = Arc::clone(&self.running)
            .acquire_owned()
            .await
            .map_err(Failure::internal)?;
        let (done, outcome) = oneshot::channel();
        // A thread that has given way cannot take it back, so it is of no use for anything else,
        // and to start one costs nothing beside a hash.
        let thread = thread::Builder::new().name("hashing".to_owned());
        let request = Span::current();
        let started = thread.spawn(move || {
            give_way();
            let outcome = {
                let _held = (place, core, request.enter());
                work()
            };
            // The work goes on when nobody waits for it any more, such as a client that hung up: it
            // keeps its core until it ends.
            drop(done.send(outcome));
        });
        started.map_err(Failure::internal)?;
        outcome.await.map_err(Failure::internal)?
    }
}

/// Lets all other threads go first, so that requests do not wait for hashes.
fn give_way() {
    if let Err(error) = set_current_thread_priority(ThreadPriority::Min) {
        tracing::debug!(?error, "hashing has the priority of requests");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use tokio::sync::oneshot;
    use tokio::task::{JoinHandle, yield_now};

    use super::*;

    type Outcome = Result<&'static str, Failure>;

    /// Work that is on its core, until it is let go.
    struct Running {
        task: JoinHandle<Outcome>,
        let_go: mpsc::Sender<()>,
    }

    async fn occupy(queue: &Arc<Queue>) -> Running {
        let (started, has_started) = oneshot::channel();
        let (let_go, is_let_go) = mpsc::channel();
        let task = submit(queue, move || {
            started.send(()).unwrap();
            is_let_go.recv().unwrap();
            Ok("first")
        });
        has_started.await.unwrap();
        Running { task, let_go }
    }

    fn submit(
        queue: &Arc<Queue>,
        work: impl FnOnce() -> Outcome + Send + 'static,
    ) -> JoinHandle<Outcome> {
        let queue = Arc::clone(queue);
        tokio::spawn(async move { queue.run(work).await })
    }

    #[tokio::test]
    async fn one_more_than_fits_is_unavailable_at_once_and_the_others_are_served() {
        let queue = Arc::new(Queue::new(1, 1));
        let first = occupy(&queue).await;
        let second = submit(&queue, || Ok("second"));
        yield_now().await;

        let third = submit(&queue, || Ok("third"));
        yield_now().await;
        assert!(third.is_finished() && !second.is_finished());
        let third = third.await.unwrap();
        assert!(matches!(third, Err(Failure::Unavailable { .. })));

        first.let_go.send(()).unwrap();
        assert_eq!(first.task.await.unwrap().unwrap(), "first");
        assert_eq!(second.await.unwrap().unwrap(), "second");
        assert_eq!(queue.run(|| Ok("fourth")).await.unwrap(), "fourth");
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_any_more_keeps_its_core_until_it_ends() {
        let queue = Arc::new(Queue::new(1, 0));
        let first = occupy(&queue).await;
        first.task.abort();
        assert!(first.task.await.unwrap_err().is_cancelled());

        let second = submit(&queue, || Ok("second"));
        yield_now().await;
        assert!(second.is_finished());
        let second = second.await.unwrap();
        assert!(matches!(second, Err(Failure::Unavailable { .. })));

        first.let_go.send(()).unwrap();
        drop(queue.admitted.acquire().await);
        assert_eq!(queue.run(|| Ok("third")).await.unwrap(), "third");
    }

    #[tokio::test]
    async fn who_stops_waiting_for_a_core_leaves_the_queue() {
        let queue = Arc::new(Queue::new(1, 1));
        let first = occupy(&queue).await;
        let second = submit(&queue, || Ok("second"));
        yield_now().await;
        second.abort();
        assert!(second.await.unwrap_err().is_cancelled());

        let third = submit(&queue, || Ok("third"));
        first.let_go.send(()).unwrap();
        assert_eq!(third.await.unwrap().unwrap(), "third");
    }

    #[tokio::test]
    async fn work_that_panics_is_a_failure_and_frees_its_core() {
        let queue = Queue::new(1, 0);
        let broken = queue.run::<()>(|| panic!("on purpose")).await;
        assert!(matches!(broken, Err(Failure::Internal(_))));
        assert!(queue.run(|| Ok(())).await.is_ok());
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn work_is_done_at_the_lowest_priority_and_requests_keep_theirs() {
        let nice = || {
            let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
            let (_, fields) = stat.rsplit_once(") ").unwrap();
            fields.split(' ').nth(16).unwrap().to_owned()
        };
        let before = nice();
        let at_work = Queue::new(1, 0).run(move || Ok(nice())).await.unwrap();
        assert_eq!(at_work, "19");
        assert_eq!(nice(), before);
    }
}
