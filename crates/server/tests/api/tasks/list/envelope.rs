//! The shape of a list, and the queries it accepts.

use errand_test_support::{TestApp, on_both_databases};
use serde_json::json;

use crate::tasks::TASKS;

on_both_databases! {
    async fn an_empty_list_has_no_items_and_no_cursor(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (query, expected) in [
            ("", json!({ "items": [], "next_cursor": null })),
            (
                "?completed=true&search=milk&sort=title",
                json!({ "items": [], "next_cursor": null }),
            ),
            (
                "?include=total",
                json!({ "items": [], "next_cursor": null, "total": 0 }),
            ),
        ] {
            let response = user.get(&format!("{TASKS}{query}")).await;
            response.assert_status(200);
            assert_eq!(response.json(), expected, "{query}");
            assert_eq!(response.header("cache-control"), "no-store");
        }
    }

    async fn the_total_is_included_on_request(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user().await;
        let bob = app.user().await;
        for title in ["milk", "bread", "more milk"] {
            ada.create_task(title).await;
            bob.create_task(title).await;
        }
        let response = ada.get("/api/v1/tasks?limit=2").await;
        response.assert_fields(&["items", "next_cursor"]);
        let first = ada
            .get("/api/v1/tasks?limit=1&include=total&search=milk")
            .await;
        let first = first.assert_fields(&["items", "next_cursor", "total"]);
        assert_eq!(first["total"], 2);
        // The total counts all pages and is on every page.
        let cursor = first["next_cursor"].as_str().unwrap();
        let next = format!("/api/v1/tasks?limit=1&include=total&search=milk&cursor={cursor}");
        let next = ada.get(&next).await.json();
        assert_eq!(next["total"], 2);
        assert_eq!(next["next_cursor"], json!(null));
    }

    async fn a_page_has_the_requested_number_of_tasks_or_50_by_default(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for number in 0..101 {
            user.create_task(&number.to_string()).await;
        }
        for (query, count) in [
            ("", 50),
            ("?limit=1", 1),
            ("?limit=100", 100),
            ("?limit=007", 7),
        ] {
            let response = user.get(&format!("{TASKS}{query}")).await;
            response.assert_status(200);
            assert_eq!(
                response.json()["items"].as_array().unwrap().len(),
                count,
                "{query}"
            );
            assert!(response.json()["next_cursor"].is_string());
        }
    }

    async fn an_invalid_query_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let long = format!("search={}", "é".repeat(201));
        let long_tag = format!("tag={}", "é".repeat(51));
        for (query, errors) in [
            ("limit=0", &[("limit", "out_of_range")][..]),
            ("limit=101", &[("limit", "out_of_range")]),
            ("limit=-1", &[("limit", "out_of_range")]),
            ("limit=", &[("limit", "out_of_range")]),
            ("limit=1e1", &[("limit", "out_of_range")]),
            ("limit=%2B5", &[("limit", "out_of_range")]),
            (
                "limit=99999999999999999999999",
                &[("limit", "out_of_range")],
            ),
            ("limit=5&limit=6", &[("limit", "repeated")]),
            ("limit=5&limit=5", &[("limit", "repeated")]),
            ("completed=yes", &[("completed", "invalid_boolean")]),
            ("completed=True", &[("completed", "invalid_boolean")]),
            ("completed=", &[("completed", "invalid_boolean")]),
            ("completed", &[("completed", "invalid_boolean")]),
            (
                "completed=true&completed=false",
                &[("completed", "repeated")],
            ),
            ("overdue=1", &[("overdue", "invalid_boolean")]),
            ("priority=urgent", &[("priority", "unknown_value")]),
            ("priority=high,low", &[("priority", "unknown_value")]),
            (
                "priority=high&priority=urgent&priority=",
                &[("priority", "unknown_value"), ("priority", "unknown_value")],
            ),
            ("tag=", &[("tag", "blank")]),
            ("tag=a%00", &[("tag", "control_character")]),
            (&long_tag, &[("tag", "too_long")]),
            ("search=a%00b", &[("search", "control_character")]),
            (&long, &[("search", "too_long")]),
            ("search=a&search=b", &[("search", "repeated")]),
            ("due_before=2026-02-30", &[("due_before", "invalid_date")]),
            (
                "due_after=2026-01-01T00:00:00Z",
                &[("due_after", "invalid_date")],
            ),
            ("sort=name", &[("sort", "unknown_value")]),
            ("sort=title,id", &[("sort", "unknown_value")]),
            ("order=up", &[("order", "unknown_value")]),
            ("order=ASC", &[("order", "unknown_value")]),
            ("include=tags", &[("include", "unknown_value")]),
            ("include=total&include=total", &[("include", "repeated")]),
            ("page=2", &[("page", "unknown_parameter")]),
            ("user_id=1", &[("user_id", "unknown_parameter")]),
            ("priority[]=high", &[("priority[]", "unknown_parameter")]),
            ("Limit=5", &[("Limit", "unknown_parameter")]),
            ("a%00=b", &[("a\0", "unknown_parameter")]),
            ("search=%ff", &[("search", "invalid_utf8")]),
            ("search=%F0%9F", &[("search", "invalid_utf8")]),
            ("tag=a&tag=%C3%28", &[("tag", "invalid_utf8")]),
            ("search=%EF%BF%BD&%ff=a", &[("\u{fffd}", "invalid_utf8")]),
            (
                "limit=0&sort=x&y=z&completed=2",
                &[
                    ("limit", "out_of_range"),
                    ("sort", "unknown_value"),
                    ("y", "unknown_parameter"),
                    ("completed", "invalid_boolean"),
                ],
            ),
        ] {
            let response = user.get(&format!("{TASKS}?{query}")).await;
            response.assert_invalid(errors);
            for error in response.json()["errors"].as_array().unwrap() {
                assert!(error["parameter"].is_string() && error.get("pointer").is_none());
            }
        }
    }
}
