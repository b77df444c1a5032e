//! Did the headline change, and what became of byline, dateline and credit line?

use super::pair::{Change, Pair};
use super::piece::{Class, Sheet};
use super::rest::{self, Attributed};
use super::{EditKind, Note, Seriousness, figure, stance};
use crate::order::{Order as _, order_numbers};
use crate::story::Role;
use crate::story::dateline;
use crate::text::case::starts_with_digit;
use crate::text::date;
use crate::text::list::List;
use crate::text::scan::Words;
use std::ops::Range;

/// The stretches of pieces of a role, one a part.
pub(super) fn of_role(sheet: &Sheet<'_>, role: Role) -> Vec<Range<usize>> {
    let parts = sheet.side.document.parts.iter().filter(|part| part.role == role);
    parts.map(|part| sheet.within(part.span)).filter(|range| !range.is_empty()).collect()
}

/// Which parts of a role belong together: the most alike first. Then what is left on either side.
pub(super) fn pairs_of_role(original: &Sheet<'_>, page: &Sheet<'_>, role: Role) -> Vec<(Range<usize>, Range<usize>)> {
    let (lefts, rights) = (of_role(original, role), of_role(page, role));
    if role == Role::Headline {
        return lefts.into_iter().zip(rights).collect();
    }
    let words = |sheet: &Sheet<'_>, range: &Range<usize>| -> Vec<u32> {
        let pieces = sheet.pieces.get(range.clone()).unwrap_or_default();
        let mut keys: Vec<u32> =
            pieces.iter().filter(|piece| piece.class == Class::Content).map(|piece| piece.key).collect();
        order_numbers(&mut keys);
        keys.dedup();
        keys
    };
    let left_words: Vec<Vec<u32>> = lefts.iter().map(|range| words(original, range)).collect();
    let right_words: Vec<Vec<u32>> = rights.iter().map(|range| words(page, range)).collect();
    let mut alike = Vec::new();
    // More parts than any credit has are furniture that was taken for it.
    for (i, left) in left_words.iter().enumerate().take(40) {
        for (j, right) in right_words.iter().enumerate().take(40) {
            let common = left.iter().filter(|key| right.binary_search(key).is_ok()).count();
            if common > 0 || role == Role::Dateline {
                alike.push((common * 2 * 1000 / (left.len() + right.len()).max(1), i, j));
            }
        }
    }
    alike.order_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_left, mut used_right) = (vec![false; lefts.len()], vec![false; rights.len()]);
    let mut pairs = Vec::new();
    for (score, i, j) in alike {
        if !used_left[i] && !used_right[j] && (score >= 500 || role == Role::Dateline) {
            (used_left[i], used_right[j]) = (true, true);
            pairs.push((lefts[i].clone(), rights[j].clone()));
        }
    }
    pairs
}

/// Compares two headlines: one change, unless only house style differs.
pub(super) fn headline(pair: &mut Pair<'_>) {
    let whole = (pair.original.range.clone(), pair.page.range.clone());
    let unchanged = Attributed { original: false, page: false };
    let mut trial = Pair::new((pair.original.sheet, whole.0.clone()), (pair.page.sheet, whole.1.clone()));
    figure::compare(&mut trial, (&[], &[]));
    let figures = trial.changes.iter().any(|change| change.kind == EditKind::FigureChanged);
    rest::finish(&mut trial, unchanged);
    if trial.changes.iter().all(|change| change.kind == EditKind::HouseStyle) {
        *pair = trial;
        return;
    }
    let turned = trial.changes.iter().any(|change| change.kind == EditKind::NegationChanged)
        || stance::turn(pair, whole.0.clone(), whole.1.clone()).is_some();
    let seriousness = if figures || turned { Seriousness::Substance } else { Seriousness::Wording };
    let note = match (figures, turned) {
        (true, _) => Note::HEADLINE_FIGURE,
        (_, true) => Note::HEADLINE_STANCE,
        _ => Note::NONE,
    };
    pair.claim(EditKind::HeadlineChanged, seriousness, note, whole.0, whole.1);
}

/// Compares two parts that give credit: what is gone of the original's, what the page has instead.
pub(super) fn credit(pair: &mut Pair<'_>, role: Role) {
    rest::finish(pair, Attributed { original: false, page: false });
    let Pair { changes, original, page, .. } = pair;
    for change in changes.iter_mut().filter(|change| change.kind != EditKind::HouseStyle) {
        let was = original.has_content(change.original.clone());
        let now = page.has_content(change.page.clone());
        let is_credit = credits(original.sheet, role, change.original.clone());
        (change.kind, change.seriousness, change.note) = match (was, now) {
            (true, _) if !is_credit => {
                let is_added = now && credits(page.sheet, role, change.page.clone());
                let kind = if is_added { EditKind::CreditAdded } else { EditKind::HouseStyle };
                (kind, Seriousness::Style, name_of(role))
            }
            (true, _) => (EditKind::CreditDropped, Seriousness::Substance, name_of(role)),
            (false, true) => (EditKind::CreditAdded, Seriousness::Style, name_of(role)),
            (false, false) => (EditKind::HouseStyle, Seriousness::Style, Note::NONE),
        };
    }
}

/// A part that stands on one side alone.
pub(super) fn alone(sheet: &Sheet<'_>, role: Role, range: Range<usize>, is_original: bool) -> Change {
    let says =
        sheet.pieces.get(range.clone()).is_some_and(|pieces| pieces.iter().any(|piece| piece.class != Class::Mark));
    let (kind, seriousness) = match (role, is_original) {
        _ if !says => (EditKind::HouseStyle, Seriousness::Style),
        (Role::Headline, _) => (EditKind::HeadlineChanged, Seriousness::Wording),
        _ if !credits(sheet, role, range.clone()) => (EditKind::HouseStyle, Seriousness::Style),
        (_, true) => (EditKind::CreditDropped, Seriousness::Substance),
        (_, false) => (EditKind::CreditAdded, Seriousness::Style),
    };
    let (original, page) = if is_original { (range, 0..0) } else { (0..0, range) };
    Change { kind, seriousness, note: name_of(role), original, page }
}

/// Words that stand in a byline with the day and give nobody credit, folded.
const DAY_WORDS: List = List::words("a.m am at by date edt est et gmt last on p.m pm posted published updated utc");

/// Whether a range of a part gives somebody credit: a byline that holds a day alone does not, nor does the place of a
/// dateline, only the agency's mark in it: in brackets, or after the place and a dash.
fn credits(sheet: &Sheet<'_>, role: Role, range: Range<usize>) -> bool {
    let text = sheet.span(range.clone()).of(sheet.text);
    match role {
        _ if range.is_empty() => false,
        Role::Dateline => {
            // The range may be a piece of its dateline: the mark is looked for in the whole.
            let Some(part) = of_role(sheet, role).into_iter().find(|part| part.contains(&range.start)) else {
                return true;
            };
            let line = sheet.span(part.clone());
            let start = sheet.span(range.clone()).start - line.start;
            dateline::mark_in(line.of(sheet.text)).is_some_and(|at| start <= at && at < start + text.len())
        }
        Role::Byline => {
            let words = Words::of(text);
            let days = date::mentions(&words);
            (0..words.len()).any(|at| {
                let span = words.span(at);
                let is_day = days.iter().any(|day| day.span.start <= span.start && span.end <= day.span.end);
                let is_number = starts_with_digit(words.raw(at));
                !is_day && !is_number && !DAY_WORDS.has(words.get(at))
            })
        }
        _ => true,
    }
}

fn name_of(role: Role) -> Note {
    match role {
        Role::Byline => Note::BYLINE,
        Role::Dateline => Note::DATELINE,
        Role::CreditLine => Note::CREDIT_LINE,
        Role::Headline => Note::HEADLINE,
        Role::Body | Role::Furniture => Note::NONE,
    }
}
