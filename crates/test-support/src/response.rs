//! A complete HTTP response.

use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

/// A response of the product.
#[derive(Debug)]
pub struct Response {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: String,
}

impl Response {
    /// Reads a response to its end.
    pub(crate) async fn read(response: reqwest::Response) -> Result<Self, reqwest::Error> {
        Ok(Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await?,
        })
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// If it is not JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The value of a header, or an empty string if it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Everything in a response except the time and the request id. If two responses have the same
    /// essence, neither reveals more than the other.
    pub fn essence(&self) -> String {
        let id = self.header("x-request-id");
        let mut lines: Vec<_> = self
            .headers
            .iter()
            .filter(|(name, _)| *name != "date")
            .map(|(name, value)| format!("{name}: {value:?}"))
            .collect();
        lines.sort_unstable();
        let whole = format!("{}\n{}\n\n{}", self.status, lines.join("\n"), self.body);
        whole.replace(id, "[id]")
    }

    /// Checks that the body is an object with exactly these fields, and returns it.
    ///
    /// # Panics
    /// If it has others or lacks some.
    #[track_caller]
    pub fn assert_fields(&self, expected: &[&str]) -> Value {
        let body = self.json();
        let mut found: Vec<_> = body.as_object().into_iter().flat_map(Map::keys).collect();
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{self:?}");
        body
    }

    /// Checks the status.
    ///
    /// # Panics
    /// If it is different.
    #[track_caller]
    pub fn assert_status(&self, status: u16) {
        assert_eq!(self.status, status, "{self:?}");
    }

    /// Checks that this is a complete problem document (RFC 9457) with this status and code, and
    /// returns it.
    ///
    /// # Panics
    /// If it is not.
    #[track_caller]
    pub fn assert_problem(&self, status: u16, code: &str) -> Value {
        self.assert_status(status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status, "{self:?}");
        assert_eq!(problem["code"], code, "{self:?}");
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        for text in ["type", "title", "detail", "request_id"] {
            assert!(
                problem[text].as_str().is_some_and(|text| !text.is_empty()),
                "{text}: {self:?}"
            );
        }
        problem
    }

    /// Checks that this is a 422 that lists exactly these values (`/pointer` or `parameter`) and
    /// codes, in any order.
    ///
    /// # Panics
    /// If it is not.
    #[track_caller]
    pub fn assert_invalid(&self, expected: &[(&str, &str)]) {
        let problem = self.assert_problem(422, "invalid_request");
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let text = |error: &Value, name: &str| error[name].as_str().map(ToOwned::to_owned);
        let mut found: Vec<_> = errors
            .iter()
            .map(|error| {
                let place = text(error, "pointer").or_else(|| text(error, "parameter"));
                (
                    place.unwrap_or_default(),
                    text(error, "code").unwrap_or_default(),
                )
            })
            .collect();
        let mut expected: Vec<_> = expected
            .iter()
            .map(|(place, code)| ((*place).to_owned(), (*code).to_owned()))
            .collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{self:?}");
    }
}
