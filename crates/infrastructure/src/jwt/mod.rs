//! Access tokens: JSON Web Tokens (RFC 7519), signed with HS256 only.

mod secret;
#[cfg(test)]
mod tests;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errand_domain::sessions::{AccessToken, AccessTokens, Claims, InvalidToken, SessionId};
use errand_domain::users::{User, UserId};
use errand_domain::{Failure, Timestamp};
use jiff::SignedDuration;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

pub use secret::{JwtSecret, WeakSecret};

/// The required value of `iss`.
const ISSUER: &str = "errand";
/// The required value of `aud`.
const AUDIENCE: &str = "errand-api";
/// How far the clocks of the machines that issue and verify tokens may differ.
const LEEWAY: SignedDuration = SignedDuration::from_secs(5);

/// The section `auth.tokens` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenSettings {
    /// The lifetime of a token, in seconds. At least 1.
    pub lifetime_seconds: u32,
}

/// Issues tokens with one secret, and also verifies tokens that the previous secret signed.
pub struct JwtAccessTokens {
    header: Header,
    encoding: EncodingKey,
    decoding: Vec<VerifyingKey>,
    validation: Validation,
    lifetime: SignedDuration,
}

/// A key that verifies signatures.
struct VerifyingKey {
    /// The id by which tokens refer to it.
    id: String,
    key: DecodingKey,
}

impl VerifyingKey {
    fn of(secret: &JwtSecret) -> Self {
        Self {
            id: secret.id(),
            key: DecodingKey::from_secret(secret.as_bytes()),
        }
    }
}

impl JwtAccessTokens {
    /// Signs with `secret`. Tokens that `previous` signed stay valid, so a secret can be replaced
    /// without logging anybody out.
    pub fn new(secret: &JwtSecret, previous: Option<&JwtSecret>, settings: TokenSettings) -> Self {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(secret.id());
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["sub", "exp", "iss", "aud"]);
        // The times are checked below, against the injected clock.
        validation.validate_exp = false;
        Self {
            header,
            encoding: EncodingKey::from_secret(secret.as_bytes()),
            decoding: previous
                .into_iter()
                .chain([secret])
                .map(VerifyingKey::of)
                .collect(),
            validation,
            lifetime: SignedDuration::from_secs(settings.lifetime_seconds.into()),
        }
    }
}

impl AccessTokens for JwtAccessTokens {
    fn issue(
        &self,
        user: &User,
        session: SessionId,
        now: Timestamp,
    ) -> Result<AccessToken, Failure> {
        let claims = JwtClaims {
            sub: user.id.0,
            sid: session.0,
            email: user.email.as_typed().to_owned(),
            iat: now.as_second(),
            exp: (now + self.lifetime).as_second(),
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            jti: Uuid::new_v4(),
            nbf: None,
        };
        jsonwebtoken::encode(&self.header, &claims, &self.encoding)
            .map(|token| AccessToken(token.into()))
            .map_err(Failure::internal)
    }

    fn verify(&self, token: &str, now: Timestamp) -> Result<Claims, InvalidToken> {
        let header = own_header(token)?;
        let key = self.decoding.iter().find(|key| key.id == header.kid);
        let key = &key.ok_or(InvalidToken)?.key;
        let token = jsonwebtoken::decode::<JwtClaims>(token, key, &self.validation)
            .map_err(|_| InvalidToken)?;
        let not_before = token.claims.nbf;
        let may_be_used = not_before.is_none_or(|nbf| nbf <= (now + LEEWAY).as_second());
        let claims = Claims::try_from(token.claims)?;
        let lives_as_long_as_issued =
            claims.expires_at.duration_since(claims.issued_at) <= self.lifetime;
        let has_begun = claims.issued_at <= now + LEEWAY;
        let has_not_ended = now < claims.expires_at;
        (lives_as_long_as_issued && may_be_used && has_begun && has_not_ended)
            .then_some(claims)
            .ok_or(InvalidToken)
    }
}

/// The claims of a token. All except `nbf` are required, in the form in which they are issued. A
/// list as `aud` is refused, because we never issue one (RFC 8725 §3.9). Unknown claims are ignored
/// (RFC 7519 §4).
#[derive(Deserialize, Serialize)]
struct JwtClaims {
    sub: Uuid,
    sid: Uuid,
    email: String,
    iat: i64,
    exp: i64,
    iss: String,
    aud: String,
    jti: Uuid,
    /// We never issue it, but a token that has it must comply with it (RFC 7519 §4.1.5).
    #[serde(default, skip_serializing, deserialize_with = "given")]
    nbf: Option<i64>,
}

/// A claim that may be absent but not `null`.
fn given<'de, D: Deserializer<'de>>(claim: D) -> Result<Option<i64>, D::Error> {
    i64::deserialize(claim).map(Some)
}

impl TryFrom<JwtClaims> for Claims {
    type Error = InvalidToken;

    fn try_from(claims: JwtClaims) -> Result<Self, InvalidToken> {
        let instant = |seconds| Timestamp::from_second(seconds).map_err(|_| InvalidToken);
        Ok(Self {
            user_id: UserId(claims.sub),
            session_id: SessionId(claims.sid),
            token_id: claims.jti,
            issued_at: instant(claims.iat)?,
            expires_at: instant(claims.exp)?,
        })
    }
}

/// The members our headers can have. A token whose header has any other is refused, including
/// `crit`, `jwk`, `jku`, `x5u`, `x5c`, `zip` and `b64` (RFC 8725 §3; RFC 7515 §4.1.11).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnHeader {
    alg: String,
    typ: Option<String>,
    kid: String,
}

fn own_header(token: &str) -> Result<OwnHeader, InvalidToken> {
    let header = token.split('.').next().unwrap_or_default();
    let header = URL_SAFE_NO_PAD.decode(header).map_err(|_| InvalidToken)?;
    let header: OwnHeader = serde_json::from_slice(&header).map_err(|_| InvalidToken)?;
    let is_own = header.alg == "HS256" && header.typ.as_deref().is_none_or(|typ| typ == "JWT");
    is_own.then_some(header).ok_or(InvalidToken)
}
