//! `copytaster pack merge`: how do hours become a day, and days a month?

use super::{info, write};
use crate::outcome::{Ended, Failure, Outcome, complain};
use copytaster::index::{Pack, PackError, PackInfo, PackOptions, PackWriter, Storage, merge_stored};
use std::fs;
use std::path::PathBuf;

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
the merged pack too. Merging needs memory for the packs that are merged, and 24 bytes a story.

Examples:
  copytaster pack merge 2024-04-16.pack hours/*.pack
  copytaster pack merge wire.pack wire.pack --withdraw urn:newsml:example.com:20240416:42";

/// Merges packs and says what is in the result. Without every one of them nothing is written.
pub(super) fn run(args: &Args) -> Ended {
    let out = fs::canonicalize(&args.out).unwrap_or_else(|_| args.out.clone());
    write::refuse_to_overwrite(&out)?;
    let mut packs = Vec::new();
    for path in &args.packs {
        packs.push(super::open(path).map_err(|error| Failure::Work(format!("{path}: {error}; nothing was merged")))?);
    }
    note_other_hosts(&args.packs, &packs);
    let failed = |error: PackError| Failure::Work(error.to_string());
    if let Some(first) = packs.first().map(Pack::info).filter(|_| !args.withdraw.is_empty()) {
        packs.push(tombstones(&args.withdraw, first).map_err(failed)?);
    }
    let stored: Vec<&dyn Storage> = packs.iter().map(|pack| pack as &dyn Storage).collect();
    write::pack(&out, |file| merge_stored(&stored, file))?;
    drop(packs);
    info::written(&out, &args.out)?;
    Ok(Outcome::Complete)
}

/// A pack of no story that takes these ids back, of the kind of another.
fn tombstones(ids: &[String], like: PackInfo) -> Result<Pack, PackError> {
    let PackInfo { agency, hosts, headlines, text, .. } = like;
    let mut writer = PackWriter::new(PackOptions { agency, hosts, headlines, text });
    ids.iter().for_each(|id| writer.withdraw(id, None));
    Pack::open(writer.finish()?)
}

/// The merged pack allows links to the hosts of all packs, which its maker should know.
fn note_other_hosts(paths: &[String], packs: &[Pack]) {
    let first = packs.first().map(|pack| pack.info().hosts).unwrap_or_default();
    for (path, pack) in paths.iter().zip(packs) {
        for host in pack.info().hosts.iter().filter(|host| !first.contains(host)) {
            complain(format_args!("{path}: it links to {host} too, and so does the merged pack"));
        }
    }
}
