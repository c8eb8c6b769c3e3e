//! The secret that signs tokens. In production it must be configured; in development it is
//! generated once and reused.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use errand_infrastructure::jwt::{JwtSecret, WeakSecret};
use secrecy::ExposeSecret;
use thiserror::Error;

use crate::settings::Environment;
use crate::{Settings, folder};

/// The file that holds the development secret, beside the database.
const KEPT_IN: &str = "jwt_secret";

/// The configured secret or, in development only, the one generated for this folder.
pub(crate) fn current(settings: &Settings) -> Result<JwtSecret, JwtSecretError> {
    let given = &settings.auth.jwt_secret;
    match (given.expose_secret().is_empty(), settings.environment) {
        (false, _) => Ok(JwtSecret::parse(given.clone())?),
        (true, Environment::Production) => Err(JwtSecretError::Missing),
        (true, Environment::Development) => kept(&file(settings)),
    }
}

/// Whether there is a secret, or can be. Unlike [`current`], this never generates one.
pub(crate) fn check(settings: &Settings) -> Result<(), JwtSecretError> {
    let is_given = !settings.auth.jwt_secret.expose_secret().is_empty();
    let is_made_later =
        settings.environment == Environment::Development && !file(settings).exists();
    if !is_given && is_made_later {
        return Ok(());
    }
    current(settings).map(drop)
}

/// The file of the secret that is generated in development.
pub(crate) fn file(settings: &Settings) -> PathBuf {
    settings.data_folder().join(KEPT_IN)
}

/// The previous secret, if one is configured.
pub(crate) fn previous(settings: &Settings) -> Result<Option<JwtSecret>, JwtSecretError> {
    let given = &settings.auth.jwt_secret_previous;
    if given.expose_secret().is_empty() {
        return Ok(None);
    }
    let secret = JwtSecret::parse(given.clone());
    secret.map(Some).map_err(JwtSecretError::WeakPrevious)
}

/// The secret in this file, which is generated if the file does not exist yet. If several processes
/// start simultaneously, one generates it and the others read it.
fn kept(path: &Path) -> Result<JwtSecret, JwtSecretError> {
    let text = read_or_make(path).map_err(|error| JwtSecretError::File(path.to_owned(), error))?;
    Ok(JwtSecret::parse(text.trim().into())?)
}

fn read_or_make(path: &Path) -> io::Result<String> {
    if let Some(folder) = path.parent() {
        folder::make(folder)?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    // Only the owner of the file may read it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    #[cfg(unix)]
    refuse_exposed(&file, path)?;
    // Held until the file is closed.
    file.lock()?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    if text.is_empty() {
        text = random_secret()?;
        file.write_all(text.as_bytes())?;
        tracing::info!(path = %path.display(), "generated a development secret");
    }
    Ok(text)
}

/// Fails if anybody but its owner may read or write the file.
#[cfg(unix)]
fn refuse_exposed(file: &File, path: &Path) -> io::Result<()> {
    let permissions = file.metadata()?.permissions();
    if std::os::unix::fs::PermissionsExt::mode(&permissions) & 0o077 != 0 {
        let path = path.display();
        return Err(io::Error::other(format!(
            "other users can read or write it; run `chmod 600 {path}`, or delete it to get a new one"
        )));
    }
    Ok(())
}

/// Generates 256 random bits, as text.
fn random_secret() -> io::Result<String> {
    let mut bytes = [0; JwtSecret::MIN_BYTES];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Why there is no usable secret.
#[derive(Debug, Error)]
pub enum JwtSecretError {
    /// Production does not generate one, because another one after a restart would log everybody
    /// out.
    #[error(
        "JWT_SECRET is missing: set it to 32 random bytes or more, such as of `openssl rand -base64 48`"
    )]
    Missing,
    /// The secret could be guessed.
    #[error("JWT_SECRET cannot be used: {0}")]
    Weak(#[from] WeakSecret),
    /// The previous secret could be guessed.
    #[error("JWT_SECRET_PREVIOUS cannot be used: {0}")]
    WeakPrevious(#[source] WeakSecret),
    /// The secret file cannot be read or created, or other users can access it.
    #[error("the secret in {0} cannot be used")]
    File(PathBuf, #[source] io::Error),
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::hint;
    use std::os::unix::fs::PermissionsExt;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use tempfile::TempDir;

    use super::*;

    #[test]
    fn processes_that_start_simultaneously_use_the_same_secret() {
        for _ in 0..200 {
            let folder = TempDir::new().unwrap();
            let path = folder.path().join("jwt_secret");
            let ready = AtomicUsize::new(0);
            let start = || {
                ready.fetch_add(1, Ordering::SeqCst);
                // A barrier would wake one well before the other.
                while ready.load(Ordering::SeqCst) < 2 {
                    hint::spin_loop();
                }
                read_or_make(&path).unwrap()
            };
            let (one, other) = thread::scope(|scope| {
                let other = scope.spawn(start);
                (start(), other.join().unwrap())
            });
            assert_eq!(one, other);
            assert_eq!(one, fs::read_to_string(&path).unwrap());
        }
    }

    #[test]
    fn every_folder_has_its_own_secret() {
        let secret = || read_or_make(&TempDir::new().unwrap().path().join("jwt_secret"));
        assert_ne!(secret().unwrap(), secret().unwrap());
    }

    /// Writes a file as the program does, readable only by its owner.
    fn write(path: &Path, text: &str) {
        fs::write(path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }

    #[test]
    fn a_start_that_was_interrupted_needs_no_repair() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("jwt_secret");
        write(&path, "");
        assert!(kept(&path).is_ok());
        assert_eq!(read_or_make(&path).unwrap().len(), 43);
    }

    #[test]
    fn a_weakened_secret_file_is_refused() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("jwt_secret");
        write(&path, "short\n");
        assert!(matches!(
            kept(&path),
            Err(JwtSecretError::Weak(WeakSecret::Short))
        ));
    }
}
