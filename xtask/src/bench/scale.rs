//! What does look-up cost among a million stories? (`cargo xtask bench index --stories N`)
//!
//! Made stories, so that anybody can measure it at any size: a pack for each month's worth of them, which the program then
//! merges into one. Look-ups have what a browser holds of the packs in memory, and no more.

use super::index::release_program;
use super::node;
use super::peak;
use super::synthetic::{self, Synthetic};
use crate::random::Random;
use anyhow::{Context, Result, ensure};
use copytaster::index::{Candidate, Pack, PackOptions, PackWriter, QueryTerms, search};
use copytaster::story::{Document, Role, Story};
use copytaster::text::{sentence, token};
use serde_json::{Value, json};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Stories of a pack: a month of a large wire.
pub(super) const PACK: u64 = 62_500;

/// Each page is looked up so many times, and the quickest counts: what else the machine does is not what is measured.
const TIMES: usize = 5;

/// Pages that are looked up.
const QUERIES: u64 = 400;

/// Builds packs of so many made stories and looks pages up in them.
pub(crate) fn run(stories: u64) -> Result<()> {
    let synthetic = Synthetic::new();
    let mut writing = Duration::ZERO;
    let (mut packs, mut sections) = (Vec::new(), Vec::<(&str, usize)>::new());
    let folder = tempfile::tempdir()?;
    for start in (0..stories).step_by(PACK as usize) {
        let (bytes, time) = pack(&synthetic, start, (start + PACK).min(stories))?;
        writing += time;
        fs::write(folder.path().join(format!("{:04}.pack", packs.len())), &bytes)?;
        let pack = Pack::open(bytes).context("the pack that was written does not open")?;
        // Stories stand by their days and ids, so that a look-up's answer is known by its place.
        for place in 0..pack.len() {
            ensure!(pack.outline(place)?.id == synthetic::id(start + place as u64), "a story is not in its place");
        }
        for (name, bytes) in pack.info().sections {
            match sections.iter_mut().find(|(other, _)| *other == name) {
                Some((_, sum)) => *sum += bytes,
                None => sections.push((name, bytes)),
            }
        }
        packs.push(Pack::open(pack.head()?)?);
    }
    let built = peak::of("self");
    let each = |bytes: usize| bytes as f64 / stories as f64;
    println!("{stories} made stories in {} packs", packs.len());
    let speed = stories as f64 / writing.as_secs_f64();
    println!("pack building: {speed:.0} stories a second and core, {} at most", peak::shown(built));
    merge(folder.path(), packs.len())?;
    peak::forget();
    for (name, bytes) in sections {
        println!("{name:10} {:7.1} bytes a story, {:6.1} MB", each(bytes), bytes as f64 / 1e6);
    }
    println!("{:46} {:>6} {:>6} {:>9} {:>9}", "query", "R@1", "R@16", "µs median", "µs most");
    let mut asked = Vec::new();
    for (name, change) in CHANGES {
        let mut random = Random::new(3);
        let (mut first, mut found, mut times, mut queries) = (0, 0, Vec::new(), Vec::new());
        for _ in 0..QUERIES {
            let number = random.below(stories as usize) as u64;
            let terms = QueryTerms::of(&change(&synthetic, number, &mut random));
            let (mut candidates, mut least) = (Vec::new(), Duration::MAX);
            for _ in 0..TIMES {
                let start = Instant::now();
                candidates = black_box(search(&packs, &terms, 16));
                least = least.min(start.elapsed());
            }
            times.push(least);
            queries.push(terms.0);
            let is_right = |found: &Candidate| found.pack as u64 * PACK + found.story as u64 == number;
            first += usize::from(candidates.first().is_some_and(is_right));
            found += candidates.iter().filter(|found| is_right(found)).count();
        }
        times.sort_unstable();
        let share = |count: usize| count as f64 / QUERIES as f64;
        let micro = |time: Option<&Duration>| time.map_or(0, Duration::as_micros);
        let (median, most) = (micro(times.get(times.len() / 2)), micro(times.last()));
        println!("{name:46} {:6.3} {:6.3} {median:>9} {most:>9}", share(first), share(found));
        asked.push(json!({ "name": name, "queries": queries }));
    }
    println!("looking up, pages in the making included: {} at most", peak::shown(peak::of("self")));
    in_wasm(&packs, &json!(asked))
}

/// Has the program merge the packs of a folder, and prints what that takes.
fn merge(folder: &Path, packs: usize) -> Result<()> {
    let mut command = Command::new(release_program()?);
    command.current_dir(folder).args(["pack", "merge", "merged.pack"]).stdout(Stdio::null());
    let start = Instant::now();
    let mut program = command.args((0..packs).map(|number| format!("{number:04}.pack"))).spawn()?;
    let mut most = None;
    let status = loop {
        // It only grows, so what is missed is what it grew by since the last look.
        most = peak::of(&program.id().to_string()).or(most);
        match program.try_wait()? {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    ensure!(status.success(), "pack merge failed");
    println!("merging them: {:.1} s, {} at most", start.elapsed().as_secs_f64(), peak::shown(most));
    Ok(())
}

/// Prints what the same look-ups take in wasm, in node, and how much memory the engine then has.
fn in_wasm(packs: &[Pack], asked: &Value) -> Result<()> {
    let told = node::run(include_str!("look_up.js"), |folder| {
        for (number, pack) in packs.iter().enumerate() {
            fs::write(folder.join(format!("{number:04}.head")), pack.head()?)?;
        }
        fs::write(folder.join("asked.json"), asked.to_string())?;
        Ok(vec![TIMES.to_string().into()])
    })?;
    print!("{}", told.unwrap_or_default());
    Ok(())
}

/// The bytes of a public pack of the stories from `start` to `end`, and the time that making it took without the making of
/// the stories.
pub(super) fn pack(synthetic: &Synthetic, start: u64, end: u64) -> Result<(Vec<u8>, Duration)> {
    let hosts = vec!["examplewire.example".to_owned()];
    let options = PackOptions { agency: "Examplewire".to_owned(), hosts, ..PackOptions::default() };
    let mut writer = PackWriter::new(options);
    let mut time = Duration::ZERO;
    for number in start..end {
        let story = synthetic.story(number);
        let begun = Instant::now();
        writer.add(&story);
        time += begun.elapsed();
    }
    let begun = Instant::now();
    let bytes = writer.finish()?;
    time += begun.elapsed();
    Ok((bytes, time))
}

/// A way to change a story into a page.
type Change = fn(&Synthetic, u64, &mut Random) -> Document;

const CHANGES: [(&str, Change); 4] = [
    ("the story as it is", |synthetic, number, _| synthetic.story(number).document),
    ("half of its words replaced", |synthetic, number, random| replaced(synthetic, number, 50, random)),
    ("two thirds of its words replaced", |synthetic, number, random| replaced(synthetic, number, 67, random)),
    ("three sentences", |synthetic, number, random| {
        let text = body(&synthetic.story(number));
        let sentences = sentence::sentences(&text);
        let start = random.below(sentences.len().saturating_sub(2).max(1));
        let three = sentences.iter().skip(start).take(3).map(|span| span.of(&text));
        page(&three.collect::<Vec<_>>().join(" "))
    }),
];

/// A story of which so many per cent of the words are those of another.
fn replaced(synthetic: &Synthetic, number: u64, percent: usize, random: &mut Random) -> Document {
    let other = body(&synthetic.story(number + 1_000_003));
    let others: Vec<&str> = token::words(&other).map(|span| span.of(&other)).collect();
    let text = body(&synthetic.story(number));
    let words = token::words(&text).map(|span| match random.below(100) < percent {
        true => random.one_of(&others).copied().unwrap_or_default(),
        false => span.of(&text),
    });
    page(&words.collect::<Vec<_>>().join(" "))
}

fn body(story: &Story) -> String {
    story.document.of_role(Role::Body).collect::<Vec<_>>().join("\n\n")
}

fn page(text: &str) -> Document {
    Document::from_paragraphs("", [text])
}
