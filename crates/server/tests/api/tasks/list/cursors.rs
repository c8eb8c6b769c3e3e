//! Which cursors a list accepts.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errand_test_support::{TestApp, TestUser, on_both_databases};
use serde_json::{Value, json};

use crate::tasks::TASKS;

async fn cursor(user: &TestUser<'_>, query: &str) -> String {
    let page = user.get(&format!("{TASKS}?limit=1&{query}")).await.json();
    page["next_cursor"].as_str().unwrap().to_owned()
}

async fn assert_refused(user: &TestUser<'_>, query: &str, cursor: &str) {
    let path = format!("{TASKS}?{query}&cursor={cursor}");
    user.get(&path)
        .await
        .assert_invalid(&[("cursor", "invalid_cursor")]);
}

/// The cursor with its contents changed, encoded as the product does.
fn forge(cursor: &str, change: impl Fn(&mut Value)) -> String {
    let mut content = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cursor).unwrap()).unwrap();
    change(&mut content);
    URL_SAFE_NO_PAD.encode(content.to_string())
}

on_both_databases! {
    async fn a_cursor_is_valid_for_its_list_with_any_page_size(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for title in ["a", "b", "c"] {
            user.create_task(title).await;
        }
        let cursor = cursor(&user, "sort=title&completed=false").await;
        for query in [
            "sort=title&completed=false",
            "completed=false&sort=title",
            "limit=2&sort=title&completed=false&include=total",
        ] {
            let rest = user
                .items(&format!("{TASKS}?{query}&cursor={cursor}"))
                .await;
            let titles: Vec<_> = rest
                .iter()
                .map(|task| task["title"].as_str().unwrap())
                .collect();
            assert_eq!(titles, ["b", "c"], "{query}");
        }
    }

    async fn a_cursor_is_invalid_for_any_other_list(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user().await;
        let bob = app.user().await;
        for title in ["a", "b", "c"] {
            ada.create_task(title).await;
            bob.create_task(title).await;
        }
        let own = cursor(&ada, "sort=title").await;
        ada.get(&format!("{TASKS}?sort=title&cursor={own}"))
            .await
            .assert_status(200);
        assert_refused(&bob, "sort=title", &own).await;
        for query in [
            "",
            "sort=created_at",
            "sort=title&order=desc",
            "sort=title&completed=false",
            "sort=title&tag=a",
            "sort=title&search=a",
        ] {
            assert_refused(&ada, query, &own).await;
        }
        let path = format!("/api/v1/tags?cursor={own}");
        ada.get(&path)
            .await
            .assert_invalid(&[("cursor", "invalid_cursor")]);
        let repeated = format!("{TASKS}?sort=title&cursor={own}&cursor={own}");
        ada.get(&repeated)
            .await
            .assert_invalid(&[("cursor", "repeated")]);
    }

    async fn nonsense_is_not_a_cursor(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for title in ["a", "b"] {
            user.create_task(title).await;
        }
        let own = cursor(&user, "").await;
        let longer = format!("{own}A");
        let padded = format!("{own}=");
        let long = "A".repeat(50_000);
        let deep = URL_SAFE_NO_PAD.encode("[".repeat(10_000));
        for text in [
            "",
            "0",
            "null",
            "%00",
            "%F0%9F%A6%8A",
            "e30",
            "bnVsbA",
            &longer,
            &padded,
            &own[1..],
            &long,
            &deep,
        ] {
            assert_refused(&user, "", text).await;
        }
    }

    async fn a_forged_cursor_is_refused_and_reveals_nothing(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for title in ["a", "b"] {
            user.create_task(title).await;
        }
        let own = cursor(&user, "").await;
        let same = forge(&own, |_| {});
        user.get(&format!("{TASKS}?cursor={same}"))
            .await
            .assert_status(200);
        for key in [
            json!({ "title": "a" }),
            json!({ "priority": "high" }),
            json!({ "updated_at": "2026-01-01T00:00:00Z" }),
            json!({ "created_at": "+262142-01-01T00:00:00Z" }),
            json!({ "created_at": "-0001-01-01T00:00:00Z" }),
            json!({ "created_at": null }),
            json!({ "owner_id": "a" }),
            json!("' OR 1=1 --"),
        ] {
            assert_refused(
                &user,
                "",
                &forge(&own, |cursor| cursor["after"]["key"] = key.clone()),
            )
            .await;
        }
        assert_refused(&user, "", &forge(&own, |cursor| cursor["of"] = json!(0))).await;
        assert_refused(
            &user,
            "",
            &forge(&own, |cursor| cursor["after"]["id"] = json!("1")),
        )
        .await;

        let by_title = cursor(&user, "sort=title").await;
        let null = forge(&by_title, |cursor| {
            cursor["after"]["key"] = json!({ "title": "a\0" });
        });
        user.get(&format!("{TASKS}?sort=title&cursor={null}"))
            .await
            .assert_status(422);
        let by_due = cursor(&user, "sort=due_date").await;
        for date in [
            "+262142-01-01T00:00:00",
            "0000-01-01T00:00:00",
            "2026-01-01T23:59:60",
        ] {
            let far = forge(&by_due, |cursor| {
                cursor["after"]["key"] = json!({ "due_date": date });
            });
            let path = format!("{TASKS}?sort=due_date&cursor={far}");
            let status = user.get(&path).await.status;
            assert!(
                status == 422 || (status == 200 && date.starts_with("2026")),
                "{date}: {status}"
            );
        }
    }
}
