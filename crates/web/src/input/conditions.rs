//! The conditions of a request: which versions it is about, and the key that makes it safe to
//! repeat.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use deserr::Deserr;
use errand_application::changes::Write;
use errand_domain::changes::Fingerprint;
use futures_util::future::LocalBoxFuture;
use sha2::{Digest, Sha256};
use utoipa::IntoParams;

use super::entity_tags::EntityTags;
use super::{FieldErrors, body, header, idempotency_key};
use crate::access::CurrentUser;
use crate::error::ApiError;

pub(crate) const IF_MATCH: &str = "If-Match";
pub(crate) const IF_NONE_MATCH: &str = "If-None-Match";

/// The key of a write.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct KeyHeader {
    /// Makes the request safe to repeat: within 24 hours, the same request with the same key is
    /// carried out only once, and gets the same answer again. 1 to 255 visible ASCII characters.
    #[param(
        rename = "Idempotency-Key",
        nullable = false,
        pattern = r#"^([!#-~]{1,255}|"([!#-\[\]-~]|\\["\\]){1,255}")$"#,
        example = "8e03978e-40d5-43dd-bc93-6894a57f9324"
    )]
    idempotency_key: Option<String>,
}

/// The versions that a write expects.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct IfMatchHeader {
    /// Only if this is the `ETag` of the present version, or one of several; `*` means any version.
    #[param(
        rename = "If-Match",
        nullable = false,
        pattern = r#"^(\*|(W/)?"[!#-~]*"(, (W/)?"[!#-~]*")*)$"#,
        example = "\"3\""
    )]
    if_match: Option<String>,
}

/// The versions that the reader knows already.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct IfNoneMatchHeader {
    /// Only if this is not the `ETag` of the present version, nor one of several; `*` means any
    /// version.
    #[param(
        rename = "If-None-Match",
        nullable = false,
        pattern = r#"^(\*|(W/)?"[!#-~]*"(, (W/)?"[!#-~]*")*)$"#,
        example = "\"3\""
    )]
    if_none_match: Option<String>,
}

/// A write whose request has no body.
pub(crate) struct Conditions(pub(crate) Write);

impl FromRequest for Conditions {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let user = CurrentUser::from_request(request, payload).into_inner();
        ready(user.and_then(|user| write(request, &user, b"")).map(Self))
    }
}

/// A write, and the parsed body of its request.
pub(crate) struct ConditionsAndBody<T>(pub(crate) Write, pub(crate) T);

impl<T: Deserr<FieldErrors> + 'static> FromRequest for ConditionsAndBody<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let user = CurrentUser::from_request(request, payload).into_inner();
        let bytes = body::read(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let bytes = bytes.await?;
            let write = write(&request, &user?, &bytes)?;
            Ok(Self(write, body::parse(&bytes)?))
        })
    }
}

/// The versions that the client knows already.
pub(crate) struct Known(Option<EntityTags>);

impl Known {
    /// Whether the client knows this version.
    pub(crate) fn includes(&self, version: i64) -> bool {
        self.0.as_ref().is_some_and(|tags| tags.include(version))
    }
}

impl FromRequest for Known {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(EntityTags::of(request.headers(), IF_NONE_MATCH).map(Self))
    }
}

/// What a request with this body asks for.
fn write(request: &HttpRequest, user: &CurrentUser, body: &[u8]) -> Result<Write, ApiError> {
    let headers = request.headers();
    let expected = EntityTags::of(headers, IF_MATCH)?;
    let if_match = header::joined(headers, IF_MATCH)?.unwrap_or_default();
    let fingerprint = || {
        let path = request.path();
        let texts = [
            request.method().as_str(),
            path,
            request.query_string(),
            &if_match,
        ];
        let mut hash = Sha256::new();
        for part in texts.map(str::as_bytes).into_iter().chain([body]) {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        Fingerprint(hash.finalize().into())
    };
    Ok(Write {
        actor: user.id,
        expected: expected.and_then(|tags| tags.versions()),
        key: idempotency_key::of(headers, fingerprint)?,
    })
}
