//! `copytaster pack build`: how do stories become a pack?

mod collect;
mod segments;

use super::{info, write};
use crate::input;
use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::parallel::{self, GiveWork, JobsArg};
use crate::progress::Progress;
use crate::source::{Found, Inputs, Piece, Read, Skipped, Tally};
use collect::{Collected, Collector, Counts, Unwritten};
use copytaster::index::{PackOptions, is_host};
use segments::Segments;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The agency that is assumed where neither the user nor any story names one.
const USUAL_AGENCY: &str = "Reuters";

/// Make a pack of known stories from files, folders and feeds
#[derive(Debug, clap::Args)]
#[command(after_help = BUILD_HELP)]
pub(crate) struct Args {
    /// The pack to write; a pack of this name is replaced at once when the new one is complete
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Hold the stories' text, which comparing word by word needs: a local pack, not to be passed on
    #[arg(long)]
    with_text: bool,
    #[command(flatten)]
    how: SourceArgs,
    /// Files, folders with everything in them, - for standard input
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<PathBuf>,
}

/// How sources become a pack.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SourceArgs {
    /// Hold headlines in a pack without text; only with the agency's leave, since they are its words
    #[arg(long)]
    headlines: bool,
    /// Whose stories they are [default: whom they credit, else Reuters]
    #[arg(long, value_name = "NAME")]
    pub(crate) agency: Option<String>,
    /// A host on which the agency's stories stand, besides those that are known of it; may be given several times
    #[arg(long, value_name = "HOST")]
    pub(crate) host: Vec<String>,
    #[command(flatten)]
    jobs: JobsArg,
}

const BUILD_HELP: &str = "\
Sources are told by their content, compressed (.gz) or not; a file may end as it likes:
  plain text      headline, blank line, body; any .txt, and any other file that is named
  HTML            an article page; id and link are the address that the page calls its own
  JSON            IPTC ninjs 1, 2 and 3, JSON Feed, or objects with uri, headline, byline, versioncreated,
                  body_text or body_html (or id, title, author, date, text, html …); one, a list, or one a line
  CSV             the same names in the first row; commas, semicolons or tabs
  XML             NewsML-G2, NITF, RSS and Atom with full text
  WARC            the pages of a web archive
  Reuters-21578   SGML; the id is NEWID
  a folder        everything in it that is one of these, links followed; hidden files are left out
  -               standard input

Embargoed and withheld items are left out, as are summaries, sitemaps, packages and pictures; the counts say why. Notes
of the wire before a headline (UPDATE 2-, CORRECTED-, WITHDRAWN-) become the story's version and status.
Stories of a day with the same words are kept once.
Of two stories with one id and version the newer stays, of two of a day a correction, else the longer. Links that are
not https or not on the agency's own hosts are left out.
However many stories there are, some 100 MB of memory and 60 bytes a story are enough. What does not fit waits beside the
pack, which needs room for twice the pack.

Examples:
  copytaster pack build --out wire.pack --with-text --agency Reuters stories/ feed.jsonl
  copytaster pack build --out may.pack archive-2024-05.warc.gz newsml/
  curl -s https://wire.example/feed.xml | copytaster pack build --out hour.pack -";

/// Builds a pack and says what is in it.
pub(super) fn run(args: &Args) -> Ended {
    // A link stays a link: the file that it leads to is replaced.
    let out = fs::canonicalize(&args.out).unwrap_or_else(|_| args.out.clone());
    write::refuse_to_overwrite(&out)?;
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Built { pack, mut notes, complete } = build(&args.how, args.with_text, &args.sources, folder)?;
    notes.counts.same_id += write::pack(&out, |file| pack.write(file))?;
    notes.say();
    info::written(&out, &args.out)?;
    Ok(if complete { Outcome::Complete } else { Outcome::Incomplete })
}

/// A pack that was built.
pub(crate) struct Built {
    pack: Unwritten,
    notes: Notes,
    /// Whether everything could be read.
    pub(crate) complete: bool,
}

impl Built {
    /// Its bytes, in memory.
    pub(crate) fn bytes(mut self) -> Result<(Vec<u8>, Notes), Failure> {
        let mut bytes = Cursor::new(Vec::new());
        let written = self.pack.write(&mut bytes);
        self.notes.counts.same_id += written.map_err(|error| Failure::Work(error.to_string()))?;
        Ok((bytes.into_inner(), self.notes))
    }
}

/// Builds a pack of everything that these sources hold; what the memory does not hold waits in a folder.
pub(crate) fn build(how: &SourceArgs, with_text: bool, sources: &[PathBuf], folder: &Path) -> Result<Built, Failure> {
    input::refuse_second_stdin(sources.iter().map(|source| source.to_string_lossy()))?;
    let options = OnceLock::new();
    let mut collector = Collector::new(how.wanted(with_text)?, &options, Segments::new(folder.to_owned()));
    let complete = collect(how.jobs, sources, &options, &mut collector);
    let Some(collected) = collector.finish().map_err(|error| write::failure(folder, error))? else {
        return Err(Failure::Work("no story was found, so no pack was written".to_owned()));
    };
    let Collected { counts, agency, pack } = collected;
    Ok(Built { pack, notes: Notes { counts, agency }, complete })
}

/// Reads all sources on as many threads as are asked for; says whether everything could be read.
fn collect(jobs: JobsArg, sources: &[PathBuf], options: &OnceLock<PackOptions>, collector: &mut Collector<'_>) -> bool {
    let inputs = Inputs::of(sources);
    let mut tally = Tally::default();
    inputs.problems.iter().for_each(|problem| tally.problem(problem));
    let read = Read::default();
    let mut progress = Progress::new("stories", read.clone(), inputs.bytes);
    let work = |piece: Piece| {
        let (source, place) = (piece.source.clone(), piece.place.clone());
        let ready = |found| match found {
            Found::Story(story) => Ok(collect::prepare(story, options)),
            Found::Skipped(reason) => Err(Left::Skipped(reason)),
            Found::Fault(fault) => Err(Left::Fault(fault)),
        };
        (source, place, piece.read().into_iter().map(ready).collect::<Vec<_>>())
    };
    let produce = |give: &mut GiveWork<'_, Piece>| {
        inputs.cut(&read, &mut |piece| {
            let size = piece.size;
            give(piece, size)
        });
    };
    parallel::in_order(jobs.count(), produce, work, |(source, place, found)| {
        for found in found {
            match found {
                Ok(ready) => {
                    progress.count();
                    if !collector.add(ready) {
                        return false;
                    }
                }
                Err(Left::Skipped(reason)) => tally.skipped(&source, &place, reason),
                Err(Left::Fault(fault)) => progress.aside(|| tally.fault(&source, &fault)),
            }
        }
        true
    });
    progress.end();
    tally.end()
}

/// What became no story.
enum Left {
    Skipped(Skipped),
    Fault(String),
}

impl SourceArgs {
    fn wanted(&self, with_text: bool) -> Result<PackOptions, Failure> {
        if let Some(host) = self.host.iter().find(|host| !is_host(host)) {
            return Err(Failure::Usage(format!("--host {host}: this is no host's name, as in --host www.example.com")));
        }
        Ok(PackOptions {
            agency: self.agency.clone().unwrap_or_default(),
            hosts: self.host.clone(),
            headlines: self.headlines,
            text: with_text,
        })
    }
}

/// What is not in a pack as it came.
pub(crate) struct Notes {
    counts: Counts,
    agency: String,
}

impl Notes {
    /// Says it.
    pub(crate) fn say(&self) {
        let Self { counts, agency } = self;
        let note = |count: usize, one: &str, many: &str| match count {
            0 => {}
            1 => complain(format_args!("1 {one}")),
            count => complain(format_args!("{count} {many}")),
        };
        note(
            counts.same_id,
            "story had the id of another; the newer was kept",
            "stories had the id of another; the newest were kept",
        );
        note(
            counts.same_words,
            "story had the words of another of its day; one was kept",
            "stories had the words of others of their day; one of each was kept",
        );
        let reason = "not https on a host of the agency";
        note(counts.refused_links, &format!("link was left out: {reason}"), &format!("links were left out: {reason}"));
        note(
            counts.unnamed,
            "story has neither address nor headline in the pack: readers learn its agency and day only",
            "stories have neither address nor headline in the pack: readers learn their agency and day only",
        );
        for (other, count) in &counts.others {
            complain(format_args!(
                "{count} of the stories credit {other}; they are in the pack as stories of {agency}"
            ));
        }
    }
}
