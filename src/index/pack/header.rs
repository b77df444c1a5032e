//! What stands at the beginning, and where does everything else lie?

use super::checksum::crc32c;
use super::fields::Fields;
use super::{PackError, VERSION};
use crate::text::lexicon;
use std::ops::Range;

/// The first bytes of every pack. The first is no text in any encoding; the line end at the end shows at once that a
/// program has taken the file for text and rewritten its line ends.
pub const MAGIC: [u8; 8] = *b"\x8ACopyt\r\n";

/// What no version will change: magic, version and their checksum.
const PRELUDE: usize = 16;

/// The header up to the section table.
const FIXED: usize = 40;

/// Bytes of an entry of the section table.
const ENTRY: usize = 16;

/// More sections than any version will have, so that a table cannot be taken for endless.
const MOST_SECTIONS: u32 = 64;

const HEADLINES: u32 = 1;
const TEXT: u32 = 2;
const APART: u32 = 4;

/// The kinds of section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    About = 1,
    Tier1 = 2,
    Stories = 3,
    Text = 4,
    Sketches = 5,
    Facts = 6,
    Tombstones = 7,
}

/// The header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) version: u32,
    flags: u32,
    pub(super) stories: u32,
    pub(super) first_day: u32,
    pub(super) last_day: u32,
    pub(super) sections: Vec<SectionEntry>,
}

/// A line of the section table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SectionEntry {
    pub(super) kind: u32,
    pub(super) checksum: u32,
    /// Where it lies in the file.
    pub(super) range: Range<usize>,
}

/// What the header says of the stories.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Contents {
    pub(super) stories: u32,
    pub(super) first_day: u32,
    pub(super) last_day: u32,
    pub(super) headlines: bool,
    pub(super) text: bool,
    /// Whether the stories themselves lie elsewhere.
    pub(super) apart: bool,
}

impl Section {
    /// The name in `pack info` and in errors.
    pub(super) fn name(self) -> &'static str {
        name_of(self as u32)
    }
}

/// The name of a kind of section; a later version may have added some.
pub(super) fn name_of(kind: u32) -> &'static str {
    match kind {
        1 => "about",
        2 => "tier1",
        3 => "stories",
        4 => "text",
        5 => "sketches",
        6 => "facts",
        7 => "tombstones",
        _ => "other",
    }
}

/// A file that is being written: its sections are appended in place, so that none is held twice.
#[derive(Debug)]
pub(super) struct Draft {
    out: Vec<u8>,
    /// The kinds, each with its end.
    sections: Vec<(Section, usize)>,
}

impl Draft {
    /// A file of exactly so many sections.
    pub(super) fn new(sections: usize) -> Self {
        Self { out: vec![0; length_of(sections)], sections: Vec::with_capacity(sections) }
    }

    /// The next section.
    pub(super) fn section(&mut self, kind: Section, write: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> Option<()> {
        write(&mut self.out)?;
        self.sections.push((kind, self.out.len()));
        Some(())
    }

    /// The file's bytes.
    pub(super) fn finish(self, contents: Contents) -> Vec<u8> {
        let Self { mut out, sections } = self;
        let mut start = length_of(sections.len());
        let written = sections.into_iter().map(|(kind, end)| {
            let section = &out[start..end];
            start = end;
            Written { kind, checksum: crc32c(section), length: section.len() as u64 }
        });
        let header = write(&written.collect::<Vec<_>>(), contents);
        out[..header.len()].copy_from_slice(&header);
        out
    }
}

/// A section as the header tells of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub(super) kind: Section,
    pub(super) checksum: u32,
    /// In bytes.
    pub(super) length: u64,
}

/// How long a header of so many sections is, in bytes.
pub(super) const fn length_of(sections: usize) -> usize {
    FIXED + ENTRY * sections + 4
}

/// The header's bytes.
pub(super) fn write(sections: &[Written], contents: Contents) -> Vec<u8> {
    let mut header = MAGIC.to_vec();
    let put = |header: &mut Vec<u8>, number: u32| header.extend_from_slice(&number.to_le_bytes());
    put(&mut header, VERSION);
    let prelude = crc32c(&header);
    put(&mut header, prelude);
    put(&mut header, lexicon::VERSION);
    let flag = |is: bool, flag: u32| if is { flag } else { 0 };
    let [headlines, text, apart] = [contents.headlines, contents.text, contents.apart];
    put(&mut header, flag(headlines, HEADLINES) | flag(text, TEXT) | flag(apart, APART));
    put(&mut header, contents.stories);
    put(&mut header, contents.first_day);
    put(&mut header, contents.last_day);
    put(&mut header, sections.len() as u32);
    for section in sections {
        put(&mut header, section.kind as u32);
        put(&mut header, section.checksum);
        header.extend_from_slice(&section.length.to_le_bytes());
    }
    let table = crc32c(&header[PRELUDE..]);
    put(&mut header, table);
    header
}

impl Header {
    /// No header is longer, in bytes.
    pub(super) const LONGEST: usize = length_of(MOST_SECTIONS as usize);

    /// Reads the header and checks that the sections are the rest of the file.
    ///
    /// `bytes` is how the file begins, with [`LONGEST`](Self::LONGEST) bytes at least if it has them; `size` is how long
    /// it is.
    pub(super) fn read(bytes: &[u8], size: u64) -> Result<Self, PackError> {
        let version = version(bytes)?;
        let short = PackError::CutShort { expected: FIXED as u64, found: size };
        let mut fields = Fields::of(bytes.get(PRELUDE..).unwrap_or_default());
        let mut next = || fields.u32().ok_or(short.clone());
        let (lexicon, flags, stories) = (next()?, next()?, next()?);
        let (first_day, last_day, count) = (next()?, next()?, next()?);
        if count > MOST_SECTIONS {
            return Err(PackError::Damaged("header"));
        }
        let length = length_of(count as usize);
        let header = bytes.get(PRELUDE..length).ok_or(PackError::CutShort { expected: length as u64, found: size })?;
        let (checked, checksum) = header.split_at(header.len() - 4);
        if Fields::of(checksum).u32() != Some(crc32c(checked)) {
            return Err(PackError::Damaged("header"));
        }
        if lexicon != lexicon::VERSION {
            return Err(PackError::OtherLexicon { pack: lexicon });
        }
        let sections = section_table(bytes, size, length, count)?;
        let header = Self { version, flags, stories, first_day, last_day, sections };
        // Stories that are said to lie elsewhere are not verified, so none may lie here.
        if header.is_head() && header.range(Section::Stories).is_some() {
            return Err(PackError::Damaged("header"));
        }
        Ok(header)
    }

    /// Where a section lies; none where the pack has none of the kind.
    pub(super) fn range(&self, kind: Section) -> Option<Range<usize>> {
        self.sections.iter().find(|entry| entry.kind == kind as u32).map(|entry| entry.range.clone())
    }

    pub(super) fn has_headlines(&self) -> bool {
        self.flags & HEADLINES != 0
    }

    /// Whether the stories themselves lie elsewhere.
    pub(super) fn is_head(&self) -> bool {
        self.flags & APART != 0
    }

    pub(super) fn has_text(&self) -> bool {
        self.flags & TEXT != 0
    }
}

/// The version, from bytes that no version changes.
fn version(bytes: &[u8]) -> Result<u32, PackError> {
    let found = bytes.len() as u64;
    if !bytes.starts_with(&MAGIC) {
        let is_beginning = !bytes.is_empty() && MAGIC.starts_with(bytes);
        let cut = PackError::CutShort { expected: PRELUDE as u64, found };
        return Err(if is_beginning { cut } else { PackError::NotAPack });
    }
    let prelude = bytes.get(..PRELUDE).ok_or(PackError::CutShort { expected: PRELUDE as u64, found })?;
    let (checked, checksum) = prelude.split_at(PRELUDE - 4);
    if Fields::of(checksum).u32() != Some(crc32c(checked)) {
        return Err(PackError::Damaged("header"));
    }
    match Fields::of(&checked[MAGIC.len()..]).u32() {
        Some(version) if version > VERSION => Err(PackError::NewerVersion(version)),
        Some(version) if version > 0 => Ok(version),
        _ => Err(PackError::Damaged("header")),
    }
}

fn section_table(bytes: &[u8], size: u64, header: usize, count: u32) -> Result<Vec<SectionEntry>, PackError> {
    let damaged = PackError::Damaged("header");
    let mut fields = Fields::of(bytes.get(FIXED..).unwrap_or_default());
    let mut sections = Vec::new();
    let mut end = header as u64;
    for _ in 0..count {
        let (Some(kind), Some(checksum), Some(length)) = (fields.u32(), fields.u32(), fields.u64()) else {
            return Err(damaged);
        };
        let is_known_twice =
            kind <= Section::Tombstones as u32 && sections.iter().any(|entry: &SectionEntry| entry.kind == kind);
        if is_known_twice {
            return Err(damaged);
        }
        let start = end;
        end = end.checked_add(length).ok_or(damaged.clone())?;
        // What does not fit into memory is longer than the file; the sum below says so.
        let [from, to] = [start, end].map(|at| usize::try_from(at).unwrap_or(usize::MAX));
        sections.push(SectionEntry { kind, checksum, range: from..to });
    }
    match size.cmp(&end) {
        std::cmp::Ordering::Less => Err(PackError::CutShort { expected: end, found: size }),
        std::cmp::Ordering::Greater => Err(PackError::Damaged("bytes after its end")),
        std::cmp::Ordering::Equal => Ok(sections),
    }
}
