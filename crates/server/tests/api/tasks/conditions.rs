//! `ETag`, `If-Match` and `If-None-Match`: changing only the version one knows.

use errand_test_support::{Response, TestApp, TestUser, on_both_databases};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::{TASKS, address, whole_task};

/// The writes of a task, with a body that each accepts.
fn writes() -> [(Method, &'static str, Option<Value>); 5] {
    [
        (Method::PUT, "", Some(json!({ "title": "bread" }))),
        (Method::PATCH, "", Some(json!({ "title": "bread" }))),
        (Method::PATCH, "/complete", None),
        (Method::POST, "/restore", None),
        (Method::DELETE, "", None),
    ]
}

/// Changes a task's description if the version is still this one.
async fn describe(user: &TestUser<'_>, task: &str, if_match: &str, text: &str) -> Response {
    let body = json!({ "description": text });
    let headers = [("if-match", if_match)];
    user.call_with(&headers, Method::PATCH, task, Some(&body))
        .await
}

on_both_databases! {
    async fn the_second_of_two_tabs_learns_of_the_change_of_the_first(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        let (one, other) = (user.get(&task).await, user.get(&task).await);
        let (one, other) = (one.header("etag"), other.header("etag"));
        assert_eq!((one, other), ("\"1\"", "\"1\""));

        let saved = describe(&user, &task, one, "two litres").await;
        saved.assert_status(200);
        assert_eq!(saved.header("etag"), "\"2\"");

        let refused = describe(&user, &task, other, "three litres").await;
        let problem = refused.assert_problem(412, "version_mismatch");
        assert_eq!(problem["current"], saved.json());
        assert_eq!(refused.header("etag"), "\"2\"");
        assert_eq!(refused.header("errand-commit"), "");
        assert_eq!(user.get(&task).await.json(), saved.json());

        // Having seen it, the second may decide.
        let decided = describe(&user, &task, refused.header("etag"), "three litres").await;
        decided.assert_status(200);
        assert_eq!(decided.json()["description"], "three litres");
        assert_eq!(decided.header("etag"), "\"3\"");
    }

    async fn of_many_who_change_one_version_at_once_only_one_succeeds(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        let texts: Vec<_> = (0..10).map(|number| number.to_string()).collect();
        let changes = texts.iter().map(|text| describe(&user, &task, "\"1\"", text));
        let (saved, refused): (Vec<_>, Vec<_>) =
            join_all(changes).await.into_iter().partition(|answer| answer.status == 200);
        assert_eq!((saved.len(), refused.len()), (1, 9));
        for answer in refused {
            let problem = answer.assert_problem(412, "version_mismatch");
            assert_eq!(problem["current"], saved[0].json());
        }
        assert_eq!(user.get(&task).await.json(), saved[0].json());
    }

    async fn many_who_name_no_version_all_succeed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        let toggle = format!("{task}/complete");
        let toggles = (0..20).map(|_| user.patch(&toggle, &Value::Null));
        for answer in join_all(toggles).await {
            answer.assert_status(200);
        }
        assert_eq!(user.get(&task).await.json()["version"], 21);
    }

    async fn every_answer_with_a_task_has_its_tag(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let created = user.post(TASKS, &whole_task()).await;
        let task = address(&created.json());
        let body = json!({ "title": "bread" });
        for (version, answer) in [
            (1, created),
            (1, user.get(&task).await),
            (2, user.put(&task, &body).await),
            (3, user.patch(&task, &body).await),
            (3, user.patch(&task, &json!({})).await),
            (4, user.patch(&format!("{task}/complete"), &Value::Null).await),
            (4, user.post(&format!("{task}/restore"), &Value::Null).await),
        ] {
            assert_eq!(answer.json()["version"], version, "{answer:?}");
            assert_eq!(answer.header("etag"), format!("\"{version}\""), "{answer:?}");
        }
    }

    async fn another_version_than_the_named_ones_stays_as_it_is(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let address = address(&task);
        for (method, end, body) in writes() {
            for tags in ["\"2\"", "W/\"1\"", "\"01\"", "\"one\", \"\"", "\"2\", W/\"1\""] {
                let path = format!("{address}{end}");
                let headers = [("if-match", tags)];
                let answer = user.call_with(&headers, method.clone(), &path, body.as_ref()).await;
                let problem = answer.assert_problem(412, "version_mismatch");
                assert_eq!(problem["current"], task, "{method} {end} {tags}");
                assert_eq!(answer.header("etag"), "\"1\"");
            }
        }
        assert_eq!(user.get(&address).await.json(), task);
    }

    async fn one_of_the_named_versions_is_changed(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for (method, end, body) in writes() {
            for tags in ["\"1\"", "\"7\", \"1\"", ", \"1\",\"7\" ,", "*"] {
                let path = format!("{}{end}", address(&user.create_task("milk").await));
                let headers = [("if-match", tags)];
                let answer = user.call_with(&headers, method.clone(), &path, body.as_ref()).await;
                let expected = if method == Method::DELETE { 204 } else { 200 };
                answer.assert_status(expected);
            }
        }
    }

    async fn a_task_in_the_trash_has_a_version_too(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        user.delete(&task).await.assert_status(204);
        let restore = format!("{task}/restore");
        let refused = user.call_with(&[("if-match", "\"1\"")], Method::POST, &restore, None).await;
        let problem = refused.assert_problem(412, "version_mismatch");
        assert_eq!(problem["current"], user.items("/api/v1/trash").await[0]);
        let restored = user.call_with(&[("if-match", "\"2\"")], Method::POST, &restore, None).await;
        restored.assert_status(200);
        assert_eq!(restored.header("etag"), "\"3\"");
    }

    async fn a_known_version_is_not_sent_again(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let address = address(&task);
        let get = async |tags| {
            user.call_with(&[("if-none-match", tags)], Method::GET, &address, None).await
        };
        for tags in ["\"1\"", "W/\"1\"", "\"5\", \"1\"", "*"] {
            let answer = get(tags).await;
            answer.assert_status(304);
            assert_eq!(answer.body, "");
            assert_eq!(answer.header("etag"), "\"1\"");
        }
        for tags in ["\"2\"", "\"01\"", "\"\""] {
            let answer = get(tags).await;
            answer.assert_status(200);
            assert_eq!(answer.json(), task);
        }
        user.patch(&address, &json!({ "title": "bread" })).await.assert_status(200);
        get("\"1\"").await.assert_status(200);
        get("\"2\"").await.assert_status(304);
    }

    async fn a_malformed_header_is_refused_by_name(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let address = address(&task);
        for value in ["", "1", "\"1", "\"1\" \"2\"", "*, \"1\"", "w/\"1\"", "\"ä\""] {
            for (method, end, body) in writes() {
                let path = format!("{address}{end}");
                let headers = [("if-match", value)];
                let answer = user.call_with(&headers, method.clone(), &path, body.as_ref()).await;
                let problem = answer.assert_problem(400, "malformed_header");
                let detail = problem["detail"].as_str().unwrap();
                assert!(detail.contains("If-Match"), "{method} {end} {value}: {detail}");
            }
            let headers = [("if-none-match", value)];
            let answer = user.call_with(&headers, Method::GET, &address, None).await;
            let problem = answer.assert_problem(400, "malformed_header");
            assert!(problem["detail"].as_str().unwrap().contains("If-None-Match"));
        }
        assert_eq!(user.get(&address).await.json(), task);
    }

    async fn several_header_lines_are_one_list(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        let patch = async |lines: [&str; 2]| {
            let headers = lines.map(|line| ("if-match", line));
            let body = json!({ "title": "bread" });
            user.call_with(&headers, Method::PATCH, &task, Some(&body)).await
        };
        patch(["\"7\"", "\"1\""]).await.assert_status(200);
        patch(["\"7\"", "\"8\""]).await.assert_problem(412, "version_mismatch");
        patch(["\"2\"", "*"]).await.assert_problem(400, "malformed_header");
    }

    async fn another_users_task_has_no_version(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (ada, bob) = (app.user().await, app.user().await);
        let task = address(&ada.create_task("milk").await);
        for tags in ["\"1\"", "\"2\"", "*"] {
            let answer = describe(&bob, &task, tags, "stolen").await;
            answer.assert_problem(404, "task_not_found");
            assert_eq!(answer.header("etag"), "");
        }
    }
}
