//! Which texts are there to measure on?
//!
//! The corpora stay on the developer's machine, where `COPYTASTER_CORPORA` names their folder; see BENCHMARKS.md for
//! what each of them is.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A text with the group that must not be torn between tuning and held-out half: an event, or the text itself.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// What names it in the list of errors.
    pub(super) name: String,
    /// The event or document that it belongs to.
    pub(super) group: String,
    /// The headline; may be empty.
    pub(super) headline: String,
    /// The paragraphs.
    pub(super) paragraphs: Vec<String>,
}

impl Text {
    /// The paragraphs in one string.
    pub(super) fn body(&self) -> String {
        self.paragraphs.join(" ")
    }
}

/// The folder of the corpora.
pub(super) fn folder() -> Result<PathBuf> {
    let Some(folder) = std::env::var_os("COPYTASTER_CORPORA").map(PathBuf::from) else {
        bail!("the verdict is measured on corpora: set COPYTASTER_CORPORA to the folder that holds them unpacked");
    };
    if !folder.is_dir() {
        bail!("{} is no folder: set COPYTASTER_CORPORA to the one that holds the unpacked corpora", folder.display());
    }
    Ok(folder)
}

/// 100 events, each told by three outlets on their own.
pub(super) fn basil(corpora: &Path) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for path in files(&corpora.join("basil-same-event/basil/articles"), "json")? {
        let article: serde_json::Value = serde_json::from_str(&read(&path)?)?;
        let paragraphs = article["body-paragraphs"].as_array().map(Vec::as_slice).unwrap_or_default();
        let joined = |paragraph: &serde_json::Value| {
            let sentences = paragraph.as_array().map(Vec::as_slice).unwrap_or_default();
            sentences.iter().filter_map(|sentence| sentence.as_str()).collect::<Vec<_>>().join(" ")
        };
        texts.push(Text {
            name: name(&path),
            group: article["triplet-uuid"].as_str().unwrap_or_default().to_owned(),
            headline: article["title"].as_str().unwrap_or_default().to_owned(),
            paragraphs: paragraphs.iter().map(joined).collect(),
        });
    }
    Ok(texts)
}

/// Web news collected claim by claim: many repeat one another.
pub(super) fn fnc(corpora: &Path) -> Result<Vec<Text>> {
    let rows = csv(&read(&corpora.join("fnc1-train/fnc1/train_bodies.csv"))?);
    let text = |row: &Vec<String>| {
        let [id, body] = row.as_slice() else { return None };
        let paragraphs = body.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let name = format!("fnc-{id}");
        Some(Text { group: name.clone(), name, headline: String::new(), paragraphs })
    };
    Ok(rows.iter().skip(1).filter_map(text).collect())
}

/// Reuters web stories of 2017.
pub(super) fn reuters_2017(corpora: &Path) -> Result<Vec<Text>> {
    let rows = csv(&read(&corpora.join("reuters-2017/isot-true-sample/True.csv"))?);
    let mut texts = Vec::new();
    for (number, row) in rows.iter().enumerate().skip(1) {
        let [headline, body, ..] = row.as_slice() else { continue };
        let sentences = sentences(body);
        if sentences.len() >= 6 {
            let name = format!("r17-{number}");
            let paragraphs = sentences.chunks(2).map(|pair| pair.join(" ")).collect();
            texts.push(Text { group: name.clone(), name, headline: headline.clone(), paragraphs });
        }
    }
    Ok(texts)
}

/// Reuters wire stories of 1987 of at least 600 characters.
pub(super) fn reuters_21578(corpora: &Path) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for path in files(&corpora.join("reuters21578"), "sgm")? {
        let sgml = read(&path)?;
        for story in sgml.split("</REUTERS>") {
            let Some(body) = between(story, "<BODY>", "</BODY>").filter(|body| body.len() >= 600) else { continue };
            let id = between(story, "NEWID=\"", "\"").unwrap_or_default();
            let paragraphs = paragraphs_of_indents(&unescaped(body));
            let headline = unescaped(between(story, "<TITLE>", "</TITLE>").unwrap_or_default());
            let headline = headline.split_whitespace().collect::<Vec<_>>().join(" ");
            let name = format!("r87-{id}");
            texts.push(Text { group: name.clone(), name, headline, paragraphs });
        }
    }
    Ok(texts)
}

/// A passage of PAN 2013 with its original.
pub(super) struct Reused {
    /// How it was made: "copy", "shuffled", "translated-back".
    pub(super) kind: &'static str,
    /// The passage of the source document.
    pub(super) original: Text,
    /// What became of it.
    pub(super) page: Text,
}

/// Passages of at least six sentences, at most `limit` of a kind.
pub(super) fn pan(corpora: &Path, limit: usize) -> Result<Vec<Reused>> {
    let folder = corpora.join("pan13-train/train_corpus");
    let kinds = [
        ("copy", "02-no-obfuscation"),
        ("shuffled", "03-random-obfuscation"),
        ("translated-back", "04-translation-obfuscation"),
    ];
    let mut texts: BTreeMap<PathBuf, Vec<char>> = BTreeMap::new();
    let mut found = Vec::new();
    for (kind, name_of_kind) in kinds {
        let before = found.len();
        for path in files(&folder.join(name_of_kind), "xml")? {
            let xml = read(&path)?;
            let page = folder.join("susp").join(attribute(&xml, "document reference").unwrap_or_default());
            for (number, feature) in xml.split("<feature").skip(1).enumerate() {
                let Some(source) = attribute(feature, "source_reference") else { continue };
                let mut passage = |path: PathBuf, offset: &str, length: &str| -> Result<String> {
                    let text = match texts.entry(path) {
                        std::collections::btree_map::Entry::Occupied(held) => held.into_mut(),
                        std::collections::btree_map::Entry::Vacant(free) => {
                            let text = read(free.key())?.chars().collect();
                            free.insert(text)
                        }
                    };
                    let at = |name: &str| attribute(feature, name).and_then(|value| value.parse::<usize>().ok());
                    let (start, length) = (at(offset).unwrap_or(0), at(length).unwrap_or(0));
                    Ok(text.iter().skip(start).take(length).collect())
                };
                let original = passage(folder.join("src").join(source), "source_offset", "source_length")?;
                let copy = passage(page.clone(), "this_offset", "this_length")?;
                if found.len() - before >= limit || sentences(&original).len() < 6 || sentences(&copy).len() < 4 {
                    continue;
                }
                let text = |side: &str, text: &str| Text {
                    name: format!("{}#{number} {side}", name(&path)),
                    group: source.to_owned(),
                    headline: String::new(),
                    paragraphs: text
                        .split("\n\n")
                        .map(str::trim)
                        .filter(|p| !p.is_empty())
                        .map(str::to_owned)
                        .collect(),
                };
                found.push(Reused { kind, original: text("original", &original), page: text("page", &copy) });
            }
        }
    }
    Ok(found)
}

/// Sentences, roughly: enough to cut and to spin.
pub(super) fn sentences(text: &str) -> Vec<String> {
    copytaster::text::sentence::sentences(text).iter().map(|span| span.of(text).to_owned()).collect()
}

/// All files with this ending, in a stable order.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| {
        format!("{} is missing: unpack it, or set COPYTASTER_CORPORA to where it is", folder.display())
    })?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn name(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A file's text: UTF-8, or else what Windows calls 1252, of which only the marks of typesetting matter here.
fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let typeset = |byte: u8| match byte {
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x96 => '–',
        0x97 => '—',
        byte => char::from(byte),
    };
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| error.into_bytes().into_iter().map(typeset).collect()))
}

/// The rows of comma-separated values (RFC 4180).
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            c => field.push(c),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

/// The paragraphs of a wire text, each of which begins with an indent; without the sign-off.
fn paragraphs_of_indents(body: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in body.lines() {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        match paragraphs.last_mut() {
            Some(open) if !line.starts_with("    ") => {
                open.push(' ');
                open.push_str(&words);
            }
            _ => paragraphs.push(words),
        }
    }
    let is_sign_off = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("reuter");
    paragraphs.retain(|paragraph| !paragraph.trim().is_empty() && !is_sign_off(paragraph));
    paragraphs
}

fn unescaped(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    text.replace("&#3;", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn attribute<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    between(xml, &format!("{name}=\""), "\"")
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(inside, _)| inside)
}
