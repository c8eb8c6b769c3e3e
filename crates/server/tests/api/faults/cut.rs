//! Writes whose connection to the database ends in the middle.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use errand_test_support::{Proxy, TestApp, TestDatabase, Writer, assert_written_once};
use futures_util::future::{join, join_all};

use super::{finish, writers};
use crate::health::becomes;

/// How many times all connections end.
const ROUNDS: usize = 20;

#[tokio::test(flavor = "multi_thread")]
async fn every_write_happens_once_however_often_its_connection_ends() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let proxy = Proxy::to(database.url()).await;
    let app = TestApp::with(database, |settings| {
        settings.database.url = proxy.url().into();
    })
    .await;
    let user = app.user().await;
    let mut writers = writers(&user);
    // The first client's requests always succeed without an answer.
    proxy.cut_answers_to(" of 0\"");
    let (answers, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let end_sessions = async {
        for round in 1..=ROUNDS {
            while answers.load(Ordering::Relaxed) < 10 * round {
                tokio::task::yield_now().await;
            }
            app.database.end_sessions().await;
        }
        is_over.store(true, Ordering::Relaxed);
    };
    let write = async |writer: &mut Writer| {
        let mut failed = 0;
        while !is_over.load(Ordering::Relaxed) {
            let response = writer.write(&app.url).await.unwrap();
            answers.fetch_add(1, Ordering::Relaxed);
            if response.status >= 300 {
                response.assert_problem(503, "unavailable");
                failed += 1;
            }
        }
        failed
    };
    let write = join_all(writers.iter_mut().map(write));
    let ((), failed) = join(end_sessions, write).await;
    assert!(failed.into_iter().sum::<usize>() > ROUNDS);

    becomes(&app, 200).await;
    finish(&mut writers, &app.url).await;
    assert_written_once(&app.database, &writers).await;
}
