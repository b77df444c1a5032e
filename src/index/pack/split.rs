//! How is a pack kept where only a few of its stories are wanted at a time?
//!
//! In memory stands what look-up needs; the stories lie in a store, a few together, and are read when a page may repeat
//! one of them. Either is a pack of its own: the *head* has the postings and no stories, a *part* has stories that are
//! found under no stem. So nothing but packs is ever written or read, and joined they are the pack again.

use super::assembly::{self, Entry, Frame, tables};
use super::fields::TableWriter;
use super::header::{Contents, Draft};
use super::{Pack, PackError, Section, Tombstones};
use std::ops::Range;

impl Pack {
    /// The bytes of a pack with everything but the stories themselves: enough for a look-up.
    ///
    /// It is of as many stories as this one, and reading one of them is an error.
    pub fn head(&self) -> Result<Vec<u8>, PackError> {
        self.with_tables(None)
    }

    /// The bytes of the whole pack again, from its head and all of its parts in their order.
    pub fn joined(&self, parts: &[Pack]) -> Result<Vec<u8>, PackError> {
        let mut entries = Vec::new();
        for part in parts {
            for number in 0..part.len() {
                entries.push(part.entry(number)?);
            }
        }
        if entries.len() != self.len() {
            return Err(PackError::Damaged(Section::Stories.name()));
        }
        self.with_tables(Some(&entries))
    }

    /// This pack's other sections, with these stories' records or without any.
    fn with_tables(&self, entries: Option<&[Entry<'_>]>) -> Result<Vec<u8>, PackError> {
        let tables = if entries.is_some() { tables(self.header.has_text()) } else { &[] };
        let has = |kind| self.header.range(kind).is_some();
        let mut draft = Draft::new(2 + tables.len() + usize::from(has(Section::Tombstones)));
        let copy = |draft: &mut Draft, kind| {
            let bytes = self.section(kind)?;
            let copied = draft.section(kind, |out| {
                out.extend_from_slice(bytes);
                Some(())
            });
            copied.ok_or(PackError::TooLarge)
        };
        copy(&mut draft, Section::About)?;
        copy(&mut draft, Section::Tier1)?;
        for (place, kind) in tables.iter().enumerate() {
            let entries = entries.unwrap_or_default();
            let written = draft.section(*kind, |out| {
                let mut table = TableWriter::new(out, entries.len());
                entries.iter().try_for_each(|entry| table.push(entry.records[place]))
            });
            written.ok_or(PackError::TooLarge)?;
        }
        if has(Section::Tombstones) {
            copy(&mut draft, Section::Tombstones)?;
        }
        Ok(draft.finish(Contents {
            stories: self.header.stories,
            first_day: self.header.first_day,
            last_day: self.header.last_day,
            headlines: self.header.has_headlines(),
            text: self.header.has_text(),
            apart: entries.is_none(),
        }))
    }

    /// The bytes of a pack of only these stories, numbered from 0, under no stem.
    pub fn part(&self, stories: Range<usize>) -> Result<Vec<u8>, PackError> {
        let entries = stories.map(|number| self.entry(number)).collect::<Result<Vec<_>, _>>()?;
        let frame = Frame {
            about: self.about.clone(),
            headlines: self.header.has_headlines(),
            text: self.header.has_text(),
            tombstones: Tombstones::default(),
        };
        assembly::assemble(&frame, &entries, 0, std::iter::empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{PackOptions, PackWriter, QueryTerms, search};
    use crate::story::{Document, Story};

    fn pack(text: bool) -> Pack {
        let hosts = vec!["examplewire.example".to_owned()];
        let mut writer =
            PackWriter::new(PackOptions { agency: "Examplewire".to_owned(), hosts, headlines: true, text });
        for (id, text) in [
            ("bees", "Beekeepers of the Quillon valley saw fewer swarms."),
            ("bridge", "The Lowhaven bridge closes for repairs to its bearings."),
            ("ferry", "Ferries returned to Lowhaven harbour after two years."),
        ] {
            let document = Document::from_paragraphs("", [text]);
            writer.add(&Story { id: id.to_owned(), document, ..Story::default() });
        }
        writer.withdraw("wolf", None);
        Pack::open(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn a_head_finds_what_the_pack_finds() {
        let whole = pack(false);
        let head = Pack::open(whole.head().unwrap()).unwrap();
        head.verify().unwrap();
        let terms = QueryTerms::of(&Document::from_paragraphs("", ["The ferry is back at the bridge of Lowhaven"]));
        assert_eq!(search(std::slice::from_ref(&head), &terms, 9), search(std::slice::from_ref(&whole), &terms, 9));
        assert_eq!(head.tombstones().collect::<Vec<_>>(), [("wolf", None)]);
        assert_eq!(head.len(), 3);
        assert!(head.story(0).is_err());
    }

    #[test]
    fn parts_hold_the_stories() {
        for whole in [pack(false), pack(true)] {
            for number in 0..whole.len() {
                let part = Pack::open(whole.part(number..whole.len()).unwrap()).unwrap();
                part.verify().unwrap();
                assert_eq!(part.story(0), whole.story(number));
            }
        }
    }

    #[test]
    fn head_and_parts_are_the_pack_again() {
        for whole in [pack(false), pack(true)] {
            let head = Pack::open(whole.head().unwrap()).unwrap();
            let parts = [0..1, 1..1, 1..3].map(|stories| Pack::open(whole.part(stories).unwrap()).unwrap());
            assert_eq!(head.joined(&parts).unwrap(), whole.bytes);
            assert!(head.joined(&parts[..2]).is_err());
        }
    }

    #[test]
    fn there_are_no_parts_of_what_is_not_there() {
        assert!(pack(true).part(2..4).is_err());
        assert!(Pack::open(pack(true).head().unwrap()).unwrap().part(0..1).is_err());
    }
}
