//! Does an attribution that one sentence lost stand in another?
//!
//! "He said: “…”" before a quotation and "…”, he said" behind it say the same, but the one falls to the first sentence of
//! the quotation and the other to its last.

use super::pair::{Change, Half, Pair};
use super::{EditKind, Seriousness};
use std::ops::Range;

/// What is noted where only the page says who says it.
pub(super) const ADDED: &str = "attribution added";

/// How many changed passages on the other attribution may stand.
const REACH: usize = 2;

/// Takes an attribution dropped here and one added nearby, which do not name two speakers, for one that was moved.
pub(super) fn link(pairs: &mut [Pair<'_>]) {
    for gained in 0..pairs.len() {
        for at in 0..pairs[gained].changes.len() {
            let change = &pairs[gained].changes[at];
            if change.kind != EditKind::AttributionChanged || change.note != ADDED {
                continue;
            }
            let speakers = names(&pairs[gained].page, change.page.clone());
            let near = gained.saturating_sub(REACH)..pairs.len().min(gained + REACH + 1);
            let lost =
                near.flat_map(|pair| (0..pairs[pair].changes.len()).map(move |at| (pair, at))).find(|&(pair, at)| {
                    let change = &pairs[pair].changes[at];
                    let others = names(&pairs[pair].original, change.original.clone());
                    change.kind == EditKind::AttributionDropped
                        && change.seriousness == Seriousness::Substance
                        && (speakers.is_empty()
                            || others.is_empty()
                            || others.iter().any(|name| speakers.contains(name)))
                });
            if let Some((pair, other)) = lost {
                reword(&mut pairs[gained].changes[at]);
                reword(&mut pairs[pair].changes[other]);
            }
        }
    }
}

fn reword(change: &mut Change) {
    (change.kind, change.seriousness) = (EditKind::Reworded, Seriousness::Wording);
    "who says it stands elsewhere".clone_into(&mut change.note);
}

/// The names in a range, as stems of words with a capital.
fn names(half: &Half<'_>, range: Range<usize>) -> Vec<u32> {
    let is_name = |at: &usize| half.has_content(*at..*at + 1) && half.sheet.raw(*at).starts_with(char::is_uppercase);
    range.filter(is_name).filter_map(|at| Some(half.piece(at)?.stem)).collect()
}
