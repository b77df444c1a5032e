//! `copytaster pack info`: what is in this pack?

use super::{OpenError, signature};
use crate::input;
use crate::outcome::{Ended, Outcome, complain};
use crate::record;
use crate::show;
use copytaster::index::{Pack, PackInfo};
use copytaster::text::date::Date;
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::{self, Write};

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
            Ok(pack) => text(&mut out, path, &pack)?,
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

/// The same for a person.
pub(super) fn text(out: &mut impl Write, path: &str, pack: &Pack) -> io::Result<()> {
    let info = pack.info();
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
    let taken_back = pack.tombstones().count();
    if taken_back > 0 {
        let named = pack.tombstones().take(TAKEN_BACK_NAMED).map(|(id, until)| match until {
            Some(day) => format!("{id} (up to {})", record::date(day)),
            None => id.to_owned(),
        });
        let more = if taken_back > TAKEN_BACK_NAMED { ", …" } else { "" };
        writeln!(out, "  takes back {taken_back}: {}{more}", named.collect::<Vec<_>>().join(", "))?;
    }
    let sections: Vec<String> = info.sections.iter().map(|(name, bytes)| format!("{name} {bytes}")).collect();
    writeln!(out, "  bytes     {} (format {}; {})", info.bytes, info.format, sections.join(", "))
}
