//! `copytaster pack merge`: how do hours become a day, and days a month?

use super::stretch::Stretch;
use super::{OpenError, info, write};
use crate::outcome::{Ended, Failure, Outcome, complain};
use copytaster::index::{Pack, PackError, PackInfo, PackOptions, PackWriter, Storage, merge_stored};
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

/// Packs up to so many bytes are held in memory; the others, of which there are never so many that a system has not enough
/// open files, are read where they lie.
const HELD: u64 = 4 << 20;

/// Make one pack of several: hours become a day, days a month
#[derive(Debug, clap::Args)]
#[command(after_help = MERGE_HELP)]
pub(crate) struct Args {
    /// The pack to write; it may be one of those that are merged, and is replaced at once when the new one is complete
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// Packs of one agency, all with text or all without
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<String>,
    /// Take back all stories of this id or family: they go from the merged pack, which has readers' other packs leave
    /// them out too; may be given several times
    #[arg(long, value_name = "ID")]
    withdraw: Vec<String>,
}

const MERGE_HELP: &str = "\
The merged pack has the bytes of the pack that would have been built at once, in whatever order and steps packs are
merged. Of stories with one id and version the newer stays. What one of the packs takes back goes, and is taken back by
the merged pack too. Merging needs memory for the largest of the packs that are merged, for all
up to 4 MB, and 24 bytes a story.

Examples:
  copytaster pack merge 2024-04-16.pack hours/*.pack
  copytaster pack merge wire.pack wire.pack --withdraw urn:newsml:example.com:20240416:42";

/// Merges packs and says what is in the result. Without every one of them nothing is written.
pub(super) fn run(args: &Args) -> Ended {
    let out = fs::canonicalize(&args.out).unwrap_or_else(|_| args.out.clone());
    write::refuse_to_overwrite(&out)?;
    let (mut parts, mut infos) = (Vec::new(), Vec::new());
    for path in &args.packs {
        let failed = |error: OpenError| Failure::Work(format!("{path}: {error}; nothing was merged"));
        let (part, info) = Part::open(path, HELD).map_err(failed)?;
        parts.push(part);
        infos.push(info);
    }
    note_other_hosts(&args.packs, &infos);
    let failed = |error: PackError| Failure::Work(error.to_string());
    if let Some(first) = infos.into_iter().next().filter(|_| !args.withdraw.is_empty()) {
        parts.push(Part::Held(tombstones(&args.withdraw, first).map_err(failed)?));
    }
    let stored: Vec<&dyn Storage> = parts.iter().map(|part| part as &dyn Storage).collect();
    write::pack(&out, |file| merge_stored(&stored, file))?;
    drop(parts);
    info::written(&out, &args.out)?;
    Ok(Outcome::Complete)
}

/// A pack that is merged.
enum Part {
    Held(Pack),
    /// It stays in its file, so long.
    Lying(File, u64),
}

impl Part {
    /// A pack, verified, with what it says of itself; held in memory up to so many bytes.
    fn open(path: &str, held: u64) -> Result<(Self, PackInfo), OpenError> {
        let pack = super::open(path)?;
        let (info, length) = (pack.info(), pack.length());
        // What is no longer there as it was read, such as a pipe, is held.
        let is_there = |file: &File| file.metadata().is_ok_and(|metadata| metadata.len() == length);
        let file = if length > held { File::open(path).ok().filter(is_there) } else { None };
        Ok((file.map_or(Self::Held(pack), |file| Self::Lying(file, length)), info))
    }
}

impl Storage for Part {
    fn length(&self) -> u64 {
        match self {
            Self::Held(pack) => pack.length(),
            Self::Lying(_, length) => *length,
        }
    }

    fn read(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        match self {
            Self::Held(pack) => pack.read(at, into),
            Self::Lying(file, length) => Stretch::new(file, 0..*length).read(at, into),
        }
    }
}

/// A pack of no story that takes these ids back, of the kind of another.
fn tombstones(ids: &[String], like: PackInfo) -> Result<Pack, PackError> {
    let PackInfo { agency, hosts, headlines, text, .. } = like;
    let mut writer = PackWriter::new(PackOptions { agency, hosts, headlines, text });
    ids.iter().for_each(|id| writer.withdraw(id, None));
    Pack::open(writer.finish()?)
}

/// The merged pack allows links to the hosts of all packs, which its maker should know.
fn note_other_hosts(paths: &[String], packs: &[PackInfo]) {
    let Some(first) = packs.first() else { return };
    for (path, pack) in paths.iter().zip(packs) {
        for host in pack.hosts.iter().filter(|host| !first.hosts.contains(host)) {
            complain(format_args!("{path}: it links to {host} too, and so does the merged pack"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use copytaster::story::{Document, Story};

    #[test]
    fn parts_that_lie_in_files_merge_as_held_ones_do() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [3, 7].map(|count| {
            let mut writer =
                PackWriter::new(PackOptions { agency: "Examplewire".to_owned(), ..PackOptions::default() });
            for number in 0..count {
                let text = format!("Ferry {number} of {count} returned to the harbour of Lowhaven.");
                let document = Document::from_paragraphs("Ferry returns", [text.as_str()]);
                writer.add(&Story { id: format!("{count} {number}"), document, ..Story::default() });
            }
            let path = folder.path().join(format!("{count}.pack"));
            fs::write(&path, writer.finish().unwrap()).unwrap();
            path.to_string_lossy().into_owned()
        });
        let merged = [0, u64::MAX].map(|held| {
            let parts: Vec<Part> = paths.iter().map(|path| Part::open(path, held).unwrap().0).collect();
            assert!(parts.iter().all(|part| matches!(part, Part::Lying(..)) == (held == 0)));
            let stored: Vec<&dyn Storage> = parts.iter().map(|part| part as &dyn Storage).collect();
            let mut out = io::Cursor::new(Vec::new());
            merge_stored(&stored, &mut out).unwrap();
            out.into_inner()
        });
        assert_eq!(Pack::open(merged[0].clone()).unwrap().len(), 10);
        assert!(merged[0] == merged[1]);
    }
}
