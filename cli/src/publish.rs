//! `copytaster publish`: how do packs become a list that readers subscribe to?
//!
//! A list is a folder of files that any web host can serve. Who publishes runs this again whenever there are new stories;
//! readers fetch what is new to them. docs/publishing.md says how, and what the files are.

mod clock;
mod folder;
mod manifest;
mod page;
mod period;
mod proof;
mod segments;
mod verify;

use crate::outcome::{Ended, Failure, Outcome, complain};
use crate::pack::build::{self, SourceArgs};
use crate::pack::{self, signature};
use crate::show;
use copytaster::index::{Pack, PackInfo, PackOptions, PackWriter};
use folder::{Folder, LIST};
use manifest::{FORMAT, Manifest};
use minisign::PublicKey;
use period::Period;
use proof::Proof;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(crate) use verify::{is_published, verify};

/// How long a reader whose list is old, or whose mirror lags behind, still finds what it names.
const KEPT_DAYS: u64 = 7;

/// Publish packs as a list that readers of the extension subscribe to
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(crate) struct Args {
    /// The folder to publish in: made if there is none, and carried on if a list is in it
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// The secret key that signs the list, made by `minisign -G`
    #[arg(long, value_name = "FILE")]
    key: String,
    /// The list's name, as readers see it [default: as before, else the agency]
    #[arg(long)]
    name: Option<String>,
    /// Under which licence the packs may be used, in a few words or as an address [default: as before]
    #[arg(long)]
    licence: Option<String>,
    /// After how many days readers are told that the list is not renewed any more
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3660))]
    expires: u64,
    /// Another https address of the folder, for when the first does not answer; may be given several times [default: as
    /// before]
    #[arg(long, value_name = "URL")]
    mirror: Vec<String>,
    /// Take back all stories of this id or family; may be given several times
    #[arg(long, value_name = "ID")]
    withdraw: Vec<String>,
    /// The public key that is going to sign later: a file, or the key itself. Readers then take it without being asked
    #[arg(long, value_name = "KEY")]
    next_key: Option<String>,
    /// Sign with another key, although no --next-key announced it: every reader is asked
    #[arg(long)]
    change_key: bool,
    /// The list's sequence number, for when the folder was lost that had the one before [default: one more]
    #[arg(long, value_name = "N")]
    sequence: Option<u64>,
    #[command(flatten)]
    build: SourceArgs,
    /// Packs without text, and whatever else `pack build` reads. Without any the list is renewed
    #[arg(value_name = "PACK|SOURCE")]
    sources: Vec<PathBuf>,
}

const HELP: &str = "\
Put the folder on any web host, and tell readers the address. Each run adds what it is given, merges hours to days and
days to months when they are over, raises the sequence number, and signs. Files that are replaced stay for a week, for
readers who are at it. Where the folder is copied to its host by a program, have copytaster-list.txt copied last.

Examples:
  minisign -G -p wire.pub -s wire.key
  copytaster publish --out public/ --key wire.key --agency Examplewire --host examplewire.example --licence CC0-1.0 \\
      ninjs/
  copytaster publish --out public/ --key wire.key hour.pack
  copytaster publish --out public/ --key wire.key --withdraw urn:newsml:example.com:20240416:42
  copytaster pack verify --public-key wire.pub public/";

/// Publishes; whatever goes wrong, the list that was published stays.
pub(crate) fn run(args: &Args) -> Ended {
    let problem = |problem: String| Failure::Work(format!("{}: {problem}", args.out.display()));
    let key = signature::secret_key(&args.key).map_err(Failure::Work)?;
    let public = PublicKey::from_secret_key(&key).map_err(|_| problem("its key is damaged".to_owned()))?;
    let folder = Folder::at(&args.out);
    let _lock = folder.prepare()?;
    let before = folder.read().map_err(problem)?;
    if let Some(before) = &before {
        before.signed_by().map_err(problem)?;
    }
    let before = before.map(|published| published.manifest);
    let time = clock::now();
    let (new, complete) = new_packs(args, before.as_ref())?;
    let mut list = next(args, before.as_ref(), &new, &public, time)?;
    let now = list.published.clone();
    for pack in new {
        verify::fits(&list, &pack.pack).map_err(|refused| Failure::Work(format!("{}: it {refused}", pack.name)))?;
        let taken: Vec<Period> = list.segments.iter().map(|segment| segment.period.longest(&now)).collect();
        let period = Period::of(pack.pack.info().days, &now, &taken);
        list.segments.push(segments::add(&folder, &pack.bytes, period)?);
    }
    list.segments = segments::merge(&folder, list.segments, &now)?;
    let mut proof = Proof::default();
    for segment in &list.segments {
        let pack = segments::open(&folder, segment).map_err(problem)?;
        proof.add(&pack).map_err(|error| problem(error.to_string()))?;
    }
    list.tests = proof.tests();
    let page = page::page(&list, &signature::number(public.keynum()));
    folder.switch(&list, &page, &key, time)?;
    folder.sweep(&clock::stamp(time.saturating_sub(KEPT_DAYS * clock::DAY)));
    say(&args.out, &list, &public)?;
    Ok(if complete { Outcome::Complete } else { Outcome::Incomplete })
}

/// A pack that is to be published.
struct New {
    /// What it is called in complaints.
    name: String,
    bytes: Vec<u8>,
    pack: Pack,
}

/// The packs that are named, one of all other sources, and one of what is taken back; and whether everything could be read.
fn new_packs(args: &Args, before: Option<&Manifest>) -> Result<(Vec<New>, bool), Failure> {
    let is_pack = |path: &&PathBuf| pack::is_pack(&path.to_string_lossy());
    let (packs, sources): (Vec<&PathBuf>, Vec<&PathBuf>) = args.sources.iter().partition(is_pack);
    let mut new = Vec::new();
    for path in packs {
        let path = path.to_string_lossy();
        let failed =
            |problem: &dyn std::fmt::Display| Failure::Work(format!("{path}: {problem}; nothing was published"));
        let bytes = crate::input::whole_file(&path).map_err(|error| failed(&error))?;
        let pack = Pack::open(bytes.clone()).and_then(|pack| pack.verify().map(|()| pack));
        new.push(New { name: path.to_string(), bytes, pack: pack.map_err(|error| failed(&error))? });
    }
    let mut complete = true;
    if !sources.is_empty() {
        let sources: Vec<PathBuf> = sources.into_iter().cloned().collect();
        let mut wanted = args.build.clone();
        // Later runs need not say again whose stories they are.
        wanted.agency = wanted.agency.or_else(|| before.map(|before| before.agency.clone()));
        wanted.host.extend(before.iter().flat_map(|before| before.hosts.iter().cloned()));
        let built = build::build(&wanted, false, &sources, &args.out)?;
        complete = built.complete;
        let (bytes, notes) = built.bytes()?;
        notes.say();
        new.push(named("the new pack", bytes)?);
    }
    if !args.withdraw.is_empty() {
        let like = before.map(|before| (before.agency.clone(), before.hosts.clone()));
        let like = like.or_else(|| new.first().map(|new| new.pack.info()).map(|info| (info.agency, info.hosts)));
        let Some((agency, hosts)) = like else {
            return Err(Failure::Usage("there is no list yet from which to take anything back".to_owned()));
        };
        let mut writer = PackWriter::new(PackOptions { agency, hosts, ..PackOptions::default() });
        args.withdraw.iter().for_each(|id| writer.withdraw(id, None));
        new.push(named("what is taken back", writer.finish().map_err(|error| Failure::Work(error.to_string()))?)?);
    }
    Ok((new, complete))
}

fn named(name: &str, bytes: Vec<u8>) -> Result<New, Failure> {
    let pack = Pack::open(bytes.clone()).map_err(|error| Failure::Work(error.to_string()))?;
    Ok(New { name: name.to_owned(), bytes, pack })
}

/// The manifest that follows, with the segments of the one before.
fn next(args: &Args, before: Option<&Manifest>, new: &[New], key: &PublicKey, time: u64) -> Result<Manifest, Failure> {
    let usage = |problem: String| Err(Failure::Usage(problem));
    let published = clock::stamp(time);
    let first = new.first().map(|new| new.pack.info());
    let Some(agency) = before.map(|before| before.agency.clone()).or_else(|| first.map(|info| info.agency)) else {
        return usage("a new list needs stories: name packs, or what `pack build` reads".to_owned());
    };
    let Some(licence) = args.licence.clone().or_else(|| before.map(|before| before.licence.clone())) else {
        return usage(
            "say with --licence under which licence readers may use the packs, as in --licence CC0-1.0".to_owned(),
        );
    };
    let mut hosts: Vec<String> =
        new.iter().map(|new| new.pack.info()).flat_map(|PackInfo { hosts, .. }| hosts).collect();
    hosts.extend(before.iter().flat_map(|before| before.hosts.iter().cloned()));
    hosts.sort_unstable();
    hosts.dedup();
    let last = before.map_or(0, |before| before.sequence);
    let sequence = args.sequence.unwrap_or(last + 1);
    if sequence <= last {
        return usage(format!("--sequence {sequence}: the list is at {last} already, and readers never go back"));
    }
    if let Some(before) = before.filter(|before| before.published > published) {
        return Err(Failure::Work(format!(
            "{}: the list was published at {}, and this machine's clock says {published}; set the clock",
            args.out.display(),
            before.published
        )));
    }
    let next_key = next_key(args, before, key)?;
    Ok(Manifest {
        format: FORMAT,
        sequence,
        name: args.name.clone().or_else(|| before.map(|before| before.name.clone())).unwrap_or_else(|| agency.clone()),
        agency,
        hosts,
        licence,
        key: key.to_base64(),
        next_key,
        expires: clock::stamp(time + args.expires * clock::DAY),
        published,
        mirrors: match before {
            Some(before) if args.mirror.is_empty() => before.mirrors.clone(),
            _ => args.mirror.iter().map(|mirror| format!("{}/", mirror.trim_end_matches('/'))).collect(),
        },
        segments: before.map(|before| before.segments.clone()).unwrap_or_default(),
        tests: Vec::new(),
    })
}

/// The key that may sign next; refuses to sign with one that readers do not expect.
fn next_key(args: &Args, before: Option<&Manifest>, key: &PublicKey) -> Result<Option<String>, Failure> {
    let named = args.next_key.as_deref().map(signature::public_key).transpose().map_err(Failure::Usage)?;
    let named = named.map(|named| named.to_base64());
    let Some(before) = before else { return Ok(named) };
    let key = key.to_base64();
    let announced = before.next_key.clone().filter(|next| *next != key);
    if before.key != key && before.next_key.as_deref() != Some(&key) && !args.change_key {
        return Err(Failure::Usage(format!(
            "{}: the list is signed with another key; publish once with that one and --next-key, or say --change-key: then \
             every reader is asked",
            args.key
        )));
    }
    Ok(named.or(announced))
}

/// Says what is published.
fn say(path: &Path, list: &Manifest, key: &PublicKey) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let stories = |count: usize| if count == 1 { "1 story".to_owned() } else { format!("{count} stories") };
    let all = stories(list.stories());
    writeln!(out, "{}: “{}”, sequence {}: {all} of {}", path.display(), list.name, list.sequence, list.agency)?;
    for segment in &list.segments {
        let (period, size) = (segment.period.to_string(), show::size(segment.bytes));
        writeln!(out, "  {period:<14} {}, {size}", stories(segment.stories))?;
    }
    let hosts = if list.hosts.is_empty() { "none, so stories have no links".to_owned() } else { list.hosts.join(", ") };
    writeln!(out, "  hosts          {hosts}")?;
    writeln!(out, "  expires        {}", list.expires)?;
    writeln!(out, "  tests          {}", list.tests.len())?;
    writeln!(out, "  key            {} {}", signature::number(key.keynum()), list.key)?;
    writeln!(out, "  subscribe      put the folder on a web host, and paste the address of {LIST} into the options")?;
    if list.hosts.is_empty() {
        complain("readers cannot be led to any story; name the agency's own hosts with --host");
    }
    Ok(())
}
