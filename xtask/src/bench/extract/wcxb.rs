//! Which pages and texts does WCXB hold?
//!
//! The Web Content Extraction Benchmark (2026, CC-BY-4.0): a JSON file of truth a page, HTML beside it, in two splits.

use super::{Case, unpack};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The articles of a split: truths in `ground-truth/ID.json`, pages in `html/ID.html`, or packed in `html/ID.html.gz`.
pub(super) fn articles(split: &Path, unpacked: &Path) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(split.join("ground-truth"))? {
        let path = entry?.path();
        let page: Value = serde_json::from_str(&fs::read_to_string(&path)?).context(path.display().to_string())?;
        let kind = page["_internal"]["page_type"]["primary"].as_str().unwrap_or("article");
        let Some(name) = path.file_stem().filter(|_| kind == "article") else { continue };
        let name = name.to_string_lossy().into_owned();
        let mut html = split.join("html").join(format!("{name}.html"));
        if !html.is_file() {
            html = unpack(&html.with_extension("html.gz"), &unpacked.join(format!("{name}.html")))?;
        }
        let truth = page["ground_truth"]["main_content"].as_str().unwrap_or_default().to_owned();
        cases.push(Case { name, path: html, truth, title: None });
    }
    Ok(cases)
}
