//! How does the engine become wasm, and how large is it?
//!
//! wasm-opt has no part in it. Measured on this engine, `-Oz` of binaryen 108 (Debian 12) and of 132 takes 8 % off the raw
//! file and adds 4 % to the gzipped one, which is what a reader downloads; and version 108 confuses the two tables that
//! wasm-bindgen writes, so that the engine does not start. Without it, nothing but Rust is needed to build.
//!
//! Every check of a bound carries the file, line and column that a panic would name, 5.6 KiB of the gzipped file. A reader
//! has no use for them, and the trap's own stack names the function and the byte in it, which anyone finds again in a build
//! of the same commit, since builds are the same byte for byte. Leaving them out takes a flag that stable Rust has but keeps
//! behind `RUSTC_BOOTSTRAP`; it is given for this crate alone, so that no other one takes the compiler for a nightly one.

use super::arrange::arranged;
use crate::process::{cargo, output, root, run};
use anyhow::{Context, Result, anyhow, bail};
use flate2::{Compression, write::GzEncoder};
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// What a reader should have to carry for the engine at most, gzipped. It is more than twice that today: BENCHMARKS.md
/// says of what.
const BUDGET: usize = 120 * 1024;

/// Above this size a build fails: so that the engine only ever shrinks towards its budget. Lower it with the engine.
const LIMIT: usize = 303 * 1024;

/// Panics name no place in the source.
const NO_PLACES: &str = "-Zlocation-detail=none";

/// What wasm-bindgen calls the engine.
const FILE: &str = "engine_bg.wasm";

/// How large the engine is, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// As it lies.
    pub raw: usize,
    /// Gzipped (level 9).
    pub gzipped: usize,
}

/// Builds `engine.js` and `engine_bg.wasm` into a folder.
pub(super) fn build(folder: &Path) -> Result<Sizes> {
    build_with(folder, &[])
}

/// Builds the engine with the face through which it is measured.
pub fn build_measured(folder: &Path) -> Result<Sizes> {
    build_with(folder, &["--features", "measured"])
}

fn build_with(folder: &Path, features: &[&str]) -> Result<Sizes> {
    let mut command = cargo(&["rustc", "--quiet", "--lib", "--profile", "wasm", "--target", "wasm32-unknown-unknown"]);
    run(command.args(features).args(["--", NO_PLACES]).env("RUSTC_BOOTSTRAP", "copytaster"))?;
    let compiled = target_folder()?.join("wasm32-unknown-unknown/wasm/copytaster.wasm");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&compiled).out_name("engine").typescript(false).remove_name_section(true);
    bindgen.omit_default_module_path(false).no_modules(true).map_err(|error| anyhow!("{error:#}"))?;
    bindgen.generate(folder).map_err(|error| anyhow!("wasm-bindgen: {error:#}"))?;

    let written = folder.join(FILE);
    fs::write(&written, arranged(&fs::read(&written)?)?)?;
    sizes(folder)
}

/// The size of the engine in a folder.
pub fn sizes(folder: &Path) -> Result<Sizes> {
    let bytes = fs::read(folder.join(FILE)).context("there is no engine yet: run `cargo xtask dist`")?;
    Ok(Sizes { raw: bytes.len(), gzipped: gzipped(&bytes)? })
}

/// Where cargo puts what it builds.
fn target_folder() -> Result<std::path::PathBuf> {
    let metadata = output(&mut cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(root().join(folder))
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

impl Sizes {
    /// Fails where the engine is larger than a reader may be asked to carry.
    pub fn check(self) -> Result<()> {
        if self.gzipped <= LIMIT {
            return Ok(());
        }
        bail!("the engine is {} bytes gzipped; with more than {LIMIT} no build is made", self.gzipped)
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kib = |bytes: usize| bytes as f64 / 1024.0;
        write!(
            f,
            "engine_bg.wasm: {:.1} KiB, gzipped {:.1} KiB (budget {:.0}, limit {:.0})",
            kib(self.raw),
            kib(self.gzipped),
            kib(BUDGET),
            kib(LIMIT)
        )
    }
}
