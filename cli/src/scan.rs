//! `copytaster scan`: which of thousands of pages repeat a known wire story?

mod answers;

use crate::characters::Characters;
use crate::check;
use crate::input;
use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::pack;
use crate::parallel::{self, GiveWork, JobsArg};
use crate::progress::Progress;
use crate::record::CheckRecord;
use crate::source::{Inputs, NoPage, Piece, Read, Skipped, SourcePage, Tally};
use answers::Answers;
use copytaster::detect::Verdict;
use copytaster::index::Pack;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The least that a page counts as work, in bytes, so that few short ones are handed over at a time.
const LEAST_WORK: usize = 1 << 16;

/// Check thousands of pages, each answer a line of JSON
#[derive(Debug, clap::Args)]
#[command(after_help = SCAN_HELP)]
pub(crate) struct Args {
    /// A pack of known stories, made by `copytaster pack build`; more may follow, here or among the sources
    #[arg(long = "pack", value_name = "FILE", required = true)]
    packs: Vec<String>,
    /// Where to write the answers; pages that this file has answers for are not checked again
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    jobs: JobsArg,
    /// Pages: files, folders with everything in them, web archives, feeds; - for standard input
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<PathBuf>,
}

const SCAN_HELP: &str = "\
A source may be anything that `copytaster pack build` reads, compressed or not; what it is, its content says. Answers come
in the order of the sources, a folder's in the order of its files' names. Each is a line as of `copytaster check --format
json`; `page` is the file's name, or with the number of the record or item (crawl.warc.gz#17), and a page of a web
archive has its `address` at the end.

A scan that was stopped, however, goes on where it was when it is started again with the same --out: answers are added,
and half a line at its end is cut off. What could not be read has no answer and is tried again. Give it the same packs.

Examples:
  copytaster scan --pack wire.pack --out answers.jsonl pages/
  copytaster scan --pack day/*.pack --out answers.jsonl --jobs 8 crawl-*.warc.gz
  copytaster scan --pack wire.pack pages/ | jq -r 'select(.verdict == \"rewritten\") | .page'";

/// An answer: that of `check`, and where a web archive had the page from.
#[derive(Serialize)]
struct ScanRecord<'a> {
    #[serde(flatten)]
    check: CheckRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
}

/// What became of a page.
enum Scanned {
    Answer {
        line: Vec<u8>,
        verdict: Verdict,
    },
    /// It was answered before.
    Known,
    Skipped(String, Skipped),
    Fault(String),
}

/// Checks all pages.
pub(crate) fn run(args: &Args) -> Ended {
    // `--pack a.pack b.pack pages/` reads as two packs and a source: a pack is never a page.
    let (more, sources): (Vec<PathBuf>, Vec<PathBuf>) =
        args.sources.iter().cloned().partition(|path| pack::is_pack(&path.to_string_lossy()));
    if sources.is_empty() {
        return Err(Failure::Usage("give pages to check, after the packs".to_owned()));
    }
    input::refuse_second_stdin(sources.iter().map(|source| source.to_string_lossy()))?;
    let more: Vec<String> = more.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let (packs, opened) = check::open_packs(args.packs.iter().chain(&more))?;
    let mut answers = Answers::open(args.out.as_deref())?;
    let known = answers.known();

    let inputs = Inputs::of(&sources);
    let mut tally = Tally::default();
    inputs.problems.iter().for_each(|problem| tally.problem(problem));
    let read = Read::default();
    let mut progress = Progress::new("pages", read.clone(), inputs.bytes);
    let mut counts = Counts::default();
    let mut written = Ok(());
    let produce = |give: &mut GiveWork<'_, Piece>| {
        inputs.cut(&read, &mut |piece| {
            let size = piece.size.max(LEAST_WORK);
            give(piece, size)
        });
    };
    let work = |piece: Piece| -> (Arc<str>, Vec<Scanned>) {
        let source = piece.source.clone();
        if known.has(&piece.name()) {
            return (source, vec![Scanned::Known]);
        }
        let scanned = |page: SourcePage| if known.has(&page.name) { Scanned::Known } else { scan(page, &packs) };
        (source, piece.pages().into_iter().map(scanned).collect())
    };
    parallel::in_order(args.jobs.count(), produce, work, |(source, scanned)| {
        for scanned in scanned {
            progress.count();
            match scanned {
                Scanned::Answer { line, verdict } => {
                    written = progress.aside(|| answers.add(&line));
                    if written.is_err() {
                        return false;
                    }
                    counts.add(verdict);
                }
                Scanned::Known => counts.known += 1,
                Scanned::Skipped(name, reason) => tally.skipped(&name, "", reason),
                Scanned::Fault(fault) => progress.aside(|| tally.fault(&source, &fault)),
            }
        }
        true
    });
    progress.end();
    written?;
    let complete = tally.end();
    counts.say();
    Ok(if complete { opened } else { Outcome::Incomplete })
}

/// Checks a page.
fn scan(page: SourcePage, packs: &[Pack]) -> Scanned {
    let SourcePage { name, address, page } = page;
    let page = match page {
        Ok(page) => page,
        Err(NoPage::Skipped(reason)) => return Scanned::Skipped(address.unwrap_or(name), reason),
        Err(NoPage::Fault(fault)) => return Scanned::Fault(fault),
    };
    let before = page.before;
    let (finding, article) = match check::check(page, packs) {
        Ok(checked) => checked,
        Err(fault) => return Scanned::Fault(fault),
    };
    let characters = Characters::of(&article.document.text, before);
    let record = ScanRecord { check: CheckRecord::new(&name, &finding, &characters), address: address.as_deref() };
    match serde_json::to_vec(&record) {
        Ok(line) => Scanned::Answer { line, verdict: finding.verdict },
        Err(error) => Scanned::Fault(error.to_string()),
    }
}

/// How many pages have which verdict.
#[derive(Default)]
struct Counts {
    verdicts: BTreeMap<&'static str, usize>,
    known: usize,
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        *self.verdicts.entry(verdict.name()).or_default() += 1;
    }

    /// Says them.
    fn say(&self) {
        let checked: usize = self.verdicts.values().sum();
        let verdicts: Vec<String> = self.verdicts.iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
        let verdicts = if verdicts.is_empty() { String::new() } else { format!(": {}", verdicts.join(", ")) };
        let known = if self.known > 0 { format!("; {} were answered before", self.known) } else { String::new() };
        complain(format_args!("{checked} pages checked{verdicts}{known}"));
    }
}
