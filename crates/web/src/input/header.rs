//! Reading a header that may be sent as several lines.

use actix_web::http::header::HeaderMap;

use crate::error::ApiError;

/// The value of a header, or `None` if it is absent. Several lines are one list (RFC 9110 §5.3).
///
/// # Errors
/// `malformed_header` if it is not ASCII.
pub(super) fn joined(headers: &HeaderMap, name: &'static str) -> Result<Option<String>, ApiError> {
    let lines = headers.get_all(name).map(|line| line.to_str());
    let lines: Result<Vec<_>, _> = lines.collect();
    let lines = lines.map_err(|_| ApiError::MalformedHeader(name))?;
    Ok((!lines.is_empty()).then(|| lines.join(", ")))
}
