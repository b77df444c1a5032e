//! Does an attribution that one sentence lost stand in another?
//!
//! "He said: “…”" before a quotation and "…”, he said" behind it say the same, but the one falls to the first sentence of
//! the quotation and the other to its last.

use super::pair::{Change, Half, Pair};
use super::{EditKind, Note, Seriousness, speech};
use std::ops::Range;

/// How many changed passages on the other attribution may stand.
const REACH: usize = 2;

/// Takes an attribution dropped here and one added nearby, which do not name two speakers, for one that was moved: first
/// those that name the same, then those where one is "he" or "she".
pub(super) fn link(pairs: &mut [Pair<'_>]) {
    let mut gained = Vec::new();
    let mut lost = Vec::new();
    for (number, pair) in pairs.iter().enumerate() {
        for (at, change) in pair.changes.iter().enumerate() {
            if change.kind == EditKind::AttributionChanged && change.note == Note::ATTRIBUTION_ADDED {
                gained.push((number, at, Speaker::of(&pair.page, change.page.clone())));
            } else if change.kind == EditKind::AttributionDropped && change.seriousness == Seriousness::Substance {
                lost.push((number, at, Speaker::of(&pair.original, change.original.clone())));
            }
        }
    }
    for by_name in [true, false] {
        for (number, at, now) in &mut gained {
            let is_one = |was: &Speaker| {
                let shares = was.stems.iter().any(|stem| now.stems.contains(stem));
                if by_name { shares } else { was.is_pronoun || now.is_pronoun }
            };
            let found = lost.iter().position(|(other, _, was)| other.abs_diff(*number) <= REACH && is_one(was));
            let Some(found) = found else { continue };
            let (other, change, _) = lost.remove(found);
            reword(&mut pairs[*number].changes[*at]);
            reword(&mut pairs[other].changes[change]);
            *now = Speaker::default();
        }
    }
}

fn reword(change: &mut Change) {
    (change.kind, change.seriousness) = (EditKind::Reworded, Seriousness::Wording);
    change.note = Note::ATTRIBUTION_MOVED;
}

/// Whom an attribution names.
#[derive(Default)]
struct Speaker {
    stems: Vec<u32>,
    is_pronoun: bool,
}

impl Speaker {
    fn of(half: &Half<'_>, range: Range<usize>) -> Self {
        let pronoun = |at: usize| matches!(half.sheet.raw(at), "he" | "He" | "she" | "She" | "they" | "They");
        let is_name = |at: &usize| half.has_content(*at..*at + 1) && !speech::is_verb(half.sheet.raw(*at));
        Self {
            is_pronoun: range.clone().any(pronoun),
            stems: range.filter(is_name).filter_map(|at| Some(half.piece(at)?.stem)).collect(),
        }
    }
}
