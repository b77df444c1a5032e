//! Which characters do the bytes of a large source stand for, read piece by piece?
//!
//! [`input::decode`](crate::input::decode) answers that of a whole file; a feed may be larger than the memory. What its
//! first bytes announce (a byte order mark, UTF-16, an XML declaration) holds for all of it. Else it is UTF-8, and each
//! byte that is none is taken for Windows-1252: the few that programs leave in a feed, or all of them.

use crate::input;
use encoding_rs::{Decoder, UTF_8, WINDOWS_1252};
use std::io::{self, BufRead, Read};

/// Bytes that are decoded at a time.
const CHUNK: usize = 1 << 16;

/// A reader whose bytes are UTF-8, without byte order mark.
pub(super) struct Utf8Reader<R> {
    inner: R,
    /// None where the bytes are UTF-8 with strays.
    decoder: Option<Decoder>,
    /// Bytes of a character that is not complete yet.
    carried: Vec<u8>,
    decoded: String,
    at: usize,
    begun: bool,
    ended: bool,
}

impl<R: BufRead> Utf8Reader<R> {
    /// Reads what `inner` gives; `head` is how it begins.
    pub(super) fn new(inner: R, head: &[u8]) -> Self {
        let announced = input::announced(head).filter(|&encoding| encoding != UTF_8);
        Self {
            inner,
            decoder: announced.map(|encoding| encoding.new_decoder_with_bom_removal()),
            carried: Vec::new(),
            decoded: String::new(),
            at: 0,
            begun: false,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.decoded.clear();
        self.at = 0;
        while self.decoded.is_empty() && !self.ended {
            let bytes = self.inner.fill_buf()?;
            let bytes = &bytes[..bytes.len().min(CHUNK)];
            self.ended = bytes.is_empty();
            match &mut self.decoder {
                Some(decoder) => {
                    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
                    self.decoded.reserve(room);
                    let _ = decoder.decode_to_string(bytes, &mut self.decoded, self.ended);
                }
                None => {
                    self.carried.extend_from_slice(bytes);
                    mixed(&mut self.carried, &mut self.decoded, self.ended);
                    if !self.begun && self.decoded.starts_with('\u{feff}') {
                        self.decoded.drain(..'\u{feff}'.len_utf8());
                    }
                    self.begun |= !self.decoded.is_empty();
                }
            }
            let used = bytes.len();
            self.inner.consume(used);
        }
        Ok(())
    }
}

/// Moves complete characters from `bytes` to `text`; at the end all of them.
fn mixed(bytes: &mut Vec<u8>, text: &mut String, at_end: bool) {
    let mut rest = bytes.as_slice();
    loop {
        let (valid, stray) = match std::str::from_utf8(rest) {
            Ok(valid) => (valid, 0),
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                let stray = error.error_len().unwrap_or(if at_end { after.len() } else { 0 });
                (std::str::from_utf8(valid).unwrap_or_default(), stray)
            }
        };
        text.push_str(valid);
        let (strays, after) = rest[valid.len()..].split_at(stray);
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(strays).0);
        rest = after;
        if stray == 0 {
            break;
        }
    }
    let used = bytes.len() - rest.len();
    bytes.drain(..used);
}

impl<R: BufRead> BufRead for Utf8Reader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.decoded.len() {
            self.refill()?;
        }
        Ok(&self.decoded.as_bytes()[self.at..])
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount;
    }
}

impl<R: BufRead> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    /// Reads with every size of the chunks that a file could come in.
    fn check(bytes: &[u8], expected: &str) {
        for size in 1..9 {
            let mut text = String::new();
            let mut reader = Utf8Reader::new(BufReader::with_capacity(size, bytes), bytes);
            reader.read_to_string(&mut text).unwrap();
            assert_eq!(text, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn utf8_is_utf8_wherever_it_is_cut() {
        check("Wałęsa “quoted” 🐑".as_bytes(), "Wałęsa “quoted” 🐑");
    }

    #[test]
    fn a_byte_order_mark_is_no_character() {
        check(b"\xEF\xBB\xBF{}", "{}");
        check(b"\xFF\xFE{\0}\0", "{}");
    }

    #[test]
    fn strays_are_windows_1252() {
        check(&["“Café” ".as_bytes(), b"\x93caf\xE9\x94 \xE9"].concat(), "“Café” “café” é");
    }

    #[test]
    fn an_xml_declaration_names_the_encoding() {
        check(
            b"<?xml version='1.0' encoding='iso-8859-2'?><p>Wa\xB3\xEAsa</p>",
            "<?xml version='1.0' encoding='iso-8859-2'?><p>Wałęsa</p>",
        );
    }

    #[test]
    fn utf16_without_a_mark() {
        let le: Vec<u8> = "<rss>é “a feed”</rss>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&le, "<rss>é “a feed”</rss>");
    }
}
