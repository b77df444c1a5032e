//! Does any input make it panic? (`cargo xtask fuzz`)
//!
//! The tests' own pages, stories and packs are damaged at random and read: packs opened and asked without being
//! verified, some of them with their checksums made right, and merged where they lie with ones that were built, texts compared,
//! HTML read by the program. Every input follows from its seed, which is printed where an input fails; `cargo xtask fuzz --seed N` gives that one again. The build has
//! overflow checks, as tests have.

mod pack;

use crate::random::Random;
use anyhow::{Context, Result, bail, ensure};
use copytaster::compare::{Side, apply, compare, folded};
use copytaster::index::{PackOptions, PackWriter};
use copytaster::page::from_plain_text;
use copytaster::story::{Document, Story};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use xtask::process::{cargo, root, run as run_command};

/// How many HTML pages the program is given at once.
const PAGES_AT_ONCE: usize = 40;

/// How many failures are enough to stop.
const ENOUGH: usize = 10;

/// What damages a text: what spinners, converters and other languages put into it.
const ODD: &[&str] = &[
    "\u{200b}",
    "\u{ad}",
    "\u{301}",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "\r",
    "\n\n",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "«",
    ".",
    "...",
    "—",
    "(",
    ")",
    "<",
    "<p>",
    "</div>",
    "<script>",
    "&amp;",
    "&#x110000;",
    "İ",
    "ß",
    "中",
    "𝔘",
    "1,000,000.5",
    "-",
    "%",
    "$",
    "U.S.",
    "Mr.",
    "a.m.",
    "said",
    "not",
    "Tuesday",
    "April 31",
    "2-3",
    "99999999999999999999",
    "½",
    "(Reuters) -",
    "Reporting by",
    "\t",
];

/// What is damaged.
struct Seeds {
    texts: Vec<String>,
    pages: Vec<String>,
    packs: Vec<Vec<u8>>,
}

/// Damages and reads for so many minutes, or reads the one input of a seed.
pub(crate) fn run(minutes: f64, seed: Option<u64>) -> Result<()> {
    run_command(&mut cargo(&["build", "--quiet", "--package", "copytaster-cli"]))?;
    let seeds = Seeds::read()?;
    let folder = tempfile::tempdir()?;
    if let Some(seed) = seed {
        seeds.read_pack(seed);
        seeds.merge(seed);
        seeds.compare(seed);
        seeds.read_html(seed..seed + 1, folder.path())?;
        println!("nothing fails on seed {seed}");
        return Ok(());
    }
    let until = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let (mut next, mut failures, mut slowest) = (0, 0, (Duration::ZERO, 0));
    while Instant::now() < until && failures < ENOUGH {
        let batch = next..next + PAGES_AT_ONCE as u64;
        next = batch.end;
        for seed in batch.clone() {
            let begun = Instant::now();
            let inputs = [
                ("a pack", Seeds::read_pack as fn(&Seeds, u64)),
                ("a merge", Seeds::merge),
                ("a comparison", Seeds::compare),
            ];
            for (name, input) in inputs {
                if catch_unwind(AssertUnwindSafe(|| input(&seeds, seed))).is_err() {
                    eprintln!("{name} fails: cargo xtask fuzz --seed {seed}");
                    failures += 1;
                }
            }
            slowest = slowest.max((begun.elapsed(), seed));
        }
        if let Err(error) = seeds.read_html(batch, folder.path()) {
            eprintln!("{error:#}");
            failures += 1;
        }
    }
    println!("{next} packs, {next} merges, {next} comparisons, {next} HTML pages; {failures} failures");
    println!("slowest pack, merge and comparison: {:.0} ms, seed {}", slowest.0.as_secs_f64() * 1e3, slowest.1);
    ensure!(failures == 0, "{failures} inputs failed; each is named above with its seed");
    Ok(())
}

impl Seeds {
    fn read() -> Result<Self> {
        let tests = root().join("tests");
        let texts = contents(&tests, "txt")?;
        let pages = contents(&tests, "html")?;
        if texts.is_empty() || pages.is_empty() {
            bail!("{} holds no texts or no pages: run this in a whole checkout", tests.display());
        }
        let mut packs =
            vec![fs::read(tests.join("packs/v1/local.pack"))?, fs::read(tests.join("packs/v1/public.pack"))?];
        for text in [false, true] {
            let agency = "Examplewire".to_owned();
            let mut writer = PackWriter::new(PackOptions { agency, headlines: true, text, ..PackOptions::default() });
            for (number, text) in texts.iter().enumerate() {
                let document = Document::from_plain_text(text.clone());
                writer.add(&Story { id: number.to_string(), document, ..Story::default() });
                writer.withdraw(&format!("w{number}"), None);
            }
            packs.push(writer.finish()?);
        }
        Ok(Self { texts, pages, packs })
    }

    /// Asks a damaged pack everything.
    fn read_pack(&self, seed: u64) {
        let mut random = Random::new(seed);
        let bytes = pack::damaged(&self.packs, &mut random);
        pack::ask(bytes, random.one_of(&self.texts).map_or("", |text| text));
    }

    /// Merges packs, some of them damaged, where they lie.
    fn merge(&self, seed: u64) {
        let mut random = Random::new(seed);
        let text = damaged(&self.texts, &mut random);
        pack::merge_lying(&self.packs, text, &mut random);
    }

    /// Compares a damaged text with another, and applies what was found.
    ///
    /// # Panics
    ///
    /// Where the edits, applied to the original, do not give the page.
    fn compare(&self, seed: u64) {
        let mut random = Random::new(seed);
        let mut text = || damaged(&self.texts, &mut random);
        let (original, page) = (text(), text());
        let documents = [original, page].map(|text| from_plain_text(text).document);
        let side = |at: usize| Side { document: &documents[at], published: None };
        let found = compare(side(0), side(1));
        assert_eq!(apply(side(0), &found.edits), folded(side(1)), "the edits do not give the page");
        for passage in found.passages {
            assert!(documents[0].text.get(passage.original.range()).is_some());
            assert!(documents[1].text.get(passage.page.range()).is_some());
        }
    }

    /// Has the program read damaged HTML pages.
    fn read_html(&self, seeds: std::ops::Range<u64>, folder: &Path) -> Result<()> {
        let mut paths = Vec::new();
        for seed in seeds.clone() {
            let path = folder.join(format!("{}.html", seed - seeds.start));
            fs::write(&path, damaged(&self.pages, &mut Random::new(seed)))?;
            paths.push(path);
        }
        let program = root().join("target/debug/copytaster");
        let mut command = Command::new(program);
        command.args(["extract", "--format", "json"]).args(&paths);
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().context("the program")?;
        // 1 says that some page holds nothing; a panic or a signal gives another status.
        match status.code() {
            Some(0 | 1) => Ok(()),
            _ => bail!("an HTML page fails ({status}): cargo xtask fuzz --seed N, N being one of {seeds:?}"),
        }
    }
}

/// One of some texts, with parts cut, doubled, moved, or taken from another, and odd things put in.
fn damaged(texts: &[String], random: &mut Random) -> String {
    let mut text: Vec<char> = random.one_of(texts).map(|text| text.chars().collect()).unwrap_or_default();
    for _ in 0..random.below(12) {
        let (mut from, mut to) = (random.below(text.len() + 1), random.below(text.len() + 1));
        if random.below(3) > 0 {
            to = (from + random.below(40)).min(text.len());
        }
        (from, to) = (from.min(to), from.max(to));
        let odd = random.one_of(ODD).map_or("", |odd| odd);
        match random.below(7) {
            0 => drop(text.drain(from..to)),
            1 => text = [&text[..to], &text[from..]].concat(),
            2 => {
                let cut: Vec<char> = text.drain(from..to).collect();
                let at = random.below(text.len() + 1);
                text.splice(at..at, cut);
            }
            3 => {
                let other: Vec<char> = random.one_of(texts).map(|text| text.chars().collect()).unwrap_or_default();
                let start = random.below(other.len() + 1);
                let end = (start + random.below(600)).min(other.len());
                text.splice(from..to, other[start..end].iter().copied());
            }
            _ => drop(text.splice(from..from, odd.chars())),
        }
        text.truncate(20_000);
    }
    text.into_iter().collect()
}

/// The contents of all files with this ending, in a stable order.
fn contents(folder: &Path, ending: &str) -> Result<Vec<String>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(contents(&path, ending)?);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(fs::read_to_string(&path)?);
        }
    }
    Ok(found)
}
