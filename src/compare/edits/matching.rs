//! Which pieces of two passages are the same?
//!
//! A plain diff minimises how many pieces change and happily keeps a stray "the" between two changed phrases. Here the
//! *heaviest* common subsequence is kept: content words weigh more than function words and marks, neighbours that stay
//! neighbours more than strays (dynamic programming as in Needleman & Wunsch 1970, with a bonus for runs). Equal ends
//! are cut off first, and long passages are parted at words that occur once on both sides (Bram Cohen's patience diff),
//! so the cost stays linear in the length of a text. A library for diffs would weigh more in wasm than this file and
//! knows no weights.

use super::piece::{Class, Piece};
use crate::order::{Order as _, order_numbers};
use std::ops::Range;

/// The most cells of a table that are computed at once.
const TABLE: usize = 160_000;

/// For every piece of the original its partner on the page, in order: if `a < b` have partners, so do these stand.
pub(super) fn matches(original: &[Piece], page: &[Piece]) -> Vec<Option<usize>> {
    let mut partners = vec![None; original.len()];
    part(original, page, 0..original.len(), 0..page.len(), &mut partners);
    partners
}

/// Finds the partners in a pair of ranges.
fn part(a: &[Piece], b: &[Piece], mut left: Range<usize>, mut right: Range<usize>, partners: &mut [Option<usize>]) {
    while !left.is_empty() && !right.is_empty() && is_same(&a[left.start], &b[right.start]) {
        partners[left.start] = Some(right.start);
        left.start += 1;
        right.start += 1;
    }
    while !left.is_empty() && !right.is_empty() && is_same(&a[left.end - 1], &b[right.end - 1]) {
        left.end -= 1;
        right.end -= 1;
        partners[left.end] = Some(right.end);
    }
    if left.is_empty() || right.is_empty() {
        return;
    }
    if left.len().saturating_mul(right.len()) <= TABLE {
        table(&a[left.clone()], &b[right.clone()], |i, j| partners[left.start + i] = Some(right.start + j));
        return;
    }
    let anchors = anchors(&a[left.clone()], &b[right.clone()]);
    let (mut from_left, mut from_right) = (left.start, right.start);
    if anchors.is_empty() {
        return;
    }
    for (i, j) in anchors.into_iter().map(|(i, j)| (left.start + i, right.start + j)).chain([(left.end, right.end)]) {
        let (low, high) = (from_left..i, from_right..j);
        if low.len().saturating_mul(high.len()) <= TABLE {
            table(&a[low.clone()], &b[high.clone()], |x, y| partners[low.start + x] = Some(high.start + y));
        }
        if i < left.end {
            partners[i] = Some(j);
        }
        (from_left, from_right) = (i + 1, j + 1);
    }
}

/// Whether two pieces are the same but for house style, and on the same side of quotation marks.
fn is_same(a: &Piece, b: &Piece) -> bool {
    a.key == b.key && (a.quotation > 0) == (b.quotation > 0)
}

/// What it is worth to keep two pieces together.
fn worth(a: &Piece, b: &Piece) -> f32 {
    let weight = match a.class {
        Class::Mark => 0.6,
        Class::Function => 1.4,
        Class::Content => 4.0,
    };
    let worth = if a.key == b.key {
        weight
    } else if a.stem == b.stem && a.class == Class::Content && b.class == Class::Content {
        2.0
    } else {
        return 0.0;
    };
    if (a.quotation > 0) == (b.quotation > 0) { worth } else { worth * 0.5 }
}

/// What it is worth that a pair follows the pair before it on both sides.
const RUN: f32 = 0.8;

/// Reports the heaviest common subsequence of two short passages.
fn table(a: &[Piece], b: &[Piece], mut found: impl FnMut(usize, usize)) {
    if a.is_empty() || b.is_empty() {
        return;
    }
    let width = b.len() + 1;
    // The best score up to a cell, the best that ends with a pair in it, and whether the cell was reached by a pair.
    let mut best = vec![0.0_f32; width];
    let mut paired = vec![f32::MIN; width];
    let mut steps = vec![0_u8; a.len() * width];
    let (mut old_best, mut old_paired) = (best.clone(), paired.clone());
    for (i, piece) in a.iter().enumerate() {
        std::mem::swap(&mut best, &mut old_best);
        std::mem::swap(&mut paired, &mut old_paired);
        best[0] = 0.0;
        paired[0] = f32::MIN;
        let row = &mut steps[i * width..(i + 1) * width];
        for (j, other) in b.iter().enumerate() {
            let worth = worth(piece, other);
            let mut step = 0;
            let mut pair = f32::MIN;
            if worth > 0.0 {
                let (run, fresh) = (old_paired[j] + RUN, old_best[j]);
                pair = worth + run.max(fresh);
                if run >= fresh {
                    step |= RUNS;
                }
            }
            let (up, side) = (old_best[j + 1], best[j]);
            let mut value = up.max(side);
            step |= if up >= side { UP } else { 0 };
            if pair > value {
                value = pair;
                step |= PAIR;
            }
            best[j + 1] = value;
            paired[j + 1] = pair;
            row[j + 1] = step;
        }
    }
    let (mut i, mut j, mut in_run) = (a.len(), b.len(), false);
    while i > 0 && j > 0 {
        let step = steps[(i - 1) * width + j];
        if in_run || step & PAIR != 0 {
            found(i - 1, j - 1);
            in_run = step & RUNS != 0;
            i -= 1;
            j -= 1;
        } else if step & UP != 0 {
            i -= 1;
        } else {
            j -= 1;
        }
    }
}

const PAIR: u8 = 1;
const UP: u8 = 2;
const RUNS: u8 = 4;

/// Content words that occur once on both sides, the longest series of them that is in order.
fn anchors(a: &[Piece], b: &[Piece]) -> Vec<(usize, usize)> {
    // Key, side and place of each content word in one number, so that equal words stand together.
    let mut seen: Vec<u64> = Vec::new();
    for (side, pieces) in [a, b].into_iter().enumerate() {
        for (at, piece) in pieces.iter().enumerate() {
            if piece.class == Class::Content {
                seen.push(u64::from(piece.key) << 32 | (side as u64) << 31 | at as u64);
            }
        }
    }
    order_numbers(&mut seen);
    let place = |word: u64| (word & 0x7fff_ffff) as usize;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for equal in seen.chunk_by(|one, other| one >> 32 == other >> 32) {
        if let [left, right] = *equal
            && (left ^ right) & 1 << 31 != 0
        {
            pairs.push((place(left), place(right)));
        }
    }
    pairs.order();
    in_order(&pairs, |_| 1)
}

/// The heaviest series of pairs, given in the order of their left sides, whose right sides ascend too.
pub(super) fn in_order<T: Copy>(pairs: &[(T, usize)], weight: impl Fn(usize) -> u64) -> Vec<(T, usize)> {
    // A Fenwick tree over the ranks of the right sides holds the best series that ends at or before each.
    let mut ranks: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    ranks.order();
    ranks.dedup();
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); ranks.len() + 1];
    let mut back = vec![usize::MAX; pairs.len()];
    let mut best = (0, usize::MAX);
    for (number, pair) in pairs.iter().enumerate() {
        let rank = ranks.partition_point(|&right| right < pair.1);
        let mut before = (0, usize::MAX);
        let mut at = rank;
        while at > 0 {
            if tree[at].0 > before.0 {
                before = tree[at];
            }
            at &= at - 1;
        }
        back[number] = before.1;
        let here = (before.0 + weight(number).max(1), number);
        let mut at = rank + 1;
        while at < tree.len() {
            if here.0 > tree[at].0 {
                tree[at] = here;
            }
            at += at & at.wrapping_neg();
        }
        if here.0 > best.0 {
            best = here;
        }
    }
    let mut series = Vec::new();
    let mut at = best.1;
    while let Some(&pair) = pairs.get(at) {
        series.push(pair);
        at = back[at];
    }
    series.reverse();
    series
}

/// Takes back what would break a change into confetti: a run of kept pieces that says less than the changes around it.
pub(super) fn clean_up(original: &[Piece], page: &[Piece], partners: &mut [Option<usize>]) {
    let runs = runs(partners);
    let words = |pieces: &[Piece]| {
        pieces
            .iter()
            .map(|piece| match piece.class {
                Class::Mark => 0.0,
                Class::Function => 0.6,
                Class::Content => 1.0,
            })
            .sum::<f32>()
    };
    // The change before a run is remembered as grown by the runs that were taken back.
    let mut change_start = (0, 0);
    for (number, (left, right)) in runs.iter().enumerate() {
        let next = runs.get(number + 1).map_or((original.len(), page.len()), |next| (next.0.start, next.1.start));
        let size = |left: Range<usize>, right: Range<usize>| {
            let (left, right) =
                (words(original.get(left).unwrap_or_default()), words(page.get(right).unwrap_or_default()));
            (left.max(right), left.min(right))
        };
        let (before, both_before) = size(change_start.0..left.start, change_start.1..right.start);
        let (after, both_after) = size(left.end..next.0, right.end..next.1);
        let kept = &original[left.clone()];
        let content = kept.iter().filter(|piece| piece.class == Class::Content).count();
        let weight = words(kept);
        let is_weak = if content == 0 {
            // Small words between two changes; a comma that parts two insertions stays.
            kept.len() <= 3
                && before.min(after) > 0.0
                && (both_before + both_after > 0.0 || weight > 0.0 && before.min(after) >= 2.0)
        } else {
            weight * 3.5 <= before.min(after) && both_before.min(both_after) >= 2.0
        };
        if is_weak && change_start.0 + change_start.1 < left.start + right.start {
            for partner in &mut partners[left.clone()] {
                *partner = None;
            }
        } else {
            change_start = (left.end, right.end);
        }
    }
}

/// Where words went from the head of a sentence and the first word kept stands at both ends of them, the last goes with
/// them or the first, as one likes: "The report said the crane" lost "The report said", not "report said the".
pub(super) fn slide(original: &[Piece], page: &[Piece], partners: &mut [Option<usize>]) {
    if partners.first() != Some(&Some(0)) || partners.get(1) != Some(&None) || page.len() < 2 {
        return;
    }
    // The piece before the one that goes with the page's second.
    let Some(last) = partners.iter().position(|partner| *partner == Some(1)).map(|at| at - 1) else { return };
    if original[last].key == page[0].key && original[last].class == Class::Function {
        (partners[0], partners[last]) = (None, Some(0));
    }
}

/// Runs of pieces whose partners stand next to one another as well.
pub(super) fn runs(partners: &[Option<usize>]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut runs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (i, j) in partners.iter().enumerate().filter_map(|(i, partner)| partner.map(|j| (i, j))) {
        match runs.last_mut() {
            Some((left, right)) if left.end == i && right.end == j => {
                left.end += 1;
                right.end += 1;
            }
            _ => runs.push((i..i + 1, j..j + 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::super::piece::Sheet;
    use super::*;
    use crate::compare::Side;
    use crate::story::Document;

    /// What is kept, cleaned up, with a bar where something changed.
    fn kept(original: &str, page: &str) -> String {
        let documents = [original, page].map(|text| Document::from_paragraphs("", [text]));
        let [original, page] = [0, 1].map(|side| Sheet::of(Side { document: &documents[side], published: None }));
        let mut partners = matches(&original.pieces, &page.pieces);
        clean_up(&original.pieces, &page.pieces, &mut partners);
        let runs = runs(&partners);
        let text = |run: &(Range<usize>, Range<usize>)| original.span(run.0.clone()).of(original.text);
        runs.iter().map(text).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn keeps_what_matters() {
        for (original, page, expected) in [
            ("the bank held rates", "the bank held rates", "the bank held rates"),
            ("the bank held rates", "the bank raised rates", "the bank | rates"),
            ("He said the bank held rates", "The bank held rates", "the bank held rates"),
            ("a long walk to the town hall", "a short ride to the city centre", "a"),
            ("U.S. officials said", "US officials said", "U.S. officials said"),
        ] {
            assert_eq!(kept(original, page), expected, "{original} / {page}");
        }
    }

    #[test]
    fn heaviest_series_is_in_order() {
        let pairs = [(0, 3), (1, 1), (2, 2), (3, 9), (4, 4), (5, 5)];
        assert_eq!(in_order(&pairs, |_| 1), [(1, 1), (2, 2), (4, 4), (5, 5)]);
        assert_eq!(in_order(&pairs, |number| if number == 3 { 9 } else { 1 }), [(1, 1), (2, 2), (3, 9)]);
    }

    proptest::proptest! {
        #[test]
        fn partners_ascend(original in "([a-e]|the|,| )*", page in "([a-e]|the|,| )*") {
            let documents = [original, page].map(|text| Document::from_paragraphs("", [text.as_str()]));
            let [original, page] = [0, 1].map(|side| Sheet::of(Side { document: &documents[side], published: None }));
            let mut partners = matches(&original.pieces, &page.pieces);
            clean_up(&original.pieces, &page.pieces, &mut partners);
            let kept: Vec<usize> = partners.iter().flatten().copied().collect();
            proptest::prop_assert!(kept.is_sorted_by(|a, b| a < b) && kept.iter().all(|&j| j < page.pieces.len()));
        }
    }
}
