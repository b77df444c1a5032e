//! How do packs become one that no memory holds?
//!
//! Packs are read where they lie, and the merged one is written section by section: it takes some megabytes, and 24 bytes a
//! story at most. Apart from `merge`, which gives the same bytes, because that is for the browser: it needs no
//! files, and what these need would cost every reader kilobytes of wasm.

mod lists;
mod output;
mod places;

use super::assembly::tables;
use super::error::MergeError;
use super::header::{Contents, Section};
use super::merge::frame;
use super::storage::{Storage, StoredPack};
use super::tier1::Layout;
use lists::Lists;
use output::Output;
pub use output::Target;
use places::Places;

/// Bytes of all packs that are held while they are gone through, and of one pack at least and at most.
const WINDOWS: usize = 8 << 20;
const LEAST_WINDOW: usize = 1 << 12;
const MOST_WINDOW: usize = 1 << 16;

/// What became of the stories of packs that were merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// How many the merged pack holds.
    pub stories: usize,
    /// How many were left out because another has their id and version.
    pub same_id: usize,
}

/// As [`merge`](super::merge()), where neither the packs nor the merged one stand in memory. `out` is written from its
/// beginning on; after an error there is no pack in it.
pub fn merge_stored(packs: &[&dyn Storage], out: &mut dyn Target) -> Result<Merged, MergeError> {
    let packs = packs.iter().map(|storage| StoredPack::open(*storage)).collect::<Result<Vec<_>, _>>()?;
    let window = (WINDOWS / packs.len().max(1)).clamp(LEAST_WINDOW, MOST_WINDOW);
    let frame = frame(&packs.iter().map(|pack| (&pack.header, &pack.about, &pack.tombstones)).collect::<Vec<_>>())?;
    let places = Places::of(&packs, &frame.tombstones, window)?;
    let stories = places.order.len();
    let tables = tables(frame.text);
    let mut output = Output::new(out, 2 + tables.len() + usize::from(!frame.tombstones.is_empty()))?;
    write_small(&mut output, Section::About, |bytes| frame.about.write(bytes))?;
    write_stems(&mut output, &packs, &places, window)?;
    for kind in tables {
        write_records(&mut output, &packs, &places, *kind, window)?;
    }
    if !frame.tombstones.is_empty() {
        write_small(&mut output, Section::Tombstones, |bytes| frame.tombstones.write(bytes))?;
    }
    output.finish(Contents {
        stories: stories as u32,
        first_day: places.days.0,
        last_day: places.days.1,
        headlines: frame.headlines,
        text: frame.text,
        apart: false,
    })?;
    Ok(Merged { stories, same_id: places.same })
}

fn write_small(output: &mut Output<'_>, kind: Section, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), MergeError> {
    let mut bytes = Vec::new();
    write(&mut bytes);
    output.put(&bytes)?;
    output.end(kind)
}

/// Writes tier 1. Stems are gone through twice: how they are laid out follows from their number.
fn write_stems(
    output: &mut Output<'_>,
    packs: &[StoredPack<'_>],
    places: &Places,
    window: usize,
) -> Result<(), MergeError> {
    let mut lists = Lists::of(packs, places, window)?;
    let layout = Layout::of(lists.by_ref().count());
    lists.end()?;
    let mut lists = Lists::of(packs, places, window)?;
    output.put(&[layout.bucket_bits, layout.k])?;
    let mut table = output.table(layout.buckets())?;
    for bucket in layout.write(places.order.len() as u32, lists.by_ref()) {
        table.push(&bucket)?;
    }
    lists.end()?;
    table.end()?;
    output.end(Section::Tier1)
}

/// Copies the records of the stories that stay, each to its place.
fn write_records(
    output: &mut Output<'_>,
    packs: &[StoredPack<'_>],
    places: &Places,
    kind: Section,
    window: usize,
) -> Result<(), MergeError> {
    let records = packs.iter().map(|pack| pack.records(kind, window));
    let mut packs = records.map(|records| Ok((0, records?))).collect::<Result<Vec<_>, MergeError>>()?;
    let mut table = output.table(places.order.len())?;
    for (place, &pack) in (0..).zip(&places.order) {
        let (number, records) = &mut packs[pack as usize];
        while let Some(record) = records.next()? {
            *number += 1;
            if places.of_story(pack as usize, *number - 1) == Some(place) {
                table.push(record)?;
                break;
            }
        }
    }
    table.end()?;
    output.end(kind)
}
