//! Whether the document declares exactly the answers that an operation gives.

use std::collections::{BTreeMap, BTreeSet};

use errand_test_support::{MailServer, PASSWORD, TestApp, TestUser, on_both_databases};
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::{document, operations};
use crate::email_tokens::app_with_mail;
use crate::tasks::{TASKS, address};

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
        Some("invitations") => json!({ "email": "new@example.org" }),
        Some("tokens") => {
            json!({ "name": "backup", "scopes": ["tasks:read"], "current_password": PASSWORD })
        }
        Some("email") => json!({ "email": user.email, "current_password": PASSWORD }),
        Some("bulk") => json!({ "patch": { "title": "milk" } }),
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

/// The key of another request.
const USED_KEY: &str = "used";

/// Values of headers that get an answer of their own, for the headers that the operation has.
fn headers(operation: &Value) -> impl Iterator<Item = (&str, &str)> {
    let values = |name| match name {
        "Idempotency-Key" => ["a b", USED_KEY],
        "If-Match" => ["1", "\"99\""],
        "If-None-Match" => ["1", "*"],
        _ => panic!("{name} has no values here"),
    };
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let headers = parameters.filter(|parameter| parameter["in"] == "header");
    headers.flat_map(move |header| {
        let name = header["name"].as_str().unwrap();
        values(name).map(|value| (name, value))
    })
}

/// The observed answers of an operation, by status, with their media types.
async fn provoke(
    app: &TestApp,
    user: &TestUser<'_>,
    token: &str,
    (method, path, operation): (&Method, &str, &Value),
) -> BTreeMap<String, BTreeSet<String>> {
    let has_body = operation.get("requestBody").is_some();
    let key = [("idempotency-key", USED_KEY)];
    let bread = json!({ "title": "bread" });
    let created = user
        .call_with(&key, Method::POST, TASKS, Some(&bread))
        .await;
    let task = address(&created.json());
    let session = user.items("/api/v1/auth/sessions").await.remove(0);
    let own = path.replace("/api/v1/tasks/{id}", &task);
    let personal = json!({ "name": "backup", "scopes": ["account"], "current_password": PASSWORD });
    let personal = user.post("/api/v1/users/me/tokens", &personal).await.json();
    let is_of_token = path.contains("/tokens/");
    let of = if is_of_token { &personal } else { &session };
    let commit = created.header("errand-commit");
    let own = if path.contains("/admin/users/") {
        let other = app.user().await;
        own.replace("{id}", &other.id)
    } else {
        own
    };
    let own = if path.contains("/admin/invitations/") {
        let new = json!({});
        let made = user.post("/api/v1/admin/invitations", &new).await.json();
        own.replace("{id}", made["id"].as_str().unwrap())
    } else {
        own
    };
    let own = own.replace("/commits/{id}", &format!("/commits/{commit}"));
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
    let with_headers = headers(operation).map(|(name, value)| {
        let request = own_page(user.request(method.clone(), &own)).json(&good);
        request.header(name, value)
    });
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
    let requests = of_nobody.into_iter().chain(with_headers);
    let requests: Vec<_> = if has_body {
        requests.chain(bad_bodies).chain(identified).collect()
    } else {
        requests.chain(identified).chain(bad_bodies).collect()
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
            let is_for_admins = path.starts_with("/api/v1/admin/");
            let user = if is_for_admins {
                app.admin().await
            } else {
                app.user().await
            };
            let token = mailed_token(&app, &server, &user, path).await;
            let mut seen = provoke(&app, &user, &token, (&method, path, operation)).await;
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
            // Need other settings.
            if path.ends_with("/login") || path.ends_with("/signup") {
                declared.remove("403");
            }
            declared.remove("429");
            // Another user, a personal token, or the own account.
            if is_for_admins {
                assert!(declared.remove("403").is_some(), "{method} {path} declares no 403");
                declared.remove("409");
            }
            // Without mail, an email changes immediately or is reported as taken.
            if path.ends_with("/me/email") {
                declared.remove("200");
                declared.remove("409");
            }
            // Needs two requests at once.
            if operation["parameters"].to_string().contains("Idempotency-Key") {
                assert!(declared.remove("409").is_some(), "{method} {path} declares no 409");
                seen.remove("409");
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
