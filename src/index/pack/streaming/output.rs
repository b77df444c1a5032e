//! How is a pack written, of which no section fits into memory?
//!
//! Section after section, each read once more for its checksum, and the header last, for which room is left. Of the section that is
//! being written four bytes a record are held.

use super::super::PackError;
use super::super::checksum::crc32c_after;
use super::super::error::MergeError;
use super::super::header::{self, Contents, Section, Written};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};

/// Bytes that are written or read at a time.
const BUFFER: usize = 1 << 16;

/// Where a pack can be written: what is written has to be readable.
pub trait Target: Read + Write + Seek {}

impl<T: Read + Write + Seek> Target for T {}

/// A pack that is being written.
pub(super) struct Output<'a> {
    out: BufWriter<&'a mut dyn Target>,
    sections: Vec<Written>,
    /// Where the section begins that is being written.
    start: u64,
}

impl<'a> Output<'a> {
    /// A pack of exactly so many sections, from the beginning of `out` on.
    pub(super) fn new(out: &'a mut dyn Target, sections: usize) -> Result<Self, MergeError> {
        let mut out = BufWriter::with_capacity(BUFFER, out);
        let header = header::length_of(sections);
        out.rewind()?;
        out.write_all(&vec![0; header])?;
        Ok(Self { out, sections: Vec::new(), start: header as u64 })
    }

    /// Appends to the section.
    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<(), MergeError> {
        Ok(self.out.write_all(bytes)?)
    }

    /// Appends a table of so many records.
    pub(super) fn table(&mut self, count: usize) -> Result<Table<'_, 'a>, MergeError> {
        let start = self.out.stream_position()?;
        // Nothing is said of the records yet.
        for _ in 0..=count {
            self.out.write_all(&[0; 4])?;
        }
        Ok(Table { output: self, start, ends: Vec::with_capacity(count + 1), end: 0 })
    }

    /// Ends the section.
    pub(super) fn end(&mut self, kind: Section) -> Result<(), MergeError> {
        let end = self.out.stream_position()?;
        let length = end - self.start;
        // Seeking writes what waits.
        self.out.seek(SeekFrom::Start(self.start))?;
        let (mut checksum, mut left, mut buffer) = (0, length, vec![0; BUFFER]);
        while left > 0 {
            let some = &mut buffer[..(BUFFER as u64).min(left) as usize];
            self.out.get_mut().read_exact(some)?;
            checksum = crc32c_after(checksum, some);
            left -= some.len() as u64;
        }
        self.out.seek(SeekFrom::Start(end))?;
        self.sections.push(Written { kind, checksum, length });
        self.start = end;
        Ok(())
    }

    /// Writes the header.
    pub(super) fn finish(mut self, contents: Contents) -> Result<(), MergeError> {
        self.out.rewind()?;
        self.out.write_all(&header::write(&self.sections, contents))?;
        Ok(self.out.flush()?)
    }
}

/// A table of records that is being written.
pub(super) struct Table<'o, 'a> {
    output: &'o mut Output<'a>,
    start: u64,
    /// Where each record ends, as the table says it.
    ends: Vec<u32>,
    end: u32,
}

impl Table<'_, '_> {
    /// The next record; an error where all of them are larger than offsets can say.
    pub(super) fn push(&mut self, record: &[u8]) -> Result<(), MergeError> {
        let length = u32::try_from(record.len()).ok();
        self.end = length.and_then(|length| self.end.checked_add(length)).ok_or(PackError::TooLarge)?;
        self.ends.push(self.end);
        self.output.put(record)
    }

    /// Writes the offsets.
    pub(super) fn end(self) -> Result<(), MergeError> {
        let out = &mut self.output.out;
        let end = out.stream_position()?;
        out.seek(SeekFrom::Start(self.start + 4))?;
        self.ends.iter().try_for_each(|end| out.write_all(&end.to_le_bytes()))?;
        out.seek(SeekFrom::Start(end))?;
        Ok(())
    }
}
