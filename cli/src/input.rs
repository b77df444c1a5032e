//! What stands in this file?
//!
//! A page comes as HTML or as plain text, in any encoding of the web, from a file or from standard input (`-`). What
//! cannot be read is said with its cause and its cure.

mod encoding;

use crate::html;
use crate::outcome::Failure;
use copytaster::page::{self, Credit, Extract, Snapshot};
use copytaster::story::{Article, agency};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

pub(crate) use encoding::{Text, announced, decode, signature};

/// The largest file that is read as a page, in bytes: far above any page, far below what fills the memory.
const LARGEST_FILE: u64 = 64 << 20;

/// The longest text that is compared, in bytes: twice the King James Bible.
const LONGEST_TEXT: usize = 8 << 20;

/// The name that stands for standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// A page, read.
#[derive(Debug)]
pub(crate) struct Page {
    /// The article on it.
    pub(crate) article: Article,
    /// The credit that it gives.
    pub(crate) credit: Credit,
    /// The host it came from, where the page says so.
    pub(crate) host: Option<String>,
    /// Characters of the input before the article's text: a byte order mark.
    pub(crate) before: usize,
    /// What an HTML page was read from: it may be read again in the light of a story.
    pub(crate) source: Option<Box<(Snapshot, Extract)>>,
}

/// Why a file cannot be used.
#[derive(Debug)]
pub(crate) enum InputError {
    /// There is none of this name.
    Missing,
    /// It is a folder.
    Folder,
    /// The system refuses it.
    Refused(io::Error),
    /// It holds no text.
    Binary {
        /// What it is instead, where its first bytes tell: "a PDF document".
        kind: Option<&'static str>,
    },
    /// It holds nothing at all, or nothing but white space.
    Empty,
    /// The file is larger than [`LARGEST_FILE`].
    FileTooLarge,
    /// Its text is longer than [`LONGEST_TEXT`].
    TextTooLong(usize),
}

/// Reads a page or an original.
pub(crate) fn page(path: &str) -> Result<Page, InputError> {
    page_of(path, bytes(path)?)
}

/// The page of this name that these bytes are.
pub(crate) fn page_of(path: &str, bytes: Vec<u8>) -> Result<Page, InputError> {
    let text = decode(bytes, is_html_name(path))?;
    if text.text.trim().is_empty() {
        return Err(InputError::Empty);
    }
    if is_html_name(path) || is_html(&text.text) {
        return page_of_html(&text.text);
    }
    refuse_long(&text.text)?;
    Ok(plain_page(text))
}

/// The page that this HTML is.
pub(crate) fn page_of_html(html: &str) -> Result<Page, InputError> {
    let page = html_page(html);
    refuse_long(&page.article.document.text)?;
    Ok(page)
}

fn refuse_long(text: &str) -> Result<(), InputError> {
    if text.len() > LONGEST_TEXT { Err(InputError::TextTooLong(text.len())) } else { Ok(()) }
}

/// Standard input can be read once.
pub(crate) fn refuse_second_stdin(paths: impl IntoIterator<Item = impl AsRef<str>>) -> Result<(), Failure> {
    match paths.into_iter().filter(|path| path.as_ref() == STANDARD_INPUT).count() {
        0 | 1 => Ok(()),
        _ => Err(Failure::Usage("standard input (-) can be read once; name a file for the others".to_owned())),
    }
}

/// The bytes of a file or of standard input.
pub(crate) fn bytes(path: &str) -> Result<Vec<u8>, InputError> {
    if path == STANDARD_INPUT {
        return at_most(io::stdin().lock());
    }
    let metadata = fs::metadata(path).map_err(InputError::from)?;
    if metadata.is_dir() {
        return Err(InputError::Folder);
    }
    at_most(File::open(path).map_err(InputError::from)?)
}

/// Whether a file's name says that it is HTML.
pub(crate) fn is_html_name(path: &str) -> bool {
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["html", "htm", "xhtml"].iter().any(|html| ending.eq_ignore_ascii_case(html))
}

/// The bytes of a file of any size.
pub(crate) fn whole_file(path: &str) -> Result<Vec<u8>, InputError> {
    if fs::metadata(path).map_err(InputError::from)?.is_dir() {
        return Err(InputError::Folder);
    }
    fs::read(path).map_err(InputError::from)
}

/// The bytes of a source, if they are not too many for a page.
pub(crate) fn at_most(source: impl Read) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    source.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(InputError::from)?;
    if bytes.len() as u64 > LARGEST_FILE { Err(InputError::FileTooLarge) } else { Ok(bytes) }
}

fn plain_page(text: Text) -> Page {
    let article = page::from_plain_text(text.text);
    let credit = page::credit(&article, None);
    Page { article, credit, host: None, before: text.before, source: None }
}

/// Whether a text begins as HTML does.
pub(crate) fn is_html(text: &str) -> bool {
    let start = text.trim_start();
    ["<!doctype html", "<html", "<head", "<body", "<!--", "<?xml"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
}

/// Offsets of an HTML page count in the article's text, which has nothing before it.
fn html_page(html: &str) -> Page {
    let snapshot = html::snapshot(html);
    let extract = page::extract(&snapshot);
    let article = extract.article.clone();
    let credit = page::credit(&article, Some(&snapshot));
    let host = agencys_own_host(&article).map(str::to_owned);
    Page { article, credit, host, before: 0, source: Some(Box::new((snapshot, extract))) }
}

/// The host of an agency that a saved page says it stands on. A browser has the page's address; a file has what it says of
/// itself, and an honest repost names the agency's page as its canonical one. So the site has to bear the agency's name
/// as well.
fn agencys_own_host(article: &Article) -> Option<&str> {
    let host = page::host(article.canonical_url.as_deref()?)?;
    let owner = agency::of_host(host)?;
    let site = article.site_name.as_deref()?.trim_start_matches('@');
    let named = agency::by_mark(site).or_else(|| agency::by_name(site)).or_else(|| agency::of_host(site));
    named.filter(|named| named.name == owner.name).map(|_| host)
}

impl From<io::Error> for InputError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Refused(error),
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file; check the name and the folder it is given from"),
            Self::Folder => f.write_str("this is a folder; name the pages in it, as in FOLDER/*.html"),
            Self::Refused(error) => write!(f, "the system does not let it be read ({error})"),
            Self::Binary { kind: Some(kind) } => write!(f, "this is {kind}, not a page; save the page as HTML or text"),
            Self::Binary { kind: None } => f.write_str("this is no text; save the page as HTML or text"),
            Self::Empty => f.write_str("this holds no text; save the page again, after it has loaded"),
            Self::FileTooLarge => write!(
                f,
                "this is larger than the {} MB that are read of a page; save the article alone",
                LARGEST_FILE >> 20
            ),
            Self::TextTooLong(length) => write!(
                f,
                "its text has {:.1} MB, more than the {} MB that are compared; save the article alone",
                *length as f64 / f64::from(1 << 20),
                LONGEST_TEXT >> 20
            ),
        }
    }
}

impl std::error::Error for InputError {}
