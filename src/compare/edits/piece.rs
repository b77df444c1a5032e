//! Which words and marks does a side consist of?
//!
//! A list of edits accounts for every piece of a text: words, and every mark that is no white space. The pieces of site
//! furniture are left out, since furniture is never an edit.

use super::super::Side;
use crate::story::Role;
use crate::text::Span;
use crate::text::list::List;
use crate::text::quotation::quotations;
use crate::text::{spelling, stem, token};

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
}

impl<'a> Sheet<'a> {
    /// Cuts a side into pieces.
    pub(super) fn of(side: Side<'a>) -> Self {
        Self::read(side, &mut Reader::new(side.document.text.len()))
    }

    /// Cuts both sides into pieces; what they share is read once.
    pub(super) fn of_both(original: Side<'a>, page: Side<'a>) -> (Self, Self) {
        let mut reader = Reader::new(original.document.text.len().max(page.document.text.len()));
        (Self::read(original, &mut reader), Self::read(page, &mut reader))
    }

    fn read(side: Side<'a>, reader: &mut Reader<'a>) -> Self {
        let text = side.document.text.as_str();
        let mut sheet = Self { side, text, pieces: Vec::with_capacity(text.len() / 5) };
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
            cut(part_text, part.span.start, &mut |span, is_word| {
                let piece = reader.piece(text, span, is_word, part.role);
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

/// Calls `found` for every word and every mark of a text, in order.
fn cut(text: &str, offset: usize, found: &mut impl FnMut(Span, bool)) {
    let mut at = 0;
    let marks = |from: usize, to: usize, found: &mut dyn FnMut(Span, bool)| {
        for (start, mark) in text[from..to].char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let start = offset + from + start;
            found(Span::new(start, start + mark.len_utf8()), false);
        }
    };
    for mut word in token::words(text) {
        marks(at, word.start, found);
        // The period of initials ("U.S.") and of a short form ("Mr.") belongs to its word.
        let raw = word.of(text);
        let has_period = text[word.end..].starts_with('.')
            && (raw.contains('.') && raw.starts_with(char::is_alphabetic) || is_short_form(raw));
        word.end += usize::from(has_period);
        found(Span::new(offset + word.start, offset + word.end), true);
        at = word.end;
    }
    marks(at, text.len(), found);
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

/// Reads words, nearly every form of a word once.
struct Reader<'a> {
    /// By a form's hash the last that fell there, with its key, stem and class.
    known: Vec<(&'a str, (u32, u32, Class))>,
    folded: String,
    key: String,
}

impl<'a> Reader<'a> {
    /// A reader for texts of so many bytes.
    fn new(bytes: usize) -> Self {
        let known = vec![("", (0, 0, Class::Mark)); (bytes / 16).next_power_of_two()];
        Self { known, folded: String::new(), key: String::new() }
    }

    /// The key, stem and class of a word.
    fn word(&mut self, raw: &'a str) -> (u32, u32, Class) {
        let Self { known, folded, key } = self;
        let slot = stem::hash_bytes(raw.as_bytes()) as usize & (known.len() - 1);
        if known[slot].0 != raw {
            token::normalize(raw.strip_suffix('.').unwrap_or(raw), folded);
            spelling::key(folded, key);
            let class = if is_function_word(folded) { Class::Function } else { Class::Content };
            known[slot] = (raw, (stem::hash_bytes(key.as_bytes()), stem::hash(folded), class));
        }
        known[slot].1
    }

    fn piece(&mut self, text: &'a str, span: Span, is_word: bool, role: Role) -> Piece {
        let raw = span.of(text);
        let joined = !text[..span.start].ends_with(char::is_whitespace) && span.start > 0;
        let (key, stem, class) = if is_word {
            self.word(raw)
        } else {
            let key = match raw {
                "“" | "”" | "\"" | "„" | "«" | "»" | "‟" | "\u{ff02}" | "‘" | "’" | "'" | "`" | "‹" | "›" => {
                    u32::from('"')
                }
                "-" | "–" | "—" | "−" | "\u{2010}" | "\u{2011}" | "―" => u32::from('-'),
                "(" | "[" => u32::from('('),
                ")" | "]" => u32::from(')'),
                _ => raw.chars().next().map_or(0, u32::from),
            };
            (key, key, Class::Mark)
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
