//! What does the engine take as wasm, without a browser around it?

use anyhow::Result;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use xtask::dist::build_measured;
use xtask::process::{find, output};
use xtask::setup::{Needs, setup};

/// What a script prints in node, or nothing where there is no node, which is said.
///
/// Its first argument is a folder with the engine, to which `prepare` adds what it reads; `prepare` gives the other arguments.
pub(super) fn run(script: &str, prepare: impl FnOnce(&Path) -> Result<Vec<OsString>>) -> Result<Option<String>> {
    let Some(node) = find("node") else {
        println!("no node on the PATH: wasm is not measured");
        return Ok(None);
    };
    setup(Needs::Build)?;
    let folder = tempfile::tempdir()?;
    build_measured(folder.path())?;
    let arguments = prepare(folder.path())?;
    let file = folder.path().join("measure.js");
    fs::write(&file, script)?;
    output(Command::new(node).arg(file).arg(folder.path()).args(arguments)).map(Some)
}
