//! `/health`: signs of life, and what becomes of requests while the database is gone.

use errand_test_support::{Proxy, TestApp, TestDatabase, on_both_databases};

on_both_databases! {
    async fn a_server_on_a_database_is_alive_and_ready(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for path in ["/health/live", "/health/ready"] {
            let response = app.get(path).await;
            response.assert_status(200);
            assert_eq!(response.json()["status"], "ok");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_gone_requests_are_503_and_then_all_is_well_again() {
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
    app.get("/health/live").await.assert_status(200);

    proxy.open();
    app.get("/health/ready").await.assert_status(200);
    assert_eq!(
        user.get("/api/v1/tasks").await.json()["items"][0]["title"],
        "before"
    );
}
