//! Which stories have this rare stem?
//!
//! An inverted index over the rarest stems of each story. Stems are 32-bit hashes, uniform, so the leading bits of a
//! hash choose a bucket of some stems and no tree is needed. Inside a bucket stand the stems in order, each
//! with its stories in Elias–Fano form (S. Vigna, "Quasi-succinct indices", WSDM 2013): the size of a list follows from
//! its length alone, so a look-up passes the lists of other stems without reading them.
//!
//! ```text
//! bucket bits b: u8 │ Rice parameter k: u8 │ 2^b + 1 offsets: u32 each │ 2^b buckets, each from a whole byte on
//!
//! bucket   number of stems + 1: gamma │ each stem: gap to the one before: Rice │ number of stories n: gamma │ list
//! list     the lowest l bits of each of n story numbers │ the bits above them, as gaps in unary (zeros, then a one)
//!          l = ⌊log2(stories of the pack ÷ n)⌋
//! ```

use super::PackError;
use super::bits::{BitReader, BitWriter, PEEKED, rice_parameter};
use super::fields::{TableWriter, is_table_of, record};
use super::header::Section;

/// How many stems a bucket has at least, on average: a look-up reads half of them, and each bucket costs an offset of 32
/// bits and some of a byte.
const BUCKET: usize = 16;

/// With so many stems, those of some thousand stories, buckets are a quarter as large: 1.8 bytes a story more, and finding a
/// term takes less than half.
const MANY_STEMS: usize = 1 << 14;

/// More bucket bits than any pack has.
const MOST_BUCKET_BITS: u8 = 26;

/// Appends the section's bytes, from the stems with their stories.
///
/// `lists` gives `stems` stems in ascending order, each with its stories in ascending order; `stories` is the number of
/// stories in the pack. None where it is larger than offsets can say.
pub(super) fn write(
    out: &mut Vec<u8>,
    stories: u32,
    stems: usize,
    lists: impl Iterator<Item = (u32, Vec<u32>)>,
) -> Option<()> {
    let layout = Layout::of(stems);
    out.extend([layout.bucket_bits, layout.k]);
    let mut table = TableWriter::new(out, layout.buckets());
    layout.write(stories, lists).try_for_each(|bucket| table.push(&bucket))
}

/// How stems are shared out over buckets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) bucket_bits: u8,
    /// The Rice parameter of the gaps between stems.
    pub(super) k: u8,
}

impl Layout {
    /// For so many stems.
    pub(super) fn of(stems: usize) -> Self {
        let bucket = if stems < MANY_STEMS { BUCKET } else { BUCKET / 4 };
        let bucket_bits = (stems / bucket).max(1).ilog2() as u8;
        let in_bucket = (stems >> bucket_bits).max(1) as u64;
        let k = rice_parameter((1_u64 << (32 - u32::from(bucket_bits))) / in_bucket) as u8;
        Self { bucket_bits, k }
    }

    /// How many buckets there are.
    pub(super) fn buckets(self) -> usize {
        1 << self.bucket_bits.min(MOST_BUCKET_BITS)
    }

    /// The bytes of one bucket after the other.
    pub(super) fn write(
        self,
        stories: u32,
        lists: impl Iterator<Item = (u32, Vec<u32>)>,
    ) -> impl Iterator<Item = Vec<u8>> {
        let mut lists = lists.peekable();
        let mut own = Vec::new();
        (0..self.buckets() as u32).map(move |bucket| {
            own.clear();
            own.extend(std::iter::from_fn(|| lists.next_if(|(stem, _)| bucket_of(*stem, self.bucket_bits) == bucket)));
            write_bucket(&own, self.bucket_bits, self.k, stories)
        })
    }

    /// The stems in a bucket's bytes with their stories, in ascending order; what is out of order is left out.
    pub(super) fn read(self, number: usize, bytes: &[u8], stories: u32) -> impl Iterator<Item = (u32, Postings<'_>)> {
        let is_own = move |list: &(u32, _)| bucket_of(list.0, self.bucket_bits) as usize == number;
        let mut bucket = Bucket::of(self, number, bytes, stories);
        std::iter::from_fn(move || bucket.as_mut()?.next()).take_while(is_own)
    }
}

/// All stems with their stories, in ascending order; what damaged or forged bytes say out of order is left out.
pub(super) fn lists(bytes: &[u8], stories: u32) -> impl Iterator<Item = (u32, Postings<'_>)> {
    let (first, table) = bytes.split_first_chunk().unwrap_or((&[0, 0], &[]));
    let layout = layout(*first).unwrap_or(Layout { bucket_bits: 0, k: 0 });
    let buckets = (0..layout.buckets()).map_while(move |number| record(table, layout.buckets() as u32, number));
    buckets.enumerate().flat_map(move |(number, bucket)| layout.read(number, bucket, stories))
}

/// Whether the table of buckets fits.
pub(super) fn check(bytes: &[u8]) -> Result<(), PackError> {
    let [bucket_bits, k, table @ ..] = bytes else { return Err(damaged()) };
    if is_table_of(table, layout([*bucket_bits, *k])?.buckets() as u32) { Ok(()) } else { Err(damaged()) }
}

/// What the section's first two bytes say.
pub(super) fn layout([bucket_bits, k]: [u8; 2]) -> Result<Layout, PackError> {
    let is_layout = bucket_bits <= MOST_BUCKET_BITS && k <= 32;
    if is_layout { Ok(Layout { bucket_bits, k }) } else { Err(damaged()) }
}

/// Whether every list can be read and names stories of the pack in order.
pub(super) fn verify(bytes: &[u8], stories: u32) -> Result<(), PackError> {
    let [bucket_bits, ..] = *bytes else { return Err(damaged()) };
    for number in 0..1_usize << bucket_bits.min(MOST_BUCKET_BITS) {
        let mut bucket = Bucket::open(bytes, number, stories).ok_or_else(damaged)?;
        while bucket.left > 0 {
            let (stem, mut list) = bucket.next().ok_or_else(damaged)?;
            let expected = list.left;
            let read = list.by_ref().count();
            if read != expected as usize || bucket_of(stem, bucket_bits) as usize != number {
                return Err(damaged());
            }
        }
    }
    Ok(())
}

/// The stories of a stem.
pub(super) fn find(bytes: &[u8], stories: u32, stem: u32) -> Option<Postings<'_>> {
    let bucket_bits = *bytes.first()?;
    let mut bucket = Bucket::open(bytes, bucket_of(stem, bucket_bits) as usize, stories)?;
    loop {
        let (found, list) = bucket.next()?;
        if found >= stem {
            return (found == stem).then_some(list);
        }
    }
}

/// The numbers of the stories that have a stem, ascending; damaged ones end where they are.
#[derive(Clone, Debug)]
pub(in crate::index) struct Postings<'a> {
    bytes: &'a [u8],
    /// The bit where the lowest bits of the next number stand.
    low: usize,
    /// The bit from which on the upper bits of the next number stand.
    high: usize,
    /// The upper bits of a number whose one stands at `high`.
    upper: u64,
    low_bits: u32,
    left: u32,
    /// Numbers are below this.
    stories: u32,
    /// The least number that may come next.
    least: u32,
}

impl Postings<'_> {
    /// How many stories have the stem, of those that are still to come.
    pub(in crate::index) fn len(&self) -> usize {
        self.left as usize
    }

    /// Gives all postings before a story; the first that is not stays the next one.
    pub(in crate::index) fn give_before(&mut self, story: u32, mut give: impl FnMut(u32)) {
        self.give_while(|next| {
            let is_before = next < story;
            if is_before {
                give(next);
            }
            is_before
        });
    }

    /// Whether a story has the stem; to be asked for stories in ascending order, without taking postings between.
    ///
    /// Passes the postings before it by counting bits, many at a time (S. Vigna, 2013, section 4).
    pub(in crate::index) fn contains(&mut self, story: u32) -> bool {
        if self.pass(story).is_none() {
            self.left = 0;
        }
        let mut is_found = false;
        self.give_while(|next| {
            is_found = next == story;
            next < story
        });
        is_found
    }

    /// Passes postings whose upper bits are less than those of a story.
    fn pass(&mut self, story: u32) -> Option<()> {
        let upper = u64::from(story >> self.low_bits);
        if let Some(steps) = upper.checked_sub(self.upper) {
            // A posting is a one, a step of the upper bits a zero.
            let mut high = BitReader::new(self.bytes, self.high);
            let passed = high.pass_zeros(steps as u32)?;
            self.left = self.left.checked_sub(passed)?;
            self.low += passed as usize * self.low_bits as usize;
            (self.high, self.upper) = (high.at, upper);
        }
        Some(())
    }

    /// Gives postings until one is refused, which stays the next.
    fn give_while(&mut self, mut is_taken: impl FnMut(u32) -> bool) {
        // Apart from `self`, so that it stands in registers.
        let mut at = self.clone();
        let mask = (1 << at.low_bits) - 1;
        // The lowest bits of the next numbers, and how many bits of them were read.
        let (mut lows, mut read) = (0, 0);
        'given: while at.left > 0 {
            // Each one among these bits is a posting, and its upper bits are the zeros before it.
            let mut ones = BitReader::new(at.bytes, at.high).peek() & ((1 << PEEKED) - 1);
            while ones != 0 && at.left > 0 {
                if read < at.low_bits as usize {
                    (lows, read) = (BitReader::new(at.bytes, at.low).peek(), PEEKED);
                }
                let place = u64::from(ones.trailing_zeros());
                let upper = at.upper.wrapping_add(place);
                let number = upper << at.low_bits | lows & mask;
                if number < u64::from(at.least) || number >= u64::from(at.stories) {
                    at.left = 0;
                } else if is_taken(number as u32) {
                    lows >>= at.low_bits;
                    read -= at.low_bits as usize;
                    at.low += at.low_bits as usize;
                    at.least = number as u32 + 1;
                    at.left -= 1;
                    // The upper bits of a number whose one stands where these bits begin: below zero after ones.
                    at.upper = at.upper.wrapping_sub(1);
                    ones &= ones - 1;
                } else {
                    (at.high, at.upper) = (at.high + place as usize, upper);
                    break 'given;
                }
            }
            at.high += PEEKED;
            at.upper = at.upper.wrapping_add(PEEKED as u64);
            if at.high / 8 >= at.bytes.len() {
                at.left = 0;
            }
        }
        *self = at;
    }
}

impl Iterator for Postings<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let mut taken = None;
        self.give_while(|next| taken.is_none() && taken.replace(next).is_none());
        taken
    }
}

/// A bucket that is being read.
struct Bucket<'a> {
    bytes: &'a [u8],
    bits: BitReader<'a>,
    k: u32,
    /// The smallest stem that may come next; none after the largest.
    next_stem: Option<u32>,
    /// Stems still to come.
    left: u32,
    stories: u32,
}

impl<'a> Bucket<'a> {
    fn open(bytes: &'a [u8], number: usize, stories: u32) -> Option<Self> {
        let [bucket_bits, k, table @ ..] = bytes else { return None };
        let layout = Layout { bucket_bits: (*bucket_bits).min(MOST_BUCKET_BITS), k: *k };
        Self::of(layout, number, record(table, layout.buckets() as u32, number)?, stories)
    }

    /// From its own bytes.
    fn of(layout: Layout, number: usize, bytes: &'a [u8], stories: u32) -> Option<Self> {
        let mut bits = BitReader::new(bytes, 0);
        let left = bits.gamma()? - 1;
        let first = (number as u32).checked_shl(32 - u32::from(layout.bucket_bits)).unwrap_or(0);
        Some(Self { bytes, bits, k: u32::from(layout.k), next_stem: Some(first), left, stories })
    }

    /// The next stem and its stories.
    fn next(&mut self) -> Option<(u32, Postings<'a>)> {
        self.left = self.left.checked_sub(1)?;
        let stem = self.next_stem?.checked_add(self.bits.rice(self.k)?)?;
        self.next_stem = stem.checked_add(1);
        let count = self.bits.gamma().filter(|&count| count <= self.stories)?;
        let low_bits = low_bits(self.stories, count);
        let low = self.bits.at;
        self.bits.skip((count as usize).checked_mul(low_bits as usize)?)?;
        let high = self.bits.at;
        self.bits.skip(upper_size(self.stories, count, low_bits))?;
        let (bytes, stories) = (self.bytes, self.stories);
        Some((stem, Postings { bytes, low, high, upper: 0, low_bits, left: count, stories, least: 0 }))
    }
}

fn write_bucket(lists: &[(u32, Vec<u32>)], bucket_bits: u8, k: u8, stories: u32) -> Vec<u8> {
    let mut bits = BitWriter::default();
    bits.put_gamma(lists.len() as u32 + 1);
    let first = lists.first().map_or(0, |list| bucket_of(list.0, bucket_bits));
    let mut next = first.checked_shl(32 - u32::from(bucket_bits)).unwrap_or(0);
    for (stem, list) in lists {
        bits.put_rice(stem - next, u32::from(k));
        // Past the largest stem nothing follows.
        next = stem.wrapping_add(1);
        bits.put_gamma(list.len() as u32);
        write_list(&mut bits, list, stories);
    }
    bits.into_bytes()
}

fn write_list(bits: &mut BitWriter, list: &[u32], stories: u32) {
    let count = list.len() as u32;
    let low_bits = low_bits(stories, count);
    for number in list {
        bits.put(*number, low_bits);
    }
    let mut upper = 0;
    for number in list {
        bits.put_unary((number >> low_bits) - upper);
        upper = number >> low_bits;
    }
    // The size must follow from the count alone.
    let used = upper as usize + list.len();
    (used..upper_size(stories, count, low_bits)).for_each(|_| bits.put(0, 1));
}

fn bucket_of(stem: u32, bucket_bits: u8) -> u32 {
    stem.checked_shr(32 - u32::from(bucket_bits.min(MOST_BUCKET_BITS))).unwrap_or(0)
}

/// How many bits of a story number are written as they are.
fn low_bits(stories: u32, count: u32) -> u32 {
    let (stories, count) = (stories.max(1), count.max(1));
    let bits = stories.ilog2().saturating_sub(count.ilog2());
    // The logarithms' difference is the quotient's logarithm or one more.
    bits - u32::from(bits > 0 && (u64::from(count) << bits) > u64::from(stories))
}

/// The size in bits of the upper parts of `count` numbers below `stories`: a one for each, a zero for each step.
fn upper_size(stories: u32, count: u32, low_bits: u32) -> usize {
    count as usize + (stories.saturating_sub(1) >> low_bits) as usize
}

fn damaged() -> PackError {
    PackError::Damaged(Section::Tier1.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inverted(mut pairs: Vec<(u32, u32)>) -> Vec<(u32, Vec<u32>)> {
        pairs.sort_unstable();
        pairs.dedup();
        let list = |same: &[(u32, u32)]| (same[0].0, same.iter().map(|pair| pair.1).collect());
        pairs.chunk_by(|a, b| a.0 == b.0).map(list).collect()
    }

    fn written(pairs: Vec<(u32, u32)>, stories: u32) -> Vec<u8> {
        let lists = inverted(pairs);
        let mut bytes = Vec::new();
        write(&mut bytes, stories, lists.len(), lists.into_iter()).unwrap();
        bytes
    }

    fn check_round_trip(pairs: Vec<(u32, u32)>, stories: u32) {
        let bytes = written(pairs.clone(), stories);
        check(&bytes).unwrap();
        verify(&bytes, stories).unwrap();
        let expected = inverted(pairs);
        for (stem, list) in &expected {
            assert_eq!(&find(&bytes, stories, *stem).unwrap().collect::<Vec<_>>(), list, "stem {stem:x}");
        }
        let all: Vec<(u32, Vec<u32>)> = lists(&bytes, stories).map(|(stem, list)| (stem, list.collect())).collect();
        assert_eq!(all, expected);
    }

    proptest! {
        #[test]
        fn what_a_list_contains_is_told_without_reading_it(
            list in proptest::collection::btree_set(0_u32..5000, 1..300),
            asked in proptest::collection::btree_set(0_u32..5000, 1..300),
        ) {
            // Other lists stand before and behind it.
            let pairs = |stem, list: &std::collections::BTreeSet<u32>| list.iter().map(|&story| (stem, story)).collect::<Vec<_>>();
            let bytes = written([pairs(6, &asked), pairs(7, &list), pairs(8, &asked)].concat(), 5000);
            let mut postings = find(&bytes, 5000, 7).unwrap();
            for story in asked {
                prop_assert_eq!(postings.contains(story), list.contains(&story), "{}", story);
            }
        }
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let bytes = written(Vec::new(), 0);
        verify(&bytes, 0).unwrap();
        assert!(find(&bytes, 0, 7).is_none());
    }

    #[test]
    fn the_smallest_and_the_largest_stem_are_stems() {
        check_round_trip(vec![(0, 0), (u32::MAX, 0), (u32::MAX, 1), (u32::MAX - 1, 1)], 2);
    }

    #[test]
    fn a_stem_that_every_story_has_is_found_in_every_story() {
        check_round_trip((0..1000).map(|story| (42, story)).collect(), 1000);
    }

    #[test]
    fn a_stem_between_two_others_is_not_found() {
        let bytes = written(vec![(10, 0), (12, 1)], 2);
        assert!(find(&bytes, 2, 11).is_none());
        assert!(find(&bytes, 2, 13).is_none());
    }

    proptest! {
        #[test]
        fn what_was_written_is_found(
            pairs in proptest::collection::vec((any::<u32>(), 0_u32..5000), 0..3000),
            common in proptest::collection::vec((0_u32..9, 0_u32..5000), 0..300)
        ) {
            let spread = common.into_iter().map(|(stem, story)| (stem.wrapping_mul(0x9E37_79B9), story));
            check_round_trip(pairs.into_iter().chain(spread).collect(), 5000);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), stem in any::<u32>(), stories in any::<u32>()) {
            let _ = check(&bytes);
            if check(&bytes).is_ok() {
                let _ = verify(&bytes, stories);
            }
            if let Some(list) = find(&bytes, stories, stem) {
                let _ = list.take(1000).count();
            }
        }
    }
}
