//! `copytaster pack build`: how do stories become a pack?

mod collect;

use super::{info, signature};
use crate::input;
use crate::interrupt::Unfinished;
use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::parallel::{self, GiveWork, JobsArg};
use crate::progress::Progress;
use crate::source::{Found, Inputs, Piece, Read, Skipped, Tally};
use collect::{Collector, Counts};
use copytaster::index::{Pack, PackOptions, is_host};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
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

Examples:
  copytaster pack build --out wire.pack --with-text --agency Reuters stories/ feed.jsonl
  copytaster pack build --out may.pack archive-2024-05.warc.gz newsml/
  curl -s https://wire.example/feed.xml | copytaster pack build --out hour.pack -";

/// Builds a pack and says what is in it.
pub(super) fn run(args: &Args) -> Ended {
    // A link stays a link: the file that it leads to is replaced.
    let out = fs::canonicalize(&args.out).unwrap_or_else(|_| args.out.clone());
    refuse_to_overwrite(&out)?;
    let Built { bytes, notes, complete } = build(&args.how, args.with_text, &args.sources)?;
    write_pack(&out, &bytes)?;
    notes.say();
    let pack = Pack::open(bytes).map_err(|error| Failure::Work(error.to_string()))?;
    info::text(&mut io::stdout().lock(), &args.out.display().to_string(), &pack)?;
    Ok(if complete { Outcome::Complete } else { Outcome::Incomplete })
}

/// A pack that was built.
pub(crate) struct Built {
    pub(crate) bytes: Vec<u8>,
    pub(crate) notes: Notes,
    /// Whether everything could be read.
    pub(crate) complete: bool,
}

/// Builds a pack of everything that these sources hold.
pub(crate) fn build(how: &SourceArgs, with_text: bool, sources: &[PathBuf]) -> Result<Built, Failure> {
    input::refuse_second_stdin(sources.iter().map(|source| source.to_string_lossy()))?;
    let options = OnceLock::new();
    let mut collector = Collector::new(how.wanted(with_text)?, &options);
    let complete = collect(how.jobs, sources, &options, &mut collector);
    collector.decide();
    let Some(writer) = collector.writer.take().filter(|writer| !writer.is_empty()) else {
        return Err(Failure::Work("no story was found, so no pack was written".to_owned()));
    };
    let bytes = writer.finish().map_err(|error| Failure::Work(error.to_string()))?;
    let agency = collector.agency().to_owned();
    Ok(Built { bytes, notes: Notes { counts: collector.counts, agency }, complete })
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
                    collector.add(ready);
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

/// A name mistyped after `--out` must not cost a file: only packs are replaced.
pub(super) fn refuse_to_overwrite(out: &Path) -> Result<(), Failure> {
    let usage = |what: &str| Err(Failure::Usage(format!("{}: {what}", out.display())));
    if out.is_dir() {
        return usage("this is a folder; name the pack to write in it");
    }
    let is_empty = fs::metadata(out).is_ok_and(|metadata| metadata.len() == 0);
    if !out.exists() || is_empty || super::is_pack(&out.to_string_lossy()) {
        return Ok(());
    }
    usage("this exists and is no pack; give another name after --out, or remove it")
}

/// Writes a pack, and warns where the signature of the one before is left beside it.
pub(super) fn write_pack(out: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let signature = signature::path(&out.to_string_lossy());
    let fits_no_more = Path::new(&signature).exists() && !fs::read(out).is_ok_and(|before| before == bytes);
    write_at_once(out, bytes)?;
    if fits_no_more {
        complain(format_args!(
            "{signature}: this signs the pack before; sign the new one with `copytaster pack sign`, or remove it"
        ));
    }
    Ok(())
}

/// Writes beside the file and renames, so that nobody ever sees half a pack, and an old one stays when writing fails.
pub(crate) fn write_at_once(out: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = out.with_file_name(format!(".{name}.{}.unfinished", std::process::id()));
    let _watched = Unfinished::new(&unfinished);
    let write = || -> io::Result<()> {
        let mut file = File::create_new(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, out)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&unfinished);
        let megabytes = bytes.len().div_ceil(1 << 20);
        let cure = match error.kind() {
            ErrorKind::NotFound => "its folder does not exist; make it first".to_owned(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                format!("there is no room for its {megabytes} MB; make room, or write it elsewhere ({error})")
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                format!("its folder cannot be written to; write it elsewhere ({error})")
            }
            _ => format!("it cannot be written ({error})"),
        };
        Failure::Work(format!("{}: {cure}", out.display()))
    })
}
