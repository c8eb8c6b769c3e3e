//! The program, killed again and again while clients write with keys.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use errand_test_support::{JWT_SECRET, Writer, assert_written_once, on_both_databases};
use futures_util::future::join_all;

use crate::errand::{Errand, Serving};
use crate::stopping::new_user;

const ROUNDS: usize = 10;
const WRITERS: usize = 8;

on_both_databases! {
    async fn every_write_happens_once_however_often_it_is_killed(database: TestDatabase) {
        let errand = Errand::new()
            .with("DATABASE_URL", database.url())
            .with("JWT_SECRET", JWT_SECRET)
            .with("ERRAND__AUTH__HASHING__COST", "10")
            .with("ERRAND__AUTH__THROTTLING__REQUESTS__BURST", "1000000");
        let mut serving = errand.serve();
        let token = new_user(serving.address).await;
        let answers = AtomicUsize::new(0);
        let mut writers: Vec<_> = (0..WRITERS).map(|number| Writer::new(number, &token)).collect();
        for round in 0..ROUNDS {
            let url = url(&serving);
            let wanted = answers.load(Ordering::Relaxed) + 20 + round;
            let kill = async {
                while answers.load(Ordering::Relaxed) < wanted {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                serving.signal("-KILL");
            };
            let writers = writers.iter_mut();
            let write = writers.map(|writer| write_until_killed(writer, &url, &answers));
            tokio::join!(kill, join_all(write));
            serving = errand.serve();
        }
        for writer in &mut writers {
            let response = writer.write(&url(&serving)).await.unwrap();
            assert!(response.status < 300, "{response:?}");
        }
        assert_written_once(&database, &writers).await;
    }
}

/// Writes until there is no answer. Whatever is answered must have succeeded.
async fn write_until_killed(writer: &mut Writer, url: &str, answers: &AtomicUsize) {
    while let Ok(response) = writer.write(url).await {
        assert!(response.status < 300, "{response:?}");
        answers.fetch_add(1, Ordering::Relaxed);
    }
}

fn url(serving: &Serving) -> String {
    format!("http://{}", serving.address)
}
