//! How is the list of edits shown?

use super::Subject;
use super::diff::{self, Piece};
use super::panel::Locate;
use super::tree::{Argument, Element, Message, element, message};
use crate::compare::{Comparison, Edit, EditKind, Excerpt, Note, Seriousness};
use crate::story::Document;
use crate::text::Span;

/// A change of so few words is shown with its neighbours.
const SHORT: usize = 3;
/// How many neighbours are shown on each side.
const NEIGHBOURS: usize = 5;

/// The list of edits, the grave ones first and house style folded.
pub(super) fn edits(subject: Subject<'_>, comparison: &Comparison, locate: &mut Locate<'_>) -> Option<Element> {
    if comparison.edits.is_empty() {
        return None;
    }
    let changes = subject.changes();
    let title = if changes == 0 { message("editsNone") } else { message("edits").counting(changes) };
    let mut section = element("section", "changes").with(element("h3", "section-title").with(title));
    if subject.finding.is_of_sketch() {
        section = section.with(element("p", "small").with(message("sketchOnly")));
    }
    for (seriousness, key) in [(Seriousness::Substance, "substance"), (Seriousness::Wording, "wording")] {
        let group: Vec<&Edit> = comparison.edits.iter().filter(|edit| edit.seriousness == seriousness).collect();
        if group.is_empty() {
            continue;
        }
        let items: Vec<Element> = group.into_iter().map(|edit| item(subject, edit, locate)).collect();
        section =
            section.with(element("h4", "group-title").with(message(key))).with(element("ol", "edits").with_all(items));
    }
    Some(match house_style(&comparison.edits) {
        Some(folded) => section.with(folded),
        None => section,
    })
}

fn item(subject: Subject<'_>, edit: &Edit, locate: &mut Locate<'_>) -> Element {
    let mut head = element("div", "edit-head").with(element("strong", "edit-kind").with(kind(edit.kind)));
    let mut item = element("li", "edit").attribute("data-kind", edit.kind.name());
    let place = edit.page.as_ref().and_then(|excerpt| locate(excerpt.span));
    if let Some(action) = place {
        let label = message("showLabel").with(kind(edit.kind));
        head = head.with(element("button", "show").attribute("aria-label", label).with(message("show")));
        // The click on the button reaches the item around it.
        item = item.on_click(action);
    }
    item = item.with(head);
    item = match (&edit.original, &edit.page) {
        // Of what is not known nothing can be struck out or marked as new.
        (Some(original), page) if original.words().is_none() => {
            item.with_all(page.as_ref().map(|page| prose(subject, "diff").with(page.text.as_str())))
        }
        _ => item.with(change(subject, edit)),
    };
    item.with_all(note(&edit.note).map(|note| element("p", "edit-note").with(note)))
}

/// The change itself, with neighbours where it is short.
fn change(subject: Subject<'_>, edit: &Edit) -> Element {
    let text = |excerpt: &Option<Excerpt>| excerpt.as_ref().map_or("", |excerpt| excerpt.text.as_str()).to_owned();
    let pieces = diff::pieces(&text(&edit.original), &text(&edit.page));
    let is_whole =
        matches!(pieces.as_slice(), [Piece::Deleted(_), Piece::Inserted(_)]) && words(&text(&edit.page)) > SHORT;
    let class = if is_whole { "diff before-after" } else { "diff" };
    let (before, after) = neighbours(subject, edit).unwrap_or_default();
    let mut shown = prose(subject, class);
    if !before.is_empty() {
        shown = shown.with(element("span", "near").with(before));
    }
    shown = shown.with_all(drawn(&pieces));
    if !after.is_empty() {
        shown = shown.with(element("span", "near").with(after));
    }
    shown
}

/// A paragraph for words of the page or of its story.
pub(super) fn prose(subject: Subject<'_>, class: &'static str) -> Element {
    let shown = element("p", class).attribute("dir", "auto");
    match subject.article.lang.as_deref() {
        Some(lang) => shown.attribute("lang", lang),
        None => shown,
    }
}

/// Pieces as elements, with spaces between them.
pub(super) fn drawn(pieces: &[Piece]) -> Vec<Element> {
    let last = pieces.len().saturating_sub(1);
    let space = |place: usize| if place < last { " " } else { "" };
    let draw = |(place, piece): (usize, &Piece)| {
        let piece = match piece {
            Piece::Same(text) => element("span", "same").with(text.as_str()),
            Piece::Deleted(text) => element("del", "").with(text.as_str()),
            Piece::Inserted(text) => element("ins", "").with(text.as_str()),
            Piece::Gap => element("span", "gap").with("…"),
        };
        element("span", "piece").with(piece).with(space(place))
    };
    pieces.iter().enumerate().map(draw).collect()
}

/// The words before and after a short change: the page's where the page has it, else the original's.
fn neighbours(subject: Subject<'_>, edit: &Edit) -> Option<(String, String)> {
    let is_short = |excerpt: &Option<Excerpt>| excerpt.as_ref().is_none_or(|excerpt| words(&excerpt.text) <= SHORT);
    if !is_short(&edit.original) || !is_short(&edit.page) {
        return None;
    }
    match (&edit.page, &edit.original) {
        (Some(excerpt), _) => around(&subject.article.document, excerpt.span),
        (None, Some(excerpt)) => around(&subject.finding.story.as_ref()?.document, excerpt.span),
        (None, None) => None,
    }
}

fn around(document: &Document, span: Span) -> Option<(String, String)> {
    let part = document.parts.iter().find(|part| part.span.start <= span.start && span.end <= part.span.end)?;
    let before = document.text.get(part.span.start..span.start)?;
    let after = document.text.get(span.end..part.span.end)?;
    let mut last: Vec<&str> = before.split_whitespace().rev().take(NEIGHBOURS).collect();
    last.reverse();
    let next: Vec<&str> = after.split_whitespace().take(NEIGHBOURS).collect();
    // What hangs together with the change ("14" of "14%") is shown so.
    let gap_before = if before.ends_with(char::is_whitespace) { " " } else { "" };
    let gap_after = if after.starts_with(char::is_whitespace) { " " } else { "" };
    let more = |shown: usize, all: &str| if all.split_whitespace().count() > shown { "…" } else { "" };
    let text = |words: &[&str]| words.join(" ");
    Some((
        if last.is_empty() {
            String::new()
        } else {
            format!("{} {}{gap_before}", more(last.len(), before), text(&last))
        },
        if next.is_empty() { String::new() } else { format!("{gap_after}{} {}", text(&next), more(next.len(), after)) },
    ))
}

/// House style as one line with a count, to be unfolded.
fn house_style(edits: &[Edit]) -> Option<Element> {
    let mut pairs: Vec<(&str, &str, usize)> = Vec::new();
    let mut count = 0;
    for edit in edits.iter().filter(|edit| edit.seriousness == Seriousness::Style) {
        let original = edit.original.as_ref().map_or("", |excerpt| excerpt.text.as_str());
        let page = edit.page.as_ref().map_or("", |excerpt| excerpt.text.as_str());
        count += 1;
        match pairs.iter_mut().find(|pair| (pair.0, pair.1) == (original, page)) {
            Some(pair) => pair.2 += 1,
            None => pairs.push((original, page, 1)),
        }
    }
    if count == 0 {
        return None;
    }
    let line = |(original, page, times): (&str, &str, usize)| {
        let mut line = element("li", "style-edit").with_all(drawn(&diff::pieces(original, page)));
        if times > 1 {
            line = line.with(element("span", "times").with(message("times").with(times)));
        }
        line
    };
    let summary = element("summary", "").with(message("houseStyle").counting(count));
    let list = element("ul", "style-edits").with_all(pairs.into_iter().map(line).collect::<Vec<_>>());
    Some(element("details", "house-style").with(summary).with(list))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// What is noted of an edit, in the reader's language.
pub(crate) fn note(note: &Note) -> Option<Message> {
    let arguments = note.arguments().iter().cloned().map(Argument::Text).collect();
    note.key().map(|key| Message { key, arguments, count: None })
}

/// The kind's name in the reader's language.
pub(super) fn kind(kind: EditKind) -> Message {
    message(match kind {
        EditKind::QuoteAltered => "kindQuoteAltered",
        EditKind::QuoteDropped => "kindQuoteDropped",
        EditKind::FigureChanged => "kindFigureChanged",
        EditKind::DateChanged => "kindDateChanged",
        EditKind::NameChanged => "kindNameChanged",
        EditKind::NegationChanged => "kindNegationChanged",
        EditKind::AttributionChanged => "kindAttributionChanged",
        EditKind::AttributionDropped => "kindAttributionDropped",
        EditKind::CreditDropped => "kindCreditDropped",
        EditKind::HeadlineChanged => "kindHeadlineChanged",
        EditKind::SentenceDropped => "kindSentenceDropped",
        EditKind::SentenceAdded => "kindSentenceAdded",
        EditKind::SentenceMoved => "kindSentenceMoved",
        EditKind::Reworded => "kindReworded",
        EditKind::CreditAdded => "kindCreditAdded",
        EditKind::HouseStyle => "kindHouseStyle",
    })
}
