//! Access tokens: which ones are accepted.

mod claims;
mod header;
mod signature;

use errand_test_support::{Response, TestApp};
use reqwest::Method;
use reqwest::header::AUTHORIZATION;

const ME: &str = "/api/v1/users/me";
const NO_TOKEN: &str = r#"Bearer realm="errand""#;
const BAD_TOKEN: &str = r#"Bearer realm="errand", error="invalid_token""#;

/// The answer to a request with these `Authorization` headers.
async fn ask<V: AsRef<[u8]>>(app: &TestApp, headers: impl IntoIterator<Item = V>) -> Response {
    let request = app.request(Method::GET, ME);
    let request = headers.into_iter().fold(request, |request, value| {
        request.header(AUTHORIZATION, value.as_ref())
    });
    app.send(request).await
}

async fn assert_refused(app: &TestApp, token: &str, why: &str) {
    let response = ask(app, [format!("Bearer {token}")]).await;
    assert_eq!(response.status, 401, "{why}: {response:?}");
    response.assert_problem(401, "unauthenticated");
    assert_eq!(response.header("www-authenticate"), BAD_TOKEN, "{why}");
}
