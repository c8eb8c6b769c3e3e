//! The formats of a password hash: `bcrypt-sha256` v2, which is written, and plain bcrypt, which is
//! only read.

use std::ops::RangeInclusive;

use ::bcrypt::HashParts;
use base64::Engine;
use base64::alphabet::BCRYPT;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD};
use errand_domain::Failure;
use errand_domain::users::{PasswordHash, Verification};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The work factors that are read, from bcrypt's lowest to one that occupies a core for seconds. A
/// higher one, in a row that somebody tampered with, could occupy it for hours.
const READABLE_COSTS: RangeInclusive<u32> = 4..=*super::HashingSettings::COSTS.end();
/// Bcrypt's base64, which has its own alphabet and no padding.
const BCRYPT_BASE64: GeneralPurpose = GeneralPurpose::new(&BCRYPT, NO_PAD);

/// Hashes a password with a fresh salt.
pub(super) fn hash(password: &str, cost: u32) -> Result<PasswordHash, Failure> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(Failure::internal)?;
    let prehash_salt = BCRYPT_BASE64.encode(salt);
    let prehash = prehash(password, &prehash_salt)?;
    let parts =
        ::bcrypt::non_truncating_hash_with_salt(prehash, cost, salt).map_err(Failure::internal)?;
    let plain = parts.to_string();
    // After `$2b$`, two digits, `$` and 22 characters of salt.
    let digest = plain.get(29..).unwrap_or_default();
    Ok(PasswordHash(format!(
        "$bcrypt-sha256$v=2,t=2b,r={cost}${prehash_salt}${digest}"
    )))
}

/// Compares a candidate with a stored hash, by [`matches`]. If there is no hash or it is
/// unreadable, the candidate is compared with one of the same format and cost that nothing matches,
/// so it takes as long.
pub(super) fn verify(
    candidate: &str,
    stored: Option<PasswordHash>,
    cost: u32,
    matches: impl FnOnce(&str, &StoredHash) -> bool,
) -> Result<Verification, Failure> {
    let stored = stored.and_then(|stored| {
        let parsed = StoredHash::parse(&stored.0);
        if parsed.is_none() {
            tracing::error!("a stored password hash cannot be read; its user cannot log in");
        }
        parsed
    });
    let is_kept = stored.is_some();
    let stored = stored.unwrap_or_else(|| StoredHash::of_nobody(cost));
    let is_match = match &stored.prehash_salt {
        Some(salt) => matches(&prehash(candidate, salt)?, &stored),
        None => matches(candidate, &stored),
    };
    if !is_match || !is_kept {
        return Ok(Verification::Mismatch);
    }
    let is_current = stored.prehash_salt.is_some() && stored.cost == cost;
    let rehashed = (!is_current).then(|| hash(candidate, cost)).transpose()?;
    Ok(Verification::Match { rehashed })
}

/// Whether the text has this bcrypt hash. Finding out takes 2^cost rounds.
pub(super) fn matches(text: &str, hash: &StoredHash) -> bool {
    #[expect(clippy::disallowed_methods, reason = "this is the hasher")]
    ::bcrypt::verify(text, &hash.bcrypt).unwrap_or(false)
}

/// A stored hash, taken apart.
pub(super) struct StoredHash {
    /// A plain bcrypt hash: `$2b$cost$salt-and-digest`.
    bcrypt: String,
    /// Its work factor.
    pub(super) cost: u32,
    /// The salt of the prehash in the format `bcrypt-sha256`. A plain hash has no prehash.
    prehash_salt: Option<String>,
}

impl StoredHash {
    /// Reads either format. Returns `None` if it is neither, or if its cost is too high.
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
        let cost = bcrypt.parse::<HashParts>().ok()?.get_cost();
        READABLE_COSTS.contains(&cost).then_some(Self {
            bcrypt,
            cost,
            prehash_salt,
        })
    }

    /// A hash of the current format and this cost, with a salt and a digest of zeros.
    fn of_nobody(cost: u32) -> Self {
        let (salt, digest) = (".".repeat(22), ".".repeat(31));
        Self {
            bcrypt: format!("$2b${cost:02}${salt}{digest}"),
            cost,
            prehash_salt: Some(salt),
        }
    }
}

/// HMAC-SHA-256 of the password with the salt's text as the key, in base64, as in passlib. The
/// result has 44 characters and no NUL, so bcrypt's own limits do not matter.
fn prehash(password: &str, salt: &str) -> Result<String, Failure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes()).map_err(Failure::internal)?;
    mac.update(password.as_bytes());
    Ok(STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests;
