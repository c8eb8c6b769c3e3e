//! The claims of one of Errand's tokens, once its signature and its times are verified. Whether the
//! user exists is for the statements to find out.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest, web};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use uuid::Uuid;

use crate::problem::Problem;

/// The key and the rules that verify tokens.
pub(crate) struct Keys {
    key: DecodingKey,
    validation: Validation,
}

impl Keys {
    pub(crate) fn new(secret: &str) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&["errand"]);
        validation.set_audience(&["errand-api"]);
        validation.set_required_spec_claims(&["sub", "exp", "iss", "aud"]);
        validation.leeway = 5;
        Self {
            key: DecodingKey::from_secret(secret.as_bytes()),
            validation,
        }
    }
}

/// The user and the session that the token of a request names.
#[derive(Deserialize)]
pub(crate) struct Bearer {
    #[serde(rename = "sub")]
    pub(crate) user: Uuid,
    #[serde(rename = "sid")]
    pub(crate) session: Uuid,
}

impl FromRequest for Bearer {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(bearer(request).ok_or(Problem::Unauthorized))
    }
}

fn bearer(request: &HttpRequest) -> Option<Bearer> {
    let keys = request.app_data::<web::Data<Keys>>()?;
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let token = jsonwebtoken::decode(token.trim(), &keys.key, &keys.validation).ok()?;
    Some(token.claims)
}
