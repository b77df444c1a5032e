//! How are numbers written in bits?
//!
//! Bits fill each byte from the lowest. Three codes, all classics of inverted indexes (I. H. Witten, A. Moffat, T. C.
//! Bell, *Managing Gigabytes*, 1999): unary, Elias' gamma for small numbers of unknown size, Rice's for gaps whose mean
//! is known.

/// Writes bits.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    /// The bits of the byte that is not yet full, up to 7 of them between calls.
    waiting: u64,
    count: u32,
}

impl BitWriter {
    /// Appends the lowest `count` bits of a number; at most 32.
    pub(super) fn put(&mut self, number: u32, count: u32) {
        let count = count.min(32);
        self.waiting |= (u64::from(number) & ((1 << count) - 1)) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.waiting as u8);
            self.waiting >>= 8;
            self.count -= 8;
        }
    }

    /// Appends zeros, as many as the number, and a one.
    pub(super) fn put_unary(&mut self, mut number: u32) {
        while number >= 31 {
            self.put(0, 31);
            number -= 31;
        }
        self.put(1 << number, number + 1);
    }

    /// Appends a number from 1 on: its length in unary, then its bits below the highest.
    pub(super) fn put_gamma(&mut self, number: u32) {
        let length = number.max(1).ilog2();
        self.put_unary(length);
        self.put(number, length);
    }

    /// Appends a number in Rice's code: what is above the lowest `k` bits in unary, then these.
    pub(super) fn put_rice(&mut self, number: u32, k: u32) {
        self.put_unary(number.checked_shr(k).unwrap_or(0));
        self.put(number, k);
    }

    /// The bytes, the last one filled with zeros.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push(self.waiting as u8);
        }
        self.bytes
    }
}

/// Reads bits; every function gives none where the bytes end.
#[derive(Clone, Copy, Debug)]
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    /// The next bit.
    pub(super) at: usize,
}

impl<'a> BitReader<'a> {
    /// From a bit of these bytes on.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next `count` bits as a number; at most 32.
    pub(super) fn number(&mut self, count: u32) -> Option<u32> {
        let bits = self.peek() & ((1_u64 << count.min(32)) - 1);
        self.skip(count as usize)?;
        Some(bits as u32)
    }

    /// How many zeros come before the next one; passes both.
    pub(super) fn unary(&mut self) -> Option<u32> {
        let mut zeros = 0_u32;
        loop {
            let bits = self.peek();
            if bits != 0 {
                let more = bits.trailing_zeros();
                self.skip(more as usize + 1)?;
                return zeros.checked_add(more);
            }
            self.skip(PEEKED)?;
            zeros = zeros.checked_add(PEEKED as u32)?;
        }
    }

    /// Passes so many zeros and the ones among them; gives how many ones those were.
    pub(super) fn pass_zeros(&mut self, mut zeros: u32) -> Option<u32> {
        let mut passed = 0;
        while zeros > 0 {
            // Some words at once where they don't hold all of these zeros: this is where a long list's time goes. In wasm the
            // ones of a word are counted by one instruction, and nothing is gained.
            let block = self.bytes.get(self.at / 8..).and_then(<[u8]>::first_chunk::<BLOCK>);
            let is_block = cfg!(not(target_arch = "wasm32")) && self.at.is_multiple_of(8);
            if let Some(block) = block.filter(|_| is_block) {
                let words = block.as_chunks().0.iter();
                let ones = words.map(|word| u64::from_le_bytes(*word).count_ones()).sum::<u32>();
                if let Some(left) = zeros.checked_sub(8 * BLOCK as u32 - ones).filter(|&left| left > 0) {
                    (zeros, passed) = (left, passed + ones);
                    self.at += 8 * BLOCK;
                    continue;
                }
            }
            let bits = self.peek();
            // Up to a whole byte, so that all looks but the first are at 64 bits.
            let size = u64::BITS - (self.at % 8) as u32;
            let ones = bits.count_ones();
            if let Some(left) = zeros.checked_sub(size - ones).filter(|&left| left > 0) {
                (zeros, passed) = (left, passed + ones);
                self.skip(size as usize)?;
                continue;
            }
            // The last of them stands among these bits.
            let last = (1..zeros).fold(!bits, |zeros, _| zeros & (zeros - 1)).trailing_zeros();
            self.skip(last as usize + 1)?;
            return Some(passed + last + 1 - zeros);
        }
        Some(passed)
    }

    /// A number in gamma code.
    pub(super) fn gamma(&mut self) -> Option<u32> {
        let bits = self.peek();
        let length = bits.trailing_zeros();
        if (2 * length as usize) < PEEKED {
            // Nearly always all of it is seen at a look.
            self.skip(2 * length as usize + 1)?;
            return Some((1 << length) | (bits >> (length + 1)) as u32 & ((1 << length) - 1));
        }
        let length = self.unary().filter(|&length| length < 32)?;
        Some(1 << length | self.number(length)?)
    }

    /// A number in Rice's code.
    pub(super) fn rice(&mut self, k: u32) -> Option<u32> {
        let bits = self.peek();
        let high = bits.trailing_zeros();
        if (high + 1 + k) as usize <= PEEKED && k < 32 {
            self.skip((high + 1 + k) as usize)?;
            return u32::try_from(u64::from(high) << k | bits >> (high + 1) & ((1 << k) - 1)).ok();
        }
        let high = u64::from(self.unary()?) << k.min(32);
        u32::try_from(high | u64::from(self.number(k)?)).ok()
    }

    /// Passes so many bits.
    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        self.at = self.at.checked_add(count).filter(|&at| at <= self.bytes.len() * 8)?;
        Some(())
    }

    /// Whether nothing is left but what fills the last byte.
    pub(super) fn is_at_end(&self) -> bool {
        self.at.div_ceil(8) == self.bytes.len()
    }

    /// The next bits, [`PEEKED`] of them at least, zeros past the end.
    #[inline]
    pub(super) fn peek(&self) -> u64 {
        let from = self.bytes.get(self.at / 8..).unwrap_or_default();
        let word = match from.first_chunk() {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => from.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        word >> (self.at % 8)
    }
}

/// The parameter that is shortest for gaps of this mean: Rice's code is best near mean · ln 2.
pub(super) fn rice_parameter(mean: u64) -> u32 {
    (mean * 7 / 10).max(1).ilog2().min(32)
}

/// Bytes whose ones are counted at once.
const BLOCK: usize = 32;

/// Bits that a look at eight bytes gives wherever in the first byte it begins.
pub(super) const PEEKED: usize = 57;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_code_comes_back(
            numbers in proptest::collection::vec((0_u32..5_000_000, 0_u32..24), 0..60)
        ) {
            let mut writer = BitWriter::default();
            for &(number, k) in &numbers {
                writer.put_unary(number % 300);
                writer.put_gamma(number + 1);
                writer.put_rice(number, k.max(12));
                writer.put(number, 23);
            }
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes, 0);
            for &(number, k) in &numbers {
                prop_assert_eq!(reader.unary(), Some(number % 300));
                prop_assert_eq!(reader.gamma(), Some(number + 1));
                prop_assert_eq!(reader.rice(k.max(12)), Some(number));
                prop_assert_eq!(reader.number(23), Some(number));
            }
        }

        #[test]
        fn zeros_are_passed_as_if_one_by_one(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..90, zeros in 0_u32..900) {
            let bit = |at: usize| bytes.get(at / 8).map(|byte| byte >> (at % 8) & 1 == 1);
            let (mut end, mut left, mut ones) = (at, zeros, 0);
            while left > 0 && let Some(one) = bit(end) {
                end += 1;
                ones += u32::from(one);
                left -= u32::from(!one);
            }
            let mut reader = BitReader::new(&bytes, at);
            if left == 0 {
                prop_assert_eq!(reader.pass_zeros(zeros), Some(ones));
                prop_assert_eq!(reader.at, end);
            } else {
                prop_assert_eq!(reader.pass_zeros(zeros), None);
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..40), at in 0_usize..400, k in 0_u32..40) {
            let reader = BitReader::new(&bytes, at);
            let _ = (reader.clone().unary(), reader.clone().gamma(), reader.clone().rice(k), reader.clone().number(k));
        }
    }
}
