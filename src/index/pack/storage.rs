//! How is a pack read that does not stand in memory?
//!
//! Some bytes at a time, from wherever its owner keeps it. No more is held than the header, what it says of its agency and
//! takes back, and a window of each section that is being gone through.

use super::about::About;
use super::error::MergeError;
use super::fields::table_size;
use super::header::{Header, Section};
use super::tier1::Layout;
use super::tombstones::Tombstones;
use super::{Pack, PackError, PackInfo, tier1};
use crate::text::date::Date;
use std::io;
use std::ops::Range;

/// Where a pack's bytes lie.
pub trait Storage {
    /// How many they are.
    fn length(&self) -> u64;

    /// Fills `into` with those from the byte `at` on; an error where they end before.
    fn read(&self, at: u64, into: &mut [u8]) -> io::Result<()>;
}

impl Storage for Pack {
    fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let from = usize::try_from(at).ok().and_then(|at| self.bytes.get(at..)?.get(..into.len()));
        into.copy_from_slice(from.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// A pack, opened where it lies. What is damaged inside its sections is found by whoever reads them.
#[derive(Clone)]
pub struct StoredPack<'a> {
    storage: &'a dyn Storage,
    pub(super) header: Header,
    pub(super) about: About,
    pub(super) tombstones: Tombstones,
}

impl<'a> StoredPack<'a> {
    /// Reads its header and what it says of itself.
    pub fn open(storage: &'a dyn Storage) -> Result<Self, MergeError> {
        let size = storage.length();
        let mut beginning = vec![0; (Header::LONGEST as u64).min(size) as usize];
        storage.read(0, &mut beginning)?;
        let header = Header::read(&beginning, size)?;
        let mut pack = Self { storage, header, about: About::default(), tombstones: Tombstones::default() };
        pack.about = About::read(&pack.whole(Section::About)?)?;
        if pack.header.range(Section::Tombstones).is_some() {
            pack.tombstones = Tombstones::read(&pack.whole(Section::Tombstones)?)?;
        }
        Ok(pack)
    }

    /// What it says of itself.
    pub fn info(&self) -> PackInfo {
        PackInfo::of(&self.header, &self.about)
    }

    /// What it takes back, as [`Pack::tombstones`] says it.
    pub fn tombstones(&self) -> impl Iterator<Item = (&str, Option<Date>)> {
        self.tombstones.iter()
    }

    /// The records of a section that has one for each story, from the first on.
    pub(super) fn records(&self, kind: Section, window: usize) -> Result<Records<'a>, MergeError> {
        self.table(self.range(kind)?, self.header.stories, kind, window)
    }

    /// A story's bytes in such a section.
    pub(super) fn record(&self, kind: Section, number: u32) -> Result<Vec<u8>, MergeError> {
        let range = self.range(kind)?;
        let damaged = PackError::Damaged(kind.name());
        let table = table_size(self.header.stories).ok_or(damaged.clone())?;
        let mut ends = [0; 8];
        self.storage.read((range.start + number as usize * 4) as u64, &mut ends)?;
        let [start, end] = [&ends[..4], &ends[4..]].map(|end| u32::from_le_bytes(end.try_into().unwrap_or_default()));
        let length = end.checked_sub(start).filter(|_| table + end as usize <= range.len()).ok_or(damaged)?;
        let mut bytes = vec![0; length as usize];
        self.storage.read((range.start + table) as u64 + u64::from(start), &mut bytes)?;
        Ok(bytes)
    }

    /// The buckets of stems.
    pub(super) fn buckets(&self, window: usize) -> Result<(Layout, Records<'a>), MergeError> {
        let range = self.range(Section::Tier1)?;
        let mut first = [0; 2];
        if range.len() < first.len() {
            return Err(PackError::Damaged(Section::Tier1.name()).into());
        }
        self.storage.read(range.start as u64, &mut first)?;
        let layout = tier1::layout(first)?;
        let table = range.start + first.len()..range.end;
        Ok((layout, self.table(table, layout.buckets() as u32, Section::Tier1, window)?))
    }

    fn table(&self, range: Range<usize>, count: u32, kind: Section, window: usize) -> Result<Records<'a>, MergeError> {
        let damaged = PackError::Damaged(kind.name());
        let table = table_size(count).filter(|&table| table <= range.len()).ok_or(damaged)?;
        let part = |range| Window::new(self.storage, range, kind, window);
        let mut offsets = part(range.start..range.start + table);
        if offsets.number()? > 0 {
            return Err(offsets.damaged());
        }
        Ok(Records { offsets, records: part(range.start + table..range.end), end: 0, left: count })
    }

    fn whole(&self, kind: Section) -> Result<Vec<u8>, MergeError> {
        let range = self.range(kind)?;
        let mut bytes = vec![0; range.len()];
        self.storage.read(range.start as u64, &mut bytes)?;
        Ok(bytes)
    }

    fn range(&self, kind: Section) -> Result<Range<usize>, MergeError> {
        Ok(self.header.range(kind).ok_or(PackError::Damaged(kind.name()))?)
    }
}

/// Records one after the other.
pub(super) struct Records<'a> {
    offsets: Window<'a>,
    records: Window<'a>,
    /// Where the record before ends.
    end: u32,
    left: u32,
}

impl Records<'_> {
    /// The next one; none after the last.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, MergeError> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let end = self.offsets.number()?;
        let length = end.checked_sub(self.end).ok_or_else(|| self.records.damaged())?;
        self.end = end;
        self.records.take(length as usize).map(Some)
    }
}

/// A range of a pack that is gone through once.
struct Window<'a> {
    storage: &'a dyn Storage,
    kind: Section,
    /// What is not read yet.
    rest: Range<usize>,
    bytes: Vec<u8>,
    /// How many of them are done with.
    used: usize,
    /// So many are read at a time, or what is asked for at once.
    size: usize,
}

impl<'a> Window<'a> {
    fn new(storage: &'a dyn Storage, rest: Range<usize>, kind: Section, size: usize) -> Self {
        Self { storage, kind, rest, bytes: Vec::new(), used: 0, size }
    }

    fn number(&mut self) -> Result<u32, MergeError> {
        Ok(u32::from_le_bytes(self.take(4)?.try_into().unwrap_or_default()))
    }

    fn take(&mut self, count: usize) -> Result<&[u8], MergeError> {
        if self.bytes.len() - self.used < count {
            self.bytes.drain(..self.used);
            self.used = 0;
            let held = self.bytes.len();
            if count - held > self.rest.len() {
                return Err(self.damaged());
            }
            let more = (count - held).max(self.size).min(self.rest.len());
            self.bytes.resize(held + more, 0);
            self.storage.read(self.rest.start as u64, &mut self.bytes[held..])?;
            self.rest.start += more;
        }
        self.used += count;
        Ok(&self.bytes[self.used - count..self.used])
    }

    fn damaged(&self) -> MergeError {
        PackError::Damaged(self.kind.name()).into()
    }
}
