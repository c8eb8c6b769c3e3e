//! Limits on attempts, and answers when there are too many at once.

mod hashing;
mod limits;

use errand::Settings;
use errand_test_support::{Response, TestApp};
use reqwest::Method;
use serde_json::json;

use crate::sessions::LOGIN;

/// The default limits.
pub(crate) fn limited(settings: &mut Settings) {
    let default = include_str!("../../../../../config/default.toml");
    let default: Settings = toml::from_str(default).unwrap();
    settings.auth.throttling = default.auth.throttling;
    settings.server.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
}

/// A login from this address, as reported by a proxy.
pub(crate) async fn log_in(app: &TestApp, address: &str, email: &str, password: &str) -> Response {
    let account = json!({ "email": email, "password": password });
    let request = app.request(Method::POST, LOGIN).json(&account);
    app.send(request.header("x-forwarded-for", address)).await
}

pub(crate) fn assert_throttled(response: &Response, limit: &str) {
    response.assert_problem(429, "too_many_requests");
    let after: u64 = response.header("retry-after").parse().unwrap();
    assert!((1..=900).contains(&after));
    let left = format!("\"{limit}\";r=0;t={after}");
    assert_eq!(response.header("ratelimit"), left);
    let policy = response.header("ratelimit-policy");
    assert!(policy.starts_with(&format!("\"{limit}\";q=")), "{policy}");
}
