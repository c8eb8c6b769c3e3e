//! All errors of the API, which are sent as `application/problem+json` (RFC 9457). Only this file
//! knows the status of each error.

mod conversions;
mod problem;
mod rate_limit;
mod responses;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use errand_application::throttles::Throttled;
use errand_domain::access::Scope;
use errand_domain::changes::EntityId;
use errand_domain::error::chain;
use errand_domain::tasks::Task;
use errand_domain::{Failure, TimeZone};
use strum::{EnumDiscriminants, IntoStaticStr};
use thiserror::Error;

pub(crate) use problem::{Conflict, FieldError, ParamValue, Problem};
pub(crate) use responses::*;

use crate::health::{Checked, PartResponse};
use crate::input::entity_tag;
use crate::tasks::TaskResponse;

/// Why a request failed.
#[derive(Debug, EnumDiscriminants, Error)]
#[strum_discriminants(
    name(ErrorCode),
    derive(IntoStaticStr),
    strum(serialize_all = "snake_case"),
    doc = "The stable identifier of an error, for programs."
)]
pub(crate) enum ApiError {
    #[error("the body is not JSON: {0}")]
    MalformedJson(String),
    #[error("the header {0} is malformed")]
    MalformedHeader(&'static str),
    #[error("the request has invalid values")]
    #[strum_discriminants(strum(serialize = "invalid_request"))]
    Invalid(Vec<FieldError>),
    #[error("the body must be {0}, without compression")]
    UnsupportedMediaType(&'static str),
    #[error("the body must not be larger than {limit} bytes")]
    BodyTooLarge { limit: usize },
    #[error("the body did not arrive in time")]
    BodyTimeout,
    #[error("this needs a valid access token: Authorization: Bearer <token>")]
    Unauthenticated { token_was_sent: bool },
    #[error("the email or the password is wrong")]
    InvalidCredentials,
    #[error("the email is not verified: open the link that was sent to it")]
    EmailUnverified,
    #[error("nobody may sign up here: ask whoever runs this server for an account")]
    SignupClosed,
    #[error("signing up requires an invitation: ask whoever runs this server for one")]
    InvitationRequired,
    #[error("the session has ended")]
    InvalidSession,
    #[error("the current password is wrong")]
    WrongPassword,
    #[error("pages of other origins may not do this")]
    ForeignOrigin,
    #[error("the token lacks the scope {}", _0.name())]
    InsufficientScope(Scope),
    #[error("personal tokens may not do this: log in and use the session's access token")]
    SessionRequired,
    #[error("only administrators may do this")]
    AdminRequired,
    #[error("administrators cannot disable their own account")]
    OwnAccount,
    #[error("account not found")]
    AccountNotFound,
    #[error("invitation not found")]
    InvitationNotFound,
    #[error("session not found")]
    SessionNotFound,
    #[error("personal token not found")]
    PersonalTokenNotFound,
    #[error("the account has the maximum number of personal tokens: revoke one first")]
    TooManyPersonalTokens,
    #[error("too many requests: try again later")]
    #[strum_discriminants(strum(serialize = "too_many_requests"))]
    Throttled(Throttled),
    #[error("task not found")]
    TaskNotFound,
    #[error("the task has changed: this is how it is now")]
    VersionMismatch(Box<Task>),
    #[error("something with this id exists already")]
    IdTaken,
    #[error("more than 10 000 tasks match: narrow the filter")]
    TooManyTasks,
    #[error("a request with this Idempotency-Key is being processed")]
    KeyInUse,
    #[error("the Idempotency-Key was used for another request")]
    KeyReused,
    #[error("commit not found")]
    CommitNotFound,
    #[error("it cannot be undone: something has changed since")]
    ChangedSince(Vec<EntityId>),
    #[error("nothing exists at this path")]
    RouteNotFound,
    #[error("this path accepts only {allow}")]
    MethodNotAllowed { allow: String },
    #[error("an account with this email already exists")]
    EmailTaken,
    #[error("the request took too long: try again later")]
    DeadlineExceeded,
    #[error("the service is temporarily unavailable: try again later")]
    Unavailable(#[source] Failure),
    #[error("the service is not ready: try again later")]
    #[strum_discriminants(strum(serialize = "unavailable"))]
    NotReady(Vec<Checked>),
    #[error("something went wrong on the server")]
    Internal(#[source] Failure),
    #[error("something went wrong on the server")]
    #[strum_discriminants(strum(serialize = "internal"))]
    Panic,
    /// An error that the framework answers itself, for example a request that is not HTTP.
    #[error("the request could not be understood")]
    #[strum_discriminants(strum(serialize = "bad_request"))]
    Framework(StatusCode),
}

impl ApiError {
    /// The stable identifier for programs.
    fn code(&self) -> ErrorCode {
        self.into()
    }

    /// The headers that the error requires.
    fn headers(&self) -> Vec<(HeaderName, HeaderValue)> {
        match self {
            // RFC 6750 §3
            Self::Unauthenticated {
                token_was_sent: true,
            } => vec![(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static(r#"Bearer realm="errand", error="invalid_token""#),
            )],
            Self::Unauthenticated { .. } | Self::InvalidCredentials | Self::InvalidSession => {
                vec![(
                    header::WWW_AUTHENTICATE,
                    HeaderValue::from_static(r#"Bearer realm="errand""#),
                )]
            }
            // RFC 6750 §3.1
            Self::InsufficientScope(scope) => {
                let scope = scope.name();
                let challenge = format!(
                    r#"Bearer realm="errand", error="insufficient_scope", scope="{scope}""#
                );
                let challenge = HeaderValue::from_str(&challenge);
                let challenge = challenge.map(|value| (header::WWW_AUTHENTICATE, value));
                challenge.into_iter().collect()
            }
            Self::MethodNotAllowed { allow } => {
                let allow = HeaderValue::from_str(allow);
                allow
                    .map(|allow| (header::ALLOW, allow))
                    .into_iter()
                    .collect()
            }
            Self::Unavailable(_) | Self::NotReady(_) | Self::DeadlineExceeded | Self::KeyInUse => {
                vec![(header::RETRY_AFTER, HeaderValue::from_static("1"))]
            }
            Self::Throttled(throttled) => rate_limit::headers(throttled),
            Self::VersionMismatch(task) => {
                let tag = HeaderValue::from_str(&entity_tag(task.version));
                tag.map(|tag| (header::ETAG, tag)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Logs a failure, because the answer does not describe it.
    pub(crate) fn log(&self) {
        match self {
            Self::Internal(failure) => {
                tracing::error!(error = %chain(failure), "internal failure");
            }
            Self::Unavailable(failure) => {
                tracing::warn!(error = %chain(failure), "unavailable");
            }
            Self::NotReady(parts) => {
                for Checked { name, outcome } in parts {
                    if let Err(failure) = outcome {
                        tracing::warn!(part = ?name, error = %chain(failure), "not ready");
                    }
                }
            }
            _ => {}
        }
    }

    /// The answer, with the id of the request in the log.
    pub(crate) fn response(&self, request_id: &str) -> HttpResponse {
        self.response_in(TimeZone::UTC, request_id)
    }

    /// The answer to a user in this time zone.
    pub(crate) fn response_in(&self, reader_zone: TimeZone, request_id: &str) -> HttpResponse {
        let status = self.status_code();
        let problem = Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: self.to_string(),
            code: self.code().into(),
            request_id,
            errors: match self {
                Self::Invalid(errors) => errors,
                _ => &[],
            },
            current: match self {
                Self::VersionMismatch(task) => Some(TaskResponse::new(task, reader_zone)),
                _ => None,
            },
            conflicts: match self {
                Self::ChangedSince(entities) => entities.iter().map(Conflict::from).collect(),
                _ => Vec::new(),
            },
            parts: match self {
                Self::NotReady(parts) => parts.iter().map(PartResponse::from).collect(),
                _ => Vec::new(),
            },
        };
        let mut response = HttpResponse::build(status);
        response.content_type("application/problem+json");
        for header in self.headers() {
            response.insert_header(header);
        }
        response.body(serde_json::to_vec(&problem).unwrap_or_default())
    }
}

impl ErrorCode {
    /// The status of the answer.
    fn status(self) -> StatusCode {
        match self {
            Self::MalformedJson | Self::MalformedHeader | Self::Framework => {
                StatusCode::BAD_REQUEST
            }
            Self::Invalid | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Unauthenticated | Self::InvalidCredentials | Self::InvalidSession => {
                StatusCode::UNAUTHORIZED
            }
            Self::WrongPassword
            | Self::EmailUnverified
            | Self::SignupClosed
            | Self::AdminRequired
            | Self::InvitationRequired
            | Self::ForeignOrigin
            | Self::SessionRequired
            | Self::InsufficientScope => StatusCode::FORBIDDEN,
            Self::TaskNotFound
            | Self::CommitNotFound
            | Self::AccountNotFound
            | Self::InvitationNotFound
            | Self::SessionNotFound
            | Self::PersonalTokenNotFound
            | Self::RouteNotFound => StatusCode::NOT_FOUND,
            Self::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::EmailTaken
            | Self::OwnAccount
            | Self::TooManyPersonalTokens
            | Self::IdTaken
            | Self::TooManyTasks
            | Self::KeyInUse
            | Self::ChangedSince => StatusCode::CONFLICT,
            Self::VersionMismatch => StatusCode::PRECONDITION_FAILED,
            Self::DeadlineExceeded | Self::Unavailable | Self::NotReady => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Internal | Self::Panic => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Framework(status) => *status,
            _ => self.code().status(),
        }
    }
}
