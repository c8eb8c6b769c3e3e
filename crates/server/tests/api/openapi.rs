//! The OpenAPI document and the documentation page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use errand_test_support::{
    MailServer, PASSWORD, TestApp, TestDatabase, TestUser, on_both_databases,
};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::email_tokens::app_with_mail;
use crate::tasks::address;

fn document() -> Value {
    serde_json::to_value(errand_web::openapi()).unwrap()
}

/// Every operation, with its method and path.
fn operations(document: &Value) -> Vec<(Method, &str, &Value)> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            operations.push((method, path.as_str(), operation));
        }
    }
    operations
}

#[test]
fn the_committed_document_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let kept = fs::read_to_string(path).unwrap_or_default();
    let present = format!("{}\n", errand_web::openapi().to_pretty_json().unwrap());
    assert!(
        kept == present,
        "docs/openapi.json is stale: run `just openapi` and commit it"
    );
}

#[test]
fn it_is_openapi_3_1_with_unique_names_and_examples_of_a_login() {
    let document = document();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    let mut names = BTreeSet::new();
    for (_, path, operation) in operations(&document) {
        let name = operation["operationId"].as_str().unwrap();
        assert!(names.insert(name), "{name} is used twice");
        for text in ["summary", "tags"] {
            assert!(!operation[text].is_null(), "{path} has no {text}");
        }
    }
    let login = &document["paths"]["/api/v1/auth/login"]["post"];
    let example = |content: &Value| content["content"]["application/json"]["example"].clone();
    let request = example(&login["requestBody"]);
    assert!(request["email"].is_string() && request["password"].is_string());
    let response = example(&login["responses"]["200"]);
    assert_eq!(response["token_type"], "bearer");
    assert_eq!(
        response["access_token"]
            .as_str()
            .unwrap()
            .split('.')
            .count(),
        3
    );
}

/// A valid body.
fn good_body(method: &Method, path: &str, user: &TestUser<'_>, token: &str) -> Value {
    match path.rsplit('/').next() {
        Some("signup") => json!({ "email": "new@example.org", "password": PASSWORD }),
        Some("login") => json!({ "email": user.email, "password": PASSWORD }),
        Some("refresh" | "logout") => json!({}),
        Some("email-verification") => json!({ "token": token }),
        Some("password-reset") => json!({ "email": user.email }),
        Some("confirm") => json!({ "token": token, "password": PASSWORD }),
        Some("me") if method == Method::DELETE => json!({ "current_password": PASSWORD }),
        Some("me") => json!({ "time_zone": "Europe/Berlin" }),
        Some("password") => json!({ "current_password": PASSWORD, "new_password": PASSWORD }),
        Some("tokens") => {
            json!({ "name": "backup", "scopes": ["tasks:read"], "current_password": PASSWORD })
        }
        Some("email") => json!({ "email": user.email, "current_password": PASSWORD }),
        _ => json!({ "title": "milk" }),
    }
}

/// The same body with one member replaced.
fn with(body: &Value, member: &str, value: &str) -> Value {
    let mut body = body.clone();
    if let Some(member) = body.get_mut(member) {
        *member = value.into();
    }
    body
}

/// The token that was mailed to a user for this operation, if it needs one.
async fn mailed_token(
    app: &TestApp,
    server: &MailServer,
    user: &TestUser<'_>,
    path: &str,
) -> String {
    let reset = "/api/v1/auth/password-reset";
    let count = match path.strip_prefix("/api/v1/auth/") {
        Some("email-verification") => 1,
        Some("password-reset/confirm") => 2,
        _ => return String::new(),
    };
    app.post(reset, &json!({ "email": user.email })).await;
    server.mails_to(&user.email, count).await[count - 1].token()
}

/// The observed answers of an operation, by status, with their media types.
async fn provoke(
    app: &TestApp,
    user: &TestUser<'_>,
    token: &str,
    method: &Method,
    path: &str,
    has_body: bool,
) -> BTreeMap<String, BTreeSet<String>> {
    let task = address(&user.create_task("milk").await);
    let session = user.items("/api/v1/auth/sessions").await.remove(0);
    let own = path.replace("/api/v1/tasks/{id}", &task);
    let personal = json!({ "name": "backup", "scopes": ["account"], "current_password": PASSWORD });
    let personal = user.post("/api/v1/users/me/tokens", &personal).await.json();
    let is_of_token = path.contains("/tokens/");
    let of = if is_of_token { &personal } else { &session };
    let own = own.replace("{id}", of["id"].as_str().unwrap());
    let at = |id: &str| path.replace("{id}", id);
    let own_page = |request: RequestBuilder| {
        request
            .header("sec-fetch-site", "same-origin")
            .header("cookie", &user.cookie)
    };
    let request = || own_page(user.request(method.clone(), &own));
    let good = good_body(method, path, user, token);
    let json = |body: &str| {
        request()
            .header(CONTENT_TYPE, "application/json")
            .body(body.to_owned())
    };
    let of_nobody = [
        app.request(method.clone(), &own).json(&good),
        app.request(method.clone(), &own)
            .bearer_auth("bad")
            .json(&good),
        app.request(method.clone(), &own)
            .header("sec-fetch-site", "same-origin")
            .json(&good),
    ];
    let identified = [
        own_page(user.request(method.clone(), &at("019b0000-0000-7000-8000-000000000000")))
            .json(&good),
        own_page(user.request(method.clone(), &at("1"))).json(&good),
        own_page(user.request(method.clone(), &format!("{own}?unknown=1"))).json(&good),
        json(&good.to_string()),
    ];
    let bad_bodies = [
        json("{"),
        json(r#"{"unknown":1}"#),
        json(&" ".repeat(2 * 1024 * 1024)),
        json(&good.to_string()).header(CONTENT_ENCODING, "gzip"),
        request().body(good.to_string()),
        request().json(&with(&good, "current_password", "wrong")),
        request().json(&with(&good, "password", "wrong")),
        request().json(&with(&good, "email", "taken@example.org")),
    ];
    // A deleted resource gives no further answers.
    let requests: Vec<_> = if has_body {
        of_nobody
            .into_iter()
            .chain(bad_bodies)
            .chain(identified)
            .collect()
    } else {
        of_nobody
            .into_iter()
            .chain(identified)
            .chain(bad_bodies)
            .collect()
    };
    let mut seen = BTreeMap::<_, BTreeSet<_>>::new();
    for request in requests {
        let response = app.send(request).await;
        let media_type = response.header("content-type").to_owned();
        seen.entry(response.status.to_string())
            .or_default()
            .insert(media_type);
        if method == Method::DELETE && response.status == 204 {
            break;
        }
    }
    seen
}

on_both_databases! {
    async fn it_declares_exactly_the_observed_answers(database: TestDatabase) {
        let (app, server) = app_with_mail(database).await;
        app.user_named("taken@example.org").await;
        let document = document();
        for (method, path, operation) in operations(&document) {
            let user = app.user().await;
            let token = mailed_token(&app, &server, &user, path).await;
            let has_body = operation.get("requestBody").is_some();
            let seen = provoke(&app, &user, &token, &method, path, has_body).await;
            let mut declared = BTreeMap::new();
            for (status, response) in operation["responses"].as_object().unwrap() {
                let types = response["content"].as_object();
                let types: BTreeSet<_> = types
                    .into_iter()
                    .flat_map(|types| types.keys().cloned())
                    .collect();
                let none = || BTreeSet::from([String::new()]);
                declared.insert(
                    status.clone(),
                    if types.is_empty() { none() } else { types },
                );
            }
            // Statuses that need a server fault or a slow client have tests of their own.
            for rare in ["500", "503"] {
                assert!(
                    declared.remove(rare).is_some(),
                    "{method} {path} declares no {rare}"
                );
            }
            declared.remove("408");
            if path.ends_with("/login") {
                declared.remove("403");
            }
            declared.remove("429");
            // Without mail, an email changes immediately or is reported as taken.
            if path.ends_with("/me/email") {
                declared.remove("200");
                declared.remove("409");
            }
            // Needs a pending change.
            if path.ends_with("/auth/email-verification") {
                declared.remove("409");
            }
            // Needs a hundred tokens.
            if path.ends_with("/tokens") {
                declared.remove("409");
            }
            assert_eq!(declared, seen, "{method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_served_document_is_the_printed_one() {
    let app = TestApp::on(TestDatabase::sqlite().await).await;
    let response = app.get("/openapi.json").await;
    response.assert_status(200);
    assert_eq!(response.header("content-type"), "application/json");
    assert_eq!(response.json(), document());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_loads_nothing_from_other_hosts() {
    let app = TestApp::on(TestDatabase::sqlite().await).await;
    app.get("/docs").await.assert_status(200);
    let page = app.get("/docs/").await;
    page.assert_status(200);
    assert!(page.header("content-type").starts_with("text/html"));
    let mut assets: Vec<_> = page
        .body
        .split([' ', '>'])
        .filter_map(|attribute| {
            let (name, value) = attribute.split_once('=')?;
            ["src", "href"].contains(&name).then(|| {
                value
                    .trim_matches(['"', '\'', '/'])
                    .trim_start_matches("./")
            })
        })
        .collect();
    assert!(assets.len() >= 4, "{}", page.body);
    assets.push("swagger-initializer.js");
    for asset in assets {
        assert!(!asset.contains("//"), "{asset} is of another host");
        let response = app.get(&format!("/docs/{asset}")).await;
        response.assert_status(200);
        assert!(!response.body.is_empty(), "{asset}");
        let is_style = response.header("content-type").starts_with("text/css");
        for source in ["url(http", "url(//", "url(\"http", "@import"] {
            assert!(!is_style || !response.body.contains(source), "{asset}");
        }
    }
    let initializer = app.get("/docs/swagger-initializer.js").await.body;
    assert!(initializer.contains("/openapi.json"), "{initializer}");
    assert!(!initializer.contains("http"), "{initializer}");
}
