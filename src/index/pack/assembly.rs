//! How do stories become one file?
//!
//! The same stories give the same bytes, in whatever order they come and whether they were read just now or stand in
//! other packs: which of them stay, and in which order, follows from their own bytes alone.

use super::about::About;
use super::fields::TableWriter;
use super::header::{Contents, Draft, Section};
use super::stories::Head;
use super::tombstones::Tombstones;
use super::{PackError, tier1};
use crate::order::Order as _;

/// A story on its way into a pack.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) head: Head<'a>,
    /// Its bytes in each of the sections that [`tables`] names.
    pub(super) records: [&'a [u8]; MOST_TABLES],
    /// The pack it comes from, by its place.
    pub(super) pack: usize,
    /// Its number there.
    pub(super) number: usize,
}

/// No pack has more sections with a record for each story.
pub(super) const MOST_TABLES: usize = 3;

/// The sections that have a record for each story.
pub(super) fn tables(text: bool) -> &'static [Section] {
    if text { &[Section::Stories, Section::Text] } else { &[Section::Stories, Section::Sketches, Section::Facts] }
}

/// What a pack holds besides its stories.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) about: About,
    pub(super) headlines: bool,
    pub(super) text: bool,
    pub(super) tombstones: Tombstones,
}

/// Keeps one story of each id and version, leaves out what is taken back, and puts the others in order.
///
/// Gives those that were left out because their bytes are those of a kept one, with that one: a pack without text may
/// know two such stories by different stems, and is to find them by those of both.
pub(super) fn settle<'a>(entries: &mut Vec<Entry<'a>>, tombstones: &Tombstones) -> Vec<[Entry<'a>; 2]> {
    entries.order_by(|a, b| {
        let same = (a.head.id, a.head.version).cmp(&(b.head.id, b.head.version));
        // The bytes decide last, so that the order of coming never does.
        same.then_with(|| b.head.cmp_use(&a.head)).then_with(|| b.records.cmp(&a.records))
    });
    let mut twins = Vec::new();
    entries.dedup_by(|later, kept| {
        let is_same = kept.head.is_same_version(&later.head);
        if is_same && kept.records == later.records {
            twins.push([*later, *kept]);
        }
        is_same
    });
    entries.retain(|entry| !tombstones.take_back(&entry.head));
    entries.order_by(|a, b| a.head.cmp_place(&b.head));
    twins
}

/// The file of stories that are settled, from their stems with their stories by place; `stems` is how many there are.
pub(super) fn assemble(
    frame: &Frame,
    entries: &[Entry<'_>],
    stems: usize,
    lists: impl Iterator<Item = (u32, Vec<u32>)>,
) -> Result<Vec<u8>, PackError> {
    let stories = u32::try_from(entries.len()).map_err(|_| PackError::TooLarge)?;
    let tables = tables(frame.text);
    let mut draft = Draft::new(2 + tables.len() + usize::from(!frame.tombstones.is_empty()));
    let write = |draft: &mut Draft| -> Option<()> {
        draft.section(Section::About, |out| {
            frame.about.write(out);
            Some(())
        })?;
        draft.section(Section::Tier1, |out| tier1::write(out, stories, stems, lists))?;
        for (place, section) in tables.iter().enumerate() {
            draft.section(*section, |out| {
                let mut table = TableWriter::new(out, entries.len());
                entries.iter().try_for_each(|entry| table.push(entry.records[place]))
            })?;
        }
        if !frame.tombstones.is_empty() {
            draft.section(Section::Tombstones, |out| {
                frame.tombstones.write(out);
                Some(())
            })?;
        }
        Some(())
    };
    write(&mut draft).ok_or(PackError::TooLarge)?;
    let days = || entries.iter().map(|entry| entry.head.day).filter(|day| *day > 0);
    Ok(draft.finish(Contents {
        stories,
        first_day: days().min().unwrap_or_default(),
        last_day: days().max().unwrap_or_default(),
        headlines: frame.headlines,
        text: frame.text,
        apart: false,
    }))
}
