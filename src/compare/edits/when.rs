//! Did dates and times change?

use super::pair::{Change, Half, Pair};
use super::{EditKind, Note, Seriousness};
use crate::text::date::{Date, Days, Mention, When, mentions};
use std::ops::Range;

/// A date that one side names and whose passage on the other side names none.
#[derive(Debug)]
pub(super) struct Orphan {
    /// The pair it stands in.
    pub(super) pair: usize,
    /// Its pieces.
    pub(super) pieces: Range<usize>,
    /// What it says.
    pub(super) when: When,
    /// The change that has taken it.
    change: usize,
}

/// A date of one side, and its pieces.
struct Named {
    mention: Mention,
    pieces: Range<usize>,
    is_paired: bool,
}

/// What comparing the dates of a pair left over.
#[derive(Debug, Default)]
pub(super) struct Dates {
    /// The pieces of all dates of the original.
    pub(super) original: Vec<Range<usize>>,
    /// The pieces of all dates of the page.
    pub(super) page: Vec<Range<usize>>,
}

/// The days of publication of both sides; what is unknown of one is taken from the other.
#[derive(Clone, Copy, Debug)]
pub(in crate::compare) struct Published {
    pub(in crate::compare) original: Option<Date>,
    pub(in crate::compare) page: Option<Date>,
}

/// Compares the dates of both passages. Dates without counterpart are left in `orphans`, the original's and the page's.
pub(super) fn compare(
    pair: &mut Pair<'_>,
    number: usize,
    published: Published,
    orphans: &mut (Vec<Orphan>, Vec<Orphan>),
) -> Dates {
    let mut originals = named(&pair.original);
    let mut pages = named(&pair.page);
    for nearby in [true, false] {
        for left in &mut originals {
            let same = pages.iter_mut().find(|right| {
                !left.is_paired
                    && !right.is_paired
                    && is_same_day(left.mention.when, right.mention.when, published)
                    && (!nearby
                        || left
                            .pieces
                            .clone()
                            .any(|at| pair.original.partner(at).is_some_and(|at| right.pieces.contains(&at))))
            });
            if let Some(right) = same {
                (left.is_paired, right.is_paired) = (true, true);
                let texts = (pair.original.text(left.pieces.clone()), pair.page.text(right.pieces.clone()));
                let is_time = matches!(left.mention.when, When::Time(_));
                let is_other_order = matches!(left.mention.when, When::Day { .. })
                    && begins_with_number(&pair.original, left) != begins_with_number(&pair.page, right);
                if (is_time || is_other_order) && texts.0 != texts.1 {
                    let note = if is_time { Note::SAME_TIME } else { Note::NONE };
                    let ranges = (left.pieces.clone(), right.pieces.clone());
                    pair.claim(EditKind::HouseStyle, Seriousness::Style, note, ranges.0, ranges.1);
                } else if !says_alike(left.mention.when, right.mention.when) {
                    let note = Note::OTHER_FORM;
                    pair.claim(
                        EditKind::DateChanged,
                        Seriousness::Wording,
                        note,
                        left.pieces.clone(),
                        right.pieces.clone(),
                    );
                }
            }
        }
    }
    // Another date in partly the same words: "March 2021" and "March 2022".
    for left in originals.iter_mut().filter(|left| !left.is_paired) {
        let mut pieces = left.pieces.clone();
        let shares = |right: &&mut Named| {
            !right.is_paired
                && pieces.any(|at| {
                    let is_word = pair.original.has_content(at..at + 1);
                    is_word && pair.original.partner(at).is_some_and(|at| right.pieces.contains(&at))
                })
        };
        if let Some(right) = pages.iter_mut().find(shares) {
            another_date(pair, left, right, published);
        }
    }
    for left in &mut originals {
        if left.is_paired || !pair.original.is_free(left.pieces.clone()) || !is_gone(&pair.original, &left.pieces) {
            continue;
        }
        let gap = pair.opposite(left.pieces.clone());
        let stand_in = pages.iter_mut().find(|right| {
            !right.is_paired
                && gap.start <= right.pieces.start
                && right.pieces.end <= gap.end
                && is_gone(&pair.page, &right.pieces)
        });
        if let Some(right) = stand_in {
            another_date(pair, left, right, published);
        } else if is_small_loss(pair, &left.pieces)
            && pair.claim(EditKind::DateChanged, Seriousness::Substance, Note::DATE_LEFT_OUT, left.pieces.clone(), 0..0)
        {
            orphans.0.push(Orphan {
                pair: number,
                pieces: left.pieces.clone(),
                when: left.mention.when,
                change: pair.changes.len() - 1,
            });
        }
    }
    for right in &pages {
        if !right.is_paired && pair.page.is_free(right.pieces.clone()) && is_gone(&pair.page, &right.pieces) {
            orphans.1.push(Orphan { pair: number, pieces: right.pieces.clone(), when: right.mention.when, change: 0 });
        }
    }
    let pieces = |named: Vec<Named>| named.into_iter().map(|named| named.pieces).collect();
    Dates { original: pieces(originals), page: pieces(pages) }
}

/// One date stands for another.
fn another_date(pair: &mut Pair<'_>, left: &mut Named, right: &mut Named, published: Published) {
    let (seriousness, note) = relation(left.mention.when, right.mention.when, published);
    let texts = (pair.original.text(left.pieces.clone()), pair.page.text(right.pieces.clone()));
    let note = if note.is_empty() { Note::replaced(texts.0, texts.1) } else { note };
    if pair.claim(EditKind::DateChanged, seriousness, note, left.pieces.clone(), right.pieces.clone()) {
        (left.is_paired, right.is_paired) = (true, true);
    }
}

/// Links dates that one sentence lost to dates that another gained: a page may name the same day elsewhere. Such a date
/// of the original stands in two changes: left out here, written in another form there.
pub(super) fn link(pairs: &mut [Pair<'_>], orphans: (Vec<Orphan>, Vec<Orphan>), published: Published) {
    for gained in orphans.1 {
        let nearest = orphans
            .0
            .iter()
            .filter(|lost| lost.pair != gained.pair && is_same_day(lost.when, gained.when, published))
            .min_by_key(|lost| lost.pair.abs_diff(gained.pair));
        let claim = |pair: &mut Pair<'_>, seriousness, note| {
            pair.claim(EditKind::DateChanged, seriousness, note, 0..0, gained.pieces.clone())
        };
        let Some(lost) = nearest else {
            let Some(pair) = pairs.get_mut(gained.pair) else { continue };
            let stood_there = pair.opposite_of_page(gained.pieces.clone());
            let around = pair.opposite(stood_there.clone());
            // A date inside an added clause is part of that clause; beside a few words in the place of others it is news.
            let spare = if pair.original.count_words(stood_there) > 0 { 6 } else { 3 };
            if pair.page.count_words(around) <= pair.page.count_words(gained.pieces.clone()) + spare {
                claim(pair, Seriousness::Substance, Note::DATE_ADDED);
            }
            continue;
        };
        let alike = says_alike(lost.when, gained.when);
        let note = if alike { Note::DAY_ELSEWHERE } else { Note::OTHER_FORM_ELSEWHERE };
        let claimed = pairs.get_mut(gained.pair).is_some_and(|pair| claim(pair, Seriousness::Wording, note));
        if !claimed {
            continue;
        }
        if let Some(change) = pairs.get_mut(gained.pair).and_then(|pair| pair.changes.last_mut()) {
            change.original = lost.pieces.clone();
        }
        if let Some(Change { seriousness, note, .. }) =
            pairs.get_mut(lost.pair).and_then(|pair| pair.changes.get_mut(lost.change))
        {
            *seriousness = Seriousness::Wording;
            *note = Note::DATE_MOVED_AWAY;
        }
    }
}

fn named(half: &Half<'_>) -> Vec<Named> {
    mentions(&half.words)
        .into_iter()
        .map(|mention| Named { mention, pieces: half.pieces_of(mention.span), is_paired: false })
        .filter(|named| !named.pieces.is_empty())
        .collect()
}

/// Whether a date begins with a number: "14 September", and not "September 14".
fn begins_with_number(half: &Half<'_>, named: &Named) -> bool {
    let text = half.text(named.pieces.clone());
    text.trim_start_matches("on ").starts_with(|c: char| c.is_ascii_digit())
}

/// Whether none of a date's words was matched; "on" is no word of its own.
fn is_gone(half: &Half<'_>, pieces: &Range<usize>) -> bool {
    pieces.clone().all(|at| half.partner(at).is_none() || !half.has_content(at..at + 1))
}

/// Whether little more than the date is gone.
fn is_small_loss(pair: &Pair<'_>, pieces: &Range<usize>) -> bool {
    let stand_in = pair.opposite(pieces.clone());
    let around = pair.opposite_of_page(stand_in.clone());
    pair.page.count_words(stand_in) > 0
        || pair.original.count_words(around) <= pair.original.count_words(pieces.clone()) + 3
}

/// Whether both name the same days.
pub(in crate::compare) fn is_same_day(left: When, right: When, published: Published) -> bool {
    if says_alike(left, right) && published.original == published.page {
        return true;
    }
    let days = |left: When, right: When| -> Option<bool> {
        Some(left.resolve(published.original)? == right.resolve(published.page.or(published.original))?)
    };
    if days(left, right) == Some(true) {
        return true;
    }
    // A weekday may be the coming one.
    if days(left.or_next(), right) == Some(true) || days(left, right.or_next()) == Some(true) {
        return true;
    }
    // Two texts of days apart that both say "Tuesday" mean the same one: pages keep the wire's words.
    says_alike(left, right)
}

/// Whether both say the same words, as far as words name days.
fn says_alike(left: When, right: When) -> bool {
    match (left, right) {
        (When::Day { month: a, day: b, year: x }, When::Day { month: c, day: d, year: y }) => {
            a == c && b == d && (x == y || x.is_none() || y.is_none())
        }
        (When::Month { month: a, year: x }, When::Month { month: b, year: y }) => {
            a == b && (x == y || x.is_none() || y.is_none())
        }
        (When::Weekday { weekday: a, turn: x }, When::Weekday { weekday: b, turn: y }) => {
            a == b && x.max(-1) <= 0 && y <= 0 || (a == b && x == y)
        }
        _ => left == right,
    }
}

/// How serious it is that one date stands for the other, and why where it is less.
pub(in crate::compare) fn relation(left: When, right: When, published: Published) -> (Seriousness, Note) {
    let days = (left.resolve(published.original), right.resolve(published.page.or(published.original)));
    let (Some(left), Some(right)) = days else {
        // "Today" and "Thursday" can be one day; nothing here can tell.
        let is_other_form = std::mem::discriminant(&left) != std::mem::discriminant(&right);
        return if is_other_form {
            (Seriousness::Wording, Note::UNKNOWN_DAY)
        } else {
            (Seriousness::Substance, Note::NONE)
        };
    };
    let holds = |outer: Days, inner: Days| outer.first <= inner.first && inner.last <= outer.last;
    if left == right {
        (Seriousness::Wording, Note::OTHER_FORM)
    } else if holds(left, right) {
        (Seriousness::Wording, Note::MORE_PRECISE)
    } else if holds(right, left) {
        (Seriousness::Wording, Note::LESS_PRECISE)
    } else {
        (Seriousness::Substance, Note::NONE)
    }
}
