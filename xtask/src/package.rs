//! How do the built extensions become the files that the browsers' stores take?
//!
//! A zip file each. The same sources give the same bytes, wherever and whenever they are built: entries in the order of their
//! names, all of one time, none with a mode of its own. So anybody can check a published file against the sources.

use crate::dist::{Contents, dist};
use crate::process::root;
use crate::webdriver::Kind;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What a reader should have to download at most, in bytes. Three quarters of it are the engine.
const BUDGET: usize = 400_000;

/// Above this size nothing is packed: so that it only shrinks. Lower it with the extension.
const LIMIT: usize = 398_000;

/// zip's levels up to 9 are zlib's, those above are rounds of Zopfli, which takes seconds for 4 % fewer bytes of the engine.
const LEVEL: i64 = 9 + 15;

/// Builds what is published, and packs it.
pub fn package() -> Result<()> {
    let sizes = dist(Contents::Release)?;
    println!("{sizes}");
    sizes.check()?;
    for kind in [Kind::Chromium, Kind::Firefox] {
        let folder = root().join("dist").join(kind.dist_folder());
        let bytes = zipped(&folder)?;
        let file = root().join("dist").join(format!("copytaster-{}.zip", kind.dist_folder()));
        fs::write(&file, &bytes).with_context(|| format!("{} could not be written", file.display()))?;
        println!("{}: {} bytes (budget {BUDGET}, limit {LIMIT})", file.display(), bytes.len());
        ensure!(bytes.len() <= LIMIT, "{} is larger than a reader may be asked to download", file.display());
    }
    Ok(())
}

/// Everything in a folder, as a zip file.
fn zipped(folder: &Path) -> Result<Vec<u8>> {
    let mut names = Vec::new();
    list(folder, "", &mut names)?;
    names.sort_unstable();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The first moment that the format knows.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for name in names {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(&fs::read(folder.join(&name))?)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The names of the files in a folder, with slashes, whatever the system writes.
fn list(folder: &Path, within: &str, names: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} could not be read", folder.display()))? {
        let entry = entry?;
        let name = format!("{within}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

    use super::*;
    use std::io::Read;
    use std::time::{Duration, SystemTime};

    const FILES: [(&str, &str); 3] = [("b/c.js", "use strict"), ("a.json", "{}"), ("b/a.css", "body { margin: 0 }")];

    fn folder_of(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = folder.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        folder
    }

    #[test]
    fn a_zip_file_holds_what_the_folder_held() {
        let bytes = zipped(folder_of(&FILES).path()).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut held = Vec::new();
        for at in 0..zip.len() {
            let (mut file, mut text) = (zip.by_index(at).unwrap(), String::new());
            file.read_to_string(&mut text).unwrap();
            held.push((file.name().unwrap().into_owned(), text));
        }
        let mut expected = FILES.map(|(name, text)| (name.to_owned(), text.to_owned()));
        expected.sort();
        assert_eq!(held, expected);
    }

    #[test]
    fn neither_order_nor_time_nor_place_changes_a_byte() {
        let (first, mut files) = (folder_of(&FILES), FILES);
        files.reverse();
        let second = folder_of(&files);
        let older = SystemTime::now() - Duration::from_secs(90_000);
        fs::File::open(second.path().join("a.json")).unwrap().set_modified(older).unwrap();
        assert_eq!(zipped(first.path()).unwrap(), zipped(second.path()).unwrap());
    }
}
