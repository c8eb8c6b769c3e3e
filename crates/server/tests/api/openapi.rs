//! The document of the API, and the page made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use errand_test_support::{PASSWORD, TestApp, TestDatabase, TestUser, on_both_databases};
use reqwest::Method;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::tasks::address;

fn document() -> Value {
    serde_json::to_value(errand_web::openapi()).unwrap()
}

/// Every operation with its method and its path.
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
fn the_kept_document_is_the_present_one() {
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

/// A body that does.
fn good_body(path: &str) -> Value {
    match path.rsplit('/').next() {
        Some("signup") => json!({ "email": "new@example.org", "password": PASSWORD }),
        Some("login") => json!({ "email": "ada@example.org", "password": PASSWORD }),
        Some("me") => json!({ "time_zone": "Europe/Berlin" }),
        _ => json!({ "title": "milk" }),
    }
}

/// What an operation was seen to answer, by status, and the media types of that.
async fn provoke(
    app: &TestApp,
    user: &TestUser<'_>,
    method: &Method,
    path: &str,
) -> BTreeMap<String, BTreeSet<String>> {
    let task = address(&user.create_task("milk").await);
    let own = path.replace("/api/v1/tasks/{id}", &task);
    let at = |id: &str| path.replace("{id}", id);
    let request = || user.request(method.clone(), &own);
    let text = good_body(path).to_string();
    let json = |body: &str| {
        request()
            .header(CONTENT_TYPE, "application/json")
            .body(body.to_owned())
    };
    let wrong_password = json!({ "email": "ada@example.org", "password": "wrong" });
    let mut seen = BTreeMap::<_, BTreeSet<_>>::new();
    for request in [
        app.request(method.clone(), &own).json(&good_body(path)),
        app.request(method.clone(), &own)
            .bearer_auth("bad")
            .json(&good_body(path)),
        user.request(method.clone(), &at("019b0000-0000-7000-8000-000000000000"))
            .json(&good_body(path)),
        user.request(method.clone(), &at("1"))
            .json(&good_body(path)),
        user.request(method.clone(), &format!("{own}?unknown=1"))
            .json(&good_body(path)),
        json("{"),
        json(r#"{"unknown":1}"#),
        json(&" ".repeat(2 * 1024 * 1024)),
        json(&text).header(CONTENT_ENCODING, "gzip"),
        request().body(text.clone()),
        request().json(&wrong_password),
        json(&text),
    ] {
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
    async fn it_declares_what_is_answered_and_nothing_else(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let user = app.user_named("ada@example.org").await;
        let document = document();
        for (method, path, operation) in operations(&document) {
            let seen = provoke(&app, &user, &method, path).await;
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
            // What takes a fault of the server or a slow client to see has tests of its own.
            for rare in ["500", "503"] {
                assert!(
                    declared.remove(rare).is_some(),
                    "{method} {path} declares no {rare}"
                );
            }
            declared.remove("408");
            assert_eq!(declared, seen, "{method} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_served_as_it_is_printed() {
    let app = TestApp::on(TestDatabase::sqlite().await).await;
    let response = app.get("/openapi.json").await;
    response.assert_status(200);
    assert_eq!(response.header("content-type"), "application/json");
    assert_eq!(response.json(), document());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_needs_nothing_from_elsewhere() {
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
