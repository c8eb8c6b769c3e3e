//! `/health`, and requests while the database is down or read-only.

use std::time::{Duration, Instant};

use errand_test_support::{Proxy, TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

on_both_databases! {
    async fn a_server_with_a_database_is_live_and_ready(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for path in ["/health/live", "/health/ready"] {
            let response = app.get(path).await;
            response.assert_status(200);
            assert_eq!(response.json()["status"], "ok");
        }
        let ready = app.get("/health/ready").await.json();
        assert_eq!(ready["parts"], parts(true));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_503_while_the_database_is_down_and_recover_afterwards() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let proxy = Proxy::to(database.url()).await;
    let app = TestApp::with(database, |settings| {
        settings.database.url = proxy.url().into();
        settings.database.acquire_timeout_ms = 500;
    })
    .await;
    let user = app.user().await;
    user.create_task("before").await;

    proxy.shut();
    for path in ["/api/v1/tasks", "/health/ready"] {
        let response = user.get(path).await;
        response.assert_problem(503, "unavailable");
        assert_eq!(response.header("retry-after"), "1");
    }
    let ready = app.get("/health/ready").await.json();
    assert_eq!(ready["parts"], parts(false));
    app.get("/health/live").await.assert_status(200);

    proxy.open();
    becomes(&app, 200).await;
    assert_eq!(
        user.get("/api/v1/tasks").await.json()["items"][0]["title"],
        "before"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_is_not_ready_while_the_database_is_read_only() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let app = TestApp::on(database).await;
    app.get("/health/ready").await.assert_status(200);
    let name = "SELECT current_database()::text";
    let name = app.database.query_text(name).await;
    let read_only = async |value| {
        let set = format!(
            "BEGIN READ WRITE;
             ALTER DATABASE {name} SET default_transaction_read_only = {value}; COMMIT"
        );
        app.database.execute(&set).await;
        app.database.end_sessions().await;
    };

    read_only("on").await;
    becomes(&app, 503).await;
    app.get("/health/live").await.assert_status(200);

    read_only("off").await;
    becomes(&app, 200).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_does_not_answer_is_the_part_that_is_not_ready() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let proxy = Proxy::to(database.url()).await;
    let url = proxy.url().to_owned();
    let app = TestApp::with(database, |settings| settings.database.url = url.into()).await;
    proxy.freeze();
    let problem = app.get("/health/ready").await;
    let problem = problem.assert_problem(503, "unavailable");
    assert_eq!(problem["parts"], parts(false));
}

/// The parts of a server whose jobs are run.
pub(crate) fn parts(database_is_ready: bool) -> Value {
    json!([
        { "name": "database", "ready": database_is_ready },
        { "name": "jobs", "ready": true },
    ])
}

/// Waits until `/health/ready` answers with this status.
pub(crate) async fn becomes(app: &TestApp, status: u16) {
    let since = Instant::now();
    while app.get("/health/ready").await.status != status {
        assert!(since.elapsed() < Duration::from_secs(5), "not {status}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
