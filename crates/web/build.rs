//! Copies the built pages of `frontend/dist` into Cargo's output folder, with a brotli and a gzip
//! copy beside each text file, so the server only has to choose one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{env, error::Error};

use brotli::CompressorWriter;
use flate2::{Compression, GzBuilder};

const BUILD: &str = "../../frontend/dist";

/// The extensions of files that get smaller.
const TEXT: [&str; 6] = ["css", "html", "js", "json", "svg", "webmanifest"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={BUILD}");
    #[expect(
        clippy::disallowed_methods,
        reason = "Cargo names the folder only this way"
    )]
    let pages = PathBuf::from(env::var("OUT_DIR")?).join("pages");
    if pages.exists() {
        fs::remove_dir_all(&pages)?;
    }
    copy(Path::new(BUILD), &pages)?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copied = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &copied)?;
        } else {
            fs::copy(entry.path(), &copied)?;
            let extension = copied.extension().unwrap_or_default();
            if TEXT.iter().any(|text| extension == *text) {
                compress(&copied)?;
            }
        }
    }
    Ok(())
}

/// Writes the compressed copies of a file, at the highest level of each encoding.
fn compress(path: &Path) -> io::Result<()> {
    let bytes = fs::read(path)?;
    let beside = |extension: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(extension);
        File::create(name)
    };
    CompressorWriter::new(beside(".br")?, bytes.len(), 11, 22).write_all(&bytes)?;
    let mut gzip = GzBuilder::new().write(beside(".gz")?, Compression::best());
    gzip.write_all(&bytes)?;
    gzip.finish()?;
    Ok(())
}
