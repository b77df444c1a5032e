//! Which files are in this folder?

use super::Format;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// What a folder holds.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Story files in the order of their paths.
    pub(super) files: Vec<PathBuf>,
    /// How many files of other endings there are, by ending.
    pub(super) left_out: BTreeMap<String, usize>,
    /// What could not be looked into, and why.
    pub(super) problems: Vec<String>,
}

/// Everything in a folder and the folders in it. Links are followed; a folder that is reached twice is read once, so
/// that a link to a folder above it ends.
pub(super) fn list(folder: &Path) -> Listing {
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
                Ok(metadata) if metadata.is_file() && Format::of(&path).is_some() => self.files.push(path),
                Ok(_) => {
                    let ending =
                        path.extension().map_or("no ending".to_owned(), |e| format!(".{}", e.to_string_lossy()));
                    *self.left_out.entry(ending).or_default() += 1;
                }
                Err(error) => self.problems.push(format!("{}: this leads nowhere ({error})", path.display())),
            }
        }
    }

    /// What was left out, in a line.
    pub(super) fn left_out_note(&self, folder: &Path) -> String {
        let mut note = format!("{}: left out, since no source ends so:", folder.display());
        for (place, (ending, count)) in self.left_out.iter().enumerate() {
            let comma = if place > 0 { "," } else { "" };
            let _ = write!(note, "{comma} {count} of {ending}");
        }
        note
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let name = |path: &PathBuf| path.strip_prefix(folder).unwrap().display().to_string();
        list(folder).files.iter().map(name).collect()
    }

    #[test]
    fn files_come_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.txt", "a.html", "b/z.jsonl", "b/a.SGM", ".hidden.txt", "d.pdf", "e"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        assert_eq!(names(folder.path()), ["a.html", "b/a.SGM", "b/z.jsonl", "c.txt"]);
        let note = list(folder.path()).left_out_note(Path::new("stories"));
        assert_eq!(note, "stories: left out, since no source ends so: 1 of .pdf, 1 of no ending");
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
