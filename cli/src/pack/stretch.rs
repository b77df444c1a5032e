//! How is a pack read that lies in a file, perhaps behind others?

use copytaster::index::Storage;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;

/// A part of a file.
#[derive(Debug)]
pub(super) struct Stretch<'a> {
    file: &'a File,
    bytes: Range<u64>,
}

impl<'a> Stretch<'a> {
    /// These bytes of a file.
    pub(super) fn new(file: &'a File, bytes: Range<u64>) -> Self {
        Self { file, bytes }
    }

    /// All of a file.
    pub(super) fn whole(file: &'a File) -> io::Result<Self> {
        Ok(Self { file, bytes: 0..file.metadata()?.len() })
    }
}

impl Storage for Stretch<'_> {
    fn length(&self) -> u64 {
        self.bytes.end - self.bytes.start
    }

    fn read(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        if at + into.len() as u64 > self.length() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut file = self.file;
        file.seek(SeekFrom::Start(self.bytes.start + at))?;
        file.read_exact(into)
    }
}
