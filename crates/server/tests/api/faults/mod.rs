//! Writes while the database fails. Each happens once, or not at all. (`health` has the reads.)

mod cut;
mod frozen;
mod locked;

use std::time::{Duration, Instant};

use errand_test_support::{TestUser, Writer};
use futures_util::future::join_all;

/// Clients of a user that write at once.
fn writers(user: &TestUser<'_>) -> Vec<Writer> {
    (0..8)
        .map(|number| Writer::new(number, &user.token))
        .collect()
}

/// Lets each client repeat its request until it succeeds.
async fn finish(writers: &mut [Writer], url: &str) {
    let since = Instant::now();
    let requests = writers.iter_mut().map(async |writer| {
        while writer.write(url).await.unwrap().status >= 300 {
            assert!(
                since.elapsed() < Duration::from_secs(30),
                "it never recovers"
            );
        }
    });
    join_all(requests).await;
}
