//! What is known of each story?
//!
//! ```text
//! stories + 1 offsets: u32 each │ each story
//!
//! story   flags: u8 │ day, version, words of the body: number each │ id: text │
//!         headline, byline, address, family, language: text each, 0 for none
//! flags   bits 0 and 1: 0 usable, 1 corrected, 2 withdrawn │ 4 the address is the id, and is not written again
//! ```
//!
//! Stories stand by day, then by id, then by version.

use super::PackError;
use super::fields::{Fields, day, day_number, put_number, put_text};
use super::header::Section;
use crate::story::{Status, Story};
use std::cmp::Ordering;

/// The statuses by the number under which they are written.
const STATUSES: [Status; 3] = [Status::Usable, Status::Corrected, Status::Withdrawn];
const STATUS: u8 = 3;
const ADDRESS_IS_ID: u8 = 4;

/// The bytes of what is known of a story besides its words.
///
/// `headline` says whether the pack may hold it; `url` is the address, if it is allowed. The words are counted, where
/// there are any.
pub(super) fn write(story: &Story, headline: bool, url: Option<&str>) -> Vec<u8> {
    let address_is_id = url == Some(&story.id);
    let mut out = vec![story.status as u8 | if address_is_id { ADDRESS_IS_ID } else { 0 }];
    let counted = story.document.word_count() as u32;
    let words = if counted > 0 { counted } else { story.word_count };
    for number in [day_number(story.version_created), story.version, words] {
        put_number(&mut out, number);
    }
    put_text(&mut out, Some(&story.id));
    put_text(&mut out, headline.then_some(&story.headline));
    put_text(&mut out, story.byline.as_deref());
    put_text(&mut out, url.filter(|_| !address_is_id));
    put_text(&mut out, story.family.as_deref());
    put_text(&mut out, story.language.as_deref());
    out
}

/// What decides where a story stands in a pack, and whether it stands there at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'a> {
    /// As [`day_number`] gives it.
    pub(super) day: u32,
    pub(super) status: Status,
    pub(super) version: u32,
    words: u32,
    pub(super) id: &'a str,
    /// The family, or the id where there is none.
    pub(super) family: &'a str,
}

impl<'a> Head<'a> {
    /// Reads it from a story's bytes.
    pub(super) fn of(record: &'a [u8]) -> Option<Self> {
        Record::of(Fields::of(record)).map(|record| record.head)
    }

    /// Whether two are the same version of the same story, so that a pack holds one of them.
    pub(super) fn is_same_version(&self, other: &Self) -> bool {
        (self.id, self.version) == (other.id, other.version)
    }

    /// Of several with the same id and version the greatest is kept: the newest; of one day a correction before what it
    /// corrects, then the longer, which was written on.
    pub(super) fn cmp_use(&self, other: &Self) -> Ordering {
        (self.day, self.status, self.words).cmp(&(other.day, other.status, other.words))
    }

    /// The order of stories in a pack.
    pub(super) fn cmp_place(&self, other: &Self) -> Ordering {
        (self.day, self.id, self.version).cmp(&(other.day, other.id, other.version))
    }
}

/// A story's bytes, read.
struct Record<'a> {
    head: Head<'a>,
    headline: Option<&'a str>,
    byline: Option<&'a str>,
    url: Option<&'a str>,
    family: Option<&'a str>,
    language: Option<&'a str>,
}

impl<'a> Record<'a> {
    fn of(mut fields: Fields<'a>) -> Option<Self> {
        let flags = fields.byte().filter(|flags| flags & !(STATUS | ADDRESS_IS_ID) == 0)?;
        let status = *STATUSES.get(usize::from(flags & STATUS))?;
        let (day, version, words) = (fields.number()?, fields.number()?, fields.number()?);
        let id = fields.text()??;
        let (headline, byline, address) = (fields.text()?, fields.text()?, fields.text()?);
        let (family, language) = (fields.text()?, fields.text()?);
        let head = Head { day, status, version, words, id, family: family.unwrap_or(id) };
        let url = if flags & ADDRESS_IS_ID == 0 { address } else { Some(id) };
        fields.rest().is_empty().then_some(Self { head, headline, byline, url, family, language })
    }
}

/// The story of these bytes, without words and agency, its address unchecked.
pub(super) fn read(bytes: &[u8]) -> Result<Story, PackError> {
    let record = Record::of(Fields::of(bytes)).ok_or(PackError::Damaged(Section::Stories.name()))?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Ok(Story {
        id: record.head.id.to_owned(),
        headline: record.headline.unwrap_or_default().to_owned(),
        byline: owned(record.byline),
        url: owned(record.url),
        version_created: day(record.head.day),
        family: owned(record.family),
        version: record.head.version,
        status: record.head.status,
        language: owned(record.language),
        word_count: record.head.words,
        ..Story::default()
    })
}
