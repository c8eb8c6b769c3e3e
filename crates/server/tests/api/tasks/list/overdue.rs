//! Overdue tasks, by the clocks of several time zones.
//!
//! The tests cannot set the time, so they choose due dates relative to the present: the clocks of
//! [`EAST`] and [`WEST`] are 26 hours apart, so at any time there is a day that ended at least an
//! hour ago in one zone and lasts for at least another hour in the other.

use errand_test_support::{TestApp, TestUser, on_both_databases};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// 14 hours ahead of UTC.
const EAST: &str = "Pacific/Kiritimati";
/// 12 hours behind UTC.
const WEST: &str = "Etc/GMT+12";

/// The day that has ended in the east but not in the west, plus a number of days.
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

    async fn a_task_with_its_own_time_zone_keeps_it(database: TestDatabase) {
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

    async fn a_due_time_is_in_the_same_time_zone_as_the_date(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        // In UTC; the other zones are two hours ahead or behind.
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
