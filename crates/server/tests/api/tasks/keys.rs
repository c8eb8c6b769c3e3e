//! `Idempotency-Key`: requests that are safe to repeat.

use errand_test_support::{Response, TestApp, TestUser, on_both_databases};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::{TASKS, address};

const TRASH: &str = "/api/v1/trash";

async fn post(user: &TestUser<'_>, key: &str, path: &str, body: &Value) -> Response {
    let headers = [("idempotency-key", key)];
    user.call_with(&headers, Method::POST, path, Some(body))
        .await
}

/// What a client sees of an answer.
fn seen(answer: &Response) -> (u16, &str, [&str; 3]) {
    let headers = ["errand-commit", "etag", "location"].map(|name| answer.header(name));
    (answer.status, &answer.body, headers)
}

on_both_databases! {
    async fn a_repeated_request_is_carried_out_once(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        let body = json!({ "title": "bread" });
        let patched = user.patch(&task, &json!({ "priority": "high" })).await;
        let undo = format!("/api/v1/commits/{}/undo", patched.header("errand-commit"));
        for (number, (method, path, body)) in [
            (Method::POST, undo, None),
            (Method::POST, TASKS.to_owned(), Some(&body)),
            (Method::PUT, task.clone(), Some(&body)),
            (Method::PATCH, task.clone(), Some(&body)),
            (Method::PATCH, format!("{task}/complete"), None),
            (Method::DELETE, task.clone(), None),
            (Method::POST, format!("{task}/restore"), None),
        ]
        .into_iter()
        .enumerate()
        {
            let key = format!("key-{number}");
            let headers = [("idempotency-key", key.as_str())];
            let send = || user.call_with(&headers, method.clone(), &path, body);
            let first = send().await;
            assert!([200, 201, 204].contains(&first.status), "{first:?}");
            assert_ne!(first.header("errand-commit"), "");
            let before = (user.items(TASKS).await, user.items(TRASH).await);
            let second = send().await;
            assert_eq!(seen(&second), seen(&first), "{method} {path}");
            assert_eq!((user.items(TASKS).await, user.items(TRASH).await), before);
        }
        assert_eq!(user.items(TASKS).await.len(), 2);
    }

    async fn the_answer_is_the_same_even_if_the_task_has_changed_since(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let body = json!({ "title": "milk" });
        let first = post(&user, "key", TASKS, &body).await;
        let task = address(&first.json());
        user.patch(&task, &json!({ "title": "bread" })).await.assert_status(200);
        assert_eq!(seen(&post(&user, "key", TASKS, &body).await), seen(&first));
        user.delete(&task).await.assert_status(204);
        assert_eq!(seen(&post(&user, "key", TASKS, &body).await), seen(&first));
        assert_eq!(user.items(TASKS).await, [Value::Null; 0]);
    }

    async fn a_repeated_change_succeeds_although_the_version_is_now_another(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        let body = json!({ "title": "bread" });
        let headers = [("idempotency-key", "key"), ("if-match", "\"1\"")];
        let send = || user.call_with(&headers, Method::PATCH, &task, Some(&body));
        let first = send().await;
        first.assert_status(200);
        assert_eq!(seen(&send().await), seen(&first));
    }

    async fn a_repeated_emptying_leaves_what_was_deleted_since(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let headers = [("idempotency-key", "key")];
        let empty = || user.call_with(&headers, Method::DELETE, TRASH, None);
        let delete = async || {
            let task = address(&user.create_task("milk").await);
            user.delete(&task).await.assert_status(204);
        };
        delete().await;
        let first = empty().await;
        delete().await;
        assert_eq!(seen(&empty().await), seen(&first));
        assert_eq!(user.items(TRASH).await.len(), 1);
    }

    async fn a_key_is_for_one_request_only(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let (milk, bread) = (user.create_task("milk").await, user.create_task("bread").await);
        let [milk, bread] = [milk, bread].map(|task| address(&task));
        let body = json!({ "title": "wine" });
        let other_body = json!({ "title": "water" });
        let key = ("idempotency-key", "key");
        user.call_with(&[key], Method::PATCH, &milk, Some(&body)).await.assert_status(200);
        let query = format!("{milk}?a=1");
        let if_match = ("if-match", "*");
        for (headers, method, path, body) in [
            (&[key][..], Method::PATCH, &milk, &other_body),
            (&[key], Method::PUT, &milk, &body),
            (&[key], Method::PATCH, &bread, &body),
            (&[key], Method::PATCH, &query, &body),
            (&[key, if_match], Method::PATCH, &milk, &body),
        ] {
            let answer = user.call_with(headers, method, path, Some(body)).await;
            answer.assert_problem(422, "key_reused");
        }
        // The same bytes, shared out otherwise among the query and the header.
        let (one, other) = (format!("{milk}?a=1"), format!("{milk}?a=1*"));
        let key = ("idempotency-key", "another");
        let first = user.call_with(&[key, if_match], Method::PATCH, &one, Some(&body)).await;
        first.assert_status(200);
        let answer = user.call_with(&[key], Method::PATCH, &other, Some(&body)).await;
        answer.assert_problem(422, "key_reused");
        assert_eq!(user.titles("").await, ["bread", "wine"]);
    }

    async fn the_same_request_at_once_is_carried_out_once(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let body = json!({ "title": "milk" });
        let sent = join_all((0..20).map(|_| post(&user, "key", TASKS, &body))).await;
        let after = post(&user, "key", TASKS, &body).await;
        after.assert_status(201);
        for answer in sent {
            if answer.status == 409 {
                answer.assert_problem(409, "key_in_use");
                assert_eq!(answer.header("retry-after"), "1");
            } else {
                assert_eq!(seen(&answer), seen(&after));
            }
        }
        assert_eq!(user.items(TASKS).await, [after.json()]);
    }

    async fn a_key_belongs_to_its_user(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let (ada, bob) = (app.user().await, app.user().await);
        let hers = post(&ada, "key", TASKS, &json!({ "title": "milk" })).await;
        let his = post(&bob, "key", TASKS, &json!({ "title": "bread" })).await;
        hers.assert_status(201);
        his.assert_status(201);
        assert_eq!(bob.items(TASKS).await, [his.json()]);
    }

    async fn a_key_is_the_same_with_and_without_quotes(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let body = json!({ "title": "milk" });
        let bare = post(&user, r"a\b", TASKS, &body).await;
        let quoted = post(&user, r#""a\\b""#, TASKS, &body).await;
        let spaced = post(&user, r" a\b ", TASKS, &body).await;
        assert_eq!((seen(&quoted), seen(&spaced)), (seen(&bare), seen(&bare)));
    }

    async fn a_refused_request_does_not_use_its_key(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let refused = post(&user, "key", TASKS, &json!({ "title": "" })).await;
        refused.assert_problem(422, "invalid_request");
        let nothing = format!("{TASKS}/019b0000-0000-7000-8000-000000000000/restore");
        post(&user, "key", &nothing, &Value::Null).await.assert_problem(404, "task_not_found");
        post(&user, "key", TASKS, &json!({ "title": "milk" })).await.assert_status(201);
    }

    async fn a_malformed_key_is_refused_by_every_write(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = user.create_task("milk").await;
        let path = address(&task);
        let body = json!({ "title": "bread" });
        let undo = "/api/v1/commits/019b0000-0000-7000-8000-000000000000/undo".to_owned();
        let long = "k".repeat(256);
        for (method, path, body) in [
            (Method::POST, TASKS.to_owned(), Some(&body)),
            (Method::PUT, path.clone(), Some(&body)),
            (Method::PATCH, path.clone(), Some(&body)),
            (Method::PATCH, format!("{path}/complete"), None),
            (Method::DELETE, path.clone(), None),
            (Method::POST, format!("{path}/restore"), None),
            (Method::POST, undo, None),
            (Method::DELETE, TRASH.to_owned(), None),
        ] {
            for key in ["", "\"\"", "a b", "\"a", "a\"", "ä", long.as_str()] {
                let headers = [("idempotency-key", key)];
                let answer = user.call_with(&headers, method.clone(), &path, body).await;
                let problem = answer.assert_problem(400, "malformed_header");
                let detail = problem["detail"].as_str().unwrap();
                assert!(detail.contains("Idempotency-Key"), "{method} {path} {key}: {detail}");
            }
        }
        assert_eq!(user.items(TASKS).await, [task]);
    }
}
