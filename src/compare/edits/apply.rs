//! How does a list of edits turn the original into the page?

use super::piece::Sheet;
use super::{Edit, EditKind, Excerpt};
use crate::compare::Side;
use crate::order::Order as _;
use crate::text::Span;

/// Rebuilds the page's text from the original's and the complete list of edits; white space is folded to single spaces.
///
/// This is how the list is proved complete: what it gives equals [`folded`] of the page. What no edit's original side
/// covers is kept, in its order; an edit's page side is put in at its [`Place`](super::Place). A moved sentence is taken
/// out where it stood and put in at its new place, with the edits applied that lie inside it.
pub fn apply(original: Side<'_>, edits: &[Edit]) -> String {
    let sheet = Sheet::of(original);
    let moves: Vec<&Edit> = edits.iter().filter(|edit| edit.kind == EditKind::SentenceMoved).collect();
    // For every move what lies inside it; what lies in none comes last.
    let mut levels: Vec<Vec<&Edit>> = vec![Vec::new(); moves.len() + 1];
    let mut by_page: Vec<(Span, usize)> = Vec::new();
    let mut by_original: Vec<(Span, usize)> = Vec::new();
    for (number, edit) in moves.iter().enumerate() {
        by_page.extend(edit.page.as_ref().map(|excerpt| (excerpt.span, number)));
        by_original.extend(edit.original.as_ref().map(|excerpt| (excerpt.span, number)));
    }
    by_page.order();
    by_original.order();
    for edit in edits {
        let level = match (&edit.page, &edit.original) {
            _ if edit.kind == EditKind::SentenceMoved => None,
            (Some(page), _) => around(&by_page, page.span),
            (None, Some(original)) => around(&by_original, original.span),
            (None, None) => continue,
        };
        if let Some(level) = levels.get_mut(level.unwrap_or(moves.len())) {
            level.push(edit);
        }
    }
    let mut contents = vec![String::new(); edits.len().min(moves.len())];
    for (number, edit) in moves.iter().enumerate() {
        if let (Some(excerpt), Some(content)) = (&edit.original, contents.get_mut(number)) {
            let text = render(&sheet, excerpt.span, levels.get(number).map_or(&[], Vec::as_slice), &[]);
            text.trim_start().clone_into(content);
        }
    }
    let whole = Span::new(0, sheet.text.len() + 1);
    let top = levels.last().map_or(&[] as &[&Edit], Vec::as_slice);
    render(&sheet, whole, top, &contents).trim_start().to_owned()
}

/// A side's text as [`apply`] gives it: the parts that are no furniture, white space folded to single spaces.
pub fn folded(side: Side<'_>) -> String {
    let sheet = Sheet::of(side);
    let whole = Span::new(0, sheet.text.len() + 1);
    render(&sheet, whole, &[], &[]).trim_start().to_owned()
}

/// The span in a sorted list that holds another.
fn around(spans: &[(Span, usize)], inner: Span) -> Option<usize> {
    let before = spans.partition_point(|(span, _)| span.start <= inner.start);
    let &(span, number) = spans.get(before.checked_sub(1)?)?;
    (inner.end <= span.end).then_some(number)
}

/// Applies edits to a stretch of the original; `moved` are the contents of the moved sentences among them, in order.
fn render(sheet: &Sheet<'_>, within: Span, edits: &[&Edit], moved: &[String]) -> String {
    let mut gone: Vec<Span> =
        edits.iter().filter_map(|edit| edit.original.as_ref()).map(|excerpt| excerpt.span).collect();
    gone.order();
    let mut moved = moved.iter();
    let mut put: Vec<(usize, usize, bool, &str)> = Vec::new();
    for edit in edits {
        if let Some(Excerpt { span, text }) = &edit.page {
            let is_move = edit.kind == EditKind::SentenceMoved;
            let text = if is_move { moved.next().map_or(text.as_str(), String::as_str) } else { text.as_str() };
            put.push((edit.place.at, span.start, edit.place.joined, text));
        }
    }
    put.order();
    let mut out = String::with_capacity(within.len());
    let mut add = |joined: bool, text: &str| {
        if !joined {
            out.push(' ');
        }
        for (at, word) in text.split_whitespace().enumerate() {
            if at > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    };
    let mut put = put.into_iter().peekable();
    let mut next_gone = 0;
    for at in sheet.within(within) {
        let Some(piece) = sheet.pieces.get(at) else { continue };
        while let Some((_, _, joined, text)) = put.next_if(|&(place, ..)| place <= piece.span.start) {
            add(joined, text);
        }
        while gone.get(next_gone).is_some_and(|span| span.end <= piece.span.start) {
            next_gone += 1;
        }
        let is_gone = gone[next_gone.min(gone.len())..]
            .iter()
            .take_while(|span| span.start <= piece.span.start)
            .any(|span| span.end > piece.span.start);
        if !is_gone {
            add(piece.joined, piece.span.of(sheet.text));
        }
    }
    for (_, _, joined, text) in put {
        add(joined, text);
    }
    out
}
