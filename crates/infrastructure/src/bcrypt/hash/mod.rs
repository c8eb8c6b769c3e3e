//! The forms of a password hash: `bcrypt-sha256` v2, which is made, and plain bcrypt, which is
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

/// The work factors that are read: from the least of bcrypt to one that takes a core for seconds.
/// A greater one, in a row that somebody tampered with, would hold it for hours.
const READABLE_COSTS: RangeInclusive<u32> = 4..=*super::HashingSettings::COSTS.end();
/// The base64 of bcrypt: an alphabet of its own, without padding.
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

/// Compares what somebody typed with a kept hash, by [`matches`]. Where there is none, or none
/// that can be read, it is compared all the same, with a hash of the same form and cost that
/// nothing matches.
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

/// Whether bcrypt makes this hash of this text. It takes 2^cost rounds.
pub(super) fn matches(text: &str, hash: &StoredHash) -> bool {
    #[expect(clippy::disallowed_methods, reason = "this is the hasher")]
    ::bcrypt::verify(text, &hash.bcrypt).unwrap_or(false)
}

/// A kept hash, taken apart.
pub(super) struct StoredHash {
    /// A plain bcrypt hash: `$2b$cost$salt-and-digest`.
    bcrypt: String,
    /// The work factor in it.
    pub(super) cost: u32,
    /// The salt of the prehash, in the form `bcrypt-sha256`; a plain hash has no prehash.
    prehash_salt: Option<String>,
}

impl StoredHash {
    /// Reads either form; `None` where it is neither, or its cost is not to be borne.
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

    /// A hash of today's form and this cost, with a salt and a digest of zeros.
    fn of_nobody(cost: u32) -> Self {
        let (salt, digest) = (".".repeat(22), ".".repeat(31));
        Self {
            bcrypt: format!("$2b${cost:02}${salt}{digest}"),
            cost,
            prehash_salt: Some(salt),
        }
    }
}

/// HMAC-SHA-256 of the password under the salt's text, in base64, as passlib has it: 44 characters
/// without a NUL, so bcrypt's own limits do not matter.
fn prehash(password: &str, salt: &str) -> Result<String, Failure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes()).map_err(Failure::internal)?;
    mac.update(password.as_bytes());
    Ok(STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests;
