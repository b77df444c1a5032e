//! Which word stands next to which?
//!
//! What recognises numbers, dates and names reads the words of a text in a row, in lower case, and looks at what stands
//! between them.

use super::{Span, token};
use crate::text::case::{is_capitalized, starts_with_digit};
use crate::text::language::Language;

/// A folded word without the "'s" at its end.
pub(crate) fn without_possessive(mut word: &str) -> &str {
    while let Some(rest) = word.strip_suffix("'s") {
        word = rest;
    }
    word
}

/// The words of a text, to look ahead and back in.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    spans: Vec<Span>,
    /// The folded words, one behind the other.
    folded: String,
    /// Where each of them begins; one more at the end.
    starts: Vec<usize>,
    /// Whether a point parts thousands, as in "1.500": in other languages than English.
    pub(super) points_group: bool,
}

impl<'a> Words<'a> {
    /// The words of `text`.
    pub fn of(text: &'a str) -> Self {
        let mut spans: Vec<Span> = token::words(text).collect();
        // The period of initials may end a sentence too, but between words of one sentence it belongs to them.
        for span in &mut spans {
            if span.of(text).contains('.') && !starts_with_digit(span.of(text)) {
                span.end += usize::from(text[span.end..].starts_with('.'));
            }
        }
        let (mut folded, mut word) = (String::with_capacity(text.len()), String::new());
        let mut starts = Vec::with_capacity(spans.len() + 1);
        for span in &spans {
            starts.push(folded.len());
            token::normalize(span.of(text), &mut word);
            folded.push_str(&word);
        }
        starts.push(folded.len());
        Self { text, spans, folded, starts, points_group: false }
    }

    /// The words of `text` in its language, by which numbers are written.
    pub(crate) fn in_language(text: &'a str, language: Language) -> Self {
        Self { points_group: language != Language::English, ..Self::of(text) }
    }

    /// Whether they are in another language than English.
    pub(crate) fn is_foreign(&self) -> bool {
        self.points_group
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// A word, folded; empty past the end.
    // Asked at a hundred places, at each of which it would stand anew in wasm.
    #[inline(never)]
    pub fn get(&self, at: usize) -> &str {
        match self.starts.get(at..) {
            Some([start, end, ..]) => self.folded.get(*start..*end).unwrap_or_default(),
            _ => "",
        }
    }

    /// A word as it lies; empty past the end.
    pub fn raw(&self, at: usize) -> &'a str {
        self.spans.get(at).map_or("", |span| span.of(self.text))
    }

    /// Where a word stands; the end of the text past the last.
    pub fn span(&self, at: usize) -> Span {
        self.spans.get(at).copied().unwrap_or(Span::new(self.text.len(), self.text.len()))
    }

    /// What stands between a word and the one before it.
    pub fn gap(&self, at: usize) -> &'a str {
        let start = if at == 0 { 0 } else { self.span(at - 1).end };
        self.text.get(start..self.span(at).start).unwrap_or_default()
    }

    /// Whether nothing but white space stands before this word and after the one before it, of which there is one.
    pub fn follows(&self, at: usize) -> bool {
        at > 0 && at < self.len() && self.gap(at).trim().is_empty()
    }

    /// Whether this word is joined to the one before it by white space or a hyphen.
    pub fn adjoins(&self, at: usize) -> bool {
        at > 0 && at < self.len() && matches!(self.gap(at).trim(), "" | "-" | "\u{2010}" | "\u{2011}")
    }

    /// Whether the words from `at` on are these, with nothing but white space or hyphens between them.
    pub fn are(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(i, word)| self.get(at + i) == *word && (i == 0 || self.adjoins(at + i)))
    }

    /// Whether a word begins with a capital letter.
    pub fn is_capital(&self, at: usize) -> bool {
        is_capitalized(self.raw(at))
    }

    /// The first word that begins at this byte or after it.
    pub fn at_or_after(&self, byte: usize) -> usize {
        self.spans.partition_point(|span| span.start < byte)
    }

    /// The text the words were read from.
    pub fn text(&self) -> &'a str {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_around() {
        let words = Words::of("The U.S. said two-year, so.");
        assert_eq!((words.len(), words.get(1), words.raw(1)), (6, "us", "U.S."));
        assert!(words.follows(2) && words.adjoins(4) && !words.follows(4) && !words.adjoins(5));
        assert!(words.are(3, &["two", "year"]) && words.get(9).is_empty() && words.gap(9).is_empty());
    }
}
