//! The program's files: who can read them, and whether there is room for more.

use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access, statvfs};

use super::Finding;
use crate::{Settings, jwt_secret};

/// With less free space, in bytes, it is time to make room.
const LOW: u64 = 1 << 30;
/// With less free space, in bytes, writes are about to fail.
const EMPTY: u64 = 64 << 20;

/// Looks at the data folder, the files with secrets, and the disk.
pub(super) fn examine(settings: &Settings, file: Option<&Path>) -> Vec<Finding> {
    let folder = settings.data_folder();
    let mut findings = Vec::new();
    match fs::metadata(&folder) {
        Ok(metadata) => {
            findings.push(data_folder(&folder, &metadata));
            findings.push(disk(&folder));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = folder.display();
            findings.push(Finding::ok(
                "data folder",
                format!("{folder} does not exist; it is made when it is needed"),
            ));
        }
        Err(error) => findings.push(Finding::problem(
            "data folder",
            &error,
            format!("let this user enter {}", folder.display()),
        )),
    }
    let secrets = Settings::secret_files(file).unwrap_or_default();
    let tls = &settings.server.tls;
    let key = tls.is_on().then(|| tls.key.clone());
    let own = [
        Some(jwt_secret::file(settings)),
        settings.sqlite_path(),
        key,
    ];
    findings.extend(settings.sqlite_path().and_then(|file| foreign(&file)));
    findings.extend(exposed(
        secrets.into_iter().chain(own.into_iter().flatten()),
    ));
    findings
}

fn data_folder(folder: &Path, metadata: &Metadata) -> Finding {
    let name = folder.display();
    if !metadata.is_dir() {
        let error = io::Error::other(format!("{name} is not a folder"));
        return Finding::problem("data folder", &error, "move it out of the way");
    }
    match access(folder, Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK) {
        Ok(()) => Finding::ok("data folder", format!("{name} can be written")),
        Err(error) => Finding::problem(
            "data folder",
            &io::Error::from(error),
            format!("run this command as the user that Errand runs as, or let it write {name}"),
        ),
    }
}

fn disk(folder: &Path) -> Finding {
    match statvfs(folder) {
        Ok(disk) => room(disk.f_bavail.saturating_mul(disk.f_frsize)),
        Err(error) => Finding::problem(
            "disk",
            &io::Error::from(error),
            format!("look at the disk of {}", folder.display()),
        ),
    }
}

/// A finding about this much free space, in bytes.
fn room(free: u64) -> Finding {
    let advice = "make room: with a full disk, nothing can be saved";
    let found = format!("{} MiB are free", free >> 20);
    match free {
        0..EMPTY => Finding::problem("disk", &io::Error::other(found), advice),
        EMPTY..LOW => Finding::warning("disk", found, advice),
        LOW.. => Finding::ok("disk", found),
    }
}

/// A warning if a database is not its folder's owner's, as after copying it there as root.
fn foreign(database: &Path) -> Option<Finding> {
    let folder = database.parent()?;
    let (owner, expected) = (fs::metadata(database).ok()?, fs::metadata(folder).ok()?);
    if owner.uid() == expected.uid() {
        return None;
    }
    let (folder, file) = (folder.display(), database.display());
    Some(Finding::warning(
        "database file",
        format!("{file} belongs to another user than its folder"),
        format!("run `chown --reference={folder} {file}*`"),
    ))
}

/// A warning for each of these files that other users can read.
fn exposed(files: impl Iterator<Item = PathBuf>) -> Vec<Finding> {
    let mut warnings = Vec::new();
    for file in files {
        let Ok(metadata) = fs::metadata(&file) else {
            continue;
        };
        let mode = metadata.permissions().mode() & 0o777;
        if mode & 0o007 != 0 {
            let file = file.display();
            warnings.push(Finding::warning(
                "files",
                format!("other users of this machine can get at {file} (mode {mode:o})"),
                format!("run `chmod o= {file}`"),
            ));
        }
    }
    if warnings.is_empty() {
        warnings.push(Finding::ok("files", "secrets are hidden from other users"));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::*;

    #[test]
    fn a_disk_with_little_room_is_a_warning_and_one_with_none_a_problem() {
        for (free, level) in [
            (0, Level::Problem),
            ((64 << 20) - 1, Level::Problem),
            (64 << 20, Level::Warning),
            ((1 << 30) - 1, Level::Warning),
            (1 << 30, Level::Ok),
        ] {
            assert_eq!(room(free).level, level, "{free}");
        }
    }
}
