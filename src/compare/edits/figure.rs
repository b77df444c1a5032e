//! Did figures change?

use super::pair::{Half, Pair};
use super::swap::{self, Movable};
use super::{EditKind, Note, Seriousness};
use crate::story::Role;
use crate::text::number::{Qualifier, Quantity, Unit, quantities};
use std::ops::Range;

/// A figure of one side, and its pieces.
struct Figure {
    quantity: Quantity,
    pieces: Range<usize>,
    is_paired: bool,
}

/// Compares the figures of both passages; `dates` are pieces that belong to dates.
pub(super) fn compare(pair: &mut Pair<'_>, dates: (&[Range<usize>], &[Range<usize>])) {
    let mut originals = figures(&pair.original, dates.0);
    let mut pages = figures(&pair.page, dates.1);
    swapped(pair, &mut originals, &mut pages);
    // The same amount on both sides: first what was matched as words, then anywhere.
    let mut equal = Vec::new();
    for nearby in [true, false] {
        for (i, original) in originals.iter_mut().enumerate().filter(|(_, original)| !original.is_paired) {
            let matches = |page: &Figure| {
                let is_opposite = || are_opposite(pair, &original.pieces, &page.pieces);
                let is_same = original.quantity.has_value_of(&page.quantity) && (!nearby || is_opposite());
                !page.is_paired && (is_same || original.quantity.is_conversion_of(&page.quantity) && is_opposite())
            };
            let Some(j) = pages.iter().position(matches) else { continue };
            (original.is_paired, pages[j].is_paired) = (true, true);
            equal.push((i, j));
        }
    }
    for (i, j) in equal {
        same_amount(pair, &originals[i], &pages[j]);
    }
    // Another amount in the same words: "$5 million" and "€5 million".
    for original in originals.iter_mut().filter(|original| !original.is_paired) {
        let shares = |other: &Figure| {
            let mut pieces = original.pieces.clone();
            !other.is_paired && pieces.any(|at| pair.original.partner(at).is_some_and(|at| other.pieces.contains(&at)))
        };
        if let Some(j) = pages.iter().position(shares) {
            another_amount(pair, original, &mut pages[j]);
        }
    }
    for i in 0..originals.len() {
        let figure = &originals[i];
        if figure.is_paired || !pair.original.is_free(figure.pieces.clone()) || !is_gone(&pair.original, figure) {
            continue;
        }
        let gap = pair.opposite(figure.pieces.clone());
        let fits = |other: &Figure| {
            !other.is_paired && is_gone(&pair.page, other) && figure.quantity.is_ordinal == other.quantity.is_ordinal
        };
        let nearby = pages.iter().position(|other| {
            let is_inside = gap.start <= other.pieces.start && other.pieces.end <= gap.end;
            is_inside && fits(other) && (figure.quantity.unit.agrees(other.quantity.unit) || gap.len() <= 8)
        });
        // In a passage told in another order the one figure left stands for the one figure left.
        let lonely = originals.iter().filter(|other| !other.is_paired && counts_alone(&other.quantity)).count() == 1;
        let mut others =
            pages.iter().enumerate().filter(|(_, other)| !other.is_paired && counts_alone(&other.quantity));
        let only = match (others.next(), others.next()) {
            (Some((j, other)), None) if lonely && fits(other) && figure.quantity.unit == other.quantity.unit => Some(j),
            _ => None,
        };
        if let Some(j) = nearby.or(only) {
            another_amount(pair, &mut originals[i], &mut pages[j]);
        } else if counts_alone(&figure.quantity)
            && is_small_loss(pair, &figure.pieces)
            && !stands_elsewhere(&pair.original, &pair.page, figure)
        {
            let left = figure.pieces.clone();
            pair.claim(EditKind::FigureChanged, Seriousness::Substance, Note::FIGURE_LEFT_OUT, left, 0..0);
        }
    }
    for other in pages.iter().filter(|other| !other.is_paired && counts_alone(&other.quantity)) {
        let is_new = is_gone(&pair.page, other)
            && pair.page.is_free(other.pieces.clone())
            && !stands_elsewhere(&pair.page, &pair.original, other);
        let stood_there = pair.opposite_of_page(other.pieces.clone());
        let around = pair.opposite(stood_there.clone());
        if is_new && pair.page.count_words(around) <= pair.page.count_words(other.pieces.clone()) + 2 {
            pair.claim(EditKind::FigureChanged, Seriousness::Substance, Note::FIGURE_ADDED, 0..0, other.pieces.clone());
        }
    }
}

/// Two figures that took each other's place.
fn swapped(pair: &mut Pair<'_>, originals: &mut [Figure], pages: &mut [Figure]) {
    let movable = |half: &Half<'_>, figures: &[Figure]| -> Vec<Movable> {
        let movable = |figure: &Figure| Movable { pieces: figure.pieces.clone(), is_gone: is_gone(half, figure) };
        figures.iter().map(movable).collect()
    };
    let (left, right) = (movable(&pair.original, originals), movable(&pair.page, pages));
    let is_one = |i: usize, k: usize| originals[i].quantity.has_value_of(&originals[k].quantity);
    let says = |page: usize, value: usize| originals[value].quantity.has_value_of(&pages[page].quantity);
    for (original, page) in swap::swapped(pair, (&left, &right), &is_one, &says) {
        another_amount(pair, &mut originals[original], &mut pages[page]);
    }
}

/// Whether the other side gives a figure somewhere else, out of this pair's passage. Small numbers are everywhere.
fn stands_elsewhere(half: &Half<'_>, other: &Half<'_>, figure: &Figure) -> bool {
    let numeral = half.pieces_of(figure.quantity.number).start;
    let key = half.piece(numeral).map(|piece| piece.key);
    let mut pieces = other.sheet.pieces.iter().enumerate();
    figure.quantity.value >= 20.0
        && !figure.quantity.is_written
        && pieces.any(|(at, piece)| Some(piece.key) == key && !other.range.contains(&at))
}

fn figures(half: &Half<'_>, dates: &[Range<usize>]) -> Vec<Figure> {
    let is_date = |pieces: &Range<usize>| dates.iter().any(|date| date.start < pieces.end && pieces.start < date.end);
    quantities(&half.words)
        .into_iter()
        .filter(|quantity| !is_of_name(half, quantity))
        .map(|quantity| Figure { pieces: half.pieces_of(quantity.span), quantity, is_paired: false })
        .filter(|figure| !figure.pieces.is_empty() && !is_date(&figure.pieces))
        .collect()
}

/// Whether a number is a word of a name: "Seven" in "the Group of Seven". Titles of headlines capitalise any word.
fn is_of_name(half: &Half<'_>, quantity: &Quantity) -> bool {
    let words = &half.words;
    let at = words.at_or_after(quantity.number.start);
    let is_headline = half.piece(half.range.start).is_some_and(|piece| piece.role == Role::Headline);
    if !quantity.is_written || is_headline || !words.is_capital(at) || !words.follows(at) {
        return false;
    }
    let head = if words.get(at - 1) == "of" && words.follows(at - 1) { at.saturating_sub(2) } else { at - 1 };
    words.is_capital(head)
}

/// Whether two ranges stand in the same place, or share a matched piece.
fn are_opposite(pair: &Pair<'_>, original: &Range<usize>, page: &Range<usize>) -> bool {
    if original.clone().any(|at| pair.original.partner(at).is_some_and(|partner| page.contains(&partner))) {
        return true;
    }
    let gap = pair.opposite(original.clone());
    gap.start <= page.start && page.end <= gap.end
}

/// The same amount on both sides: a qualifier may have come or gone, or it may be written differently.
fn same_amount(pair: &mut Pair<'_>, figure: &Figure, other: &Figure) {
    let (left, right) = (figure.pieces.clone(), other.pieces.clone());
    let (was, now) = (figure.quantity.qualifier, other.quantity.qualifier);
    let is_converted = figure.quantity.is_conversion_of(&other.quantity);
    if was != now && !(is_converted && is_vague(was) && is_vague(now)) {
        let seriousness = if is_vague(was) && is_vague(now) { Seriousness::Wording } else { Seriousness::Substance };
        let note = Note::replaced(&plain(&pair.original, figure), &plain(&pair.page, other));
        pair.claim(EditKind::FigureChanged, seriousness, note, left, right);
        return;
    }
    if pair.original.text(left.clone()) != pair.page.text(right.clone()) {
        let note = if is_converted { Note::CONVERTED } else { Note::SAME_VALUE };
        pair.claim(EditKind::HouseStyle, Seriousness::Style, note, left, right);
    }
}

/// One amount stands for another.
fn another_amount(pair: &mut Pair<'_>, figure: &mut Figure, other: &mut Figure) {
    let note = Note::replaced(&plain(&pair.original, figure), &plain(&pair.page, other));
    let (left, right) = (figure.pieces.clone(), other.pieces.clone());
    if pair.claim(EditKind::FigureChanged, Seriousness::Substance, note, left, right) {
        (figure.is_paired, other.is_paired) = (true, true);
    }
}

/// Whether none of a figure's number was matched.
fn is_gone(half: &Half<'_>, figure: &Figure) -> bool {
    half.pieces_of(figure.quantity.number).all(|at| half.partner(at).is_none())
}

/// Whether a figure says enough by itself to be missed: small numbers in words often belong to a phrase.
fn counts_alone(quantity: &Quantity) -> bool {
    !(quantity.is_written && (quantity.value < 3.0 || quantity.is_ordinal) && quantity.unit == Unit::Count)
}

/// Whether little more than the figure is gone, so that its loss is no whole clause's.
fn is_small_loss(pair: &Pair<'_>, pieces: &Range<usize>) -> bool {
    let stand_in = pair.opposite(pieces.clone());
    let around = pair.opposite_of_page(stand_in.clone());
    pair.page.count_words(stand_in) > 0
        || pair.original.count_words(around) <= pair.original.count_words(pieces.clone()) + 3
}

/// Qualifiers that say only that a figure is not exact.
fn is_vague(qualifier: Qualifier) -> bool {
    matches!(qualifier, Qualifier::About | Qualifier::Nearly | Qualifier::Exact)
}

/// An amount as a note gives it.
fn plain(half: &Half<'_>, figure: &Figure) -> String {
    let text = half.text(figure.pieces.clone());
    if !figure.quantity.is_written
        || figure.quantity.is_ordinal
        || figure.quantity.value.fract() != 0.0
        || figure.quantity.upper.is_some()
    {
        return text.to_owned();
    }
    // "two-year-old" reads as "2 years".
    let qualifier = match figure.quantity.qualifier {
        Qualifier::Exact => "",
        Qualifier::About => "about ",
        Qualifier::Nearly => "nearly ",
        Qualifier::MoreThan => "more than ",
        Qualifier::AtLeast => "at least ",
        Qualifier::LessThan => "less than ",
        Qualifier::UpTo => "up to ",
    };
    let plural = if figure.quantity.value == 1.0 { "" } else { "s" };
    match figure.quantity.unit {
        Unit::Measure(
            unit @ ("second" | "minute" | "hour" | "day" | "week" | "month" | "year" | "mile" | "kilometre"),
        ) => {
            format!("{qualifier}{} {unit}{plural}", figure.quantity.value as i64)
        }
        _ => text.to_owned(),
    }
}
