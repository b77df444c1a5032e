//! How are stories stored?
//!
//! A pack is one immutable file, little-endian, read in place. Writer and reader of every part of it stand in one file
//! of this room. Opening a pack reads its header and nothing else; [`Pack::verify`] reads everything, once, when a pack
//! is installed. No bytes make either panic.
//!
//! ```text
//! ┌─────────────────────────────── header ───────────────────────────────┐
//! │ 0  MAGIC "\x8ACopyt\r\n"                              8 bytes        │  These 16 bytes stay
//! │ 8  version of the format                              u32            │  as they are in every
//! │ 12 CRC-32C of bytes 0–11                              u32            │  version to come.
//! ├──────────────────────────────────────────────────────────────────────┤
//! │ 16 version of the lexicon (stems and their rarity)    u32            │
//! │ 20 flags: 1 headlines, 2 text, 4 stories elsewhere    u32            │
//! │ 24 number of stories                                  u32            │
//! │ 28 first and last day of publication                  u32, u32       │  year << 9 | month << 5 | day,
//! │ 36 number of sections                                 u32            │  0 where no day is known
//! │ 40 section table: kind u32, CRC-32C u32, length u64   16 bytes each  │
//! │    CRC-32C of everything from byte 16 to here         u32            │
//! ├──────────────────────── sections, gapless ───────────────────────────┤
//! │ 1 about    the agency and its hosts            (module `about`)      │
//! │ 2 tier1    the rarest stems of every story     (module `tier1`)      │
//! │ 3 stories  id, version, day, address, …        (module `stories`)    │
//! │ 4 text     the words, in local packs           (module `texts`)      │
//! │ 5 sketches the stems of each sentence, and     (module `sketches`)   │
//! │ 6 facts    what is told in clear, in public    (module `facts`)      │
//! │            packs                                                     │
//! │ 7 tombstones  what is taken back, if anything  (module `tombstones`) │
//! └──────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! What a look-up needs comes first, so that a reader may hold only the beginning of the file. The sections' lengths
//! and the header's add up to the file's, so a file cut anywhere does not open. A section of an unknown kind is
//! skipped: it can be added without a new version.
//!
//! Checksums are CRC-32C (Castagnoli, Bräuer and Herrmann, 1993): a CRC finds *every* error of up to 32 neighbouring
//! bits, which a hash only does very likely, and 1 KB of table is all that it costs in wasm. It guards against accidents;
//! against forgery a pack is signed.

mod about;
mod assembly;
mod bits;
mod checksum;
mod error;
mod facts;
mod fields;
mod header;
mod letters;
mod link;
mod merge;
mod sketches;
mod split;
mod storage;
mod stories;
mod streaming;
mod texts;
mod tier1;
mod tombstones;
mod writer;

pub use error::{MergeError, PackError};
pub use header::MAGIC;
pub use link::is_host;
pub use merge::{merge, merge_without};
pub use storage::{Storage, StoredPack};
pub use streaming::{Merged, Target, merge_stored};
pub(super) use tier1::Postings;
pub use writer::{Added, PackOptions, PackWriter, PreparedStory};

use crate::story::Story;
use crate::story::sketch::Sketch;
use crate::text::date::Date;
use about::About;
use assembly::{Entry, MOST_TABLES, tables};
use fields::is_table_of;
use header::{Header, Section};
use stories::Head;
use tombstones::Tombstones;

/// The version of the format that is written. Older ones can be read, newer ones cannot.
pub const VERSION: u32 = 1;

/// A pack, opened: cheap, nothing but the header is read.
#[derive(Clone, Debug)]
pub struct Pack {
    bytes: Vec<u8>,
    header: Header,
    about: About,
    tombstones: Tombstones,
}

/// What a pack says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackInfo {
    /// The version of the format.
    pub format: u32,
    /// The agency whose stories it holds.
    pub agency: String,
    /// The hosts on which a story's address may stand; subdomains count.
    pub hosts: Vec<String>,
    /// How many stories it holds.
    pub stories: usize,
    /// The first and the last day on which one of them was published; none where no day is known.
    pub days: Option<(Date, Date)>,
    /// Whether it holds headlines.
    pub headlines: bool,
    /// Whether it holds the stories' text; only such a pack can be compared with a page word by word.
    pub text: bool,
    /// The size of the whole file, in bytes.
    pub bytes: usize,
    /// The sections' names and sizes in bytes, in the file's order.
    pub sections: Vec<(&'static str, usize)>,
}

impl PackInfo {
    fn of(header: &Header, about: &About) -> Self {
        let days = [header.first_day, header.last_day].map(fields::day);
        let sections = header.sections.iter().map(|entry| (header::name_of(entry.kind), entry.range.len()));
        Self {
            format: header.version,
            agency: about.agency.clone(),
            hosts: about.hosts.clone(),
            stories: header.stories as usize,
            days: if let [Some(first), Some(last)] = days { Some((first, last)) } else { None },
            headlines: header.has_headlines(),
            text: header.has_text(),
            bytes: header.sections.last().map_or(0, |entry| entry.range.end),
            sections: sections.collect(),
        }
    }
}

impl Pack {
    /// Opens a pack. Damage inside its sections is found by [`verify`](Self::verify), or by the first read.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        let header = Header::read(&bytes, bytes.len() as u64)?;
        let about = About::read(section(&bytes, &header, Section::About)?)?;
        // The tables are used at every look-up: their sizes are checked here, their content by `verify`.
        tier1::check(section(&bytes, &header, Section::Tier1)?)?;
        for kind in if header.is_head() { &[] } else { tables(header.has_text()) } {
            if !is_table_of(section(&bytes, &header, *kind)?, header.stories) {
                return Err(PackError::Damaged(kind.name()));
            }
        }
        let tombstones = match header.range(Section::Tombstones) {
            Some(_) => Tombstones::read(section(&bytes, &header, Section::Tombstones)?)?,
            None => Tombstones::default(),
        };
        Ok(Self { bytes, header, about, tombstones })
    }

    /// Reads everything and compares every checksum; done once, when a pack is installed.
    ///
    /// After it every story can be read, stories stand in their order, and every posting is one of a story, whoever wrote
    /// the bytes.
    pub fn verify(&self) -> Result<(), PackError> {
        for entry in &self.header.sections {
            let bytes = self.bytes.get(entry.range.clone()).unwrap_or_default();
            if checksum::crc32c(bytes) != entry.checksum {
                return Err(PackError::Damaged(header::name_of(entry.kind)));
            }
        }
        tier1::verify(self.section(Section::Tier1)?, self.header.stories)?;
        let stories = if self.is_head() { 0 } else { self.len() };
        let mut before: Option<Head<'_>> = None;
        for number in 0..stories {
            self.story(number)?;
            let head = self.entry(number)?.head;
            if before.is_some_and(|before| before.cmp_place(&head).is_ge()) {
                return Err(PackError::Damaged(Section::Stories.name()));
            }
            before = Some(head);
        }
        Ok(())
    }

    /// Whether it is what a look-up needs of a pack, without its stories.
    pub fn is_head(&self) -> bool {
        self.header.is_head()
    }

    /// How many stories it holds.
    pub fn len(&self) -> usize {
        self.header.stories as usize
    }

    /// Whether it holds no story.
    pub fn is_empty(&self) -> bool {
        self.header.stories == 0
    }

    /// What it says of itself.
    pub fn info(&self) -> PackInfo {
        PackInfo::of(&self.header, &self.about)
    }

    /// A story by its number. In a pack without text its document is empty, and there is a sketch instead.
    ///
    /// An address that is not https or not on one of the pack's hosts is left out.
    pub fn story(&self, number: usize) -> Result<Story, PackError> {
        let mut story = self.outline(number)?;
        if self.header.has_text() {
            story.document = texts::read(self.record(Section::Text, number)?)?;
        } else {
            let facts = facts::read(self.record(Section::Facts, number)?)?;
            let sentences = sketches::read(self.record(Section::Sketches, number)?, facts.len())?;
            story.sketch = Some(Sketch { facts, sentences });
        }
        Ok(story)
    }

    /// What is known of a story besides its words: neither document nor sketch.
    pub fn outline(&self, number: usize) -> Result<Story, PackError> {
        let mut story = stories::read(self.record(Section::Stories, number)?)?;
        story.agency.clone_from(&self.about.agency);
        story.url = story.url.filter(|url| link::is_allowed(url, &self.about.hosts));
        Ok(story)
    }

    /// The ids and families that this pack takes back in all packs, each with the last day of what is taken back; none
    /// for whenever.
    pub fn tombstones(&self) -> impl Iterator<Item = (&str, Option<Date>)> {
        self.tombstones.iter()
    }

    /// The hashed stems under which stories are found, in ascending order, each with the number of its stories.
    pub fn stems(&self) -> impl Iterator<Item = (u32, usize)> {
        let tier1 = self.section(Section::Tier1).unwrap_or_default();
        tier1::lists(tier1, self.header.stories).map(|(stem, stories)| (stem, stories.len()))
    }

    /// The hashed stems under which a story is found, in ascending order. It reads the postings of all of them.
    pub fn stems_of(&self, number: usize) -> Vec<u32> {
        let tier1 = self.section(Section::Tier1).unwrap_or_default();
        let mut lists = Vec::new();
        for (stem, mut stories) in tier1::lists(tier1, self.header.stories) {
            if stories.any(|story| story as usize == number) {
                lists.push(stem);
            }
        }
        lists.sort_unstable();
        lists
    }

    /// Whether this pack takes back a story of another one.
    pub(super) fn takes_back(&self, pack: &Pack, number: usize) -> bool {
        let story = || Head::of(pack.record(Section::Stories, number).ok()?);
        !self.tombstones.is_empty() && story().is_some_and(|story| self.tombstones.take_back(&story))
    }

    /// A story's bytes in a section that has a record for each.
    fn record(&self, kind: Section, number: usize) -> Result<&[u8], PackError> {
        if number >= self.len() {
            return Err(PackError::NoSuchStory(number));
        }
        fields::record(self.section(kind)?, self.header.stories, number).ok_or(PackError::Damaged(kind.name()))
    }

    /// A story's bytes, on their way into another pack.
    fn entry(&self, number: usize) -> Result<Entry<'_>, PackError> {
        let mut records = [&[][..]; MOST_TABLES];
        for (record, kind) in records.iter_mut().zip(tables(self.header.has_text())) {
            *record = self.record(*kind, number)?;
        }
        let head = Head::of(records[0]).ok_or(PackError::Damaged(Section::Stories.name()))?;
        Ok(Entry { head, records, pack: 0, number })
    }

    /// The stories of which this stem is one of the rarest.
    pub(super) fn postings(&self, stem: u32) -> Option<Postings<'_>> {
        tier1::find(self.section(Section::Tier1).ok()?, self.header.stories, stem)
    }

    fn section(&self, kind: Section) -> Result<&[u8], PackError> {
        section(&self.bytes, &self.header, kind)
    }
}

fn section<'a>(bytes: &'a [u8], header: &Header, kind: Section) -> Result<&'a [u8], PackError> {
    let range = header.range(kind).ok_or(PackError::Damaged(kind.name()))?;
    bytes.get(range).ok_or(PackError::Damaged(kind.name()))
}

#[cfg(test)]
mod tests;
