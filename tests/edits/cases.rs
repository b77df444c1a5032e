//! Which pairs are labelled, and how well are their edits found?
//!
//! The format is told in `cases/README.md`. This file is read by the test beside it and by `cargo xtask bench edits`.

#![allow(clippy::panic, reason = "a case that cannot be read must stop whoever reads it, and say where it stands")]

use copytaster::compare::{Edit, EditKind, Side, compare};
use copytaster::story::{Document, Role};
use copytaster::text::date::Date;
use std::path::Path;

/// A labelled pair.
#[derive(Debug, Default)]
pub(crate) struct Case {
    /// File and title.
    pub(crate) name: String,
    /// Why the case is known to fail; a case so marked must fail.
    pub(crate) known_failure: Option<String>,
    /// Both sides' day of publication.
    pub(crate) published: Option<Date>,
    /// The original.
    pub(crate) original: Document,
    /// The page.
    pub(crate) page: Document,
    /// What must be found, each once.
    pub(crate) expected: Vec<Expected>,
    /// Whether rewordings and house style must be listed too.
    pub(crate) is_exact: bool,
}

/// An edit that must be found.
#[derive(Debug)]
pub(crate) struct Expected {
    /// Its kind.
    pub(crate) kind: EditKind,
    /// What the original side holds: none where it must be missing, empty where anything will do.
    pub(crate) original: Option<String>,
    /// The same of the page.
    pub(crate) page: Option<String>,
    /// What the note or the seriousness holds.
    pub(crate) note: String,
}

/// What became of a case.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Expected and found.
    pub(crate) found: Vec<EditKind>,
    /// Expected and missed.
    pub(crate) missed: Vec<EditKind>,
    /// Found and not expected.
    pub(crate) untrue: Vec<EditKind>,
    /// What is wrong, in words.
    pub(crate) complaints: Vec<String>,
}

/// Reads all cases in a folder.
pub(crate) fn read_all(folder: &Path) -> Vec<Case> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        read(&file, &text, &mut cases);
    }
    cases
}

fn read(file: &str, text: &str, cases: &mut Vec<Case>) {
    for (number, line) in text.lines().enumerate() {
        let place = format!("{file}.txt:{}", number + 1);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        if mark == "==" {
            cases.push(Case { name: format!("{file}: {rest}"), ..Case::default() });
            continue;
        }
        let case = cases.last_mut().unwrap_or_else(|| panic!("{place}: a case begins with \"== title\""));
        match mark {
            "@" => {
                case.published = Some(Date::parse_leading(rest).unwrap_or_else(|| panic!("{place}: no date: {rest}")))
            }
            "!" => case.known_failure = Some(rest.to_owned()),
            "-" => push(&mut case.original, rest),
            "+" => push(&mut case.page, rest),
            ">" => case.expected.push(expected(rest).unwrap_or_else(|| panic!("{place}: no such kind: {rest}"))),
            "=" => case.is_exact = true,
            _ => panic!("{place}: lines begin with ==, @, !, -, +, > or =, not {mark}"),
        }
    }
}

fn push(document: &mut Document, text: &str) {
    let roles = [
        ("[headline] ", Role::Headline),
        ("[byline] ", Role::Byline),
        ("[dateline] ", Role::Dateline),
        ("[credit] ", Role::CreditLine),
    ];
    let role = roles.iter().find_map(|(mark, role)| Some((text.strip_prefix(mark)?, *role)));
    let (text, role) = role.unwrap_or((text, Role::Body));
    document.push(role, text);
}

fn expected(line: &str) -> Option<Expected> {
    let mut fields = line.split('|').map(str::trim);
    let name = fields.next()?;
    let kind = EditKind::ALL.into_iter().find(|kind| kind.name() == name)?;
    let mut side = || fields.next().map_or(Some(String::new()), |text| (text != "-").then(|| text.to_owned()));
    let (original, page) = (side(), side());
    Some(Expected { kind, original, page, note: fields.next().unwrap_or_default().to_owned() })
}

impl Expected {
    fn fits(&self, edit: &Edit) -> bool {
        let holds =
            |expected: &Option<String>, excerpt: &Option<copytaster::compare::Excerpt>| match (expected, excerpt) {
                (Some(wanted), Some(excerpt)) => excerpt.text.contains(wanted.as_str()),
                (Some(wanted), None) => wanted.is_empty(),
                (None, excerpt) => excerpt.is_none(),
            };
        self.kind == edit.kind
            && holds(&self.original, &edit.original)
            && holds(&self.page, &edit.page)
            && (edit.note.to_string().contains(&self.note) || edit.seriousness.name() == self.note)
    }
}

impl Case {
    /// Compares the two sides, and the edits with what is expected.
    pub(crate) fn judge(&self) -> Outcome {
        let original = Side { document: &self.original, published: self.published };
        let page = Side { document: &self.page, published: self.published };
        let mut edits: Vec<Option<Edit>> = compare(original, page).edits.into_iter().map(Some).collect();
        let mut outcome = Outcome::default();
        for expected in &self.expected {
            let fits = |edit: &&mut Option<Edit>| edit.as_ref().is_some_and(|edit| expected.fits(edit));
            if let Some(edit) = edits.iter_mut().find(fits) {
                *edit = None;
                outcome.found.push(expected.kind);
            } else {
                outcome.missed.push(expected.kind);
                outcome.complaints.push(format!("missed {expected:?}"));
            }
        }
        for edit in edits.into_iter().flatten() {
            let text = |excerpt: &Option<copytaster::compare::Excerpt>| {
                excerpt.as_ref().map_or_else(|| "-".to_owned(), |excerpt| excerpt.text.clone())
            };
            let line =
                format!("{} | {} | {} | {}", edit.kind.name(), text(&edit.original), text(&edit.page), edit.note);
            if self.is_exact || !matches!(edit.kind, EditKind::Reworded | EditKind::HouseStyle) {
                outcome.untrue.push(edit.kind);
                outcome.complaints.push(format!("untrue {line}"));
            } else {
                outcome.complaints.push(format!("  also {line}"));
            }
        }
        outcome
    }
}

impl Outcome {
    /// Whether everything expected was found and nothing else.
    pub(crate) fn is_right(&self) -> bool {
        self.missed.is_empty() && self.untrue.is_empty()
    }
}
