//! A user of the product, who talks to it over HTTP.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{Response, TestApp};

/// A logged-in user.
pub struct TestUser<'a> {
    pub(crate) app: &'a TestApp,
    /// Their id.
    pub id: String,
    /// Their email.
    pub email: String,
    /// Their access token.
    pub token: String,
    /// Their refresh token, as the cookie a browser sends.
    pub cookie: String,
}

impl TestUser<'_> {
    /// Sends a GET.
    pub async fn get(&self, path: &str) -> Response {
        self.call(Method::GET, path, None).await
    }

    /// Sends a POST.
    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.call(Method::POST, path, Some(body)).await
    }

    /// Sends a PUT.
    pub async fn put(&self, path: &str, body: &Value) -> Response {
        self.call(Method::PUT, path, Some(body)).await
    }

    /// Sends a PATCH.
    pub async fn patch(&self, path: &str, body: &Value) -> Response {
        self.call(Method::PATCH, path, Some(body)).await
    }

    /// Sends a DELETE.
    pub async fn delete(&self, path: &str) -> Response {
        self.call(Method::DELETE, path, None).await
    }

    /// Creates a task with this title and returns it.
    pub async fn create_task(&self, title: &str) -> Value {
        self.create(&json!({ "title": title })).await
    }

    /// Creates a task and returns it.
    pub async fn create(&self, task: &Value) -> Value {
        let response = self.post("/api/v1/tasks", task).await;
        response.assert_status(201);
        response.json()
    }

    /// The items of a list.
    ///
    /// # Panics
    /// If the answer is not a list.
    pub async fn items(&self, path: &str) -> Vec<Value> {
        let response = self.get(path).await;
        response.assert_status(200);
        let items = response.json()["items"].as_array().cloned();
        items.unwrap_or_else(|| panic!("no items: {response:?}"))
    }

    /// The titles of the tasks that match the query, sorted by title.
    pub async fn titles(&self, query: &str) -> Vec<String> {
        let path = format!("/api/v1/tasks?sort=title&limit=100&{query}");
        let items = self.items(&path).await;
        let title = |task: &Value| task["title"].as_str().unwrap_or_default().to_owned();
        items.iter().map(title).collect()
    }

    /// A request with this user's token, to be completed by hand.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.app.request(method, path).bearer_auth(&self.token)
    }

    /// Sends a request with an optional body.
    pub async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Response {
        self.call_with(&[], method, path, body).await
    }

    /// Sends a request with these headers and an optional body.
    pub async fn call_with(
        &self,
        headers: &[(&str, &str)],
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Response {
        let mut request = self.request(method, path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        self.app.send(request).await
    }
}
