//! What does it cost to compare, and does it grow with the length of the texts and not with its square?
//!
//! The texts are generated, so that anybody can repeat the measurement: sentences of invented words whose frequencies
//! follow Zipf's law, the page being the original with every third sentence replaced and every fifth word exchanged.
//! Times depend on the machine; instructions, counted by valgrind's callgrind where it is installed, hardly do.

use super::node;
use crate::random::Random;
use anyhow::{Context, Result};
use copytaster::compare::{Side, compare};
use copytaster::story::Document;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::time::Instant;
use xtask::process::find;

/// The lengths that are measured, in words.
const LENGTHS: [usize; 7] = [STORY, 1_000, 5_000, 20_000, 50_000, 100_000, 200_000];

/// Words of a text of 40 sentences.
const STORY: usize = 700;

/// A length is measured so many times, or until this many words were compared; the quickest counts.
const TIMES: usize = 50;
const ENOUGH_WORDS: usize = 400_000;

/// How many different words the generated language has.
const WORDS: u64 = 30_000;

/// Prints a line for each length: words, sentences, milliseconds, microseconds a thousand words, and what was found.
pub(crate) fn run() -> Result<()> {
    println!("{:>8} {:>9} {:>10} {:>14} {:>9} {:>7}", "words", "sentences", "ms", "µs/1000 words", "passages", "edits");
    for length in LENGTHS {
        let (original, page) = pair(length);
        let mut best = f64::INFINITY;
        let mut found = (0, 0, 0);
        for _ in 0..TIMES.min(ENOUGH_WORDS / length) {
            let start = Instant::now();
            let compared = compare(side(&original), side(&page));
            best = best.min(start.elapsed().as_secs_f64());
            let sentences = compared.alignment.groups.iter().filter(|group| group.original.is_some()).count();
            found = (sentences, compared.passages.len(), compared.edits.len());
        }
        let (sentences, passages, edits) = found;
        let each = best * 1e9 / length as f64;
        println!("{length:>8} {sentences:>9} {:>10.2} {each:>14.0} {passages:>9} {edits:>7}", best * 1e3);
    }
    instructions()?;
    in_wasm()
}

/// Compares texts of 40 sentences so many times: what [`instructions`] counts.
pub(crate) fn repeat(times: usize) {
    let (original, page) = pair(STORY);
    for _ in 0..times {
        std::hint::black_box(compare(side(&original), side(&page)));
    }
}

/// Prints how many instructions one comparison takes: the difference that ten more make to this program.
fn instructions() -> Result<()> {
    let Some(valgrind) = find("valgrind") else {
        println!("no valgrind on the PATH: instructions are not counted");
        return Ok(());
    };
    let count = |times: &str| -> Result<u64> {
        let this = std::env::current_exe()?;
        let mut command = Command::new(&valgrind);
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(this).args(["bench", "align", times]);
        let printed = String::from_utf8_lossy(&command.output()?.stderr).into_owned();
        let refs =
            printed.lines().find_map(|line| line.split_once("Collected :")).context("callgrind counted nothing")?;
        Ok(refs.1.trim().parse()?)
    };
    let each = (count("11")? - count("1")?) / 10;
    println!("{STORY} words: {:.2} million instructions to compare and list edits", each as f64 / 1e6);
    Ok(())
}

/// Prints what one comparison takes in wasm, in node.
fn in_wasm() -> Result<()> {
    let (original, page) = pair(STORY);
    let told = node::run(include_str!("align.js"), |folder| {
        let files = [("original.txt", &original), ("page.txt", &page)].map(|(name, document)| {
            let file = folder.join(name);
            fs::write(&file, &document.text).map(|()| file.into_os_string())
        });
        Ok(files.into_iter().collect::<Result<_, _>>()?)
    })?;
    if let Some(told) = told {
        println!("{STORY} words in wasm: {}", told.trim());
    }
    Ok(())
}

fn side(document: &Document) -> Side<'_> {
    Side { document, published: None }
}

/// An original of about so many words, and a page that repeats most of it.
fn pair(words: usize) -> (Document, Document) {
    let mut random = Random::new(words as u64);
    let (mut original, mut page) = (String::new(), String::new());
    let mut written = 0;
    while written < words {
        let length = 8 + random.below(20);
        let sentence: Vec<u64> = (0..length).map(|_| word(&mut random)).collect();
        let replaced = random.below(3) == 0;
        let changed: Vec<u64> = sentence
            .iter()
            .map(|kept| if replaced || random.below(5) == 0 { word(&mut random) } else { *kept })
            .collect();
        write_sentence(&sentence, &mut original);
        write_sentence(&changed, &mut page);
        written += length;
        let end = if random.below(3) == 0 { "\n\n" } else { " " };
        original.push_str(end);
        page.push_str(end);
    }
    (Document::from_plain_text(original), Document::from_plain_text(page))
}

fn write_sentence(words: &[u64], text: &mut String) {
    for (at, word) in words.iter().enumerate() {
        let _ = write!(text, "{}{word:x}", if at == 0 { "W" } else { " w" });
    }
    text.push('.');
}

/// A word's rank: half of all words lie among the first few hundred, as in a language.
fn word(random: &mut Random) -> u64 {
    let share = random.below(1_000_000) as f64 / 1_000_000.0;
    (WORDS as f64).powf(share) as u64
}
