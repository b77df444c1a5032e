//! Are these the bytes that were written?

/// CRC-32C, as in iSCSI (RFC 3720, appendix B.4), ext4 and Btrfs.
pub(super) fn crc32c(bytes: &[u8]) -> u32 {
    crc32c_after(0, bytes)
}

/// The same of bytes that follow on others, from the checksum of those.
pub(super) fn crc32c_after(before: u32, bytes: &[u8]) -> u32 {
    // Made at each call; in the wasm it would be a kilobyte that no compression makes smaller.
    let table: [u32; 256] = std::array::from_fn(remainder);
    !bytes.iter().fold(!before, |crc, byte| table[usize::from(crc as u8 ^ byte)] ^ (crc >> 8))
}

/// The polynomial, bits reversed.
const POLYNOMIAL: u32 = 0x82F6_3B78;

/// What is left of a byte when it is divided by the polynomial.
fn remainder(byte: usize) -> u32 {
    (0..8).fold(byte as u32, |rest, _| if rest & 1 == 1 { POLYNOMIAL ^ (rest >> 1) } else { rest >> 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_examples_of_the_standard() {
        assert_eq!(crc32c(&[0; 32]), 0x8A91_36AA);
        assert_eq!(crc32c(&[0xFF; 32]), 0x62A8_AB43);
        assert_eq!(crc32c(b"123456789"), 0xE306_9283);
        assert_eq!(crc32c_after(crc32c(b"1234"), b"56789"), 0xE306_9283);
    }
}
