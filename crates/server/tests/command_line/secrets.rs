//! No secret is written to the log, at any level, or to the database.

use std::collections::BTreeMap;
use std::fs;

use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::errand::{Errand, Serving};

const SECRET: &str = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";
const FIRST: &str = "first horse battery";
const SECOND: &str = "second horse battery";
const WRONG: &str = "wrong horse battery";

/// Calls a URL from one of our own pages, and returns the body and the refresh token of the answer.
pub(crate) async fn call(
    serving: &Serving,
    method: Method,
    path: &str,
    bearer: &str,
    cookie: &str,
    body: Value,
) -> (Value, String) {
    let url = format!("http://{}{path}", serving.address);
    let request = Client::new()
        .request(method, url)
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("errand_refresh={cookie}"))
        .bearer_auth(bearer)
        .json(&body);
    let response = request.send().await.unwrap();
    let cookie = response.headers().get("set-cookie");
    let cookie = cookie.map_or("", |cookie| cookie.to_str().unwrap());
    let cookie = cookie.split(['=', ';']).nth(1).unwrap_or_default();
    let cookie = cookie.to_owned();
    (response.json().await.unwrap_or_default(), cookie)
}

/// Calls everything that involves secrets, and returns the secrets by name.
async fn live(serving: &Serving) -> BTreeMap<&'static str, String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ada = |password: &str| json!({ "email": "ada@example.org", "password": password });
    let api = |path: &str| format!("/api/v1{path}");
    let post = Method::POST;
    call(
        serving,
        post.clone(),
        &api("/auth/signup"),
        "",
        "",
        ada(FIRST),
    )
    .await;
    call(
        serving,
        post.clone(),
        &api("/auth/login"),
        "",
        "",
        ada(WRONG),
    )
    .await;
    let (login, cookie) = call(
        serving,
        post.clone(),
        &api("/auth/login"),
        "",
        "",
        ada(FIRST),
    )
    .await;
    let token = text(&login["access_token"]);
    let (refreshed, next) = call(
        serving,
        post.clone(),
        &api("/auth/refresh"),
        "",
        &cookie,
        json!({}),
    )
    .await;
    let change = json!({ "current_password": FIRST, "new_password": SECOND });
    call(
        serving,
        Method::PUT,
        &api("/users/me/password"),
        &token,
        "",
        change,
    )
    .await;
    let backup = json!({ "name": "backup", "scopes": ["tasks:read"], "current_password": SECOND });
    let (made, _) = call(
        serving,
        post.clone(),
        &api("/users/me/tokens"),
        &token,
        "",
        backup,
    )
    .await;
    let personal = text(&made["token"]);
    call(
        serving,
        Method::GET,
        &api("/tasks"),
        &personal,
        "",
        json!({}),
    )
    .await;
    call(serving, Method::GET, "/health/ready", "", "", json!({})).await;
    // A secret sent to a URL that does not exist.
    call(
        serving,
        post,
        &api(&format!("/nowhere?token={token}")),
        &token,
        &next,
        ada(FIRST),
    )
    .await;
    BTreeMap::from([
        ("the key", SECRET.to_owned()),
        ("the first password", FIRST.to_owned()),
        ("the second password", SECOND.to_owned()),
        ("the wrong password", WRONG.to_owned()),
        ("the access token", token),
        ("the second access token", text(&refreshed["access_token"])),
        ("the refresh token", cookie[32..].to_owned()),
        ("the second refresh token", next[32..].to_owned()),
        ("the personal token", personal),
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_the_log_nor_the_database_contains_a_secret() {
    let errand = Errand::new()
        .with("ERRAND_ENVIRONMENT", "production")
        .with("ERRAND__SERVER__HOST", "127.0.0.1")
        .with("JWT_SECRET", SECRET)
        .with("ERRAND__AUTH__HASHING__COST", "10")
        .with("ERRAND__LOG__FILTER", "debug");
    let serving = errand.serve();
    let mut log = serving.said.join("\n");
    let secrets = live(&serving).await;
    log += &serving.rest();
    assert!(
        log.contains("logged_in") && log.contains(r#""status":404"#),
        "{log}"
    );
    let mut kept = Vec::new();
    for file in fs::read_dir(errand.path("data")).unwrap() {
        kept.extend(fs::read(file.unwrap().path()).unwrap());
    }
    let has = |place: &[u8], secret: &str| {
        place
            .windows(secret.len())
            .any(|window| window == secret.as_bytes())
    };
    assert!(has(&kept, "ada@example.org") && has(&kept, "backup"));
    for (name, secret) in secrets {
        assert!(secret.len() >= FIRST.len(), "{name}");
        assert!(!log.contains(&secret), "the log has {name}");
        assert!(!has(&kept, &secret), "the database has {name}");
    }
    // The log identifies people by their ids.
    assert!(!log.contains("ada@example.org"));
}
