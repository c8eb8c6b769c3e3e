//! A JSON body, read within its limits and parsed into what the handler takes.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use deserr::Deserr;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;

use super::{FieldErrors, json};
use crate::ServerSettings;
use crate::error::ApiError;

/// The maximum size of a body on the routes that have this as data, in bytes.
#[derive(Clone, Copy)]
pub(crate) struct BodyLimit(pub(crate) usize);

/// The parsed body of a request.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: Deserr<FieldErrors> + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = read(request, payload);
        Box::pin(async move { Ok(Self(parse(&bytes.await?)?)) })
    }
}

/// Reads a body of JSON within its limits.
pub(super) fn read(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<web::Bytes, ApiError>> + use<> {
    let request = request.clone();
    let payload = web::Payload::from_request(&request, payload).into_inner();
    async move {
        refuse_other_media(&request)?;
        let payload = payload.map_err(|_| ApiError::MalformedJson("it cannot be read".into()))?;
        collect(&request, payload).await
    }
}

/// Parses a body.
pub(super) fn parse<T: Deserr<FieldErrors>>(bytes: &[u8]) -> Result<T, ApiError> {
    let value = json::parse(bytes).map_err(|error| ApiError::MalformedJson(error.to_string()))?;
    Ok(deserr::deserialize::<T, Value, FieldErrors>(value)?)
}

/// Refuses anything but plain JSON. A merge patch (RFC 7396) is JSON too.
fn refuse_other_media(request: &HttpRequest) -> Result<(), ApiError> {
    let header = |name| request.headers().get(name).map(|value| value.to_str());
    let media_type = match header(header::CONTENT_TYPE) {
        Some(Ok(value)) => value.split(';').next().unwrap_or_default().trim(),
        _ => "",
    };
    let is_json = ["application/json", "application/merge-patch+json"]
        .iter()
        .any(|json| media_type.eq_ignore_ascii_case(json));
    let is_plain = matches!(
        header(header::CONTENT_ENCODING),
        None | Some(Ok("identity"))
    );
    (is_json && is_plain)
        .then_some(())
        .ok_or(ApiError::UnsupportedMediaType("application/json"))
}

async fn collect(request: &HttpRequest, payload: web::Payload) -> Result<web::Bytes, ApiError> {
    let settings = request.app_data::<web::Data<ServerSettings>>();
    let default = settings.map_or(0, |settings| settings.body_limit);
    let limit = request
        .app_data::<BodyLimit>()
        .map_or(default, |limit| limit.0);
    let timeout = settings.map_or_else(Default::default, |settings| settings.read_timeout());
    match tokio::time::timeout(timeout, payload.to_bytes_limited(limit)).await {
        Ok(Ok(Ok(bytes))) => Ok(bytes),
        Ok(Ok(Err(_broken))) => Err(ApiError::MalformedJson("it did not arrive whole".into())),
        Ok(Err(_too_large)) => Err(ApiError::BodyTooLarge { limit }),
        Err(_elapsed) => Err(ApiError::BodyTimeout),
    }
}
