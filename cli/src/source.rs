//! Which stories are in these files?
//!
//! A source is a file, a folder, an archive or standard input, of any size. [`cut`] goes through it once, in order, and
//! hands over pieces ([`Piece`]): a line of JSON, an item of a feed, a file of a folder. [`Piece::read`] makes stories of
//! one; pieces need nothing of each other, so they are read on as many cores as there are. What cannot be read is a
//! fault of its piece and costs that piece only; what is no story though it can be read has its reason
//! ([`skipped::Skipped`]).
//!
//! # How to add a format
//!
//! 1. Its content has to be told by how it begins: add a [`format::Format`], and cases to that file's tests.
//! 2. A file of this room cuts it: `cut(reader, &mut Cut)` gives a [`Content`] for each story and keeps no more than one
//!    of them in memory, with a limit for its size and a [`Cut::fault`] for what is broken. XML needs none: add the
//!    name of the element that is an item to `xml::ITEMS`.
//! 3. The same file fills an [`item::Item`] from a piece; everything that formats have in common (embargo, status,
//!    versions, datelines, ids) happens when the item becomes a story. JSON and tables have only to name their fields in
//!    `fields`.
//! 4. Write a fixture in its tests that follows the published schema, in words of your own, and one in
//!    `cli/tests/program/sources.rs` that goes through the program; one that is cut short, and one in a wrong encoding.
//! 5. Name it in the help of `pack build`, in the README and in the changelog.

mod cut;
mod embargo;
mod feed;
mod fields;
mod folder;
mod format;
mod html;
mod item;
mod json;
mod limit;
mod newsml;
mod nitf;
mod open;
mod page;
mod plain;
mod row;
mod sgml;
mod skipped;
mod tally;
mod utf8;
mod version;
mod warc;
mod xml;

pub(crate) use cut::Give;
pub(crate) use folder::Inputs;
pub(crate) use open::Read;
pub(crate) use page::{NoPage, SourcePage};
pub(crate) use skipped::Skipped;
pub(crate) use tally::Tally;

use crate::input::{self, InputError};
use copytaster::story::{Document, Role, Story, agency};
use cut::Cut;
use format::Format;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A part of a source that can be read by itself.
#[derive(Debug)]
pub(crate) struct Piece {
    /// The source as messages name it.
    pub(crate) source: Arc<str>,
    /// Where in it: "line 3"; nothing for the whole of it.
    pub(crate) place: String,
    /// Its place among the source's pieces, from 1; 0 for the whole of it.
    number: usize,
    /// How much it is, in bytes.
    pub(crate) size: usize,
    content: Content,
}

/// What is to be read.
#[derive(Debug)]
enum Content {
    /// A text or a page that is a file of its own.
    File(PathBuf),
    /// The same, read already.
    Bytes(Vec<u8>),
    /// What answered a request, in a web archive.
    Page(warc::Response),
    /// An object.
    Json(Vec<u8>),
    /// An element.
    Item(Box<xml::Element>, Arc<xml::Context>),
    /// A row of a table.
    Row(row::Row),
    /// A story of Reuters-21578.
    Sgml(String),
    /// Nothing, and why.
    Skipped(Skipped),
    /// Nothing, and what is wrong.
    Fault(String),
}

/// What a piece gave.
#[derive(Debug)]
pub(crate) enum Found {
    /// A story.
    Story(Box<Story>),
    /// Something that is none.
    Skipped(Skipped),
    /// Something that could not be read, and why.
    Fault(String),
}

/// Cuts a source into pieces; `in_folder` says that nobody has named this very file.
fn cut(path: &Path, in_folder: bool, read: &Read, give: &mut Give<'_>) {
    let name = path.to_string_lossy();
    let mut cut = Cut::new(&name, give);
    match open::open(path, read) {
        Ok(source) => cut_source(path, in_folder, source, &mut cut),
        Err(error) => cut.fault(error),
    }
}

fn cut_source(path: &Path, in_folder: bool, source: open::Source, cut: &mut Cut<'_>) {
    let format = Format::of(path, &source.head_text());
    // In a folder there are files of all kinds; one that was named is meant.
    let is_meant = !in_folder || Format::is_meant(path);
    if source.head.trim_ascii().is_empty() && is_meant {
        return cut.fault(InputError::Empty);
    }
    if format != Some(Format::Warc)
        && let Some(kind) = input::signature(&source.head)
    {
        return if is_meant {
            cut.fault(InputError::Binary { kind: Some(kind) });
        } else {
            cut.skip(String::new(), Skipped::NotSource);
        };
    }
    match format {
        None if in_folder => cut.skip(String::new(), Skipped::NotSource),
        None | Some(Format::Text | Format::Html) => whole(path, source, cut),
        Some(Format::Warc) => warc::cut(source.reader, cut),
        Some(Format::Json) => json::cut(source.utf8(), cut),
        Some(Format::Csv { delimiter }) => row::cut(source.utf8(), delimiter, cut),
        Some(Format::Xml) => xml::cut(source.utf8(), cut),
        Some(Format::Sgml) => sgml::cut(source.utf8(), cut),
    }
}

/// A text or page is one piece. A plain file is opened again where it is read, which may be on another core.
fn whole(path: &Path, source: open::Source, cut: &mut Cut<'_>) {
    let content = match source.is_plain_file {
        true if !source.is_whole => Content::File(path.to_owned()),
        _ if source.is_whole => Content::Bytes(source.head),
        _ => match input::at_most(source.reader) {
            Ok(bytes) => Content::Bytes(bytes),
            Err(InputError::Refused(error)) => return cut.fault(broken_off(&error)),
            Err(error) => return cut.fault(error),
        },
    };
    cut.give(String::new(), 0, source.size, content);
}

impl Piece {
    /// The stories of the piece.
    pub(crate) fn read(self) -> Vec<Found> {
        let source = Path::new(&*self.source);
        let id = id_of(source);
        let otherwise = if self.number == 0 { id.clone() } else { format!("{id}:{}", self.number) };
        match self.content {
            Content::Fault(fault) => vec![Found::Fault(fault)],
            Content::Skipped(reason) => vec![Found::Skipped(reason)],
            Content::File(path) => vec![of_file(&path.to_string_lossy(), &id, input::bytes(&path.to_string_lossy()))],
            Content::Bytes(bytes) => vec![of_file(&self.source, &id, Ok(bytes))],
            Content::Page(response) => {
                let address = response.address.clone();
                let Some(html) = response.html() else { return vec![Found::Skipped(Skipped::NotPage)] };
                vec![found(html::story(&address, &html).ok_or(Skipped::NoArticle))]
            }
            Content::Item(element, context) => {
                vec![found(xml::item(&element, &context).and_then(|item| item.story(&otherwise)))]
            }
            Content::Row(row) => vec![found(row.item().and_then(|item| item.story(&otherwise)))],
            Content::Sgml(sgml) => vec![found(sgml::read(&sgml, &otherwise))],
            Content::Json(bytes) => match json::items(&bytes) {
                Err(fault) => vec![Found::Fault(format!("{} {fault}", self.place))],
                Ok(items) => {
                    let several = items.len() > 1;
                    let otherwise = |at: usize| if several { format!("{otherwise}:{at}") } else { otherwise.clone() };
                    (1..).zip(items).map(|(at, item)| found(item.and_then(|item| item.story(&otherwise(at))))).collect()
                }
            },
        }
    }
}

/// The story of a text or a page.
fn of_file(name: &str, id: &str, bytes: Result<Vec<u8>, InputError>) -> Found {
    let name = format::uncompressed_name(name);
    let text = match bytes.and_then(|bytes| input::decode(bytes, input::is_html_name(name))) {
        Ok(text) if text.text.trim().is_empty() => return Found::Fault(InputError::Empty.to_string()),
        Ok(text) => text.text,
        Err(error) => return Found::Fault(error.to_string()),
    };
    if Format::of(Path::new(name), &text) != Some(Format::Html) {
        return found(Ok(plain::story(id, text)));
    }
    match html::story(id, &text) {
        Some(story) => found(Ok(story)),
        None => {
            Found::Fault("no article was found on this page; save it after it has loaded, or give its text".to_owned())
        }
    }
}

/// Whose a story is, is read from its own parts where its format does not say it.
fn found(story: Result<Story, Skipped>) -> Found {
    match story {
        Err(reason) => Found::Skipped(reason),
        Ok(mut story) => {
            if story.agency.is_empty() {
                story.agency = credited_agency(&story.document).unwrap_or_default().to_owned();
            }
            Found::Story(Box::new(story))
        }
    }
}

/// A source's name without folder and endings.
fn id_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = format::uncompressed_name(&name);
    Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The agency that signs a story in its dateline, byline or credit line.
fn credited_agency(document: &Document) -> Option<&'static str> {
    [Role::Dateline, Role::CreditLine, Role::Byline]
        .into_iter()
        .flat_map(|role| document.of_role(role))
        .find_map(|text| agency::find_mark(text))
        .map(|(_, agency)| agency.name)
}

/// Why a source ends before its end.
fn broken_off(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::UnexpectedEof => {
            "it is cut short; copy or download it again (what stands before is read)".to_owned()
        }
        ErrorKind::FileTooLarge => {
            format!("one of its items is larger than {} MB; what stands before is read", limit::LARGEST >> 20)
        }
        ErrorKind::InvalidInput | ErrorKind::InvalidData => {
            format!("its compressed data are damaged ({error}); copy or download it again (what stands before is read)")
        }
        _ => format!("it can be read no further ({error})"),
    }
}
