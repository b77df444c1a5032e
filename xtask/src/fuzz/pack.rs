//! What can a damaged or forged pack do?

use crate::random::Random;
use copytaster::index::{Pack, PackOptions, PackWriter, QueryTerms, Storage, merge, merge_stored, search};
use copytaster::story::{Document, Story};
use std::io::Cursor;

/// Bytes of a header before its section table, and of a line of that table.
const FIXED: usize = 40;
const ENTRY: usize = 16;

/// A pack with some bytes changed; every other time with its checksums made right again, as a forger would.
pub(super) fn damaged(packs: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = random.one_of(packs).cloned().unwrap_or_default();
    let forged = random.below(2) == 0;
    for _ in 0..1 + random.below(12) {
        // Mostly behind the header, whose checksum notices every change.
        let start = if random.below(8) > 0 { bytes.len().min(256) } else { 0 };
        let at = start + random.below(bytes.len() - start);
        match (random.below(6), bytes.get_mut(at)) {
            (0, _) if !forged => bytes.truncate(at),
            (1, _) if !forged => bytes.insert(at, random.below(256) as u8),
            (2, Some(byte)) => *byte = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
            (3, Some(byte)) => *byte ^= 1 << random.below(8),
            (_, Some(byte)) => *byte = random.below(256) as u8,
            (_, None) => {}
        }
    }
    if forged {
        reseal(&mut bytes);
    }
    bytes
}

/// Asks a pack everything, verified or not; says whether it passed for whole.
pub(super) fn ask(bytes: Vec<u8>, page: &str) -> bool {
    let Ok(pack) = Pack::open(bytes) else { return false };
    let is_whole = pack.verify().is_ok();
    let (_, stories) = (pack.info(), if pack.is_head() { 0 } else { pack.len().min(50) });
    let readable = (0..stories).filter(|&number| pack.story(number).is_ok()).count();
    assert!(!is_whole || readable == stories, "a verified pack has a story that cannot be read");
    let _ = (pack.stems().count(), pack.tombstones().count());
    let _ = merge(std::slice::from_ref(&pack)).map(Pack::open);
    search(&[pack], &QueryTerms::of(&Document::from_plain_text(page.to_owned())), 16);
    is_whole
}

/// Merges packs where they lie, some of them damaged, one perhaps built of a damaged text.
///
/// # Panics
///
/// Where whole packs give other bytes than they do when they are merged in memory, or a pack that is not whole.
pub(super) fn merge_lying(packs: &[Vec<u8>], text: String, random: &mut Random) {
    let mut parts = Vec::new();
    for _ in 0..1 + random.below(3) {
        let bytes = match random.below(3) {
            0 => damaged(packs, random),
            _ => random.one_of(packs).cloned().unwrap_or_default(),
        };
        parts.extend(Pack::open(bytes));
    }
    let like = parts.first().map(Pack::info).unwrap_or_default();
    let (agency, hosts) = (like.agency, like.hosts);
    let options = PackOptions { agency, hosts, headlines: like.headlines, text: like.text };
    let mut writer = PackWriter::new(options);
    writer.add(&Story { id: "built".to_owned(), document: Document::from_plain_text(text), ..Story::default() });
    parts.extend(writer.finish().and_then(Pack::open));
    let mut out = Cursor::new(Vec::new());
    let stored: Vec<&dyn Storage> = parts.iter().map(|part| part as &dyn Storage).collect();
    let lying = merge_stored(&stored, &mut out).map(|_| out.into_inner());
    if parts.iter().all(|part| part.verify().is_ok()) {
        match (lying, merge(&parts)) {
            (Ok(lying), Ok(held)) => {
                assert!(lying == held, "packs merge to other bytes where they lie");
                let whole = Pack::open(lying).and_then(|pack| pack.verify());
                assert!(whole.is_ok(), "what was merged is damaged: {whole:?}");
            }
            // Packs that do not belong together are refused by both.
            (lying, held) => {
                let (lying, held) = (lying.err(), held.err());
                assert!(lying.is_some() == held.is_some(), "one merge alone refuses whole packs: {lying:?}, {held:?}");
            }
        }
    }
}

/// Makes the checksums of a header and its sections right.
fn reseal(bytes: &mut [u8]) {
    let u32_at = |bytes: &[u8], at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let put = |bytes: &mut [u8], at: usize, checksum: u32| {
        if let Some(place) = bytes.get_mut(at..at + 4) {
            place.copy_from_slice(&checksum.to_le_bytes());
        }
    };
    let sections = u32_at(bytes, FIXED - 4).unwrap_or_default().min(64);
    let table = FIXED + ENTRY * sections;
    let mut start = table + 4;
    for entry in (0..sections).map(|number| FIXED + ENTRY * number) {
        let end = start.saturating_add(u32_at(bytes, entry + 8).unwrap_or_default());
        let checksum = bytes.get(start..end).map(crc32c);
        put(bytes, entry + 4, checksum.unwrap_or_default());
        start = end;
    }
    let checksums = [(12, bytes.get(..12).map(crc32c)), (table, bytes.get(16..table).map(crc32c))];
    checksums.into_iter().for_each(|(at, checksum)| put(bytes, at, checksum.unwrap_or_default()));
}

/// CRC-32C, bit by bit.
fn crc32c(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0x82F6_3B78 & (crc & 1).wrapping_neg()))
    })
}
