//! Does look-up find the right story, how small is the index, and how fast?
//!
//! Reuters-21578 is made into a local pack by the program itself; then stories are taken from the pack, changed as
//! rewriters and quoting pages change them, and looked up. A story counts as found where it, or one with the same body,
//! is among the first.

use crate::random::Random;
use anyhow::{Context, Result, bail};
use copytaster::index::{Candidate, Pack, QueryTerms, search};
use copytaster::story::{Document, Role};
use copytaster::text::{lexicon, sentence, stem, token};
use std::collections::HashMap;
use std::env;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Stories that are looked up in each way.
const QUERIES: usize = 2000;

/// Words that a story has at least, to be looked up.
const SHORTEST: usize = 80;

/// Words at least this rare carry the content; the commoner ones are those of every text.
const CONTENT: f32 = 6.0;

/// Measures look-up on Reuters-21578.
pub(crate) fn run() -> Result<()> {
    let corpora = env::var_os("COPYTASTER_CORPORA").unwrap_or("../shared/corpora/unpacked".into());
    let stories = Path::new(&corpora).join("reuters21578");
    if !stories.is_dir() {
        bail!("{} is missing; set COPYTASTER_CORPORA to the folder of the unpacked corpora", stories.display());
    }
    if cfg!(debug_assertions) {
        eprintln!(
            "The times are not of optimised code; for these run: cargo run --release --package xtask -- bench index"
        );
    }
    let folder = tempfile::tempdir()?;
    let pack = build(&stories, &folder.path().join("reuters.pack"))?;
    let bodies = Bodies::of(&pack)?;
    let packs = [pack];
    let mut random = Random::new(1);
    println!("{QUERIES} stories of at least {SHORTEST} words, looked up among {}:", packs[0].len());
    println!("{:46} {:>6} {:>6} {:>6}", "query", "R@1", "R@10", "R@16");
    for (name, change) in CHANGES {
        let mut random = Random::new(2);
        let mut ranks = Vec::new();
        for number in bodies.sample(&mut random) {
            let page = change(&bodies, number, &mut random);
            let found = search(&packs, &QueryTerms::of(&page), 16);
            ranks.push(found.iter().position(|candidate| bodies.same(candidate, number)));
        }
        let recall = |limit| ranks.iter().flatten().filter(|&&rank| rank < limit).count() as f64 / ranks.len() as f64;
        println!("{name:46} {:6.3} {:6.3} {:6.3}", recall(1), recall(10), recall(16));
    }
    let pages: Vec<Document> = bodies.sample(&mut random).into_iter().map(|number| bodies.document(number)).collect();
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
pub(super) fn build(stories: &Path, path: &Path) -> Result<Pack> {
    let program = release_program()?;
    let mut local = None;
    for with_text in [false, true] {
        let mut command = Command::new(&program);
        command.args(["pack", "build", "--agency", "Reuters", "--out"]).arg(path).arg(stories);
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

fn release_program() -> Result<PathBuf> {
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

/// The stories of a pack, ready to be changed.
struct Bodies {
    texts: Vec<String>,
    /// The first story with the same body, for each story: the wire sends some twice.
    first: Vec<usize>,
    /// Words of the collection's texts, to put in place of others.
    words: Vec<String>,
}

impl Bodies {
    fn of(pack: &Pack) -> Result<Self> {
        let mut texts: Vec<String> = Vec::new();
        for number in 0..pack.len() {
            let story = pack.story(number)?;
            texts.push(story.document.of_role(Role::Body).collect::<Vec<_>>().join("\n\n"));
        }
        let mut firsts: HashMap<&str, usize> = HashMap::new();
        let first = texts.iter().enumerate().map(|(number, text)| *firsts.entry(text).or_insert(number)).collect();
        let words = texts.iter().step_by(20).flat_map(|text| content_words(text)).collect();
        Ok(Self { texts, first, words })
    }

    /// Stories that are long enough, each at most once.
    fn sample(&self, random: &mut Random) -> Vec<usize> {
        let mut long: Vec<usize> =
            (0..self.texts.len()).filter(|&number| token::words(&self.texts[number]).count() >= SHORTEST).collect();
        for at in 0..QUERIES.min(long.len()) {
            let other = at + random.below(long.len() - at);
            long.swap(at, other);
        }
        long.truncate(QUERIES);
        long
    }

    fn document(&self, number: usize) -> Document {
        page(&self.texts[number])
    }

    fn same(&self, candidate: &Candidate, number: usize) -> bool {
        self.first[candidate.story] == self.first[number]
    }
}

/// A way to change a story into a page.
type Change = fn(&Bodies, usize, &mut Random) -> Document;

const CHANGES: [(&str, Change); 7] = [
    ("the story as it is", |bodies, number, _| bodies.document(number)),
    ("half of the content words dropped", |bodies, number, random| change_words(bodies, number, random, 50, false)),
    ("half of the content words replaced", |bodies, number, random| change_words(bodies, number, random, 50, true)),
    ("two thirds of the content words replaced", |bodies, number, random| {
        change_words(bodies, number, random, 67, true)
    }),
    ("3 sentences", |bodies, number, random| page(&excerpt(&bodies.texts[number], random))),
    ("3 sentences in the middle of another story", |bodies, number, random| {
        let other = &bodies.texts[random.below(bodies.texts.len())];
        page(&format!("{other}\n\n{}", excerpt(&bodies.texts[number], random)))
    }),
    ("3 sentences, half of the content words replaced", |bodies, number, random| {
        let excerpt = excerpt(&bodies.texts[number], random);
        page(&changed(&excerpt, bodies, random, 50, true))
    }),
];

fn page(text: &str) -> Document {
    Document::from_paragraphs("", text.split("\n\n"))
}

fn change_words(bodies: &Bodies, number: usize, random: &mut Random, percent: usize, replace: bool) -> Document {
    page(&changed(&bodies.texts[number], bodies, random, percent, replace))
}

/// A text of which so many per cent of the content words are dropped, or replaced by words of other stories.
fn changed(text: &str, bodies: &Bodies, random: &mut Random, percent: usize, replace: bool) -> String {
    let mut changed = String::new();
    let mut end = 0;
    for span in token::words(text) {
        changed.push_str(&text[end..span.start]);
        end = span.end;
        let word = span.of(text);
        if !is_content(word) || random.below(100) >= percent {
            changed.push_str(word);
        } else if replace {
            changed.push_str(&bodies.words[random.below(bodies.words.len())]);
        }
    }
    changed + &text[end..]
}

/// Three sentences that follow one another.
fn excerpt(text: &str, random: &mut Random) -> String {
    let sentences = sentence::sentences(text);
    let start = random.below(sentences.len().saturating_sub(2).max(1));
    let three = &sentences[start..(start + 3).min(sentences.len())];
    three.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ")
}

fn content_words(text: &str) -> Vec<String> {
    token::words(text).map(|span| span.of(text).to_owned()).filter(|word| is_content(word)).collect()
}

fn is_content(word: &str) -> bool {
    let mut folded = String::new();
    token::normalize(word, &mut folded);
    lexicon::rarity(stem::hash(&folded)) >= CONTENT
}
