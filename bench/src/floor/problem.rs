//! Errors, as a status and a problem document (RFC 9457).

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde_json::json;

#[derive(Debug)]
pub(crate) enum Problem {
    Unauthorized,
    NotFound,
    Conflict,
    Invalid(String),
    Internal,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized => formatter.write_str("the token is not valid"),
            Self::NotFound => formatter.write_str("there is no such task"),
            Self::Conflict => formatter.write_str("the task keeps changing"),
            Self::Invalid(detail) => formatter.write_str(detail),
            Self::Internal => formatter.write_str("the database failed"),
        }
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let status = self.status_code();
        HttpResponse::build(status)
            .content_type("application/problem+json")
            .body(json!({"status": status.as_u16(), "detail": self.to_string()}).to_string())
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        eprintln!("{error}");
        Self::Internal
    }
}
