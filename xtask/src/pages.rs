//! Which pages is the extension tried on?
//!
//! `tests/pages/` holds them, a folder each, with what is expected of them; [`hostile`] makes further ones.

pub mod hostile;

use crate::loopback::{Answer, Loopback};
use crate::process::root;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The sample pages in the order in which a reader is shown them.
pub const SAMPLES: [&str; 5] =
    ["rewritten-repost", "furnished-repost", "licensed-copy", "broadcaster-retold", "newspaper-retold"];

/// A page and what is expected of it.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its folder's name, or what a hostile copy does.
    pub name: String,
    /// Where the browser finds it.
    pub address: String,
    /// Headers that its site sends with it.
    pub headers: Vec<(String, String)>,
    /// The page itself.
    pub html: String,
    /// Addresses that the page itself makes a browser ask for, besides its own and its site's icon.
    pub asks_for: Vec<String>,
    /// What has to come out.
    pub expected: Expected,
}

/// What has to come out when a page is checked.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The verdict's name.
    pub verdict: String,
    /// Whether the page credits the agency.
    pub credited: bool,
    /// Sources that the page has to be found to name.
    pub other_sources: Vec<String>,
    /// Kinds of edit that have to be among those found.
    pub edits: Vec<String>,
    /// Words that stand in no edit.
    pub never: Vec<String>,
}

/// The folder of a page.
pub fn folder(name: &str) -> PathBuf {
    root().join("tests/pages").join(name)
}

/// The names of all folders, in alphabetical order.
pub fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("tests/pages"))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

impl Page {
    /// Reads a page by its folder's name.
    pub fn read(name: &str) -> Result<Self> {
        let file = folder(name).join("expected.json");
        let text = fs::read_to_string(&file).with_context(|| format!("{} could not be read", file.display()))?;
        let expected: Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", file.display()))?;
        let text = |key: &str| {
            expected[key].as_str().map(str::to_owned).with_context(|| format!("{}: no {key}", file.display()))
        };
        let list = |key: &str| -> Vec<String> {
            expected[key].as_array().into_iter().flatten().filter_map(|item| Some(item.as_str()?.to_owned())).collect()
        };
        Ok(Self {
            name: name.to_owned(),
            address: text("address")?,
            headers: Vec::new(),
            html: fs::read_to_string(folder(name).join("page.html"))?,
            asks_for: Vec::new(),
            expected: Expected {
                verdict: text("verdict")?,
                credited: expected["credited"] == true,
                other_sources: list("other_sources"),
                edits: list("edits"),
                never: list("never"),
            },
        })
    }

    /// Whether the page is flagged while it is read; a credited copy, and a page that repeats nothing, are not.
    pub fn is_flagged(&self) -> bool {
        match self.expected.verdict.as_str() {
            "edited" | "rewritten" | "excerpt" => true,
            "verbatim" => !self.expected.credited,
            _ => false,
        }
    }

    /// Lets the server answer for the page.
    pub fn serve(&self, server: &Loopback) {
        server.answer(&self.address, Answer { headers: self.headers.clone(), ..Answer::html(self.html.as_bytes()) });
    }

    /// Writes the page into a folder, for a program to read.
    pub fn write(&self, folder: &Path) -> Result<PathBuf> {
        let file = folder.join(format!("{}.html", self.name));
        fs::write(&file, &self.html)?;
        Ok(file)
    }
}
