//! Which words and marks does a side consist of?
//!
//! A list of edits accounts for every piece of a text: words, and every mark that is no white space. The pieces of site
//! furniture are left out, since furniture is never an edit.

use super::super::Side;
use crate::story::Role;
use crate::text::Span;
use crate::text::language::Language;
use crate::text::list::List;
use crate::text::quotation::quotations;
use crate::text::token::{Token, tokenize};
use crate::text::{spelling, stem, token};
use std::borrow::Cow;

/// A word or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) span: Span,
    /// Whether no white space stands before it.
    pub(super) joined: bool,
    /// Equal for forms of house style: spelling, case, kind of quotation mark or dash.
    pub(super) key: u32,
    /// Equal for forms of one word; the key for marks.
    pub(super) stem: u32,
    /// What it weighs.
    pub(super) class: Class,
    /// The number of the quotation it stands in, from 1, its marks included; 0 outside.
    pub(super) quotation: u32,
    /// The role of the part it stands in.
    pub(super) role: Role,
}

/// How much a piece says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Punctuation.
    Mark,
    /// "The", "of", "has".
    Function,
    /// Any other word.
    Content,
}

/// One side, in pieces.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    /// The document and its day.
    pub(super) side: Side<'a>,
    /// Its text.
    pub(super) text: &'a str,
    /// Its pieces in order.
    pub(super) pieces: Vec<Piece>,
    /// The language of its text.
    pub(super) language: Language,
}

impl<'a> Sheet<'a> {
    /// Cuts a side into pieces.
    pub(super) fn of(side: Side<'a>) -> Self {
        let text = side.document.text.as_str();
        Self::read(side, &tokenize(text), Language::of(&[text]), &mut Reader::new(text.len()))
    }

    /// Cuts both sides, whose words are known, into pieces; what they share is read once.
    pub(super) fn of_both(original: (Side<'a>, &[Token]), page: (Side<'a>, &[Token])) -> (Self, Self) {
        let texts = [original.0, page.0].map(|side| side.document.text.as_str());
        let (language, mut reader) = (Language::of(&texts), Reader::new(texts[0].len().max(texts[1].len())));
        let mut read = |(side, words): (Side<'a>, &[Token])| Self::read(side, words, language, &mut reader);
        (read(original), read(page))
    }

    fn read(side: Side<'a>, words: &[Token], language: Language, reader: &mut Reader) -> Self {
        let text = side.document.text.as_str();
        let mut sheet = Self { side, text, pieces: Vec::with_capacity(text.len() / 5), language };
        let mut skipped = true;
        for part in &side.document.parts {
            if part.role == Role::Furniture {
                skipped = true;
                continue;
            }
            let Some(part_text) = text.get(part.span.range()) else { continue };
            let reach = sheet.pieces.last().map_or(0, |piece| piece.span.end);
            if part.span.start < reach {
                continue;
            }
            let first = sheet.pieces.len();
            cut(part_text, part.span.start, &words_of_part(part.span, part_text, words), &mut |span, word| {
                let piece = reader.piece(text, span, word, part.role);
                sheet.pieces.push(piece);
            });
            if let Some(piece) = sheet.pieces.get_mut(first) {
                piece.joined = piece.joined && !skipped && first > 0;
                skipped = false;
            }
        }
        sheet.mark_quotations();
        sheet
    }

    /// The text of a run of pieces, as it lies.
    pub(super) fn span(&self, range: std::ops::Range<usize>) -> Span {
        match (self.pieces.get(range.start), range.end.checked_sub(1).and_then(|last| self.pieces.get(last))) {
            (Some(first), Some(last)) if range.start < range.end => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// A piece as it lies.
    pub(super) fn raw(&self, at: usize) -> &'a str {
        self.pieces.get(at).map_or("", |piece| piece.span.of(self.text))
    }

    /// The pieces that begin inside a span.
    pub(super) fn within(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.pieces.partition_point(|piece| piece.span.start < span.start);
        let end = self.pieces.partition_point(|piece| piece.span.start < span.end);
        start..end.max(start)
    }

    fn mark_quotations(&mut self) {
        let mut at = 0;
        for (number, quotation) in (1..).zip(quotations(self.text)) {
            while self.pieces.get(at).is_some_and(|piece| piece.span.end <= quotation.span.start) {
                at += 1;
            }
            while let Some(piece) = self.pieces.get_mut(at).filter(|piece| piece.span.start < quotation.span.end) {
                if matches!(piece.role, Role::Body | Role::Headline) {
                    piece.quotation = number;
                }
                at += 1;
            }
        }
    }
}

/// The words of a part, out of those of the whole text; read anew where one of them reaches over an end of the part.
fn words_of_part<'a>(part: Span, text: &str, words: &'a [Token]) -> Cow<'a, [Token]> {
    let first = words.partition_point(|word| word.span.end <= part.start);
    let end = words.partition_point(|word| word.span.start < part.end);
    match words.get(first..end) {
        Some(inside @ [.., last]) if inside[0].span.start >= part.start && last.span.end <= part.end => inside.into(),
        _ => {
            let mut inside = tokenize(text);
            for word in &mut inside {
                word.span = Span::new(part.start + word.span.start, part.start + word.span.end);
            }
            inside.into()
        }
    }
}

/// Calls `found` for every word and every mark of a part, in order; marks are no words.
fn cut(part: &str, offset: usize, words: &[Token], found: &mut impl FnMut(Span, Option<&Token>)) {
    let mut at = 0;
    let marks = |from: usize, to: usize, found: &mut dyn FnMut(Span, Option<&Token>)| {
        // Nearly always one space.
        if &part.as_bytes()[from..to] == b" " {
            return;
        }
        for (start, mark) in part[from..to].char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let start = offset + from + start;
            found(Span::new(start, start + mark.len_utf8()), None);
        }
    };
    for word in words {
        let (start, mut end) = (word.span.start - offset, word.span.end - offset);
        marks(at, start, found);
        // The period of initials ("U.S.") and of a short form ("Mr.") belongs to its word.
        let raw = &part[start..end];
        let has_period = part.as_bytes().get(end) == Some(&b'.')
            && (raw.contains('.') && raw.starts_with(char::is_alphabetic) || is_short_form(raw));
        end += usize::from(has_period);
        found(Span::new(offset + start, offset + end), Some(word));
        at = end;
    }
    marks(at, part.len(), found);
}

/// Short forms that are written with a period in one house style and without in another.
fn is_short_form(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Dr"
            | "Sen"
            | "Rep"
            | "Gov"
            | "Gen"
            | "Lt"
            | "Col"
            | "Sgt"
            | "Capt"
            | "Prof"
            | "St"
            | "Jr"
            | "Sr"
            | "No"
            | "Inc"
            | "Corp"
            | "Ltd"
            | "Co"
            | "Jan"
            | "Feb"
            | "Aug"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
            | "vs"
    )
}

/// Reads words, nearly every one of them once.
struct Reader {
    /// By a word's hash the last that fell there, with its key and class.
    known: Vec<Option<(u32, u32, Class)>>,
    folded: String,
    key: String,
}

impl Reader {
    /// A reader for texts of so many bytes.
    fn new(bytes: usize) -> Self {
        Self { known: vec![None; (bytes / 16).next_power_of_two()], folded: String::new(), key: String::new() }
    }

    /// The key and class of a word.
    fn word(&mut self, raw: &str, word: u32) -> (u32, Class) {
        let Self { known, folded, key } = self;
        let slot = word as usize & (known.len() - 1);
        match known[slot] {
            Some((same, key, class)) if same == word => (key, class),
            _ => {
                token::normalize(raw, folded);
                spelling::key(folded, key);
                let class = if is_function_word(folded) { Class::Function } else { Class::Content };
                let key = stem::hash_bytes(key.as_bytes());
                known[slot] = Some((word, key, class));
                (key, class)
            }
        }
    }

    fn piece(&mut self, text: &str, span: Span, word: Option<&Token>, role: Role) -> Piece {
        let joined = !text[..span.start].ends_with(char::is_whitespace) && span.start > 0;
        let (key, stem, class) = match word {
            Some(word) => {
                let (key, class) = self.word(word.span.of(text), word.word);
                (key, word.stem, class)
            }
            None => {
                let key = u32::from(match span.of(text).chars().next().unwrap_or_default() {
                    '“' | '”' | '"' | '„' | '«' | '»' | '‟' | '\u{ff02}' | '‘' | '’' | '\'' | '`' | '‹' | '›' => {
                        '"'
                    }
                    '-' | '–' | '—' | '−' | '\u{2010}' | '\u{2011}' | '―' => '-',
                    '(' | '[' => '(',
                    ')' | ']' => ')',
                    other => other,
                });
                (key, key, Class::Mark)
            }
        };
        Piece { span, joined, key, stem, class, quotation: 0, role }
    }
}

/// Words that say little by themselves, sorted.
const FUNCTION_WORDS: List = List::words(
    "a about after all also am an and any are as at be been before being but by can could did do does during each \
    either for from had has have he her here hers him his how i if in into is it its itself may me might more most \
    must my no nor not of off on or other our out over shall she should so some such than that the their them then \
    there these they this those through to too under until up upon us was we were what when where which while who \
    whom whose will with would you your",
);

/// Whether a folded word says little by itself.
pub(super) fn is_function_word(word: &str) -> bool {
    word != "us" && FUNCTION_WORDS.has(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Document;

    fn pieces(text: &str) -> String {
        let document = Document::from_paragraphs("", [text]);
        let sheet = Sheet::of(Side { document: &document, published: None });
        (0..sheet.pieces.len()).map(|at| sheet.raw(at)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn cuts_words_and_marks() {
        for (text, expected) in [
            ("The U.S. said: “No,” Mr. X.", "The|U.S.|said|:|“|No|,|”|Mr.|X|."),
            ("full-scale war…", "full|-|scale|war|…"),
            ("$3.2 million (5%)", "$|3.2|million|(|5|%|)"),
        ] {
            assert_eq!(pieces(text), expected);
        }
    }

    #[test]
    fn furniture_is_no_piece() {
        let mut document = Document::from_paragraphs("", ["One."]);
        document.push(Role::Furniture, "Subscribe");
        document.push(Role::Body, "Two.");
        let sheet = Sheet::of(Side { document: &document, published: None });
        assert_eq!(sheet.pieces.len(), 4);
    }
}
