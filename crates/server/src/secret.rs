//! The secret that tokens are signed with: given in production, made and kept in development.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errand_infrastructure::auth::{JwtSecret, WeakSecret};
use secrecy::ExposeSecret;
use thiserror::Error;

use crate::Settings;
use crate::settings::Environment;

/// Where development keeps its secret.
const KEPT_IN: &str = "data/jwt_secret";

/// The secret of the settings or, in development only, the one that was made for this folder.
pub(crate) fn jwt_secret(settings: &Settings) -> Result<JwtSecret, SecretError> {
    let given = &settings.auth.jwt_secret;
    match (given.expose_secret().is_empty(), settings.environment) {
        (false, _) => Ok(JwtSecret::parse(given.clone())?),
        (true, Environment::Production) => Err(SecretError::Missing),
        (true, Environment::Development) => kept(Path::new(KEPT_IN)),
    }
}

fn kept(path: &Path) -> Result<JwtSecret, SecretError> {
    let unusable = |error| SecretError::File(path.to_owned(), error);
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let secret = make(path).map_err(unusable)?;
            tracing::info!(path = %path.display(), "made a secret for development");
            secret
        }
        read => read.map_err(unusable)?,
    };
    Ok(JwtSecret::parse(text.trim().into())?)
}

/// Makes a secret of 256 random bits that only the owner of the file can read. Of two processes
/// that start at once one makes it and the other takes it.
fn make(path: &Path) -> io::Result<String> {
    let mut bytes = [0; JwtSecret::MIN_BYTES];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    let secret = URL_SAFE_NO_PAD.encode(bytes);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            file.write_all(secret.as_bytes())?;
            Ok(secret)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::read_to_string(path),
        Err(error) => Err(error),
    }
}

/// Why there is no secret to sign with.
#[derive(Debug, Error)]
pub enum SecretError {
    /// Production makes none by itself: it would log everybody out at the next start.
    #[error(
        "JWT_SECRET is missing: set it to 32 random bytes or more, such as of `openssl rand -base64 48`"
    )]
    Missing,
    /// The secret could be guessed.
    #[error("JWT_SECRET cannot be used: {0}")]
    Weak(#[from] WeakSecret),
    /// The kept secret cannot be read or made.
    #[error("the secret in {0} cannot be read or made")]
    File(PathBuf, #[source] io::Error),
}
