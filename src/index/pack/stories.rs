//! What is known of each story?
//!
//! ```text
//! stories + 1 offsets: u32 each │ each story: day: number │ id, headline, byline, address: text (0 for none)
//! ```
//!
//! Stories stand by day, then by id.

use super::PackError;
use super::fields::{Fields, day, day_number, is_table_of, put_number, put_text, record};
use super::header::Section;
use crate::text::date::Date;

/// A story without its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StoryRecord {
    pub(super) id: String,
    /// None where the pack may not hold headlines.
    pub(super) headline: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) url: Option<String>,
    pub(super) version_created: Option<Date>,
}

impl StoryRecord {
    /// The record's bytes.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_number(&mut out, day_number(self.version_created));
        put_text(&mut out, Some(&self.id));
        for text in [&self.headline, &self.byline, &self.url] {
            put_text(&mut out, text.as_deref());
        }
        out
    }

    fn of(mut fields: Fields<'_>) -> Option<Self> {
        let version_created = day(fields.number()?);
        let id = fields.text()??.to_owned();
        let mut text = || fields.text().map(|text| text.map(str::to_owned));
        let (headline, byline, url) = (text()?, text()?, text()?);
        fields.rest().is_empty().then_some(Self { id, headline, byline, url, version_created })
    }
}

/// Whether the table of offsets fits.
pub(super) fn check(bytes: &[u8], stories: u32) -> Result<(), PackError> {
    if is_table_of(bytes, stories) { Ok(()) } else { Err(PackError::Damaged(Section::Stories.name())) }
}

/// A story by its number.
pub(super) fn read(bytes: &[u8], stories: u32, number: usize) -> Result<StoryRecord, PackError> {
    if number >= stories as usize {
        return Err(PackError::NoSuchStory(number));
    }
    record(bytes, stories, number)
        .and_then(|record| StoryRecord::of(Fields::of(record)))
        .ok_or(PackError::Damaged(Section::Stories.name()))
}
