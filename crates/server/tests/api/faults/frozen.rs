//! Writes while nothing comes back from the database.

use std::time::{Duration, Instant};

use errand::Settings;
use errand_test_support::{Proxy, TestApp, TestDatabase, assert_written_once};
use futures_util::future::{join, join_all, join4};

use super::{finish, writers};
use crate::health::becomes;
use crate::tasks::TASKS;

/// How late an answer may be on a busy machine. Without a deadline there would be none.
const LATEST: Duration = Duration::from_secs(5);

/// The product behind a proxy, with short deadlines.
async fn app_behind_proxy(change: impl FnOnce(&mut Settings)) -> Option<(TestApp, Proxy)> {
    let database = TestDatabase::postgres().await?;
    let proxy = Proxy::to(database.url()).await;
    let app = TestApp::with(database, |settings| {
        settings.database.url = proxy.url().into();
        settings.database.acquire_timeout_ms = 500;
        settings.server.request_timeout_ms = 1500;
        change(settings);
    });
    Some((app.await, proxy))
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_frozen_requests_are_503_in_time_and_nothing_is_lost() {
    let Some((app, proxy)) = app_behind_proxy(|_| {}).await else {
        return;
    };
    let user = app.user().await;
    let mut writers = writers(&user);
    finish(&mut writers, &app.url).await;

    proxy.freeze();
    let start = Instant::now();
    let requests = join_all(writers.iter_mut().map(|writer| writer.write(&app.url)));
    let others = join4(
        user.get(TASKS),
        app.get("/health/ready"),
        app.get("/health/ready"),
        app.get("/health/live"),
    );
    let (requests, (list, ready, again, live)) = join(requests, others).await;
    for response in requests {
        response.unwrap().assert_status(503);
    }
    for response in [list, ready, again] {
        response.assert_status(503);
    }
    live.assert_status(200);
    assert!(start.elapsed() < LATEST);

    proxy.open();
    becomes(&app, 200).await;
    for _ in 0..3 {
        finish(&mut writers, &app.url).await;
    }
    assert_written_once(&app.database, &writers).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_went_silent_are_replaced() {
    replace_silent_connections(|_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_went_silent_in_a_transaction_are_replaced() {
    replace_silent_connections(|settings| settings.database.transaction_pooler = true).await;
}

async fn replace_silent_connections(change: impl FnOnce(&mut Settings)) {
    let Some((app, proxy)) = app_behind_proxy(change).await else {
        return;
    };
    let user = app.user().await;
    let mut writers = writers(&user);
    finish(&mut writers, &app.url).await;

    proxy.lose_connections();
    finish(&mut writers, &app.url).await;
    becomes(&app, 200).await;
    assert_written_once(&app.database, &writers).await;
}
