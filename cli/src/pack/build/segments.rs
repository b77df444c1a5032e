//! Where do stories wait that are more than the memory holds?
//!
//! In packs of as many stories as fit into a bounded memory, one behind the other in a file beside the pack that is being
//! built. The file has no name where the system allows that (and goes with the program everywhere), so nothing is left of it,
//! however the program ends.

use crate::pack::stretch::Stretch;
use copytaster::index::{MergeError, Merged, Storage, Target, merge_stored};
use std::fs::File;
use std::io::{self, Write as _};
use std::path::PathBuf;

/// Packs that wait to be merged.
#[derive(Debug)]
pub(crate) struct Segments {
    /// Where the file lies.
    folder: PathBuf,
    file: Option<File>,
    /// Where each pack ends in it.
    ends: Vec<u64>,
}

impl Segments {
    /// None yet; a folder that does not exist is an error as soon as there is one.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, file: None, ends: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Puts a pack's bytes aside.
    pub(super) fn push(&mut self, pack: &[u8]) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(tempfile::tempfile_in(&self.folder)?),
        };
        file.write_all(pack)?;
        self.ends.push(self.ends.last().copied().unwrap_or_default() + pack.len() as u64);
        Ok(())
    }

    /// Merges them into a file.
    pub(super) fn merge(&self, out: &mut dyn Target) -> Result<Merged, MergeError> {
        let Some(file) = &self.file else { return merge_stored(&[], out) };
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        let packs: Vec<Stretch<'_>> =
            starts.zip(&self.ends).map(|(start, end)| Stretch::new(file, start..*end)).collect();
        merge_stored(&packs.iter().map(|pack| pack as &dyn Storage).collect::<Vec<_>>(), out)
    }
}
