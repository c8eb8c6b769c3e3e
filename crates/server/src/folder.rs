//! The folders that the program makes.

use std::fs::DirBuilder;
use std::io;
use std::path::Path;

/// Makes a folder and those above it. What was not there before is closed to other users of the
/// machine.
pub(crate) fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}
