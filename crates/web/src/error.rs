//! Every error as it is answered: `application/problem+json` (RFC 9457). The only file that knows
//! which error has which status.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use errand_application::auth::{AuthenticateError, LoginError, SignupError};
use errand_application::tasks::TaskError;
use errand_domain::Failure;
use errand_domain::error::chain;
use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

/// Why a request was not done.
#[derive(Debug, Error)]
pub(crate) enum ApiError {
    #[error("the body is not JSON: {0}")]
    MalformedJson(String),
    #[error("the request has invalid values")]
    Invalid(Vec<FieldError>),
    #[error("the body must be {0}, without compression")]
    UnsupportedMediaType(&'static str),
    #[error("the body must not be larger than {limit} bytes")]
    BodyTooLarge { limit: usize },
    #[error("the body did not arrive in time")]
    BodyTimeout,
    #[error("a valid access token is needed: Authorization: Bearer <token>")]
    Unauthenticated { token_was_sent: bool },
    #[error("the e-mail or the password is wrong")]
    InvalidCredentials,
    #[error("there is no such task")]
    TaskNotFound,
    #[error("there is nothing at this address")]
    RouteNotFound,
    #[error("this address answers only {allow}")]
    MethodNotAllowed { allow: String },
    #[error("there is an account with this e-mail already")]
    EmailTaken,
    #[error("the request could not be done in time; try again later")]
    DeadlineExceeded,
    #[error("this is not possible at the moment; try again later")]
    Unavailable(#[source] Failure),
    #[error("something went wrong on our side")]
    Internal(#[source] Failure),
    #[error("something went wrong on our side")]
    Panic,
    /// An answer of the framework itself, such as to a request that is not HTTP.
    #[error("the request could not be understood")]
    Framework(StatusCode),
}

impl ApiError {
    /// The stable identifier for programs.
    fn code(&self) -> &'static str {
        match self {
            Self::MalformedJson(_) => "malformed_json",
            Self::Invalid(_) => "invalid_request",
            Self::UnsupportedMediaType(_) => "unsupported_media_type",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::BodyTimeout => "body_timeout",
            Self::Unauthenticated { .. } => "unauthenticated",
            Self::InvalidCredentials => "invalid_credentials",
            Self::TaskNotFound => "task_not_found",
            Self::RouteNotFound => "route_not_found",
            Self::MethodNotAllowed { .. } => "method_not_allowed",
            Self::EmailTaken => "email_taken",
            Self::DeadlineExceeded => "deadline_exceeded",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) | Self::Panic => "internal",
            Self::Framework(_) => "bad_request",
        }
    }

    /// The headers that belong to the status.
    fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        let (name, value) = match self {
            // RFC 6750 §3
            Self::Unauthenticated {
                token_was_sent: true,
            } => (
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static(r#"Bearer realm="errand", error="invalid_token""#),
            ),
            Self::Unauthenticated { .. } | Self::InvalidCredentials => (
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static(r#"Bearer realm="errand""#),
            ),
            Self::MethodNotAllowed { allow } => (header::ALLOW, HeaderValue::from_str(allow).ok()?),
            Self::Unavailable(_) | Self::DeadlineExceeded => {
                (header::RETRY_AFTER, HeaderValue::from_static("1"))
            }
            _ => return None,
        };
        Some((name, value))
    }

    /// Writes a failure to the log, where it becomes an answer that does not tell it.
    pub(crate) fn log(&self) {
        match self {
            Self::Internal(failure) => {
                tracing::error!(error = %chain(failure), "internal failure");
            }
            Self::Unavailable(failure) => {
                tracing::warn!(error = %chain(failure), "unavailable");
            }
            _ => {}
        }
    }

    /// The answer, with the id under which the log has the request.
    pub(crate) fn response(&self, request_id: &str) -> HttpResponse {
        let status = self.status_code();
        let problem = Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: self.to_string(),
            code: self.code(),
            request_id,
            errors: match self {
                Self::Invalid(errors) => errors,
                _ => &[],
            },
        };
        let mut response = HttpResponse::build(status);
        response.content_type("application/problem+json");
        if let Some(header) = self.header() {
            response.insert_header(header);
        }
        response.body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::MalformedJson(_) => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::UnsupportedMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Unauthenticated { .. } | Self::InvalidCredentials => StatusCode::UNAUTHORIZED,
            Self::TaskNotFound | Self::RouteNotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::EmailTaken => StatusCode::CONFLICT,
            Self::DeadlineExceeded | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) | Self::Panic => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Framework(status) => *status,
        }
    }
}

/// An error of a request (RFC 9457).
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem<'a> {
    /// Always `about:blank`: the status says it, `code` says it in detail.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'a str,
    /// The status in words.
    title: &'a str,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong, as a sentence.
    detail: String,
    /// What is wrong, as a stable identifier for programs.
    code: &'a str,
    /// What the operator finds this request by in the log.
    request_id: &'a str,
    /// What is wrong with which value, where values are wrong (422).
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(required = false)]
    errors: &'a [FieldError],
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

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable { .. } => Self::Unavailable(failure),
            Failure::Internal(_) => Self::Internal(failure),
        }
    }
}

impl From<SignupError> for ApiError {
    fn from(error: SignupError) -> Self {
        match error {
            SignupError::EmailTaken => Self::EmailTaken,
            SignupError::Failure(failure) => failure.into(),
        }
    }
}

impl From<LoginError> for ApiError {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::InvalidCredentials => Self::InvalidCredentials,
            LoginError::Failure(failure) => failure.into(),
        }
    }
}

impl From<AuthenticateError> for ApiError {
    fn from(error: AuthenticateError) -> Self {
        match error {
            AuthenticateError::InvalidToken(_) => Self::Unauthenticated {
                token_was_sent: true,
            },
            AuthenticateError::Failure(failure) => failure.into(),
        }
    }
}

impl From<TaskError> for ApiError {
    fn from(error: TaskError) -> Self {
        match error {
            TaskError::NotFound => Self::TaskNotFound,
            TaskError::DueTimeWithoutDate(error) => Self::Invalid(vec![FieldError {
                pointer: Some("/due_time".to_owned()),
                parameter: None,
                code: "needs_due_date",
                detail: error.to_string(),
            }]),
            TaskError::Failure(failure) => failure.into(),
        }
    }
}
