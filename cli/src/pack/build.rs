//! `copytaster pack build`: how do stories become a pack?

mod tally;

use super::info;
use crate::input;
use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::source::{Found, Inputs, Piece, Read};
use copytaster::index::{Pack, PackOptions, PackWriter};
use copytaster::story::{Story, agency};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tally::Tally;

/// The agency that is assumed where neither the user nor any story names one.
const USUAL_AGENCY: &str = "Reuters";

/// Stories that are looked at to find out whose they are, when the user does not say.
const LOOKED_AT: usize = 1000;

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
    /// Hold headlines in a pack without text; only with the agency's leave, since they are its words
    #[arg(long)]
    headlines: bool,
    /// Whose stories they are [default: whom they credit, else Reuters]
    #[arg(long, value_name = "NAME")]
    agency: Option<String>,
    /// Files, folders with everything in them, - for standard input
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<PathBuf>,
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
    input::refuse_second_stdin(args.sources.iter().map(|source| source.to_string_lossy()))?;
    let mut build = Build::new(args);
    let inputs = Inputs::of(&args.sources);
    let mut tally = Tally::default();
    inputs.problems.iter().for_each(|problem| tally.problem(problem));
    inputs.cut(&Read::default(), &mut |piece| {
        let Piece { source, place, .. } = &piece;
        let (source, place) = (source.clone(), place.clone());
        for found in piece.read() {
            match found {
                Found::Story(story) => build.add(*story),
                Found::Skipped(reason) => tally.skipped(&source, &place, reason),
                Found::Fault(fault) => tally.fault(&source, &fault),
            }
        }
        true
    });
    let complete = tally.end();
    build.decide();
    let Build { writer, repeated, refused_links, others, agency, .. } = build;
    let Some(writer) = writer.filter(|writer| !writer.is_empty()) else {
        return Err(Failure::Work("no story was found, so no pack was written".to_owned()));
    };
    let bytes = writer.finish().map_err(|error| Failure::Work(error.to_string()))?;
    write_at_once(&out, &bytes)?;
    let note = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => complain(format_args!("1 {one}")),
        count => complain(format_args!("{count} {many}")),
    };
    note(
        repeated,
        "story had the id of another; the newer was kept",
        "stories had the id of another; the newest were kept",
    );
    let reason = "not https on a host of the agency";
    note(refused_links, &format!("link was left out: {reason}"), &format!("links were left out: {reason}"));
    for (other, count) in others {
        complain(format_args!("{count} of the stories credit {other}; they are in the pack as stories of {agency}"));
    }
    let pack = Pack::open(bytes).map_err(|error| Failure::Work(error.to_string()))?;
    info::text(&mut io::stdout().lock(), &args.out.display().to_string(), &pack.info())?;
    Ok(if complete { Outcome::Complete } else { Outcome::Incomplete })
}

/// A pack in the making.
struct Build<'a> {
    args: &'a Args,
    /// Stories that wait until it is known whose they are.
    waiting: Vec<Story>,
    writer: Option<PackWriter>,
    agency: String,
    repeated: usize,
    refused_links: usize,
    /// How many stories credit other agencies.
    others: BTreeMap<String, usize>,
}

impl<'a> Build<'a> {
    fn new(args: &'a Args) -> Self {
        let mut build = Self {
            args,
            waiting: Vec::new(),
            writer: None,
            agency: String::new(),
            repeated: 0,
            refused_links: 0,
            others: BTreeMap::new(),
        };
        if args.agency.is_some() {
            build.decide();
        }
        build
    }

    fn add(&mut self, story: Story) {
        let Some(writer) = &mut self.writer else {
            self.waiting.push(story);
            if self.waiting.len() == LOOKED_AT {
                self.decide();
            }
            return;
        };
        if !story.agency.is_empty() && story.agency != self.agency {
            *self.others.entry(story.agency.clone()).or_default() += 1;
        }
        let added = writer.add(&story);
        self.repeated += usize::from(added.same_id);
        self.refused_links += usize::from(added.link_refused);
    }

    /// Settles whose stories they are, and takes in those that waited.
    fn decide(&mut self) {
        if self.writer.is_some() {
            return;
        }
        let name = self.args.agency.clone().or_else(|| self.most_credited()).unwrap_or(USUAL_AGENCY.to_owned());
        let known = agency::by_name(&name);
        self.agency = known.map_or(name, |agency| agency.name.to_owned());
        let hosts = known.map_or(&[][..], |agency| agency.hosts);
        self.writer = Some(PackWriter::new(PackOptions {
            agency: self.agency.clone(),
            hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
            headlines: self.args.headlines,
            text: self.args.with_text,
        }));
        for story in std::mem::take(&mut self.waiting) {
            self.add(story);
        }
    }

    fn most_credited(&self) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for story in self.waiting.iter().filter(|story| !story.agency.is_empty()) {
            *counts.entry(&story.agency).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(name, _)| name.to_owned())
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

/// Writes beside the file and renames, so that nobody ever sees half a pack, and an old one stays when writing fails.
pub(super) fn write_at_once(out: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = out.with_file_name(format!(".{name}.{}.unfinished", std::process::id()));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn args(agency: Option<&str>) -> Args {
        Args {
            out: PathBuf::new(),
            with_text: true,
            headlines: false,
            agency: agency.map(str::to_owned),
            sources: Vec::new(),
        }
    }

    fn built(agency: Option<&str>, credits: &[&str]) -> String {
        let args = args(agency);
        let mut build = Build::new(&args);
        for (number, credit) in credits.iter().enumerate() {
            build.add(Story { id: number.to_string(), agency: (*credit).to_owned(), ..Story::default() });
        }
        build.decide();
        Pack::open(build.writer.unwrap().finish().unwrap()).unwrap().info().agency
    }

    #[test]
    fn stories_belong_to_whom_most_of_them_credit() {
        assert_eq!(built(None, &["AFP", "", "AP", "AFP"]), "AFP");
        assert_eq!(built(None, &["", ""]), "Reuters");
        assert_eq!(built(Some("reuters"), &["AFP"]), "Reuters");
        assert_eq!(built(Some("Lowhaven Wire"), &["AFP"]), "Lowhaven Wire");
    }
}
