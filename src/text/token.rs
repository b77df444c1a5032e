//! Which words are there?

use super::Span;
use super::fold::{fold_word, is_apostrophe, is_combining, is_invisible};
use super::stem;
use crate::text::case::starts_with_digit;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The hash of its folded form.
    pub word: u32,
    /// The hash of its stem; see [`stem::hash`].
    pub stem: u32,
}

/// The words of a text: runs of letters and digits, with the apostrophes inside them.
///
/// A number is one word with its separators ("3,200,000", "2.5"), initials are one word with their periods ("U.S." is
/// the same word as "US"), compounds are one word a part, and every ideograph is a word. The period after initials is
/// not part of the span, since it may end the sentence as well.
pub fn tokenize(text: &str) -> Vec<Token> {
    tokenize_with(text, &mut Stems::new(text.len()))
}

/// As [`tokenize`]; words that were stemmed before are not stemmed again.
pub(crate) fn tokenize_with(text: &str, stems: &mut Stems) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    for span in words(text) {
        let raw = span.of(text);
        let (word, stem) = stems.word_and_stem(raw);
        tokens.push(Token { span, word, stem });
    }
    tokens
}

/// The stems of words that were read: stemming is most of the work, and most words stood in a text before.
#[derive(Debug)]
pub(crate) struct Stems {
    /// By a word's hash the last word that fell there, and its stem.
    known: Vec<Option<(u32, u32)>>,
    buffer: String,
}

impl Stems {
    /// For texts of about so many bytes.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { known: vec![None; (bytes / 16).next_power_of_two()], buffer: String::new() }
    }

    /// The hashes of a word and of its stem.
    fn word_and_stem(&mut self, raw: &str) -> (u32, u32) {
        let is_plain = raw.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let word = if is_plain {
            stem::hash_lowercase(raw.as_bytes())
        } else {
            normalize(raw, &mut self.buffer);
            stem::hash_bytes(self.buffer.as_bytes())
        };
        let slot = word as usize & (self.known.len() - 1);
        match self.known[slot] {
            Some((same, stem)) if same == word => (word, stem),
            _ => {
                if is_plain {
                    normalize(raw, &mut self.buffer);
                }
                let stem = stem::hash(&self.buffer);
                self.known[slot] = Some((word, stem));
                (word, stem)
            }
        }
    }
}

/// What stands between the white space of a text, in order.
///
/// As the library's `split_whitespace`, which decodes every character, and is much of what reading a page costs.
pub(crate) fn between_spaces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.get(run(rest, true)..)?;
        let (piece, after) = rest.split_at_checked(run(rest, false))?;
        rest = after;
        Some(piece).filter(|piece| !piece.is_empty())
    })
}

/// Whether a text has at most so many words, as white space parts them.
pub(crate) fn has_at_most(words: usize, text: &str) -> bool {
    between_spaces(text).nth(words).is_none()
}

/// How many bytes a text begins with that are white space, or that are none.
fn run(text: &str, of_spaces: bool) -> usize {
    let mut at = 0;
    loop {
        let is_on = |byte: &u8| byte.is_ascii() && matches!(byte, b' ' | b'\t'..=b'\r') == of_spaces;
        at += text.as_bytes()[at..].iter().take_while(|byte| is_on(byte)).count();
        match text[at..].chars().next() {
            Some(c) if !c.is_ascii() && c.is_whitespace() == of_spaces => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// Where the words of a text stand, in order; see [`tokenize`] for what a word is.
pub fn words(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = word_start(text, at)?;
        let end = word_end(text, start);
        at = end;
        Some(Span::new(start, end))
    })
}

/// Writes the form under which a word is compared into `out`: folded, without the separators of numbers and initials.
pub fn normalize(word: &str, out: &mut String) {
    out.clear();
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        out.push_str(word);
        out.make_ascii_lowercase();
        return;
    }
    let is_number = starts_with_digit(word);
    let has_period = word.contains('.');
    if word.contains(is_apostrophe) {
        for (at, piece) in word.split(is_apostrophe).enumerate() {
            if at > 0 {
                out.push('\'');
            }
            fold_word(piece, out);
        }
    } else {
        fold_word(word, out);
    }
    if is_number {
        out.retain(|c| c != ',');
    } else if has_period {
        out.retain(|c| c != '.');
    }
}

/// The first letter or digit from `from` on.
fn word_start(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let byte = *text.as_bytes().get(at)?;
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                return Some(at);
            }
            at += 1;
        } else {
            let c = text.get(at..)?.chars().next()?;
            if c.is_alphanumeric() {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
}

/// Where a word ends that is letters and digits of ASCII and nothing else, as nearly all are.
fn plain_word_end(text: &[u8], start: usize) -> Option<usize> {
    let end = start + text[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let last = text[start..end].last()?;
    match text.get(end) {
        // A period may go on with initials or a decimal, a comma with a thousand.
        Some(b'.') if last.is_ascii_digit() || end == start + 1 => None,
        Some(b',') if last.is_ascii_digit() => None,
        Some(b'\'' | b'`' | 0x80..) => None,
        _ => Some(end),
    }
}

fn word_end(text: &str, start: usize) -> usize {
    if let Some(end) = plain_word_end(text.as_bytes(), start) {
        return end;
    }
    let rest = &text[start..];
    let mut end = start;
    let mut last = '\0';
    let chars = rest.char_indices();
    if let Some(len) = initials(rest) {
        return start + len;
    }
    for (at, c) in chars {
        let next = rest.get(at + c.len_utf8()..).unwrap_or_default();
        let joins = if c.is_alphanumeric() {
            if is_ideograph(c) {
                return if at == 0 { start + c.len_utf8() } else { end };
            }
            last = c;
            true
        } else if is_invisible(c) || is_combining(c) {
            next.starts_with(|n: char| n.is_alphanumeric() || is_combining(n) || is_invisible(n)) || is_combining(c)
        } else if is_apostrophe(c) {
            last.is_alphabetic() && next.starts_with(char::is_alphabetic)
        } else if c == '.' {
            last.is_ascii_digit() && starts_with_digit(next)
        } else if c == ',' {
            last.is_ascii_digit() && digits(next) == 3
        } else {
            false
        };
        if !joins {
            break;
        }
        end = start + at + c.len_utf8();
    }
    end
}

/// How many digits `text` begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The length of initials such as "U.S." at the beginning of `text`, without the last period; none where there are no
/// two of them.
fn initials(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let mut len = 0;
    let mut letters = 0;
    loop {
        let letter = chars.next().filter(|c| c.is_alphabetic() && !is_ideograph(*c));
        let rest = chars.as_str();
        let Some(letter) = letter.filter(|_| !rest.starts_with(char::is_alphanumeric)) else { break };
        letters += 1;
        len += letter.len_utf8() + usize::from(letters > 1);
        if chars.next() != Some('.') {
            break;
        }
    }
    (letters > 1).then_some(len)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalized(text: &str) -> Vec<String> {
        let mut buffer = String::new();
        let mut normalize = |span: Span| {
            normalize(span.of(text), &mut buffer);
            buffer.clone()
        };
        words(text).map(&mut normalize).collect()
    }

    #[test]
    fn finds_the_words() {
        for (text, expected) in [
            ("The U.S. has warned.", "the us has warned"),
            ("U.S.-led, a.m. and J.K. Rowling", "us led am and jk rowling"),
            ("Secretary X. Then", "secretary x then"),
            ("full-scale two-year-old", "full scale two year old"),
            ("$3,200,000.50 or 2.5% in 2014.", "3200000.50 or 2.5 in 2014"),
            ("April 16,2024", "april 16 2024"),
            ("don’t ‘quote’ rock 'n' roll", "don't quote rock n roll"),
            ("in\u{ad}dustry e\u{301}tude\u{200b} end", "industry etude end"),
            ("G7 7th", "g7 7th"),
            ("中国 US", "中 国 us"),
            ("see example.com.", "see example com"),
            ("", ""),
        ] {
            assert_eq!(normalized(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn forms_of_one_word_are_one_word() {
        let stems = |text: &str| tokenize(text).iter().map(|token| token.stem).collect::<Vec<_>>();
        assert_eq!(stems("U.S. defenses"), stems("US defence’s"));
    }

    proptest::proptest! {
        #[test]
        fn stand_between_spaces_as_the_library_says(text in "[a-z \t\n\u{b}é\u{a0}\u{2003}\u{1f}]*|.*") {
            proptest::prop_assert_eq!(between_spaces(&text).collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
        }

        #[test]
        fn stand_on_character_boundaries_in_order(text in ".*") {
            let mut reach = 0;
            for token in tokenize(&text) {
                proptest::prop_assert!(token.span.start >= reach && !token.span.is_empty());
                proptest::prop_assert!(text.get(token.span.range()).is_some());
                reach = token.span.end;
            }
        }
    }
}
