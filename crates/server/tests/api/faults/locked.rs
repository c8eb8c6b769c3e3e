//! Writes while another process holds the write lock of SQLite.

use errand_test_support::{TestApp, TestDatabase, assert_written_once};
use futures_util::future::{join, join_all};
use serde_json::json;

use super::{finish, writers};
use crate::health::parts;
use crate::tasks::{TASKS, address};

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_locked_writes_are_503_and_nothing_is_lost() {
    let app = TestApp::with(TestDatabase::sqlite().await, |settings| {
        settings.database.acquire_timeout_ms = 200;
    })
    .await;
    let user = app.user().await;
    let before = user.create_task("before").await;

    let lock = app.database.lock_writes().await;
    let task = json!({ "title": "during" });
    for response in [
        user.post(TASKS, &task).await,
        user.patch(&address(&before), &task).await,
        user.delete(&address(&before)).await,
    ] {
        response.assert_problem(503, "unavailable");
        assert_eq!(response.header("retry-after"), "1");
    }
    assert_eq!(user.items(TASKS).await[0], before, "reading goes on");
    let ready = app.get("/health/ready").await;
    let problem = ready.assert_problem(503, "unavailable");
    assert_eq!(problem["parts"], parts(false));

    lock.rollback().await.unwrap();
    let after = user.create_task("after").await;
    assert_eq!(user.items(TASKS).await, [after, before]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_waits_for_the_write_before_it() {
    let app = TestApp::on(TestDatabase::sqlite().await).await;
    let user = app.user().await;
    let lock = app.database.lock_writes().await;
    let (task, released) = join(user.create_task("milk"), lock.rollback()).await;
    released.unwrap();
    assert_eq!(user.items(TASKS).await, [task]);
}

/// Whether the lock is not given in time, or the request is given up before.
#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_failed_on_a_lock_happens_once_when_it_is_repeated() {
    for (acquire_timeout, code) in [(200, "unavailable"), (30_000, "deadline_exceeded")] {
        let app = TestApp::with(TestDatabase::sqlite().await, |settings| {
            settings.database.acquire_timeout_ms = acquire_timeout;
            settings.server.request_timeout_ms = 1000;
        })
        .await;
        let user = app.user().await;
        let mut writers = writers(&user);
        finish(&mut writers, &app.url).await;

        let lock = app.database.lock_writes().await;
        let requests = writers.iter_mut().map(|writer| writer.write(&app.url));
        for response in join_all(requests).await {
            response.unwrap().assert_problem(503, code);
        }
        lock.rollback().await.unwrap();
        for _ in 0..3 {
            finish(&mut writers, &app.url).await;
        }
        assert_written_once(&app.database, &writers).await;
    }
}
