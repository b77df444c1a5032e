//! What is each paragraph of a news text there for?
//!
//! Writers and day stand between headline and first sentence, the dateline before it, credit after the last one. What
//! is none of these is body: a rule that is not sure leaves a paragraph where it is.

use super::acknowledgement::is_acknowledgement;
use super::byline::{is_agency_line, is_byline, is_day_line};
use super::credit_line::{are_marks, is_credit_line, is_source_line, trailing_credit};
use super::dateline::{Dateline, dateline};
use super::{Part, Role};
use crate::story::agency;
use crate::text::Span;
use crate::text::token::has_at_most;

/// A byline that runs into the dateline ends within so many bytes.
const LONGEST_BYLINE: usize = 160;

/// A signed dateline among so many first paragraphs marks where the story begins; before it stand notes and standfirsts.
const FIRST_PARAGRAPHS: usize = 8;

/// So many paragraphs of a site's can follow the last one of the story.
const LAST_PARAGRAPHS: usize = 3;

/// A writer's name and an agency's have at most so many words.
const MOST_SIGNATURE_WORDS: usize = 7;

/// Labels the paragraphs that follow the headline: each becomes one part, or several where a dateline or a credit stands
/// in the same paragraph as the story's words. The parts cover the paragraphs, white space aside. Where it is known which
/// paragraph is the story's first, that is `begins`; without it a signed dateline says so.
pub(crate) fn label(text: &str, paragraphs: &[Span], begins: Option<usize>) -> Vec<Part> {
    let mut parts = Vec::with_capacity(paragraphs.len() + 4);
    let signed = paragraphs.iter().take(FIRST_PARAGRAPHS).position(|span| begins_signed(span.of(text)));
    let first = signed.or(begins);
    let mut head = true;
    for (index, &span) in paragraphs.iter().enumerate() {
        let words = span.of(text);
        head |= first.is_some_and(|first| index <= first);
        let is_byline = || is_byline(words) || is_day_line(words) || is_agency_line(words);
        // "HALMERA, 4 Nov. (EUROPA PRESS) -" in a line of its own is no byline.
        if head && first != Some(index) && (is_byline() || is_acknowledgement(words) || is_source_line(words)) {
            parts.push(Part { role: Role::Byline, span });
        } else if !head && index + 1 == paragraphs.len() && is_signature(words) {
            // "Ann Example, Reuters" below the text.
            parts.push(Part { role: Role::CreditLine, span });
        } else if is_credit_line(words) && !(head && words.split_whitespace().count() > 12) {
            parts.push(Part { role: Role::CreditLine, span });
        } else if head && first.is_none_or(|first| index >= first) && !is_note(words) {
            head = false;
            push_first(text, span, &mut parts);
        } else {
            parts.push(Part { role: Role::Body, span });
        }
    }
    split_tail(text, &mut parts);
    parts
}

/// Whether a paragraph begins with a dateline that a known agency signed.
fn begins_signed(words: &str) -> bool {
    // "(AFP/Archives)" leads to nothing.
    let leads = |it: Dateline<'_>| is_signed(it.mark) && (it.len < words.trim_end().len() || !words.ends_with(')'));
    // "AFP/dpa" and "By Ann Example (AP)" have the signs of a dateline, and are none.
    !are_marks(words)
        && !is_byline(words)
        && (byline_before_dateline(words).is_some() || dateline(words).is_some_and(leads))
}

/// Whether a last paragraph is a writer and an agency. A headline in capitals is longer.
fn is_signature(words: &str) -> bool {
    is_agency_line(words) && has_at_most(MOST_SIGNATURE_WORDS, words)
}

/// An editor's note before the story: "(Corrects paragraph 7 to show that …)".
fn is_note(words: &str) -> bool {
    words.starts_with(['(', '[']) && words.ends_with([')', ']']) && words.split_whitespace().count() > 2
}

/// The first paragraph of the story: byline, dateline and body where they share it.
fn push_first(text: &str, span: Span, parts: &mut Vec<Part>) {
    let mut start = span.start;
    let words = span.of(text);
    if let Some(length) = byline_before_dateline(words) {
        parts.push(Part { role: Role::Byline, span: trimmed(text, Span::new(start, start + length)) });
        start += length;
        start += text[start..span.end].len() - text[start..span.end].trim_start().len();
    }
    if let Some(line) = dateline(&text[start..span.end]) {
        parts.push(Part { role: Role::Dateline, span: trimmed(text, Span::new(start, start + line.len)) });
        start += line.len;
    }
    let rest = trimmed(text, Span::new(start, span.end));
    if !rest.is_empty() {
        parts.push(Part { role: Role::Body, span: rest });
    }
}

/// "By Ann Example OSLO (Reuters) - The board …": how many bytes the byline takes.
fn byline_before_dateline(words: &str) -> Option<usize> {
    let mut at = 0;
    let opening = words.get(..3)?;
    if !opening.eq_ignore_ascii_case("by ") {
        return None;
    }
    for word in words.split_inclusive(char::is_whitespace) {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let place = capitals >= 3 && !word.contains(char::is_lowercase);
        if at > LONGEST_BYLINE {
            return None;
        }
        if place && at > 3 && is_byline(&words[..at]) && dateline(&words[at..]).is_some_and(|line| is_signed(line.mark))
        {
            return Some(at);
        }
        at += word.len();
    }
    None
}

fn is_signed(mark: Option<&str>) -> bool {
    mark.is_some_and(|mark| agency::find_mark(mark).is_some())
}

/// Parts the credit at the end of the last paragraph from it, or of one before it that ends with an agency's mark.
fn split_tail(text: &str, parts: &mut Vec<Part>) {
    let mut body = (0..parts.len()).rev().filter(|&at| parts[at].role == Role::Body).take(LAST_PARAGRAPHS).enumerate();
    let credited = body.find_map(|(before, part)| {
        let words = parts[part].span.of(text);
        let at = trailing_credit(words).filter(|&at| before == 0 || are_marks(&words[at..]))?;
        Some((part, at))
    });
    let Some((last, at)) = credited else { return };
    let span = parts[last].span;
    let body = trimmed(text, Span::new(span.start, span.start + at));
    if body.is_empty() {
        return;
    }
    parts[last].span = body;
    parts.insert(last + 1, Part { role: Role::CreditLine, span: Span::new(span.start + at, span.end) });
}

/// A span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use crate::story::Document;

    /// Shows a document as lines "role: text".
    fn check(text: &str, expected: &[&str]) {
        let document = Document::from_plain_text(text.to_owned());
        let found: Vec<String> = document
            .parts
            .iter()
            .map(|part| {
                let words: Vec<&str> = part.span.of(&document.text).split_whitespace().collect();
                format!("{:?}: {}", part.role, words.join(" "))
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_whole_wire_story() {
        check(
            "Board puts off vote\n\nBy Thomson Reuters Apr 16, 2024 | 2:08 PM\n\nBy Ann Example\n\nOSLO (Reuters) – The board met.\n\nIt gave no reason.\n\n(Reporting by Ann Example; Editing by Bo Example)",
            &[
                "Headline: Board puts off vote",
                "Byline: By Thomson Reuters Apr 16, 2024 | 2:08 PM",
                "Byline: By Ann Example",
                "Dateline: OSLO (Reuters) –",
                "Body: The board met.",
                "Body: It gave no reason.",
                "CreditLine: (Reporting by Ann Example; Editing by Bo Example)",
            ],
        );
    }

    #[test]
    fn an_old_wire_story_with_wrapped_lines() {
        check(
            "BOARD PUTS OFF VOTE\n\n    OSLO, April 9 - The board met late on Monday and put off its vote on\nthe new crane.\n    It gave no reason.\n Reuter\n",
            &[
                "Headline: BOARD PUTS OFF VOTE",
                "Dateline: OSLO, April 9 -",
                "Body: The board met late on Monday and put off its vote on the new crane.",
                "Body: It gave no reason.",
                "CreditLine: Reuter",
            ],
        );
    }

    #[test]
    fn byline_and_dateline_in_one_paragraph() {
        check(
            "By Ann Example\nBERLIN, Feb 2 Reuters - The board met late on Monday and put off its vote.",
            &[
                "Byline: By Ann Example",
                "Dateline: BERLIN, Feb 2 Reuters -",
                "Body: The board met late on Monday and put off its vote.",
            ],
        );
        check(
            "By Ann Example and Bo Example OSLO/BERLIN (Reuters) - The board met.",
            &["Byline: By Ann Example and Bo Example", "Dateline: OSLO/BERLIN (Reuters) -", "Body: The board met."],
        );
    }

    #[test]
    fn a_signature_at_the_end() {
        check(
            "Board puts off vote\n\nby April 17, 2024\nApril 17, 2024\n\nOSLO — The board met.\n\nIt gave no reason. — Reuters",
            &[
                "Headline: Board puts off vote",
                "Byline: by April 17, 2024",
                "Byline: April 17, 2024",
                "Dateline: OSLO —",
                "Body: The board met.",
                "Body: It gave no reason.",
                "CreditLine: — Reuters",
            ],
        );
    }

    #[test]
    fn a_day_inside_the_story_is_body() {
        check(
            "Board\n\nThe board met.\n\nApril 17, 2024\n\nIt met again.",
            &["Headline: Board", "Body: The board met.", "Body: April 17, 2024", "Body: It met again."],
        );
    }

    #[test]
    fn the_signed_dateline_marks_the_beginning() {
        check(
            "Board\n\n(Corrects the day in paragraph 2)\n\nBy Ann Example\n\nThe port is the largest of the country.\n\nOSLO (Reuters) - The board met.",
            &[
                "Headline: Board",
                "Body: (Corrects the day in paragraph 2)",
                "Byline: By Ann Example",
                "Body: The port is the largest of the country.",
                "Dateline: OSLO (Reuters) -",
                "Body: The board met.",
            ],
        );
    }
}
