//! The secret that tokens are signed with: given in production, made and kept in development.

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

/// The file in which development keeps its secret, beside the database.
const KEPT_IN: &str = "jwt_secret";

/// The secret of the settings or, in development only, the one that was made for this folder.
pub(crate) fn current(settings: &Settings) -> Result<JwtSecret, JwtSecretError> {
    let given = &settings.auth.jwt_secret;
    match (given.expose_secret().is_empty(), settings.environment) {
        (false, _) => Ok(JwtSecret::parse(given.clone())?),
        (true, Environment::Production) => Err(JwtSecretError::Missing),
        (true, Environment::Development) => kept(&settings.data_folder().join(KEPT_IN)),
    }
}

/// The secret before it, where one is given.
pub(crate) fn previous(settings: &Settings) -> Result<Option<JwtSecret>, JwtSecretError> {
    let given = &settings.auth.jwt_secret_previous;
    if given.expose_secret().is_empty() {
        return Ok(None);
    }
    let secret = JwtSecret::parse(given.clone());
    secret.map(Some).map_err(JwtSecretError::WeakPrevious)
}

/// The secret in this file, which is made where it is not there yet. Of several processes that
/// start at once one makes it and the others take it.
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
    // Nobody but the owner of the file may read it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    #[cfg(unix)]
    refuse_exposed(&file, path)?;
    // Until the file is closed.
    file.lock()?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    if text.is_empty() {
        text = random_secret()?;
        file.write_all(text.as_bytes())?;
        tracing::info!(path = %path.display(), "made a secret for development");
    }
    Ok(text)
}

/// Refuses a file that anybody but its owner may read or write.
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

/// 256 random bits, as text.
fn random_secret() -> io::Result<String> {
    let mut bytes = [0; JwtSecret::MIN_BYTES];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Why there is no secret to sign with.
#[derive(Debug, Error)]
pub enum JwtSecretError {
    /// Production makes none by itself: it would log everybody out at the next start.
    #[error(
        "JWT_SECRET is missing: set it to 32 random bytes or more, such as of `openssl rand -base64 48`"
    )]
    Missing,
    /// The secret could be guessed.
    #[error("JWT_SECRET cannot be used: {0}")]
    Weak(#[from] WeakSecret),
    /// The secret before it could be guessed.
    #[error("JWT_SECRET_PREVIOUS cannot be used: {0}")]
    WeakPrevious(#[source] WeakSecret),
    /// The kept secret cannot be read or made, or is exposed to other users.
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
    fn of_two_who_start_at_once_both_take_the_same_secret() {
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
    fn every_folder_has_a_secret_of_its_own() {
        let secret = || read_or_make(&TempDir::new().unwrap().path().join("jwt_secret"));
        assert_ne!(secret().unwrap(), secret().unwrap());
    }

    /// Writes a file as the program does: for its owner alone.
    fn write(path: &Path, text: &str) {
        fs::write(path, text).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }

    #[test]
    fn a_start_that_was_cut_short_leaves_nothing_to_mend() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("jwt_secret");
        write(&path, "");
        assert!(kept(&path).is_ok());
        assert_eq!(read_or_make(&path).unwrap().len(), 43);
    }

    #[test]
    fn a_kept_secret_that_somebody_weakened_is_refused() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("jwt_secret");
        write(&path, "short\n");
        assert!(matches!(
            kept(&path),
            Err(JwtSecretError::Weak(WeakSecret::Short))
        ));
    }
}
