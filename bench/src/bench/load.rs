//! A closed loop: a few connections, each of which sends its next request as soon as the last is
//! answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use tokio::task::JoinSet;

use crate::client::Connection;

/// The requests to send, and the status their answers must have.
pub(crate) struct Load {
    /// Each is sent once.
    pub(crate) requests: Vec<Vec<u8>>,
    pub(crate) expected_status: u16,
    pub(crate) connections: usize,
    /// No more requests are sent after this time.
    pub(crate) longest: Duration,
}

impl Load {
    /// Sends the requests and returns how many were sent.
    ///
    /// # Errors
    /// If an answer had a different status or was missing.
    pub(crate) async fn run(self, port: u16) -> anyhow::Result<usize> {
        let begun = Instant::now();
        let longest = self.longest;
        let expected_status = self.expected_status;
        let requests = Arc::new(self.requests);
        let next = Arc::new(AtomicUsize::new(0));
        let mut clients = JoinSet::new();
        for _ in 0..self.connections {
            let mut connection = Connection::open(port).await?;
            let (requests, next) = (requests.clone(), next.clone());
            clients.spawn(async move {
                let (mut sent, mut errors) = (0, 0);
                while begun.elapsed() < longest
                    && let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    sent += 1;
                    match connection.send(request).await {
                        Ok(response) if response.status == expected_status => {}
                        Ok(_) => errors += 1,
                        Err(_) => {
                            errors += 1;
                            connection = Connection::open(port).await?;
                        }
                    }
                }
                anyhow::Ok((sent, errors))
            });
        }
        let (mut all_sent, mut all_errors) = (0, 0);
        while let Some(client) = clients.join_next().await {
            let (sent, errors) = client??;
            all_sent += sent;
            all_errors += errors;
        }
        ensure!(
            all_errors == 0,
            "{all_errors} of {all_sent} answers were wrong"
        );
        Ok(all_sent)
    }
}
