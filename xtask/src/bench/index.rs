//! Does look-up find the right story, how small is the index, and how fast?
//!
//! Reuters-21578 is made into a local pack by the program itself; then stories are taken from the pack, made into pages
//! (`queries.rs`) and looked up: those on which the weights of look-up were chosen. What it is worth on others, and beside a
//! search engine, says `cargo xtask bench retrieval`.

use super::corpus;
use super::queries::{KINDS, Stories};
use super::retrieval::{self, Ours, TUNING};
use anyhow::{Context, Result, bail};
use copytaster::index::{Pack, QueryTerms, search};
use copytaster::story::Document;
use copytaster::text::token;
use std::env;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Measures look-up on Reuters-21578.
pub(crate) fn run() -> Result<()> {
    let corpus = corpus("reuters21578")?;
    if cfg!(debug_assertions) {
        eprintln!(
            "The times are not of optimised code; for these run: cargo run --release --package xtask -- bench index"
        );
    }
    let folder = tempfile::tempdir()?;
    let pack = build(&[corpus], &folder.path().join("reuters.pack"))?;
    let stories = Stories::of(&pack)?;
    let finder = Ours([pack]);
    retrieval::table(&stories, &[&finder], TUNING)?;
    let Ours(packs) = finder;
    let pages: Vec<Document> =
        KINDS[0].pages(&stories, &stories.sample(TUNING)).into_iter().map(|page| page.1).collect();
    let terms: Vec<QueryTerms> = pages.iter().map(QueryTerms::of).collect();
    let each = |total: Duration, count: usize| total.as_secs_f64() * 1e6 / count as f64;
    let start = Instant::now();
    pages.iter().for_each(|page| drop(black_box(QueryTerms::of(page))));
    let words: usize = pages.iter().map(|page| token::words(&page.text).count()).sum();
    println!("terms of a page: {:.0} µs (of {} words)", each(start.elapsed(), pages.len()), words / pages.len());
    time_search("look-up", &packs, &terms, each);
    // The same stories many times over, for want of a million: every list grows, as it would.
    let many: Vec<Pack> = (0..1_000_000 / packs[0].len()).map(|_| packs[0].clone()).collect();
    time_search("look-up in as many packs", &many, &terms[..200.min(terms.len())], each);
    Ok(())
}

fn time_search(name: &str, packs: &[Pack], terms: &[QueryTerms], each: impl Fn(Duration, usize) -> f64) {
    let start = Instant::now();
    terms.iter().for_each(|terms| drop(black_box(search(packs, terms, 16))));
    let stories: usize = packs.iter().map(Pack::len).sum();
    println!("{name}: {:.0} µs (of {stories} stories)", each(start.elapsed(), terms.len()));
}

/// Has the program build packs, with and without text, and says how large and how fast.
pub(super) fn build(sources: &[PathBuf], path: &Path) -> Result<Pack> {
    let program = release_program()?;
    let mut local = None;
    for with_text in [false, true] {
        let mut command = Command::new(&program);
        command.args(["pack", "build", "--agency", "Reuters", "--out"]).arg(path).args(sources);
        command.args(with_text.then_some("--with-text"));
        let start = Instant::now();
        let output = command.output()?;
        let seconds = start.elapsed().as_secs_f64();
        if !output.status.success() {
            bail!("pack build failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let pack = Pack::open(std::fs::read(path)?)?;
        let info = pack.info();
        let count = info.stories as f64;
        println!(
            "{} stories{}: {:.0} stories a second; a story has {}",
            info.stories,
            if with_text { " with text" } else { "" },
            count / seconds,
            info.sections
                .iter()
                .map(|(name, bytes)| format!("{:.1} B {name}", *bytes as f64 / count))
                .collect::<Vec<_>>()
                .join(", ")
        );
        let start = Instant::now();
        let pack = Pack::open(std::fs::read(path)?)?;
        let opened = start.elapsed();
        pack.verify()?;
        println!("  read and opened in {opened:.1?}, verified in {:.1?}", start.elapsed() - opened);
        local = Some(pack);
    }
    local.context("no pack was built")
}

pub(super) fn release_program() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "copytaster-cli"])
        .current_dir(&root)
        .status()?;
    if !built.success() {
        bail!("the program does not build");
    }
    let target = env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    Ok(target.join("release/copytaster"))
}
