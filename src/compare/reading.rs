//! What are the words of this pair?
//!
//! Both sides of a comparison, read once: words with stems numbered through the pair, so that everything after works on
//! small integers and flat arrays.

use super::parameters::DOCUMENT_WORDS;
use crate::story::{Document, Part, Role};
use crate::text::sentence::sentences;
use crate::text::token::{Stems, Token, tokenize_with};
use crate::text::{Span, lexicon};

/// The stems of a pair, numbered from 0 in the order in which they appear.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Open addressing: numbers plus one, 0 for a free slot; the stem's hash says where to look first.
    slots: Vec<u32>,
    stems: Vec<u32>,
    /// By number: the chance that a running word of English is this one.
    frequency: Vec<f32>,
    /// By number: the natural logarithm of one document in how many holds the stem.
    idf: Vec<f32>,
    /// The words read so far.
    read: Stems,
    /// By level of the lexicon, and last for what it does not hold: both of these.
    of_level: [(f32, f32); lexicon::LEVELS + 1],
}

/// How text is broken before a word, from nothing to the document's edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Nothing but spaces and marks.
    None,
    /// A line break.
    Line,
    /// The end of a sentence.
    Sentence,
    /// A blank line, or the end of a sentence and of its line.
    Paragraph,
    /// The beginning or end of the document.
    Edge,
}

/// A sentence and its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sentence {
    /// Where it stands in the text.
    pub(super) span: Span,
    /// Its first word.
    pub(super) first: usize,
    /// One past its last word.
    pub(super) end: usize,
    /// The role of the part that it stands in.
    pub(super) role: Role,
}

/// One side, read.
#[derive(Debug, Default)]
pub(super) struct Reading<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its words.
    pub(super) tokens: Vec<Token>,
    /// The number of each word's stem.
    pub(super) stems: Vec<u32>,
    /// The break before each word, and at the end.
    pub(super) breaks: Vec<Break>,
    /// Its sentences, in order, those without words left out.
    pub(super) sentences: Vec<Sentence>,
}

impl Vocabulary {
    /// An empty vocabulary for about this many different stems.
    pub(super) fn with_capacity(stems: usize) -> Self {
        let slots = (stems * 2).next_power_of_two().max(64);
        let of_level = std::array::from_fn(|level| {
            let level = Some(level as u8).filter(|_| level < lexicon::LEVELS);
            let frequency = (-lexicon::rarity_of_level(level)).exp();
            (frequency, -(-(-DOCUMENT_WORDS * frequency).exp_m1()).ln())
        });
        Self {
            slots: vec![0; slots],
            stems: Vec::new(),
            frequency: Vec::new(),
            idf: Vec::new(),
            read: Stems::new(stems * 10),
            of_level,
        }
    }

    /// The number of a stem.
    pub(super) fn number(&mut self, stem: u32) -> u32 {
        self.number_of(stem, lexicon::level)
    }

    /// The number of a stem of which half of the hash is known. A vocabulary holds whole hashes or halves, not both.
    pub(super) fn number_of_short(&mut self, short: u16) -> u32 {
        self.number_of(u32::from(short), |_| lexicon::level_of_short(short))
    }

    fn number_of(&mut self, stem: u32, level: impl FnOnce(u32) -> Option<u8>) -> u32 {
        if self.stems.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.find(stem);
        if self.slots[slot] == 0 {
            let (frequency, idf) = self.of_level[level(stem).map_or(lexicon::LEVELS, usize::from)];
            self.stems.push(stem);
            self.frequency.push(frequency);
            self.idf.push(idf);
            self.slots[slot] = self.stems.len() as u32;
        }
        self.slots[slot] - 1
    }

    /// How many different stems there are.
    pub(super) fn len(&self) -> usize {
        self.stems.len()
    }

    /// The chance that a running word of English is this stem.
    pub(super) fn frequency(&self, number: u32) -> f32 {
        self.frequency[number as usize]
    }

    /// The inverse document frequency of a stem, for documents of [`DOCUMENT_WORDS`] words.
    pub(super) fn idf(&self, number: u32) -> f32 {
        self.idf[number as usize]
    }

    fn find(&self, stem: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = stem as usize;
        loop {
            slot &= mask;
            let number = self.slots[slot];
            if number == 0 || self.stems[number as usize - 1] == stem {
                return slot;
            }
            slot += 1;
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for number in 0..self.stems.len() {
            let slot = self.find(self.stems[number]);
            self.slots[slot] = number as u32 + 1;
        }
    }
}

impl<'a> Reading<'a> {
    /// Reads one side, numbering its stems in `vocabulary`.
    pub(super) fn new(document: &'a Document, vocabulary: &mut Vocabulary) -> Self {
        let text = document.text.as_str();
        let tokens = tokenize_with(text, &mut vocabulary.read);
        let stems = tokens.iter().map(|token| vocabulary.number(token.stem)).collect();
        let whole = [Part { role: Role::Body, span: Span::new(0, text.len()) }];
        let parts: &[Part] = if document.parts.is_empty() { &whole } else { &document.parts };
        let sentences = sentences_of_parts(text, parts, &tokens);
        let breaks = breaks(text, &tokens, &sentences);
        Self { text, tokens, stems, breaks, sentences }
    }

    /// From the first to the last of these words, with the marks that are attached to them.
    pub(super) fn span_of(&self, words: (usize, usize)) -> Span {
        let (Some(first), Some(last)) = (self.tokens.get(words.0), self.tokens.get(words.1.wrapping_sub(1))) else {
            return Span::default();
        };
        let before = &self.text[..first.span.start];
        let opened = before.trim_end_matches(|c: char| !c.is_whitespace() && !c.is_alphanumeric());
        let after = &self.text[last.span.end..];
        let closed = after.trim_start_matches(|c: char| !c.is_whitespace() && !c.is_alphanumeric());
        Span::new(opened.len(), self.text.len() - closed.len())
    }

    /// The stems of a sentence, by number.
    pub(super) fn stems_of(&self, sentence: Sentence) -> &[u32] {
        self.stems.get(sentence.first..sentence.end).unwrap_or_default()
    }
}

fn sentences_of_parts(text: &str, parts: &[Part], tokens: &[Token]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in parts {
        for span in sentences(part.span.of(text)) {
            let span = Span::new(part.span.start + span.start, part.span.start + span.end);
            let first = at + tokens[at..].iter().take_while(|token| token.span.start < span.start).count();
            let end = first + tokens[first..].iter().take_while(|token| token.span.start < span.end).count();
            if end > first {
                found.push(Sentence { span, first, end, role: part.role });
            }
            at = end;
        }
    }
    found
}

fn breaks(text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Break> {
    let mut starts = sentences.iter().map(|sentence| sentence.first).peekable();
    let mut reach = 0;
    let mut breaks = Vec::with_capacity(tokens.len() + 1);
    for (at, token) in tokens.iter().enumerate() {
        let gap = text.get(reach..token.span.start).unwrap_or_default();
        let lines = if gap.len() > 1 || gap == "\n" { gap.bytes().filter(|byte| *byte == b'\n').count() } else { 0 };
        let starts_sentence = starts.next_if(|start| *start <= at).is_some();
        breaks.push(match (lines, starts_sentence) {
            _ if at == 0 => Break::Edge,
            (2.., _) => Break::Paragraph,
            (1, true) if gap.contains(['.', '?', '!', '…', '。']) => Break::Paragraph,
            (_, true) => Break::Sentence,
            (1, _) => Break::Line,
            _ => Break::None,
        });
        reach = token.span.end;
    }
    breaks.push(Break::Edge);
    breaks
}

/// Reads two texts for a test of what follows.
#[cfg(test)]
pub(super) fn read_both<T>(
    original: &str,
    page: &str,
    test: impl FnOnce(&Reading<'_>, &Reading<'_>, &Vocabulary) -> T,
) -> T {
    let body = |text: &str| Document { text: text.to_owned(), parts: Vec::new() };
    let (original, page) = (body(original), body(page));
    let mut vocabulary = Vocabulary::with_capacity(100);
    let (original, page) = (Reading::new(&original, &mut vocabulary), Reading::new(&page, &mut vocabulary));
    test(&original, &page, &vocabulary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_tell_lines_sentences_and_paragraphs() {
        let text = "Ferry aground\nThe Castor ran aground. Nobody was hurt.\n\nIt is being towed.";
        let found = read_both(text, "", |original, _, _| original.breaks.clone());
        let kinds = |at: Break| found.iter().filter(|found| **found == at).count();
        assert_eq!((found[0], found[found.len() - 1]), (Break::Edge, Break::Edge));
        assert_eq!((kinds(Break::Sentence), kinds(Break::Paragraph)), (2, 1), "{found:?}");
    }

    #[test]
    fn a_span_takes_the_marks_that_are_attached_to_its_words() {
        let span = |words| {
            read_both("He said: “It held (so far).” Then", "", |original, _, _| {
                original.span_of(words).of(original.text).to_owned()
            })
        };
        assert_eq!(span((2, 6)), "“It held (so far).”");
        assert_eq!(span((3, 3)), "");
    }
}
