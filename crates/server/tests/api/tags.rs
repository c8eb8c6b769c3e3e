//! `GET /tags`.

use errand_test_support::{TestApp, TestUser, on_both_databases};
use serde_json::{Value, json};

use crate::tasks::address;

const TAGS: &str = "/api/v1/tags";

async fn tags(user: &TestUser<'_>) -> Vec<(String, u64)> {
    let name = |tag: &Value| tag["name"].as_str().unwrap().to_owned();
    let items = user.items(TAGS).await;
    items
        .iter()
        .map(|tag| (name(tag), tag["count"].as_u64().unwrap()))
        .collect()
}

on_both_databases! {
    async fn the_tags_in_use_are_counted(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user().await;
        let bob = app.user().await;
        let response = ada.get(TAGS).await;
        response.assert_status(200);
        assert_eq!(response.json(), json!({ "items": [], "next_cursor": null }));

        let task = ada
            .create(&json!({ "title": "a", "tags": ["home", "Home"] }))
            .await;
        ada.create(&json!({ "title": "b", "tags": ["home", "🥛"], "completed": true }))
            .await;
        ada.create(&json!({ "title": "c" })).await;
        bob.create(&json!({ "title": "d", "tags": ["home", "secret"] }))
            .await;
        assert_eq!(
            ada.get(TAGS).await.json(),
            json!({
                "items": [
                    { "name": "Home", "count": 1 },
                    { "name": "home", "count": 2 },
                    { "name": "🥛", "count": 1 },
                ],
                "next_cursor": null,
            })
        );

        ada.patch(&address(&task), &json!({ "tags": ["work"] }))
            .await
            .assert_status(200);
        assert_eq!(
            tags(&ada).await,
            [("home".into(), 1), ("work".into(), 1), ("🥛".into(), 1)]
        );
        ada.delete(&address(&task)).await.assert_status(204);
        assert_eq!(tags(&ada).await, [("home".into(), 1), ("🥛".into(), 1)]);
        assert_eq!(tags(&bob).await, [("home".into(), 1), ("secret".into(), 1)]);
    }

    async fn paging_returns_each_tag_once_by_code_point(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let mut names = [
            "b", "B", "a", "Ä", "ä", "z", "10", "9", "_", "%", "🥛", "ﬁ", "a b",
        ];
        user.create(&json!({ "title": "milk", "tags": names }))
            .await;
        names.sort_unstable();
        for limit in [1, 4, 13, 100] {
            let mut met = Vec::new();
            let mut path = format!("{TAGS}?limit={limit}");
            loop {
                let page = user.get(&path).await.json();
                met.extend(page["items"].as_array().unwrap().clone());
                match page["next_cursor"].as_str() {
                    Some(cursor) => path = format!("{TAGS}?limit={limit}&cursor={cursor}"),
                    None => break,
                }
            }
            let met: Vec<_> = met
                .iter()
                .map(|tag| tag["name"].as_str().unwrap())
                .collect();
            assert_eq!(met, names, "by {limit}");
        }
    }

    async fn an_invalid_query_is_refused(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user().await;
        let bob = app.user().await;
        for user in [&ada, &bob] {
            user.create(&json!({ "title": "milk", "tags": ["a", "b"] }))
                .await;
        }
        let page = ada.get("/api/v1/tags?limit=1").await.json();
        let own = format!("cursor={}", page["next_cursor"].as_str().unwrap());
        ada.get(&format!("{TAGS}?{own}")).await.assert_status(200);
        bob.get(&format!("{TAGS}?{own}"))
            .await
            .assert_invalid(&[("cursor", "invalid_cursor")]);
        for (query, errors) in [
            ("limit=0", &[("limit", "out_of_range")][..]),
            ("limit=101", &[("limit", "out_of_range")]),
            ("limit=1&limit=1", &[("limit", "repeated")]),
            ("cursor=", &[("cursor", "invalid_cursor")]),
            ("cursor=YQ", &[("cursor", "invalid_cursor")]),
            (
                "sort=name&include=total",
                &[
                    ("include", "unknown_parameter"),
                    ("sort", "unknown_parameter"),
                ],
            ),
            (
                "limit=x&cursor=x&z",
                &[
                    ("cursor", "invalid_cursor"),
                    ("limit", "out_of_range"),
                    ("z", "unknown_parameter"),
                ],
            ),
        ] {
            ada.get(&format!("{TAGS}?{query}"))
                .await
                .assert_invalid(errors);
        }
    }
}
