//! The product behind a pooler. In transaction mode, requests share a few sessions.

use errand_test_support::{Pooler, TestApp, TestDatabase};
use futures_util::future::join_all;

use crate::tasks::{TASKS, address};

/// Runs a user's typical requests many times simultaneously.
async fn use_behind(pooler: Pooler) {
    let Some(database) = TestDatabase::behind(pooler).await else {
        return;
    };
    let app = TestApp::on(database).await;
    let user = app.user().await;
    let ways = (0..60).map(async |n| {
        let task = user.create_task(&format!("task {n}")).await;
        user.get(&address(&task)).await.assert_status(200);
        let toggle = format!("{}/complete", address(&task));
        user.patch(&toggle, &serde_json::Value::Null)
            .await
            .assert_status(200);
        user.get(TASKS).await.assert_status(200);
        let other = app.user().await;
        other.get(&address(&task)).await.assert_status(404);
        user.delete(&address(&task)).await.assert_status(204);
    });
    join_all(ways).await;
    assert!(user.items(TASKS).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_succeeds_behind_a_pooler_without_named_statements() {
    use_behind(Pooler::Unnamed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_succeeds_behind_a_pooler_that_tracks_named_statements() {
    use_behind(Pooler::Named).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_succeeds_behind_a_pooler_in_session_mode_with_a_statement_timeout() {
    use_behind(Pooler::Session).await;
}
