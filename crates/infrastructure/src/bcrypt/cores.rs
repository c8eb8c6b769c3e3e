//! The cores that hashes run on. A hash occupies one for a quarter of a second, and anybody can
//! request one.

use std::sync::Arc;
use std::thread;

use errand_domain::Failure;
use thread_priority::{ThreadPriority, ThreadPriorityValue, set_current_thread_priority};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{Instant, timeout_at};
use tracing::Span;

use super::busy;
use super::counted::Counted;

/// Runs work off the event loop: one piece per core at a time, in the order of arrival.
pub(super) struct Cores(Arc<Semaphore>);

impl Cores {
    pub(super) fn new(count: usize) -> Self {
        Self(Arc::new(Semaphore::new(count)))
    }

    /// Runs `work` on the next free core, or fails if there is none before `deadline`. `held` is
    /// dropped when the work ends, which may be after the caller has stopped waiting.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        held: impl Send + 'static,
        deadline: Instant,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let waiting = Counted::new("waiting");
        let core = timeout_at(deadline, Arc::clone(&self.0).acquire_owned()).await;
        drop(waiting);
        let core = core
            .map_err(|_elapsed| busy())?
            .map_err(Failure::internal)?;
        let (done, outcome) = oneshot::channel();
        // A thread cannot raise its priority again, so it is used only once. Starting one is cheap
        // compared with a hash.
        let thread = thread::Builder::new().name("hashing".to_owned());
        let request = Span::current();
        let started = thread.spawn(move || {
            give_way();
            let outcome = {
                let _held = (held, core, request.enter(), Counted::new("running"));
                work()
            };
            // Work continues and keeps its core even if its client has hung up.
            drop(done.send(outcome));
        });
        started.map_err(Failure::internal)?;
        outcome.await.map_err(Failure::internal)?
    }
}

/// The priority of hashing from 0 to 99, which Linux takes as the niceness 5: a quarter of the time of
/// a request that wants the same core. At the lowest priority, the other programs of a busy machine
/// would leave no time for a hash.
const BELOW_REQUESTS: u8 = 35;

/// Lets other threads go first, so requests hardly wait for hashes.
fn give_way() {
    let priority = ThreadPriorityValue::try_from(BELOW_REQUESTS);
    let set = priority
        .map(|priority| set_current_thread_priority(ThreadPriority::Crossplatform(priority)));
    if let Ok(Err(error)) = set {
        tracing::debug!(?error, "hashing runs at the priority of requests");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use tokio::sync::oneshot::error::TryRecvError;
    use tokio::task::{JoinHandle, yield_now};

    use super::*;

    type Outcome = Result<&'static str, Failure>;

    /// Work that keeps its core until it is let go.
    struct Running {
        task: JoinHandle<Outcome>,
        let_go: mpsc::Sender<()>,
    }

    async fn occupy(cores: &Arc<Cores>) -> Running {
        let (started, has_started) = oneshot::channel();
        let (let_go, is_let_go) = mpsc::channel();
        let task = submit(cores, move || {
            started.send(()).unwrap();
            is_let_go.recv().unwrap();
            Ok("first")
        });
        has_started.await.unwrap();
        Running { task, let_go }
    }

    fn submit(
        cores: &Arc<Cores>,
        work: impl FnOnce() -> Outcome + Send + 'static,
    ) -> JoinHandle<Outcome> {
        let cores = Arc::clone(cores);
        tokio::spawn(async move { cores.run((), soon(), work).await })
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_mins(1)
    }

    #[tokio::test]
    async fn work_waits_for_a_core_and_runs_in_the_order_of_arrival() {
        let cores = Arc::new(Cores::new(1));
        let first = occupy(&cores).await;
        let (done, order) = mpsc::channel();
        let [second, third] = ["second", "third"].map(|name| {
            let done = done.clone();
            submit(&cores, move || {
                done.send(name).unwrap();
                Ok(name)
            })
        });
        yield_now().await;
        assert!(order.try_recv().is_err());
        first.let_go.send(()).unwrap();
        assert_eq!(first.task.await.unwrap().unwrap(), "first");
        assert_eq!(second.await.unwrap().unwrap(), "second");
        assert_eq!(third.await.unwrap().unwrap(), "third");
        assert_eq!(order.try_iter().collect::<Vec<_>>(), ["second", "third"]);
    }

    #[tokio::test]
    async fn work_that_gets_no_core_in_time_is_unavailable() {
        let cores = Arc::new(Cores::new(1));
        let first = occupy(&cores).await;
        let late = cores.run((), Instant::now(), || Ok("second")).await;
        assert!(matches!(late, Err(Failure::Unavailable { .. })));
        first.let_go.send(()).unwrap();
        assert_eq!(
            cores.run((), soon(), || Ok("third")).await.unwrap(),
            "third"
        );
    }

    #[tokio::test]
    async fn abandoned_work_keeps_what_it_holds_until_it_ends() {
        let cores = Arc::new(Cores::new(1));
        let (held, mut is_held) = oneshot::channel::<()>();
        let (started, has_started) = oneshot::channel();
        let (let_go, is_let_go) = mpsc::channel::<()>();
        let running = Arc::clone(&cores);
        let task = tokio::spawn(async move {
            let work = move || {
                started.send(()).unwrap();
                is_let_go.recv().map_err(Failure::internal)
            };
            running.run(held, soon(), work).await
        });
        has_started.await.unwrap();
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());

        assert_eq!(cores.0.available_permits(), 0);
        assert!(
            is_held
                .try_recv()
                .is_err_and(|error| error == TryRecvError::Empty)
        );
        let_go.send(()).unwrap();
        assert!(is_held.await.is_err(), "it is dropped");
        assert_eq!(
            cores.run((), soon(), || Ok("second")).await.unwrap(),
            "second"
        );
    }

    #[tokio::test]
    async fn a_caller_that_stops_waiting_for_a_core_leaves_the_queue() {
        let cores = Arc::new(Cores::new(1));
        let first = occupy(&cores).await;
        let second = submit(&cores, || Ok("second"));
        yield_now().await;
        second.abort();
        assert!(second.await.unwrap_err().is_cancelled());

        let third = submit(&cores, || Ok("third"));
        first.let_go.send(()).unwrap();
        assert_eq!(third.await.unwrap().unwrap(), "third");
    }

    #[tokio::test]
    async fn work_that_panics_is_a_failure_and_frees_its_core() {
        let cores = Cores::new(1);
        let broken = cores.run::<()>((), soon(), || panic!("on purpose")).await;
        assert!(matches!(broken, Err(Failure::Internal(_))));
        assert!(cores.run((), soon(), || Ok(())).await.is_ok());
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn work_runs_below_the_priority_of_requests_which_keep_theirs() {
        let nice = || {
            let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
            let (_, fields) = stat.rsplit_once(") ").unwrap();
            fields.split(' ').nth(16).unwrap().to_owned()
        };
        let before = nice();
        let work = move || Ok(nice());
        let at_work = Cores::new(1).run((), soon(), work).await.unwrap();
        assert_eq!(at_work, "5");
        assert_eq!(nice(), before);
    }
}
