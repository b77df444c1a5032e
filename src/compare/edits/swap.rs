//! Did two figures or two names take each other's place, in words that stayed where they were?

use super::pair::Pair;
use std::ops::Range;

/// What can change places with its like.
pub(super) struct Movable {
    /// Its pieces.
    pub(super) pieces: Range<usize>,
    /// Whether what it says was matched with nothing.
    pub(super) is_gone: bool,
}

/// The places of those of the original and of the page that stand for one another, two and two. `is_one` asks whether
/// two of the original say the same, `says` whether one of the page says what one of the original does.
pub(super) fn swapped(
    pair: &Pair<'_>,
    (originals, pages): (&[Movable], &[Movable]),
    is_one: &dyn Fn(usize, usize) -> bool,
    says: &dyn Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (i, left) in originals.iter().enumerate().filter(|(_, left)| left.is_gone) {
        for (k, right) in originals.iter().enumerate().skip(i + 1).filter(|(_, right)| right.is_gone) {
            if is_one(i, k) {
                continue;
            }
            let stand_in = |here: &Movable, value: usize| {
                let gap = pair.opposite(here.pieces.clone());
                (0..pages.len()).find(|&page| {
                    let there = &pages[page];
                    let is_inside = gap.start <= there.pieces.start && there.pieces.end <= gap.end;
                    is_inside && there.is_gone && says(page, value)
                })
            };
            let (Some(j), Some(l)) = (stand_in(left, k), stand_in(right, i)) else { continue };
            // With nothing kept between them the two are one phrase told the other way round.
            let is_parted = (left.pieces.end..right.pieces.start).any(|at| pair.original.partner(at).is_some());
            if j < l && is_parted {
                found.extend([(i, j), (k, l)]);
            }
        }
    }
    found
}
