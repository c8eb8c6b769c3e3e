//! The filters of a list.

use errand_test_support::{TestApp, on_both_databases};
use serde_json::json;

on_both_databases! {
    async fn each_filter_narrows_the_list(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let other = app.user().await;
        for task in [
            json!({
                "title": "a", "priority": "high", "tags": ["home", "Urgent"],
                "due_date": "2026-01-01", "due_time": "23:59",
            }),
            json!({
                "title": "b", "priority": "high", "tags": ["work"],
                "due_date": "2026-01-02", "completed": true,
            }),
            json!({ "title": "c", "tags": ["home"], "due_date": "2026-01-03" }),
            json!({ "title": "d", "priority": "low", "tags": ["a b+c&d=é%"], "completed": true }),
            json!({ "title": "e" }),
        ] {
            user.create(&task).await;
            other.create(&task).await;
        }
        for (query, titles) in [
            ("", &["a", "b", "c", "d", "e"][..]),
            ("completed=true", &["b", "d"]),
            ("completed=false", &["a", "c", "e"]),
            ("priority=high", &["a", "b"]),
            ("priority=medium", &["c", "e"]),
            ("priority=low&priority=high", &["a", "b", "d"]),
            ("priority=low&priority=low", &["d"]),
            ("tag=home", &["a", "c"]),
            ("tag=Home", &[]),
            ("tag=urgent", &[]),
            ("tag=home&tag=work", &["a", "b", "c"]),
            ("tag=nothing", &[]),
            ("tag=nothing&tag=work", &["b"]),
            ("tag=a%20b%2Bc%26d%3D%C3%A9%25", &["d"]),
            ("tag=a+b%2Bc%26d%3D%c3%a9%25", &["d"]),
            ("due_before=2026-01-02", &["a"]),
            ("due_before=2026-01-01", &[]),
            ("due_after=2026-01-02", &["c"]),
            ("due_after=2026-01-01&due_before=2026-01-03", &["b"]),
            (
                "due_after=0001-01-01&due_before=9999-12-31",
                &["a", "b", "c"],
            ),
            ("completed=false&priority=high&tag=home", &["a"]),
            ("completed=true&tag=home", &[]),
        ] {
            assert_eq!(user.titles(query).await, titles, "{query}");
        }
    }

    async fn a_search_matches_every_term_in_any_field_and_case(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let other = app.user().await;
        for task in [
            json!({ "title": "100% milk", "description": "C:\\temp_1\nof \"Müller\" & Söhne" }),
            json!({ "title": "100 oranges", "tags": ["Straße", "c++"] }),
            json!({ "title": "Feed the 🦊", "description": "a+b=c" }),
            json!({ "title": "İSTANBUL" }),
        ] {
            user.create(&task).await;
            other.create(&task).await;
        }
        for (query, titles) in [
            ("search=milk", &["100% milk"][..]),
            ("search=MILK+100", &["100% milk"]),
            ("search=milk%20oranges", &[]),
            ("search=100", &["100 oranges", "100% milk"]),
            ("search=100%25", &["100% milk"]),
            ("search=%25", &["100% milk"]),
            ("search=_", &["100% milk"]),
            ("search=temp_1", &["100% milk"]),
            ("search=temp-1", &[]),
            ("search=%5C", &["100% milk"]),
            ("search=c:%5Ctemp", &["100% milk"]),
            ("search=%22muller%22+%26", &["100% milk"]),
            ("search=STRASSE", &["100 oranges"]),
            ("search=c%2B%2B", &["100 oranges"]),
            ("search=c++", &["100 oranges", "100% milk", "Feed the 🦊"]),
            ("search=a%2Bb", &["Feed the 🦊"]),
            ("search=%F0%9F%A6%8A", &["Feed the 🦊"]),
            ("search=istanbul", &["İSTANBUL"]),
            ("search=OR", &["100 oranges"]),
            ("search=milk+OR+fox", &[]),
            ("search=milk*", &[]),
            ("search=*", &[]),
            ("search=%27", &[]),
            ("search=search_text:milk", &[]),
            ("search=NEAR(", &[]),
            ("search=%22", &["100% milk"]),
        ] {
            assert_eq!(user.titles(query).await, titles, "{query}");
        }
        for blank in ["search=", "search", "search=+%09+"] {
            assert_eq!(user.titles(blank).await.len(), 4, "{blank}");
        }
    }

    async fn filters_match_the_new_values_and_not_the_old_ones(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user
            .create(&json!({ "title": "milk", "tags": ["home"] }))
            .await;
        let change =
            json!({ "title": "bread", "tags": ["shop"], "priority": "low", "completed": true });
        user.patch(&crate::tasks::address(&task), &change)
            .await
            .assert_status(200);
        for gone in [
            "search=milk",
            "search=home",
            "tag=home",
            "priority=medium",
            "completed=false",
        ] {
            assert_eq!(user.titles(gone).await, [""; 0], "{gone}");
        }
        for found in [
            "search=bread",
            "search=shop",
            "tag=shop",
            "priority=low",
            "completed=true",
        ] {
            assert_eq!(user.titles(found).await, ["bread"], "{found}");
        }
    }
}
