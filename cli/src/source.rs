//! Which stories are in these files?
//!
//! Every format has a file of this room that turns text into [`Story`]s. Whose a story is, is read from its own parts
//! where its format does not say it.

mod folder;
mod html;
mod json;
mod plain;
mod sgml;

use crate::input;
use crate::outcome::complain;
use copytaster::story::{Document, Role, Story, agency};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// The formats of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Html,
    Json,
    Sgml,
}

/// Takes the stories that are found.
pub(crate) type Sink<'a> = dyn FnMut(Story) + 'a;

/// Reads stories from files and folders, in the order given, a folder's in the order of their names.
///
/// Says whether everything could be read; what could not has been complained about.
pub(crate) fn read(sources: &[PathBuf], sink: &mut Sink<'_>) -> bool {
    let mut complete = true;
    for source in sources {
        if source.is_dir() {
            let listing = folder::list(source);
            for problem in &listing.problems {
                complain(problem);
            }
            if !listing.left_out.is_empty() {
                complain(listing.left_out_note(source));
            }
            if listing.files.is_empty() {
                complain(format_args!("{}: there is no story in this folder", source.display()));
            }
            complete &= listing.problems.is_empty() && !listing.files.is_empty();
            for file in listing.files {
                complete &= read_file(&file, sink);
            }
        } else {
            complete &= read_file(source, sink);
        }
    }
    complete
}

/// Reads one file; says whether all of it could be read.
fn read_file(path: &Path, sink: &mut Sink<'_>) -> bool {
    let mut problems = Problems::of(path);
    let mut sink = |mut story: Story| {
        if story.agency.is_empty() {
            story.agency = credited_agency(&story.document).unwrap_or_default().to_owned();
        }
        sink(story);
    };
    if Format::of(path) == Some(Format::Json) {
        // A feed may be larger than the memory, and is read line by line.
        match File::open(path) {
            Ok(file) => json::read(BufReader::new(file), &mut sink, &mut problems),
            Err(error) => problems.add(input::InputError::from(error)),
        }
        return problems.end();
    }
    let name = path.to_string_lossy();
    let text = match input::whole_file(&name).and_then(|bytes| input::decode(bytes, input::is_html_name(&name))) {
        Ok(text) if text.text.trim().is_empty() => {
            problems.add(input::InputError::Empty);
            return problems.end();
        }
        Ok(text) => text.text,
        Err(error) => {
            problems.add(error);
            return problems.end();
        }
    };
    match Format::of(path).unwrap_or_else(|| Format::by_content(&text)) {
        Format::Text => sink(plain::story(&id_of(path), text)),
        Format::Html => match html::story(&id_of(path), &text) {
            Some(story) => sink(story),
            None => problems.add("no article was found on this page; save it after it has loaded, or give its text"),
        },
        Format::Json => json::read(text.as_bytes(), &mut sink, &mut problems),
        Format::Sgml => sgml::read(&text, &mut sink, &mut problems),
    }
    problems.end()
}

impl Format {
    /// By how the file's name ends; none for other endings.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" => Some(Self::Text),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "json" | "jsonl" | "ndjson" => Some(Self::Json),
            "sgm" | "sgml" => Some(Self::Sgml),
            _ => None,
        }
    }

    /// By how the text begins, for a file that was named by the user and ends otherwise.
    fn by_content(text: &str) -> Self {
        let start = text.trim_start();
        if start.starts_with('{') || start.starts_with('[') {
            Self::Json
        } else if start.get(..512).unwrap_or(start).contains("<REUTERS") {
            Self::Sgml
        } else if input::is_html(start) {
            Self::Html
        } else {
            Self::Text
        }
    }
}

/// How many things wrong with one file are said; the others are counted.
const SAID: usize = 5;

/// What is wrong with a file.
struct Problems<'a> {
    path: &'a Path,
    count: usize,
}

impl<'a> Problems<'a> {
    fn of(path: &'a Path) -> Self {
        Self { path, count: 0 }
    }

    fn add(&mut self, problem: impl std::fmt::Display) {
        self.count += 1;
        if self.count <= SAID {
            complain(format_args!("{}: {problem}", self.path.display()));
        }
    }

    /// Says how many were left unsaid, and whether there was none.
    fn end(self) -> bool {
        if self.count > SAID {
            complain(format_args!("{}: {} more of this kind", self.path.display(), self.count - SAID));
        }
        self.count == 0
    }
}

/// A file's name without its ending.
fn id_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The agency that signs a story in its dateline, byline or credit line.
fn credited_agency(document: &Document) -> Option<&'static str> {
    [Role::Dateline, Role::CreditLine, Role::Byline]
        .into_iter()
        .flat_map(|role| document.of_role(role))
        .find_map(|text| agency::find_mark(text))
        .map(|(_, agency)| agency.name)
}
