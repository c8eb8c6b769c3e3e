//! Errors about routes, and what every answer contains.

use errand_test_support::{TestApp, TestUser, on_both_databases};
use reqwest::Method;
use serde_json::json;

use crate::routes::ROUTES;
use crate::tasks::address;

const METHODS: [&str; 9] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND",
];

/// The URL of a route. An id in it is that of a new task of the user.
async fn address_of(user: &TestUser<'_>, path: &str) -> String {
    let task = user.create_task("milk").await;
    path.replace("/api/v1/tasks/{id}", &address(&task))
}

on_both_databases! {
    async fn an_unsupported_method_is_405_with_the_allowed_methods(
        database: TestDatabase,
    ) {
        let app = TestApp::on(database).await;
        let user = app.admin().await;
        for route in ROUTES {
            let path = address_of(&user, route.path).await;
            let mut allowed: Vec<_> = ROUTES
                .iter()
                .filter(|other| other.path == route.path)
                .map(|other| other.method)
                .collect();
            if allowed.contains(&"GET") {
                allowed.push("HEAD");
            }
            allowed.sort_unstable();
            for method in METHODS
                .into_iter()
                .filter(|method| !allowed.contains(method))
            {
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                let response = user.call(method.clone(), &path, None).await;
                if method == Method::HEAD {
                    response.assert_status(405);
                } else {
                    response.assert_problem(405, "method_not_allowed");
                }
                let mut told: Vec<_> = response.header("allow").split(", ").collect();
                told.sort_unstable();
                assert_eq!(told, allowed, "{method} {path}");
            }
        }
    }

    async fn head_is_get_without_a_body(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            let path = address_of(&user, route.path).await;
            for path in [
                path.clone(),
                format!("{path}?unknown=1"),
                path.replace("/tasks/", "/tasks/x"),
            ] {
                let got = user.get(&path).await;
                let head = user.call(Method::HEAD, &path, None).await;
                assert_eq!(
                    (head.status, head.body.as_str()),
                    (got.status, ""),
                    "{path}"
                );
                assert_eq!(
                    head.header("content-type"),
                    got.header("content-type"),
                    "{path}"
                );
                assert!(!head.header("x-request-id").is_empty(), "{path}");
            }
        }
    }

    async fn an_unknown_url_is_404_with_and_without_a_token(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let task = address(&user.create_task("milk").await);
        for path in [
            "/nothing.txt",
            "/api",
            "/api/v1",
            "/api/v1/",
            "/api/v2/tasks",
            "/API/V1/TASKS",
            "/api/v1/tasks/",
            "/api/v1//tasks",
            "//api/v1/tasks",
            "/api/v1/tasks%00",
            "/api/v1/users",
            "/api/v1/users/you",
            "/auth",
            "/auth/refresh",
            "/health",
            "/metrics.json",
            "/docs/nothing",
            "/docs/..%2F..%2FCargo.toml",
            "/docs/%00",
            "/.env",
            &format!("{task}/"),
            &format!("{task}/nothing"),
            &format!("{task}/complete/nothing"),
        ] {
            for method in [Method::GET, Method::POST, Method::PATCH] {
                let anonymous = app.send(app.request(method.clone(), path)).await;
                anonymous.assert_problem(404, "route_not_found");
                user.call(method, path, None)
                    .await
                    .assert_problem(404, "route_not_found");
            }
        }
    }

    async fn the_params_hold_the_numbers_and_names_of_the_sentence(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        let tasks = "/api/v1/tasks";
        let account = json!({ "email": "ada@example.org", "password": "short" });
        let tags = vec!["home"; 21];
        for (response, params) in [
            (app.post("/api/v1/auth/signup", &account).await, json!({ "min": 8 })),
            (user.post(tasks, &json!({ "title": "a".repeat(201) })).await, json!({ "max": 200 })),
            (user.post(tasks, &json!({ "title": " " })).await, json!({})),
            (user.post(tasks, &json!({ "title": 1 })).await, json!({ "allowed": ["string"] })),
            (user.post(tasks, &json!({ "title": "a", "tags": tags })).await, json!({ "max": 20 })),
            (
                user.post(tasks, &json!({ "title": "a", "priority": "urgent" })).await,
                json!({ "allowed": ["low", "medium", "high"] }),
            ),
            (user.get("/api/v1/tasks?limit=0").await, json!({ "min": 1, "max": 100 })),
            (user.get("/api/v1/tasks?order=up").await, json!({ "allowed": ["asc", "desc"] })),
        ] {
            let problem = response.assert_problem(422, "invalid_request");
            let errors = problem["errors"].as_array().unwrap();
            assert_eq!(errors.len(), 1, "{response:?}");
            assert_eq!(errors[0]["params"], params, "{response:?}");
            // Each of them occurs in the sentence.
            let detail = errors[0]["detail"].as_str().unwrap();
            for value in params.as_object().unwrap().values() {
                let names = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                for name in names {
                    let name = name.to_string();
                    assert!(detail.contains(name.trim_matches('"')), "{response:?}");
                }
            }
        }
    }

    async fn a_plain_request_id_is_kept_and_any_other_is_replaced(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ask = async |path: &str, id: &[u8]| {
            app.send(app.request(Method::GET, path).header("x-request-id", id))
                .await
        };
        let long = "a".repeat(129);
        for path in ["/health/live", "/nothing", "/api/v1/tasks"] {
            for id in ["1", "a-b_c.d:e+f/g=", &long[..128]] {
                assert_eq!(ask(path, id.as_bytes()).await.header("x-request-id"), id);
            }
            for id in [
                &b""[..],
                b"a b",
                b"a\"b",
                b"a<b",
                "é".as_bytes(),
                b"a,b",
                b"${jndi:x}",
                long.as_bytes(),
            ] {
                let response = ask(path, id).await;
                let own = response.header("x-request-id");
                assert_eq!((own.len(), own.as_bytes()[14]), (36, b'7'), "{id:?}: {own}");
                assert_ne!(own, ask(path, id).await.header("x-request-id"));
            }
        }
    }

    async fn every_answer_has_a_request_id_and_a_cache_policy(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user().await;
        for route in ROUTES {
            let path = address_of(&user, route.path).await;
            let method = Method::from_bytes(route.method.as_bytes()).unwrap();
            for response in [
                user.call(method.clone(), &path, Some(&json!({ "title": "milk" })))
                    .await,
                user.call(method.clone(), &path, Some(&json!({ "nothing": 1 })))
                    .await,
                app.send(app.request(method, &path)).await,
            ] {
                assert!(!response.header("x-request-id").is_empty(), "{response:?}");
                assert!(!response.header("cache-control").is_empty(), "{response:?}");
                if response.status >= 400 {
                    response
                        .assert_problem(response.status, response.json()["code"].as_str().unwrap());
                }
            }
        }
    }
}
