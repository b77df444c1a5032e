//! How many texts that belong to an article are read, and how many that do not?
//!
//! Trafilatura's own evaluation (`tests/evaldata.json` of its repository): up to a handful of short texts a page that are to
//! be found, and of those that are not. Pages lie in `tests/eval` and `tests/cache`.

use super::{f1, read};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// Counts them and prints precision, recall and F1 over all texts.
pub(super) fn score(tests: &Path) -> Result<()> {
    let pages: Map<String, Value> = serde_json::from_str(&fs::read_to_string(tests.join("evaldata.json"))?)?;
    let path = |page: &Value| -> Result<PathBuf> {
        let file = page["file"].as_str().context("a page of evaldata.json names no file")?;
        let places = ["eval", "cache"].map(|folder| tests.join(folder).join(file));
        places.into_iter().find(|path| path.is_file()).with_context(|| format!("{file} is missing"))
    };
    let paths: Vec<PathBuf> = pages.values().map(path).collect::<Result<_>>()?;
    let (answers, _) = read(paths.iter().map(PathBuf::as_path))?;
    // Wanted and found, wanted; not wanted and found.
    let (mut right, mut wanted, mut untrue) = (0, 0, 0);
    for (page, path) in pages.values().zip(&paths) {
        let text = answers.get(&*path.to_string_lossy()).map_or("", |answer| answer.text.as_str());
        let found = |list: &str| {
            let list: Vec<&str> = page[list].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            (list.iter().filter(|snippet| text.contains(**snippet)).count(), list.len())
        };
        let (with, without) = (found("with"), found("without"));
        right += with.0;
        wanted += with.1;
        untrue += without.0;
    }
    let (precision, recall) = (right as f64 / (right + untrue).max(1) as f64, right as f64 / wanted.max(1) as f64);
    println!(
        "trafilatura-eval: {} pages, {right} of {wanted} wanted texts found, {untrue} unwanted; F1 {:.4}, precision \
         {precision:.4}, recall {recall:.4}",
        pages.len(),
        f1(precision, recall)
    );
    Ok(())
}
