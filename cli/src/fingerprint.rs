//! Which few bits stand for this text?
//!
//! FNV-1a of 64 bits (G. Fowler, L. C. Noll and K.-P. Vo, 1991): the same on every machine and in every version, a
//! multiplication a byte. Not for what somebody may forge.

const OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// The fingerprint of bytes.
pub(crate) fn of(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    #[test]
    fn published_values() {
        assert_eq!(super::of([]), 0xCBF2_9CE4_8422_2325);
        assert_eq!(super::of(*b"a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(super::of(*b"foobar"), 0x8594_4171_F739_67E8);
    }
}
