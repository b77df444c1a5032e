//! Which character is it?
//!
//! The engine counts bytes, the program's JSON counts Unicode characters of the input text, as Python and the
//! text-alignment corpora do.

use copytaster::text::Span;

/// Bytes between two checkpoints: a look-up counts at most so many, and a text costs one number for each.
const STRIDE: usize = 256;

/// Turns byte offsets of a text into character offsets, after one pass over the text.
#[derive(Debug)]
pub(crate) struct Characters<'a> {
    text: &'a str,
    /// Characters of the input that stand before the text: its byte order mark.
    before: usize,
    /// Characters before each multiple of [`STRIDE`].
    checkpoints: Vec<usize>,
}

impl<'a> Characters<'a> {
    /// Counts the characters of a text that `before` characters of its input precede.
    pub(crate) fn of(text: &'a str, before: usize) -> Self {
        let mut counted = before;
        let checkpoints = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let here = counted;
                counted += starts(chunk);
                here
            })
            .collect();
        Self { text, before, checkpoints }
    }

    /// The characters of a span, as `[first, one past the last]`.
    pub(crate) fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }

    /// How many characters precede this byte.
    fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        // A text that ends on a checkpoint has no chunk after it: count from the one before.
        let chunk = (byte / STRIDE).min(self.checkpoints.len().saturating_sub(1));
        let counted = self.checkpoints.get(chunk).copied().unwrap_or(self.before);
        counted + starts(self.text.as_bytes().get(chunk * STRIDE..byte).unwrap_or_default())
    }
}

/// How many characters begin in these bytes of UTF-8.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_and_not_bytes() {
        let text = "“Ünë” 𝔘!";
        let characters = Characters::of(text, 0);
        let at = text.find('!').unwrap();
        assert_eq!(characters.span(Span::new(at, text.len())), [7, 8]);
    }

    #[test]
    fn agrees_with_counting_from_the_start_at_every_character() {
        let text = "aé‖𝔘\r\n".repeat(200);
        let characters = Characters::of(&text, 1);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(characters.at(byte), count + 1);
        }
        assert_eq!(characters.at(text.len()), text.chars().count() + 1);
    }

    #[test]
    fn an_empty_text_has_no_characters() {
        assert_eq!(Characters::of("", 0).span(Span::new(0, 0)), [0, 0]);
        assert_eq!(Characters::of("", 1).span(Span::new(0, 9)), [1, 1]);
    }
}
