//! Is the right story among the first, and would a search engine have found it?
//!
//! Reuters-21578 and the Reuters stories of 2017 are made into a pack; stories on which nothing was tuned are made into
//! pages and looked up. Beside ours stands BM25 by tantivy on the same pages (`bm25.rs`). A story counts as found where
//! it, or one with the same body, is among the first.

#[cfg(feature = "bm25")]
mod bm25;

use super::queries::{KINDS, SHORTEST, Stories};
use super::{corpus, index};
use anyhow::{Result, bail};
use copytaster::index::{Pack, QueryTerms, search};
use copytaster::story::Document;
use std::env;
use std::ops::Range;
use std::process::Command;
use std::time::Instant;

/// Candidates that are looked up.
const CANDIDATES: usize = 16;

/// The places in the draw of stories on which weights were chosen.
pub(super) const TUNING: Range<usize> = 0..2000;

/// Those on which nothing was.
const HELD_OUT: Range<usize> = 2000..4000;

/// What finds the stories that a page could be made of.
pub(super) trait Finder {
    /// What it is called.
    fn name(&self) -> &'static str;
    /// The numbers of the best stories, best first.
    fn find(&self, page: &Document) -> Result<Vec<usize>>;
    /// Bytes that it needs on disk.
    fn bytes(&self) -> Result<u64>;
}

/// Measures; where it was built without the other engine, it is built anew with it.
pub(crate) fn run() -> Result<()> {
    if !cfg!(feature = "bm25") {
        return run_with_bm25();
    }
    let sources = [corpus("reuters21578")?, corpus("reuters-2017")?];
    let folder = tempfile::tempdir()?;
    let pack = index::build(&sources, &folder.path().join("reuters.pack"))?;
    let stories = Stories::of(&pack)?;
    let count = pack.len();
    #[cfg(feature = "bm25")]
    let other = bm25::Bm25::of(&pack, &folder.path().join("tantivy"))?;
    let ours = Ours([pack]);
    let finders: &[&dyn Finder] = &[
        &ours,
        #[cfg(feature = "bm25")]
        &other,
    ];
    table(&stories, finders, HELD_OUT)?;
    for finder in finders {
        println!("{}: {:.1} bytes a story", finder.name(), finder.bytes()? as f64 / count as f64);
    }
    Ok(())
}

/// Has this measurement built with tantivy, which no other command needs, and runs it.
fn run_with_bm25() -> Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let arguments =
        ["run", "--quiet", "--release", "--package", "xtask", "--features", "bm25", "--", "bench", "retrieval"];
    let status = Command::new(cargo).args(arguments).status()?;
    if !status.success() {
        bail!("the measurement failed with tantivy built in");
    }
    Ok(())
}

/// Looks up pages of every kind and prints how often the right story is among the first one, ten and sixteen.
pub(super) fn table(stories: &Stories, finders: &[&dyn Finder], places: Range<usize>) -> Result<()> {
    let sample = stories.sample(places);
    println!("{} stories of at least {SHORTEST} words, made into pages and looked up:", sample.len());
    print!("{:46} {:>6}", "page", "target");
    finders.iter().for_each(|_| print!(" {:10} {:>6} {:>6} {:>6} {:>9}", "", "R@1", "R@10", "R@16", "median"));
    println!();
    for kind in &KINDS {
        let pages = kind.pages(stories, &sample);
        let target = if kind.target > 0.0 { format!("{:.2}", kind.target) } else { String::new() };
        print!("{:46} {target:>6}", kind.name);
        for finder in finders {
            let (mut ranks, mut times) = (Vec::new(), Vec::new());
            for (story, page) in &pages {
                let start = Instant::now();
                let found = finder.find(page)?;
                times.push(start.elapsed());
                ranks.extend(found.iter().position(|other| stories.are_same(*other, *story)));
            }
            times.sort_unstable();
            let recall = |limit| share(ranks.iter().filter(|&&rank| rank < limit).count(), pages.len());
            let median = times.get(times.len() / 2).map_or(0, |time| time.as_micros());
            print!(
                " {:10} {:6.3} {:6.3} {:6.3} {median:>6} µs",
                finder.name(),
                recall(1),
                recall(10),
                recall(CANDIDATES)
            );
        }
        println!();
    }
    Ok(())
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Tier 1 of a pack, searched with all stems of the page.
pub(super) struct Ours(pub(super) [Pack; 1]);

impl Finder for Ours {
    fn name(&self) -> &'static str {
        "ours"
    }

    fn find(&self, page: &Document) -> Result<Vec<usize>> {
        let found = search(&self.0, &QueryTerms::of(page), CANDIDATES);
        Ok(found.into_iter().map(|candidate| candidate.story).collect())
    }

    fn bytes(&self) -> Result<u64> {
        let sections = self.0[0].info().sections;
        Ok(sections.iter().filter(|(name, _)| *name == "tier1").map(|(_, bytes)| *bytes as u64).sum())
    }
}
