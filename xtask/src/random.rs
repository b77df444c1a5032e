//! Which number comes next? The same ones after the same seed, so that whatever was found can be found again.

/// A generator of random numbers: xorshift64 (G. Marsaglia, "Xorshift RNGs", 2003).
pub(crate) struct Random(u64);

impl Random {
    /// The numbers of a seed; neighbouring seeds give unlike ones.
    pub(crate) fn new(seed: u64) -> Self {
        Self((seed.wrapping_add(1)).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below a limit; 0 where the limit is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    /// Whether something happens that happens with this chance, 0–1.
    pub(crate) fn chance(&mut self, share: f64) -> bool {
        (self.below(1 << 20) as f64) < share * f64::from(1 << 20)
    }

    /// One of these.
    pub(crate) fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}
