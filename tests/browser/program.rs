//! What does the program say of the same pages?

use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;
use xtask::dist::SAMPLE;
use xtask::pages::Page;
use xtask::process::{cargo, output, root};

/// What `copytaster check --format json` answers about a page, with the pack that the extension has.
pub(crate) fn check(page: &Page) -> Result<Value> {
    check_with(page, &root().join("dist/chrome/extension/packs").join(SAMPLE))
}

/// The same with another pack.
pub(crate) fn check_with(page: &Page, pack: &Path) -> Result<Value> {
    let folder = tempfile::tempdir()?;
    let file = page.write(folder.path())?;
    let mut command = cargo(&["run", "--quiet", "--package", "copytaster-cli", "--", "check", "--format", "json"]);
    let answer = output(command.arg("--pack").arg(pack).arg(file).stdin(Stdio::null()))?;
    serde_json::from_str(answer.trim()).with_context(|| format!("`{answer}` is no JSON"))
}
