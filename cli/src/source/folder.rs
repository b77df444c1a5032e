//! Which files are to be read?

use super::{Give, Read, cut};
use crate::input::STANDARD_INPUT;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of all sources.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// Those named, and those of a folder in the order of their paths.
    files: Vec<File>,
    /// How long they are together, in bytes; none where standard input is among them.
    pub(crate) bytes: Option<u64>,
    /// What could not be looked into, and why.
    pub(crate) problems: Vec<String>,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    in_folder: bool,
}

impl Inputs {
    /// The files of these sources: files, folders with everything in them, `-`.
    pub(crate) fn of(sources: &[PathBuf]) -> Self {
        let mut inputs = Self { bytes: Some(0), ..Self::default() };
        for source in sources {
            if !source.is_dir() {
                let size = fs::metadata(source).map_or(0, |metadata| metadata.len());
                let is_stream = source.as_os_str() == STANDARD_INPUT;
                inputs.bytes = inputs.bytes.filter(|_| !is_stream).map(|bytes| bytes + size);
                inputs.files.push(File { path: source.clone(), in_folder: false });
                continue;
            }
            let listing = list(source);
            if listing.files.is_empty() && listing.problems.is_empty() {
                inputs.problems.push(format!("{}: there is no file in this folder, so no story", source.display()));
            }
            inputs.problems.extend(listing.problems);
            for (path, size) in listing.files {
                inputs.bytes = inputs.bytes.map(|bytes| bytes + size);
                inputs.files.push(File { path, in_folder: true });
            }
        }
        inputs
    }

    /// Cuts all of them into pieces, until no more are wanted.
    pub(crate) fn cut(&self, read: &Read, give: &mut Give<'_>) {
        let mut wanted = true;
        for file in &self.files {
            if !wanted {
                return;
            }
            cut(&file.path, file.in_folder, read, &mut |piece| {
                wanted = wanted && give(piece);
                wanted
            });
        }
    }
}

/// What a folder holds.
#[derive(Debug, Default)]
struct Listing {
    /// Files in the order of their paths, with their sizes in bytes.
    files: Vec<(PathBuf, u64)>,
    /// What could not be looked into, and why.
    problems: Vec<String>,
}

/// Everything in a folder and the folders in it, but what is hidden. Links are followed; a folder that is reached twice
/// is read once, so that a link to a folder above it ends.
fn list(folder: &Path) -> Listing {
    let mut listing = Listing::default();
    listing.add(folder, &mut BTreeSet::new());
    listing
}

impl Listing {
    fn add(&mut self, folder: &Path, seen: &mut BTreeSet<PathBuf>) {
        let entries = fs::canonicalize(folder).and_then(|real| {
            if seen.insert(real) { fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>() } else { Ok(Vec::new()) }
        });
        let mut paths: Vec<PathBuf> = match entries {
            Ok(entries) => entries.into_iter().map(|entry| entry.path()).collect(),
            Err(error) => {
                self.problems.push(format!("{}: this folder cannot be looked into ({error})", folder.display()));
                return;
            }
        };
        paths.sort();
        for path in paths {
            let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            match fs::metadata(&path) {
                _ if hidden => {}
                Ok(metadata) if metadata.is_dir() => self.add(&path, seen),
                // A pipe or a device in a folder is no file that anybody saved.
                Ok(metadata) if metadata.is_file() => self.files.push((path, metadata.len())),
                Ok(_) => {}
                Err(error) => self.problems.push(format!("{}: this leads nowhere ({error})", path.display())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let name = |(path, _): &(PathBuf, u64)| path.strip_prefix(folder).unwrap().display().to_string();
        list(folder).files.iter().map(name).collect()
    }

    #[test]
    fn files_come_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.txt", "a.html", "b/z.jsonl", "b/a.SGM", ".hidden.txt", "d.pdf"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        assert_eq!(names(folder.path()), ["a.html", "b/a.SGM", "b/z.jsonl", "c.txt", "d.pdf"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_circles_end() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("story.txt"), "x").unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("linked")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("circle")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("broken.txt")).unwrap();
        assert_eq!(names(folder.path()), ["linked/story.txt"]);
        assert_eq!(list(folder.path()).problems.len(), 1);
    }
}
