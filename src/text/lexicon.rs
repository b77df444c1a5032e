//! How common is this word?
//!
//! A frozen table of the commonest English stems in sixteen levels of frequency. What is not in it is rarer than
//! everything that is: a name, a term, a number.
//!
//! `lexicon.tsv` is the table to read; its head says where the counts are from. `lexicon.bin` is the same, packed for
//! wasm: stems as the upper [`HASH_BITS`] bits of their hash, level by level, sorted, as Golomb–Rice coded gaps (S. W.
//! Golomb, "Run-length encodings", 1966; R. F. Rice, 1979). A word outside the table is taken for one inside it once in
//! about 130 times; that costs a little weight and no correctness. `cargo xtask lexicon` makes both, and a test holds
//! them together.
//!
//! ```text
//! lexicon.bin   for each of the 16 levels, commonest first:
//!               u16 number of stems │ u8 Rice parameter k │ gaps: unary quotient, k bits remainder │ to a whole byte
//! ```

use crate::order::order_numbers;
use std::sync::OnceLock;

/// Goes up whenever the table or the stemmer changes: packs name the version that they were built with.
pub const VERSION: u32 = 1;

/// How many levels of frequency there are.
pub const LEVELS: usize = 16;

/// The natural logarithm of one word in so many, for the commonest level: "the" is every 25th word.
const COMMONEST: f32 = 3.2;

/// How much rarer each level is than the one before, as a difference of natural logarithms.
const STEP: f32 = 0.6;

/// The rarity of a word that is not in the table: about one in a million.
const UNKNOWN: f32 = 14.0;

/// How many bits of a stem's hash are stored.
const HASH_BITS: u32 = 20;

/// The rarity of a stem: the natural logarithm of one word in how many, from 3.2 ("the") to 14 (unknown).
///
/// ```
/// use copytaster::text::{lexicon::rarity, stem};
/// assert!(rarity(stem::hash("the")) < rarity(stem::hash("minister")));
/// assert!(rarity(stem::hash("minister")) < rarity(stem::hash("zelenskyy")));
/// ```
pub fn rarity(stem: u32) -> f32 {
    rarity_of_level(level(stem))
}

/// The rarity of the stems of a level, 0–15, or of those that the table does not hold.
pub fn rarity_of_level(level: Option<u8>) -> f32 {
    level.map_or(UNKNOWN, |level| COMMONEST + STEP * f32::from(level))
}

/// The level that a rarity belongs to, 0–15.
pub fn level_of_rarity(rarity: f32) -> u8 {
    ((rarity - COMMONEST) / STEP).round().clamp(0.0, (LEVELS - 1) as f32) as u8
}

/// The level of a stem, 0 (commonest) to 15; none where the table does not hold it.
pub fn level(stem: u32) -> Option<u8> {
    table().level(stem >> (32 - HASH_BITS))
}

/// The level of the commonest stem whose hash begins with these sixteen bits; none where the table holds none.
///
/// A stem that it does not hold is taken for one that it does in one case of seven, as full as sixteen bits are of them.
pub fn level_of_short(short: u16) -> Option<u8> {
    table().level_of_short(u32::from(short))
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_bytes!("lexicon.bin")))
}

/// Packs a table: pairs of stem hash and level.
pub fn pack(entries: &[(u32, u8)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for level in 0..LEVELS {
        let of_level = entries.iter().filter(|entry| usize::from(entry.1) == level);
        let mut hashes: Vec<u32> = of_level.map(|entry| entry.0 >> (32 - HASH_BITS)).collect();
        order_numbers(&mut hashes);
        hashes.dedup();
        let mean_gap = (1_u32 << HASH_BITS) / (hashes.len().max(1) as u32);
        let k = (mean_gap * 7 / 10).max(1).ilog2();
        bytes.extend_from_slice(&(hashes.len() as u16).to_le_bytes());
        bytes.push(k as u8);
        let mut bits = Vec::new();
        let mut next = 0;
        for hash in hashes {
            let gap = hash - next;
            bits.extend(std::iter::repeat_n(true, (gap >> k) as usize));
            bits.push(false);
            bits.extend((0..k).map(|bit| gap >> bit & 1 == 1));
            next = hash + 1;
        }
        bytes.extend(bits.chunks(8).map(|byte| byte.iter().rev().fold(0, |sum, bit| sum << 1 | u8::from(*bit))));
    }
    bytes
}

/// The table as it is searched: hashes with their level in the low four bits, sorted.
struct Table {
    entries: Vec<u32>,
    /// Where the entries of each upper [`BUCKET_BITS`] bits begin.
    buckets: Vec<u16>,
}

/// Hashes are uniform, so this many leading bits leave some four entries to look through.
const BUCKET_BITS: u32 = 11;

impl Table {
    fn read(bytes: &[u8]) -> Self {
        let mut entries = Vec::with_capacity(10_000);
        let mut rest = bytes;
        for level in 0..LEVELS as u32 {
            let [low, high, k, ..] = *rest else { break };
            let mut bits = Bits { bytes: &rest[3..], at: 0 };
            let mut next = 0;
            for _ in 0..u16::from_le_bytes([low, high]) {
                let mut gap = 0;
                while bits.next() == 1 {
                    gap += 1 << k;
                }
                gap += (0..k).fold(0, |sum, bit| sum | bits.next() << bit);
                entries.push((next + gap) << 4 | level);
                next += gap + 1;
            }
            rest = bits.bytes.get(bits.at.div_ceil(8)..).unwrap_or_default();
        }
        order_numbers(&mut entries);
        let bucket_start =
            |bucket: u32| entries.partition_point(|entry| entry >> (HASH_BITS + 4 - BUCKET_BITS) < bucket);
        let buckets = (0..=1 << BUCKET_BITS).map(|bucket| bucket_start(bucket) as u16).collect();
        Self { entries, buckets }
    }

    fn level(&self, hash: u32) -> Option<u8> {
        let bucket = (hash >> (HASH_BITS - BUCKET_BITS)) as usize;
        let range = usize::from(*self.buckets.get(bucket)?)..usize::from(*self.buckets.get(bucket + 1)?);
        let found = self.entries.get(range)?.iter().find(|entry| **entry >> 4 == hash)?;
        Some((found & 15) as u8)
    }

    /// The commonest level among the hashes that begin with these sixteen bits.
    fn level_of_short(&self, short: u32) -> Option<u8> {
        let start = self.entries.partition_point(|entry| entry >> (HASH_BITS - 12) < short);
        let same = self.entries.get(start..)?.iter().take_while(|entry| **entry >> (HASH_BITS - 12) == short);
        same.map(|entry| (entry & 15) as u8).min()
    }
}

/// A reader of single bits, lowest first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// The next bit; 0 past the end.
    fn next(&mut self) -> u32 {
        let bit = self.bytes.get(self.at / 8).map_or(0, |byte| u32::from(byte >> (self.at % 8) & 1));
        self.at += 1;
        bit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stem;

    fn entries() -> impl Iterator<Item = (&'static str, u8)> {
        include_str!("lexicon.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let (word, level) = line.split_once('\t')?;
            Some((word, level.parse().ok()?))
        })
    }

    #[test]
    fn the_packed_table_is_the_readable_one() {
        let hashed: Vec<_> = entries().map(|(stem, level)| (stem::hash_bytes(stem.as_bytes()), level)).collect();
        assert!(hashed.len() > 5_000);
        assert_eq!(pack(&hashed), include_bytes!("lexicon.bin"), "run `cargo xtask lexicon`");
    }

    #[test]
    fn every_entry_is_found_at_its_level() {
        // Two stems whose stored bits agree share an entry of each level; the commoner one is found.
        let wrong =
            entries().filter(|(stem, expected)| level(stem::hash_bytes(stem.as_bytes())) != Some(*expected)).count();
        assert!(wrong < 100, "{wrong}");
        let known = (0..100_000_u32).filter(|n| level(stem::hash_bytes(&n.to_le_bytes())).is_some()).count();
        assert!(known < 1_200, "{known} of 100,000 unknown words were taken for known ones");
    }

    #[test]
    fn ranks_words() {
        let words = ["the", "said", "government", "spokesperson", "kyiv"];
        let rarities: Vec<_> = words.iter().map(|word| rarity(stem::hash(word))).collect();
        assert!(rarities.is_sorted(), "{rarities:?}");
        assert_eq!(level_of_rarity(rarity(stem::hash("said"))), level(stem::hash("said")).unwrap());
    }

    #[test]
    fn half_a_hash_tells_how_common_a_known_word_is() {
        let short = |word: &str| (stem::hash(word) >> 16) as u16;
        for word in ["the", "said", "government", "spokesperson"] {
            assert!(level_of_short(short(word)) <= level(stem::hash(word)), "{word}");
        }
        let taken = (0..=u16::MAX).filter(|short| level_of_short(*short).is_some()).count();
        assert!((6_000..9_500).contains(&taken), "{taken}");
    }

    #[test]
    fn damaged_bytes_are_no_panic() {
        let bytes = include_bytes!("lexicon.bin");
        for cut in (0..bytes.len()).step_by(97) {
            Table::read(&bytes[..cut]).level(5);
        }
    }
}
