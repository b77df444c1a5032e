//! How does the engine become wasm, and how large is it?

use crate::process::{cargo, output, root, run};
use anyhow::{Context, Result, anyhow, bail};
use flate2::{Compression, write::GzEncoder};
use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// What a reader may be made to download and compile for the engine, gzipped.
const BUDGET: usize = 120 * 1024;

/// The oldest wasm-opt known to read what today's compiler writes (Debian 12's).
const OLDEST_WASM_OPT: u32 = 108;

/// WebAssembly features that every supported browser has and the compiler uses by default. Named because older wasm-opt
/// versions do not know the names under which newer compilers record them.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// How large the engine is, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// As wasm-bindgen left it.
    pub unoptimised: usize,
    /// As it is shipped.
    pub raw: usize,
    /// As it is shipped, gzipped (level 9).
    pub gzipped: usize,
}

/// Builds `engine.js` and `engine_bg.wasm` into a folder.
pub(super) fn build(folder: &Path) -> Result<Sizes> {
    run(&mut cargo(&["build", "--quiet", "--lib", "--profile", "wasm", "--target", "wasm32-unknown-unknown"]))?;
    let compiled = target_folder()?.join("wasm32-unknown-unknown/wasm/copytaster.wasm");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&compiled).out_name("engine").typescript(false).remove_name_section(true);
    bindgen.omit_default_module_path(false).no_modules(true).map_err(|error| anyhow!("{error:#}"))?;
    bindgen.generate(folder).map_err(|error| anyhow!("wasm-bindgen: {error:#}"))?;

    let wasm = folder.join("engine_bg.wasm");
    let unoptimised = fs::read(&wasm)?.len();
    optimise(&wasm)?;
    let bytes = fs::read(&wasm)?;
    Ok(Sizes { unoptimised, raw: bytes.len(), gzipped: gzipped(&bytes)? })
}

/// Shrinks a wasm file in place. It is never left out: an engine of another size or speed is another engine.
fn optimise(wasm: &Path) -> Result<()> {
    let version = output(Command::new("wasm-opt").arg("--version"))?;
    let number: u32 = version.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(0);
    if number < OLDEST_WASM_OPT {
        bail!("{} is too old: version {OLDEST_WASM_OPT} of binaryen or a later one is needed", version.trim());
    }
    run(Command::new("wasm-opt").arg("-Oz").args(FEATURES).arg(wasm).arg("-o").arg(wasm))
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
        if self.gzipped <= BUDGET {
            return Ok(());
        }
        bail!("the engine is {} bytes gzipped; {BUDGET} is the most it may have", self.gzipped)
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kib = |bytes: usize| bytes as f64 / 1024.0;
        write!(
            f,
            "engine_bg.wasm: {:.1} KiB, gzipped {:.1} KiB of at most {:.0} (before wasm-opt -Oz: {:.1} KiB)",
            kib(self.raw),
            kib(self.gzipped),
            kib(BUDGET),
            kib(self.unoptimised)
        )
    }
}
