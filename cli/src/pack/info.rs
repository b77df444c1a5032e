//! `copytaster pack info`: what is in this pack?

use super::stretch::Stretch;
use super::{OpenError, signature};
use crate::input;
use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::record;
use crate::show;
use copytaster::index::{Pack, PackInfo, StoredPack};
use copytaster::text::date::Date;
use serde::Serialize;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Stories that are taken back and named to a person; JSON has them all.
const TAKEN_BACK_NAMED: usize = 5;

/// Say what packs hold, from their beginning alone; `pack verify` reads all of them
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    format: show::FormatArg,
    /// Packs
    #[arg(value_name = "FILE", required = true)]
    packs: Vec<String>,
}

/// A line of `pack info`.
#[derive(Debug, Serialize)]
struct InfoRecord<'a> {
    format: u32,
    agency: &'a str,
    hosts: &'a [String],
    stories: usize,
    from: Option<String>,
    to: Option<String>,
    bytes: usize,
    sections: Map<String, Value>,
    text: bool,
    /// The key that the signature beside the pack names.
    signed_by: Option<String>,
    /// What it takes back in all packs.
    takes_back: Vec<TakenBack<'a>>,
}

/// An id or family that is taken back.
#[derive(Debug, Serialize)]
struct TakenBack<'a> {
    id: &'a str,
    /// The last day of what is; null for whenever.
    until: Option<String>,
}

/// Says what every pack holds.
pub(super) fn run(args: &Args) -> Ended {
    let mut out = io::stdout().lock();
    let mut outcome = Outcome::Complete;
    for path in &args.packs {
        let opened = input::whole_file(path)
            .map_err(OpenError::Input)
            .and_then(|bytes| Pack::open(bytes).map_err(OpenError::Pack));
        match opened {
            Ok(pack) if args.format.is_json() => {
                let signed_by = signature::named_key(path).and_then(Result::ok);
                show::json_line(&mut out, &InfoRecord::new(&pack, &pack.info(), signed_by))?;
            }
            Ok(pack) => text(&mut out, path, &pack.info(), &pack.tombstones().collect::<Vec<_>>())?,
            Err(error) => {
                complain(format_args!("{path}: {error}"));
                outcome = Outcome::Incomplete;
            }
        }
    }
    Ok(outcome)
}

impl<'a> InfoRecord<'a> {
    fn new(pack: &'a Pack, info: &'a PackInfo, signed_by: Option<String>) -> Self {
        let taken_back = |(id, until): (&'a str, Option<Date>)| TakenBack { id, until: until.map(record::date) };
        Self {
            format: info.format,
            agency: &info.agency,
            hosts: &info.hosts,
            stories: info.stories,
            from: info.days.map(|days| record::date(days.0)),
            to: info.days.map(|days| record::date(days.1)),
            bytes: info.bytes,
            sections: info.sections.iter().map(|(name, bytes)| ((*name).to_owned(), (*bytes).into())).collect(),
            text: info.text,
            signed_by,
            takes_back: pack.tombstones().map(taken_back).collect(),
        }
    }
}

/// Says what a pack holds that was just written, without reading all of it; `name` is what its maker calls it.
pub(super) fn written(pack: &Path, name: &Path) -> Result<(), Failure> {
    let unreadable = |error| Failure::Work(format!("{}: it was written, but cannot be read ({error})", name.display()));
    let file = File::open(pack).map_err(|error| unreadable(error.into()))?;
    let stretch = Stretch::whole(&file).map_err(|error| unreadable(error.into()))?;
    let stored = StoredPack::open(&stretch).map_err(unreadable)?;
    let taken_back: Vec<_> = stored.tombstones().collect();
    Ok(text(&mut io::stdout().lock(), &name.display().to_string(), &stored.info(), &taken_back)?)
}

/// The same for a person; `taken_back` is what it takes back in all packs.
pub(super) fn text(
    out: &mut impl Write,
    path: &str,
    info: &PackInfo,
    taken_back: &[(&str, Option<Date>)],
) -> io::Result<()> {
    let days = info.days.map_or("no day known".to_owned(), |(from, to)| {
        if from == to { record::date(from) } else { format!("{} to {}", record::date(from), record::date(to)) }
    });
    let stories = if info.stories == 1 { "story" } else { "stories" };
    writeln!(out, "{path}: {} {stories} of {}, {days}", info.stories, info.agency)?;
    let hosts = if info.hosts.is_empty() { "none, so stories have no links".to_owned() } else { info.hosts.join(", ") };
    writeln!(out, "  hosts     {hosts}")?;
    writeln!(out, "  text      {}", if info.text { "yes: a local pack, not to be passed on" } else { "no" })?;
    match signature::named_key(path) {
        Some(Ok(key)) => writeln!(out, "  signed    by {key}; `pack verify --public-key` checks it")?,
        Some(Err(problem)) => writeln!(out, "  signed    no ({problem})")?,
        None => writeln!(out, "  signed    no")?,
    }
    if !taken_back.is_empty() {
        let named = taken_back.iter().take(TAKEN_BACK_NAMED).map(|(id, until)| match until {
            Some(day) => format!("{id} (up to {})", record::date(*day)),
            None => (*id).to_owned(),
        });
        let more = if taken_back.len() > TAKEN_BACK_NAMED { ", …" } else { "" };
        writeln!(out, "  takes back {}: {}{more}", taken_back.len(), named.collect::<Vec<_>>().join(", "))?;
    }
    let sections: Vec<String> = info.sections.iter().map(|(name, bytes)| format!("{name} {bytes}")).collect();
    writeln!(out, "  bytes     {} (format {}; {})", info.bytes, info.format, sections.join(", "))
}
