//! Where do the paragraphs of a plain text begin and end?
//!
//! A blank line always ends a paragraph. A single line break may be one that an editor or a program put in to keep the
//! lines short (then the paragraph goes on), or the end of a paragraph in a text that has no blank lines. Which of the
//! two it is shows in the lines themselves: a wrapped line breaks where the next word did not fit.

use crate::text::Span;

/// No program wraps lines wider than this; a line this long is a paragraph by itself. In characters.
const WIDEST_WRAP: usize = 110;

/// Lines narrower than this in a whole stretch are a list, not wrapped prose. In characters.
const NARROWEST_WRAP: usize = 44;

/// A line with its indentation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Where it stands, without white space around it.
    pub(crate) span: Span,
    /// How many columns of white space stand before it.
    pub(crate) indent: usize,
    /// Its length in characters.
    pub(crate) width: usize,
}

/// The lines of a text in stretches that blank lines part from each other.
pub(crate) fn stretches(text: &str) -> Vec<Vec<Line>> {
    let mut stretches = Vec::new();
    let mut stretch = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            if !stretch.is_empty() {
                stretches.push(std::mem::take(&mut stretch));
            }
        } else {
            let start = at + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + trimmed.len());
            stretch.push(Line { span, indent: start - at, width: trimmed.chars().count() });
        }
        at += line.len();
    }
    if !stretch.is_empty() {
        stretches.push(stretch);
    }
    stretches
}

/// The paragraphs of a stretch of lines without blank lines between them.
pub(crate) fn paragraphs(text: &str, stretch: &[Line]) -> Vec<Span> {
    let wrap = stretch.iter().map(|line| line.width).filter(|&width| width <= WIDEST_WRAP).max().unwrap_or(0);
    let mut spans: Vec<Span> = Vec::new();
    let mut before: Option<Line> = None;
    for &line in stretch {
        match (before, spans.last_mut()) {
            (Some(before), Some(last)) if goes_on(text, before, line, wrap) => last.end = line.span.end,
            _ => spans.push(line.span),
        }
        before = Some(line);
    }
    spans
}

/// Whether `line` continues the paragraph of the line before it, in a text wrapped at `wrap` characters.
fn goes_on(text: &str, before: Line, line: Line, wrap: usize) -> bool {
    if before.width > WIDEST_WRAP
        || line.width > WIDEST_WRAP
        || wrap < NARROWEST_WRAP
        || line.indent > before.indent + 1
    {
        return false;
    }
    let words = line.span.of(text);
    let first_word = words.split_whitespace().next().unwrap_or_default();
    if first_word.starts_with(['•', '*', '·', '■', '►']) {
        return false;
    }
    // Half a line is left although the next word would have fitted: the break was meant, unless a sentence runs over it.
    let fits = before.width + 1 + first_word.chars().count() <= wrap;
    let ends = ends_sentence(before.span.of(text));
    let lower = first_word.starts_with(char::is_lowercase);
    !fits || (!ends && lower) || (!ends && before.width * 2 > wrap)
}

/// Whether a text ends as a sentence does, quotation marks and brackets aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']');
    text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟'])
}

/// A line of more words that ends with a full stop is a sentence: headlines have none.
const MOST_WORDS_OF_STOPPED_HEADLINE: usize = 14;

/// Whether a line that stands first in a text is a sentence of the story rather than its headline.
pub(crate) fn is_first_sentence(line: &str) -> bool {
    let closing = |c: char| matches!(c, '"' | '\'' | '”' | '’' | ')');
    let asks = || ends_sentence(line) && (line.contains(". ") || line.contains("? "));
    (line.trim_end_matches(closing).ends_with(['.', ',']) || asks())
        && line.split_whitespace().count() > MOST_WORDS_OF_STOPPED_HEADLINE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = stretches(text)
            .iter()
            .flat_map(|stretch| paragraphs(text, stretch))
            .map(|span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        check("One.\n\nTwo.\n \t\r\nThree.", &["One.", "Two.", "Three."]);
        check("", &[]);
        check("\n\n \n", &[]);
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "The harbour board met late on Monday and put off its vote on the new crane until the engineers have been heard, it said.";
        check(&format!("{long}\n{long}"), &[long, long]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        check(
            "The harbour board met late on Monday and put off its vote on\nthe new crane until the engineers have been heard, it said\nin a statement.",
            &[
                "The harbour board met late on Monday and put off its vote on the new crane until the engineers have been heard, it said in a statement.",
            ],
        );
    }

    #[test]
    fn an_indented_line_starts_a_paragraph() {
        check(
            "    The harbour board met late on Monday and put off its vote on\nthe new crane.\n    It will meet again when the engineers have been heard.\n",
            &[
                "The harbour board met late on Monday and put off its vote on the new crane.",
                "It will meet again when the engineers have been heard.",
            ],
        );
    }

    #[test]
    fn a_short_line_ends_where_more_would_have_fitted() {
        check(
            "By Ann Example\nOSLO, Feb 2 Reuters - The harbour board met late on Monday and put\noff its vote. It gave no reason.\nReuter",
            &[
                "By Ann Example",
                "OSLO, Feb 2 Reuters - The harbour board met late on Monday and put off its vote. It gave no reason.",
                "Reuter",
            ],
        );
    }

    #[test]
    fn lists_stay_apart() {
        check("News\n• Sport\n• Weather\n• Letters", &["News", "• Sport", "• Weather", "• Letters"]);
    }

    #[test]
    fn a_first_sentence_is_no_headline() {
        for (line, expected) in [
            ("City closes old bridge after cracks found", false),
            ("'It was wonderful.'", false),
            (
                "Cracks in two pillars were found, so the city closed its oldest bridge: here is how to cross it now",
                false,
            ),
            ("Who closed the oldest bridge of the city in the night of Sunday, and who will open it?", false),
            (
                "The city closed its oldest bridge in June. But has anybody asked the ferrymen what they make of it?",
                true,
            ),
            ("The city has closed its oldest bridge after engineers found cracks in two of its pillars.", true),
            (
                "\"We have closed the bridge because nobody knows for how long it would have held,\" the mayor said.",
                true,
            ),
        ] {
            assert_eq!(is_first_sentence(line), expected, "{line}");
        }
    }
}
