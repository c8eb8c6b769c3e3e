//! The OpenAPI document and the documentation page.

mod answers;

use std::collections::BTreeSet;
use std::fs;

use errand_test_support::{TestApp, TestDatabase};
use reqwest::Method;
use serde_json::Value;

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
