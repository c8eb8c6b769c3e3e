//! An error as it is written down.

use serde::Serialize;
use utoipa::ToSchema;

/// An error of a request (RFC 9457).
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem<'a> {
    /// Always `about:blank`: the status says it, `code` says it in detail.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub(super) kind: &'a str,
    /// The status in words.
    pub(super) title: &'a str,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    pub(super) status: u16,
    /// What is wrong, as a sentence.
    pub(super) detail: String,
    /// What is wrong, as a stable identifier for programs.
    pub(super) code: &'a str,
    /// What the operator finds this request by in the log.
    pub(super) request_id: &'a str,
    /// What is wrong with which value, where values are wrong (422).
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(required = false)]
    pub(super) errors: &'a [FieldError],
}

/// What is wrong with one value of a request. Either `pointer` or `parameter` says which.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// The value in the body, as a JSON Pointer (RFC 6901) such as `/tags/0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) pointer: Option<String>,
    /// The name of the query or path parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) parameter: Option<String>,
    /// The rule that is broken, as a stable identifier for programs.
    pub(crate) code: &'static str,
    /// The rule that is broken, as a sentence.
    pub(crate) detail: String,
}
