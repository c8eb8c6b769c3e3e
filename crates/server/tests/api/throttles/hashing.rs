//! Many simultaneous logins: which of them wait, are refused, or are counted.

use std::collections::BTreeMap;

use errand_test_support::{PASSWORD, TestApp, on_both_databases};
use futures_util::future::{join, join_all};

use super::{limited, log_in};

const EMAIL: &str = "ada@example.org";

/// How often each status was the answer to this many simultaneous logins to one account, each from
/// a different address.
async fn at_once(app: &TestApp, count: u8, password: &str) -> BTreeMap<u16, usize> {
    let login = async |host| {
        let address = format!("192.0.2.{host}");
        log_in(app, &address, EMAIL, password).await.status
    };
    let mut statuses = BTreeMap::new();
    for status in join_all((1..=count).map(login)).await {
        *statuses.entry(status).or_default() += 1;
    }
    statuses
}

on_both_databases! {
    async fn simultaneous_logins_check_five_wrong_passwords_but_every_right_one(
        database: TestDatabase,
    ) {
        let app = TestApp::with(database, limited).await;
        app.user_named(EMAIL).await;
        assert_eq!(at_once(&app, 20, PASSWORD).await, [(200, 20)].into());
        assert_eq!(at_once(&app, 20, "wrong").await, [(401, 5), (429, 15)].into());
    }

    async fn a_password_that_was_not_checked_does_not_count(database: TestDatabase) {
        let app = TestApp::with(database, |settings| {
            limited(settings);
            settings.auth.hashing.cost = 8;
            settings.auth.hashing.queue = 0;
        })
        .await;
        app.user_named(EMAIL).await;
        for _ in 0..3 {
            let statuses = at_once(&app, 8, "wrong").await;
            let unavailable = statuses.get(&503).copied().unwrap_or_default();
            assert!(unavailable >= 5, "{statuses:?}");
            log_in(&app, "198.51.100.1", EMAIL, PASSWORD).await.assert_status(200);
        }
    }

    async fn a_flooded_account_does_not_hold_up_other_accounts(database: TestDatabase) {
        let app = TestApp::with(database, |settings| {
            limited(settings);
            settings.auth.hashing.cost = 8;
            settings.auth.hashing.queue = 4;
        })
        .await;
        app.user_named(EMAIL).await;
        app.user_named("bob@example.org").await;
        let flood = at_once(&app, 100, PASSWORD);
        let others = async {
            for _ in 0..5 {
                let login = log_in(&app, "198.51.100.1", "bob@example.org", PASSWORD).await;
                login.assert_status(200);
            }
        };
        let (flood, ()) = join(flood, others).await;
        assert!(flood.get(&503).is_some_and(|refused| *refused >= 50), "{flood:?}");
        assert_eq!(flood.keys().copied().collect::<Vec<_>>(), [200, 503]);
    }
}
