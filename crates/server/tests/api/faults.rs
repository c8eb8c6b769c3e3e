//! Requests while SQLite cannot be written to. (`health` has the same for PostgreSQL.)

use errand_test_support::{TestApp, TestDatabase};
use futures_util::future::join;
use serde_json::json;

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
    ready.assert_problem(503, "unavailable");

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
