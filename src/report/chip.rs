//! What is said at a glance?

use super::Subject;
use super::tree::{Element, Message, element, message};
use crate::detect::Verdict;

/// What the toolbar's button says.
#[derive(Clone, Debug, PartialEq)]
pub struct Badge {
    /// At most four characters.
    pub text: String,
    /// How loudly.
    pub tone: Tone,
    /// The same in words, for the pointer and for screen readers.
    pub title: Message,
}

/// Between the parts of a chip: where it has two lines, the dot stays at the end of the first.
const BETWEEN: &str = "\u{a0}· ";

/// How loudly a badge speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// There is something that a reader should know.
    Notice,
    /// There is something to know for who asks.
    Quiet,
}

impl Tone {
    /// The name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Quiet => "quiet",
        }
    }
}

/// The badge, unless there is nothing to say.
pub(super) fn badge(subject: Subject<'_>) -> Option<Badge> {
    let finding = subject.finding;
    let (text, tone) = match finding.verdict {
        Verdict::None => return None,
        Verdict::Original => ("●".to_owned(), Tone::Quiet),
        Verdict::SharedQuotes | Verdict::Unsure => ("?".to_owned(), Tone::Quiet),
        Verdict::Verbatim if finding.credit.is_credited() => ("=".to_owned(), Tone::Quiet),
        Verdict::Verbatim => ("=".to_owned(), Tone::Notice),
        Verdict::Edited | Verdict::Rewritten | Verdict::Excerpt => match subject.changes() {
            0 => ("=".to_owned(), Tone::Notice),
            changes => (changes.min(999).to_string(), Tone::Notice),
        },
    };
    Some(Badge { text, tone, title: headline(subject) })
}

/// The chip, where a page should be flagged while it is read.
pub(super) fn chip(subject: Subject<'_>) -> Option<Element> {
    let finding = subject.finding;
    let credited = finding.credit.is_credited();
    match finding.verdict {
        Verdict::Verbatim if credited => return None,
        Verdict::Verbatim | Verdict::Edited | Verdict::Rewritten | Verdict::Excerpt => {}
        Verdict::Original | Verdict::SharedQuotes | Verdict::Unsure | Verdict::None => return None,
    }
    let key = match (finding.verdict, subject.finding.page_is_older) {
        (_, true) => "chipShares",
        (Verdict::Excerpt, false) => "chipExcerpt",
        (_, false) => "chipRepeats",
    };
    let edits = match (finding.verdict, subject.changes()) {
        (Verdict::Verbatim, 0) => message("chipVerbatim"),
        (_, changes) => message("edits").counting(changes),
    };
    Some(
        element("span", "chip-text")
            .with(element("span", "chip-what").with(message(key).with(subject.agency())))
            .with(BETWEEN)
            .with(element("span", "chip-edits").with(edits))
            .with(BETWEEN)
            .with(element("span", "chip-credit").with(message(if credited { "credited" } else { "uncredited" }))),
    )
}

/// The report's headline: what the page does with the story.
pub(super) fn headline(subject: Subject<'_>) -> Message {
    let key = match subject.finding.verdict {
        Verdict::Original => "headlineOriginal",
        Verdict::SharedQuotes => "headlineSharedQuotes",
        Verdict::Unsure => "headlineUnsure",
        Verdict::None if subject.known_stories == 0 => "headlineNoPacks",
        Verdict::None => "headlineNone",
        _ if subject.finding.page_is_older => "headlineShares",
        Verdict::Verbatim => "headlineVerbatim",
        Verdict::Edited => "headlineEdited",
        Verdict::Rewritten => "headlineRewritten",
        Verdict::Excerpt => "headlineExcerpt",
    };
    message(key).with(subject.agency())
}
