//! Reading a list page by page, in every order.

use std::cmp::Ordering;

use errand_test_support::{TestApp, TestUser, on_both_databases};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::tasks::{TASKS, address};

/// All items of a list, read page by page.
async fn walk(user: &TestUser<'_>, query: &str, limit: usize) -> Vec<Value> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let response = user
            .get(&format!("{TASKS}?limit={limit}&{query}{cursor}"))
            .await;
        response.assert_status(200);
        let page = response.json();
        let page_items = page["items"].as_array().unwrap();
        items.extend(page_items.clone());
        match page["next_cursor"].as_str() {
            Some(next) => {
                assert_eq!(page_items.len(), limit, "only the last page may be short");
                cursor = format!("&cursor={next}");
            }
            None => return items,
        }
    }
}

/// Compares the sort keys of two tasks. A missing key comes last in either direction.
fn compare(sort: &str, descending: bool, one: &Value, other: &Value) -> Ordering {
    let turn = |ordering: Ordering| {
        if descending {
            ordering.reverse()
        } else {
            ordering
        }
    };
    let by_key = match sort {
        "priority" => turn(rank(one).cmp(&rank(other))),
        "title" => turn(title(one).cmp(&title(other))),
        "due_date" => match (due(one), due(other)) {
            (Some(one), Some(other)) => turn(one.cmp(&other)),
            (one, other) => one.is_none().cmp(&other.is_none()),
        },
        time => turn(instant(&one[time]).cmp(&instant(&other[time]))),
    };
    by_key.then_with(|| turn(one["id"].as_str().cmp(&other["id"].as_str())))
}

fn instant(value: &Value) -> Timestamp {
    value.as_str().unwrap().parse().unwrap()
}

fn rank(task: &Value) -> usize {
    let ranks = ["low", "medium", "high"];
    ranks
        .iter()
        .position(|rank| task["priority"] == *rank)
        .unwrap()
}

fn title(task: &Value) -> String {
    task["title"].as_str().unwrap().to_lowercase()
}

fn due(task: &Value) -> Option<String> {
    let time = task["due_time"].as_str().unwrap_or("end of day");
    task["due_date"]
        .as_str()
        .map(|date| format!("{date} {time}"))
}

on_both_databases! {
    async fn paging_returns_each_task_once_and_in_order(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let other = app.user().await;
        for task in [
            json!({ "title": "b", "priority": "low", "due_date": "2026-01-02" }),
            json!({
                "title": "B", "priority": "high", "due_date": "2026-01-02", "due_time": "09:30",
            }),
            json!({ "title": "a", "priority": "high" }),
            json!({ "title": "a" }),
            json!({ "title": "A", "due_date": "2026-01-01", "due_time": "23:59:59" }),
            json!({ "title": "%", "priority": "low", "due_date": "2026-01-01" }),
            json!({ "title": "🦊", "due_date": "9999-12-31" }),
            json!({ "title": "a b", "due_date": "0001-01-01" }),
        ] {
            other.create(&task).await;
            let task = user.create(&task).await;
            user.patch(&address(&task), &json!({ "description": "changed" }))
                .await;
        }
        let first = &user.items("/api/v1/tasks?order=asc").await[0];
        user.patch(&address(first), &json!({ "description": "changed again" }))
            .await;
        let all = user.items(TASKS).await;
        for sort in ["created_at", "updated_at", "due_date", "priority", "title"] {
            for order in ["asc", "desc"] {
                let mut expected = all.clone();
                expected.sort_by(|one, other| compare(sort, order == "desc", one, other));
                for limit in [1, 3, 8, 100] {
                    let met = walk(&user, &format!("sort={sort}&order={order}"), limit).await;
                    assert_eq!(met, expected, "{sort} {order} by {limit}");
                }
            }
        }
    }

    async fn each_sort_has_its_natural_order_by_default(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (title, priority, due) in [("a", "low", "2026-01-01"), ("b", "high", "2026-01-02")] {
            user.create(&json!({ "title": title, "priority": priority, "due_date": due }))
                .await;
        }
        for (query, first) in [
            ("", "b"),
            ("?sort=created_at", "b"),
            ("?sort=updated_at", "b"),
            ("?sort=due_date", "a"),
            ("?sort=priority", "b"),
            ("?sort=title", "a"),
            ("?order=asc", "a"),
        ] {
            assert_eq!(
                user.items(&format!("{TASKS}{query}")).await[0]["title"],
                first,
                "{query}"
            );
        }
    }

    async fn paging_through_a_filter_returns_only_matching_tasks(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for number in 0..9 {
            let tags = if number % 2 == 0 {
                json!(["even"])
            } else {
                json!([])
            };
            user.create(&json!({ "title": format!("milk {number}"), "tags": tags }))
                .await;
        }
        let met = walk(&user, "tag=even&search=milk&completed=false&sort=title", 2).await;
        let titles: Vec<_> = met
            .iter()
            .map(|task| task["title"].as_str().unwrap())
            .collect();
        assert_eq!(titles, ["milk 0", "milk 2", "milk 4", "milk 6", "milk 8"]);
    }

    async fn paging_continues_while_tasks_are_created_and_deleted(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for title in ["a", "b", "c", "d"] {
            user.create_task(title).await;
        }
        let page = user.get("/api/v1/tasks?sort=title&limit=2").await.json();
        // The task at the cursor is deleted, one is inserted before it and one after it.
        user.delete(&address(&page["items"][1]))
            .await
            .assert_status(204);
        user.create_task("aa").await;
        user.create_task("cc").await;
        let cursor = page["next_cursor"].as_str().unwrap();
        let rest = user
            .items(&format!("{TASKS}?sort=title&cursor={cursor}"))
            .await;
        let titles: Vec<_> = rest
            .iter()
            .map(|task| task["title"].as_str().unwrap())
            .collect();
        assert_eq!(titles, ["c", "cc", "d"]);
    }
}
