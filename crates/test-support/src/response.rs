//! An answer, read to its end.

use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

/// An answer of the product.
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
    pub(crate) async fn of(response: reqwest::Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.expect("a body"),
        }
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// It is none.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The value of a header; empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// All there is of an answer but the time and the id of its request: alike where two answers
    /// tell no more than each other.
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

    /// Checks that the body is an object of exactly these fields, and returns it.
    ///
    /// # Panics
    /// It has others, or some are missing.
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
    /// It is another.
    #[track_caller]
    pub fn assert_status(&self, status: u16) {
        assert_eq!(self.status, status, "{self:?}");
    }

    /// Checks that this is a whole problem (RFC 9457) of this status and code, and returns it.
    ///
    /// # Panics
    /// It is not.
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

    /// Checks that this is a 422 that names exactly these values (`/pointer` or `parameter`) and
    /// rules, in any order.
    ///
    /// # Panics
    /// It is not.
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
