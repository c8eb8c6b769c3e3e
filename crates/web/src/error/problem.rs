//! The body of an error response.

use std::collections::BTreeMap;

use errand_domain::changes::EntityId;
use errand_domain::{Invalid, Param};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::health::PartResponse;
use crate::tasks::TaskResponse;

/// Why a request failed (RFC 9457).
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem<'a> {
    /// Always `about:blank`; see `code`.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub(super) kind: &'a str,
    /// The name of the status.
    pub(super) title: &'a str,
    /// The HTTP status code.
    #[schema(minimum = 400, maximum = 599)]
    pub(super) status: u16,
    /// What went wrong, as a sentence.
    pub(super) detail: String,
    /// What went wrong, as a stable identifier for programs.
    pub(super) code: &'a str,
    /// The id of this request in the server's log.
    pub(super) request_id: &'a str,
    /// Which values are invalid, and why (status 422 only).
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(required = false)]
    pub(super) errors: &'a [FieldError],
    /// What it is like now (code `version_mismatch` only).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) current: Option<TaskResponse<'a>>,
    /// What has changed since (code `changed_since` only).
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(required = false)]
    pub(super) conflicts: Vec<Conflict>,
    /// Which parts are ready (`GET /health/ready` only).
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(required = false)]
    pub(super) parts: Vec<PartResponse>,
}

/// Something that is in the way of an undo.
#[derive(Serialize, ToSchema)]
pub(crate) struct Conflict {
    kind: ConflictKind,
    id: Uuid,
}

/// What a conflict is about.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConflictKind {
    Task,
}

impl From<&EntityId> for Conflict {
    fn from(entity: &EntityId) -> Self {
        Self {
            kind: match entity {
                EntityId::Task(_) => ConflictKind::Task,
            },
            id: entity.uuid(),
        }
    }
}

/// Why one value of a request is invalid. Either `pointer` or `parameter` names it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// The value's place in the body, as a JSON Pointer (RFC 6901) such as `/tags/0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) pointer: Option<String>,
    /// The name of the query or path parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) parameter: Option<String>,
    /// The broken rule, as a stable identifier for programs.
    pub(crate) code: &'static str,
    /// The broken rule, as a sentence.
    pub(crate) detail: String,
    /// The numbers and names in `detail`. Together with `code` they are enough to translate it.
    #[schema(example = json!({"max": 200}))]
    pub(crate) params: BTreeMap<&'static str, ParamValue>,
}

/// A number, or a list of names.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum ParamValue {
    /// A limit, such as the maximum number of characters.
    Number(usize),
    /// The allowed values.
    Names(Vec<String>),
}

impl From<Param> for ParamValue {
    fn from(param: Param) -> Self {
        match param {
            Param::Number(number) => Self::Number(number),
            Param::Names(names) => Self::Names(names),
        }
    }
}

impl FieldError {
    /// The error of a value in the body, whose place is a JSON Pointer.
    pub(crate) fn in_body(pointer: impl Into<String>, invalid: Invalid) -> Self {
        Self {
            pointer: Some(pointer.into()),
            ..Self::from(invalid)
        }
    }

    /// The error of a query or path parameter.
    pub(crate) fn in_parameter(name: impl Into<String>, invalid: Invalid) -> Self {
        Self {
            parameter: Some(name.into()),
            ..Self::from(invalid)
        }
    }
}

impl From<Invalid> for FieldError {
    fn from(invalid: Invalid) -> Self {
        let params = invalid.params.into_iter();
        Self {
            pointer: None,
            parameter: None,
            code: invalid.code,
            detail: invalid.detail,
            params: params.map(|(name, param)| (name, param.into())).collect(),
        }
    }
}
