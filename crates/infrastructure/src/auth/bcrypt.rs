//! Password hashes: bcrypt over HMAC-SHA-256, in the public form `bcrypt-sha256` v2 of passlib, so
//! that bytes after the 72nd and NULs count. Plain bcrypt hashes of the original system still match.

use std::num::NonZeroUsize;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use errand_domain::Failure;
use errand_domain::auth::{Password, PasswordHash, PasswordHasher, Verification};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha2::Sha256;
use tokio::sync::Semaphore;

/// The section `auth.hashing` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HashingSettings {
    /// The work factor of bcrypt: 2^cost rounds; 10..=31.
    pub cost: u32,
    /// How many hashes may wait for a core; one more is refused.
    pub queue: usize,
}

/// Hashes on threads of their own, as many at once as there are cores.
pub struct BcryptHasher {
    cost: u32,
    /// A place on a core or in the queue.
    admitted: Semaphore,
    /// A core.
    running: Semaphore,
}

impl BcryptHasher {
    /// Makes a hasher for this machine.
    pub fn new(settings: HashingSettings) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            cost: settings.cost,
            admitted: Semaphore::new(cores + settings.queue),
            running: Semaphore::new(cores),
        }
    }

    /// Runs `work` away from the event loop when a core is free, unless too many wait already.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let busy = |_| Failure::Unavailable {
            what: "password hashing",
            source: None,
        };
        let _place = self.admitted.try_acquire().map_err(busy)?;
        let _core = self.running.acquire().await.map_err(Failure::internal)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(Failure::internal)?
    }
}

#[async_trait]
impl PasswordHasher for BcryptHasher {
    async fn hash(&self, password: Password) -> Result<PasswordHash, Failure> {
        let cost = self.cost;
        self.run(move || hash(password.expose(), cost)).await
    }

    async fn verify(
        &self,
        candidate: SecretString,
        stored: Option<PasswordHash>,
    ) -> Result<Verification, Failure> {
        let cost = self.cost;
        self.run(move || verify(candidate.expose_secret(), stored, cost))
            .await
    }
}

fn hash(password: &str, cost: u32) -> Result<PasswordHash, Failure> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(Failure::internal)?;
    // The salt as text is needed before the hash: a hash of nothing at the least cost writes it.
    let salt_text = bcrypt::hash_with_salt("", 4, salt)
        .map_err(Failure::internal)?
        .get_salt();
    let prehash = prehash(password, &salt_text)?;
    let parts =
        bcrypt::non_truncating_hash_with_salt(prehash, cost, salt).map_err(Failure::internal)?;
    let plain = parts.to_string();
    let digest = plain.get(29..).unwrap_or_default();
    Ok(PasswordHash(format!(
        "$bcrypt-sha256$v=2,t=2b,r={cost}${salt_text}${digest}"
    )))
}

fn verify(
    candidate: &str,
    stored: Option<PasswordHash>,
    cost: u32,
) -> Result<Verification, Failure> {
    let Some(stored) = stored else {
        hash(candidate, cost)?;
        return Ok(Verification::Mismatch);
    };
    let Some(parsed) = StoredHash::parse(&stored.0) else {
        tracing::error!("a stored password hash cannot be read; its user cannot log in");
        hash(candidate, cost)?;
        return Ok(Verification::Mismatch);
    };
    let matches = match &parsed.prehash_salt {
        Some(salt) => verify_bcrypt(&prehash(candidate, salt)?, &parsed.bcrypt),
        None => verify_bcrypt(candidate, &parsed.bcrypt),
    };
    if !matches {
        return Ok(Verification::Mismatch);
    }
    let is_current = parsed.prehash_salt.is_some() && parsed.cost == cost;
    let rehashed = (!is_current).then(|| hash(candidate, cost)).transpose()?;
    Ok(Verification::Match { rehashed })
}

/// A kept hash, taken apart.
struct StoredHash {
    /// A plain bcrypt hash: `$2b$cost$salt-and-digest`.
    bcrypt: String,
    cost: u32,
    /// The salt of the prehash, in the form `bcrypt-sha256`; a plain hash has no prehash.
    prehash_salt: Option<String>,
}

impl StoredHash {
    fn parse(text: &str) -> Option<Self> {
        let (bcrypt, prehash_salt) = match text.strip_prefix("$bcrypt-sha256$v=2,t=2b,r=") {
            Some(rest) => {
                let (cost, rest) = rest.split_once('$')?;
                let (salt, digest) = rest.split_once('$')?;
                (
                    format!("$2b${cost:0>2}${salt}{digest}"),
                    Some(salt.to_owned()),
                )
            }
            None => (text.to_owned(), None),
        };
        let cost = bcrypt.parse::<bcrypt::HashParts>().ok()?.get_cost();
        Some(Self {
            bcrypt,
            cost,
            prehash_salt,
        })
    }
}

/// HMAC-SHA-256 of the password under the salt's text, in base64, as passlib has it: 44 characters
/// without a NUL, so bcrypt's own limits do not matter.
fn prehash(password: &str, salt: &str) -> Result<String, Failure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes()).map_err(Failure::internal)?;
    mac.update(password.as_bytes());
    Ok(STANDARD.encode(mac.finalize().into_bytes()))
}

fn verify_bcrypt(password: &str, hash: &str) -> bool {
    #[expect(clippy::disallowed_methods, reason = "this is the hasher")]
    bcrypt::verify(password, hash).unwrap_or(false)
}
