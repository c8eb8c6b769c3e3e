//! What is overdue, by the clocks of several zones.
//!
//! The present is what it is, so the tasks are made around it: the clocks of [`EAST`] and [`WEST`]
//! are 26 hours apart, and at any time there is a day that is over for at least an hour in one and
//! lasts for at least another in the other.

use errand_test_support::{TestApp, TestUser, on_both_databases};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// 14 hours before Greenwich.
const EAST: &str = "Pacific/Kiritimati";
/// 12 hours after it.
const WEST: &str = "Etc/GMT+12";

/// The day that is over in the east and not in the west, a number of days later.
async fn day(user: &TestUser<'_>, later: i64) -> String {
    let probe = user.create_task("probe").await;
    let now: Timestamp = probe["created_at"].as_str().unwrap().parse().unwrap();
    user.delete(&crate::tasks::address(&probe))
        .await
        .assert_status(204);
    (now - SignedDuration::from_hours(11) + SignedDuration::from_hours(24 * later))
        .strftime("%F")
        .to_string()
}

async fn live_in(user: &TestUser<'_>, zone: &str) {
    user.patch("/api/v1/users/me", &json!({ "time_zone": zone }))
        .await
        .assert_status(200);
}

on_both_databases! {
    async fn a_day_ends_in_the_users_time_zone(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (title, later) in [("before", -3), ("that day", 0), ("after", 4)] {
            let due = day(&user, later).await;
            user.create(&json!({ "title": title, "due_date": due }))
                .await;
            user.create(
                &json!({ "title": format!("{title}, done"), "due_date": due, "completed": true }),
            )
            .await;
        }
        user.create_task("any day").await;
        for (zone, overdue) in [(EAST, &["before", "that day"][..]), (WEST, &["before"])] {
            live_in(&user, zone).await;
            assert_eq!(user.titles("overdue=true").await, overdue, "{zone}");
            let others = user.titles("overdue=false").await;
            assert_eq!(others.len(), 7 - overdue.len(), "{zone}");
            assert!(
                overdue
                    .iter()
                    .all(|title| !others.contains(&(*title).to_owned()))
            );
        }
    }

    async fn a_task_with_a_zone_of_its_own_keeps_it(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let due_date = day(&user, 0).await;
        for (title, zone) in [
            ("east", json!(EAST)),
            ("west", json!(WEST)),
            ("home", Value::Null),
        ] {
            user.create(&json!({ "title": title, "due_date": due_date, "time_zone": zone }))
                .await;
        }
        live_in(&user, EAST).await;
        assert_eq!(user.titles("overdue=true").await, ["east", "home"]);
        live_in(&user, WEST).await;
        assert_eq!(user.titles("overdue=true").await, ["east"]);
    }

    async fn a_time_of_day_is_of_the_same_zone(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        // By the clock of Greenwich, which others are two hours before or after.
        let probe = user.create_task("probe").await;
        let now: Timestamp = probe["created_at"].as_str().unwrap().parse().unwrap();
        for (title, hours) in [("an hour ago", -1), ("in an hour", 1)] {
            let due = now + SignedDuration::from_hours(hours);
            let (date, time) = (due.strftime("%F").to_string(), due.strftime("%T").to_string());
            user.create(&json!({ "title": title, "due_date": date, "due_time": time }))
                .await;
        }
        assert_eq!(user.titles("overdue=true").await, ["an hour ago"]);
        live_in(&user, "Etc/GMT-2").await;
        assert_eq!(
            user.titles("overdue=true").await,
            ["an hour ago", "in an hour"]
        );
        live_in(&user, "Etc/GMT+2").await;
        assert_eq!(user.titles("overdue=true").await, [""; 0]);
    }
}
