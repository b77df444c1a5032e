//! Which packs does a list have?
//!
//! Every run adds packs; hours become a day and days a month when they are over, so that a reader has few packs, and
//! fetches a story at most three times.

use super::folder::Folder;
use super::manifest::{LARGEST_SEGMENT, Segment};
use super::period::Period;
use crate::outcome::Failure;
use copytaster::index::{self, Pack};

/// The largest segment that merging makes, in bytes.
const LARGEST_MERGED: u64 = LARGEST_SEGMENT / 2;

/// Writes a new pack into the folder.
pub(super) fn add(folder: &Folder, bytes: &[u8], period: Period) -> Result<Segment, Failure> {
    let pack = Pack::open(bytes.to_vec()).map_err(|error| Failure::Work(error.to_string()))?;
    let (bytes_long, stories, takes_back) = (bytes.len() as u64, pack.len(), pack.tombstones().count());
    Ok(Segment { sha256: folder.write_segment(bytes)?, bytes: bytes_long, stories, takes_back, period })
}

/// Puts together what belongs together by now, in the order of the periods.
pub(super) fn merge(folder: &Folder, mut segments: Vec<Segment>, now: &str) -> Result<Vec<Segment>, Failure> {
    for segment in &mut segments {
        segment.period = segment.period.longest(now);
    }
    // `archive` is behind every time in the alphabet, but older than all of them.
    segments.sort_by(|a, b| {
        (!a.period.is_archive(), &a.period, &a.sha256).cmp(&(!b.period.is_archive(), &b.period, &b.sha256))
    });
    segments.dedup_by(|a, b| a.sha256 == b.sha256);
    let mut merged = Vec::new();
    for same in segments.chunk_by(|a, b| a.period == b.period) {
        let [first, ..] = same else { continue };
        let size: u64 = same.iter().map(|segment| segment.bytes).sum();
        if same.len() == 1 || first.period.is_archive() || size > LARGEST_MERGED {
            merged.extend_from_slice(same);
            continue;
        }
        let mut packs = Vec::new();
        for segment in same {
            packs.push(open(folder, segment).map_err(Failure::Work)?);
        }
        let bytes = index::merge(&packs).map_err(|error| Failure::Work(error.to_string()))?;
        drop(packs);
        merged.push(add(folder, &bytes, first.period.clone())?);
    }
    Ok(merged)
}

/// The pack of a segment, verified.
pub(super) fn open(folder: &Folder, segment: &Segment) -> Result<Pack, String> {
    let pack = Pack::open(folder.segment(&segment.sha256)?).and_then(|pack| pack.verify().map(|()| pack));
    pack.map_err(|error| format!("its segments/{}.pack: {error}", segment.sha256))
}
