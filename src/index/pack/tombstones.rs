//! Which stories of earlier packs are taken back?
//!
//! A pack never changes, so what it should no longer say is said by a later one. A tombstone names an id, and takes back
//! every story of that id or of that family published up to its day, in every pack beside it. Where packs are merged,
//! the stories go and the tombstones stay, for packs that are still to come. (The word is that of log-structured stores:
//! F. Chang and others, "Bigtable", OSDI 2006.)
//!
//! ```text
//! number of tombstones │ each: day: number, 0 for whenever │ id: text
//! ```
//!
//! They stand by id, each id once. The section is missing where there are none.

use super::PackError;
use super::fields::{Fields, day, day_number, put_number, put_text};
use super::header::Section;
use super::stories::Head;
use crate::text::date::Date;

/// The ids that are taken back, each with the last day of what is; 0 for whenever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tombstones {
    /// By id, each once.
    days: Vec<(String, u32)>,
}

impl Tombstones {
    /// Takes back what has this id or is of this family and was published up to that day, or whenever.
    pub(super) fn add(&mut self, id: &str, until: Option<Date>) {
        self.put(id.to_owned(), day_number(until));
    }

    /// Takes back what others do.
    pub(super) fn extend(&mut self, others: &Self) {
        others.days.iter().for_each(|(id, until)| self.put(id.clone(), *until));
    }

    fn put(&mut self, id: String, until: u32) {
        match self.place(&id) {
            Ok(place) => {
                let kept = &mut self.days[place].1;
                *kept = if *kept == 0 || until == 0 { 0 } else { until.max(*kept) };
            }
            Err(place) => self.days.insert(place, (id, until)),
        }
    }

    fn place(&self, id: &str) -> Result<usize, usize> {
        self.days.binary_search_by(|(other, _)| other.as_str().cmp(id))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The ids with the last day of what is taken back; none for whenever.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Option<Date>)> {
        self.days.iter().map(|(id, until)| (id.as_str(), day(*until)))
    }

    /// Whether a story is taken back.
    pub(super) fn take_back(&self, story: &Head<'_>) -> bool {
        let covers = |id: &str| {
            let until = self.place(id).ok().and_then(|place| self.days.get(place)).map(|(_, until)| *until);
            until.is_some_and(|until| until == 0 || story.day <= until)
        };
        !self.is_empty() && (covers(story.id) || covers(story.family))
    }

    /// Appends the section's bytes.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put_number(out, self.days.len() as u32);
        for (id, until) in &self.days {
            put_number(out, *until);
            put_text(out, Some(id));
        }
    }

    /// Reads the section.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, PackError> {
        Self::fields(Fields::of(bytes)).ok_or(PackError::Damaged(Section::Tombstones.name()))
    }

    fn fields(mut fields: Fields<'_>) -> Option<Self> {
        let count = fields.number()?;
        let mut days: Vec<(String, u32)> = Vec::new();
        for _ in 0..count {
            let until = fields.number()?;
            let id = fields.text()??;
            if days.last().is_some_and(|(last, _)| last.as_str() >= id) {
                return None;
            }
            days.push((id.to_owned(), until));
        }
        fields.rest().is_empty().then_some(Self { days })
    }
}
