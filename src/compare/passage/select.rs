//! Which candidates are passages?

use super::super::parameters as set;
use super::super::reading::Reading;
use super::rectangle::{Rectangle, gap, hull, overlap, shared};
use super::verbatim::Run;
use crate::order::Order as _;

/// The copies among the runs, longest first, without overlap on the page.
pub(super) fn copies(
    runs: &[Run],
    candidates: &[Rectangle],
    original: &Reading<'_>,
    page: &Reading<'_>,
) -> Vec<Rectangle> {
    let mut found: Vec<Rectangle> = Vec::new();
    let mut copies: Vec<&Run> = runs.iter().filter(|run| run.is_copy()).collect();
    copies.retain(|run| {
        chars(page, run.rectangle.page) >= set::COPY_CHARS && chars(original, run.rectangle.original) >= set::COPY_CHARS
    });
    copies.order_by_key(|run| std::cmp::Reverse(run.equal));
    for run in copies {
        let copy = Rectangle { score: run.equal as f32 * set::HIT_MAX, ..run.rectangle };
        let length = |rectangle: &Rectangle| (rectangle.page.1 - rectangle.page.0) as f32;
        let part_of_more = candidates.iter().any(|candidate| {
            candidate.score >= set::EVIDENCE
                && overlap(candidate.page, copy.page)
                && overlap(candidate.original, copy.original)
                && length(candidate) > set::COPY_OF_MORE * length(&copy)
        });
        if !part_of_more && found.iter().all(|other| !overlap(other.page, copy.page)) {
            found.push(copy);
        }
    }
    found
}

/// The candidates that hold, and the copies, in the page's order.
pub(super) fn select(
    mut candidates: Vec<Rectangle>,
    copies: &[Rectangle],
    original: &Reading<'_>,
    page: &Reading<'_>,
) -> Vec<Rectangle> {
    let best = candidates.iter().map(|candidate| candidate.score).fold(0.0, f32::max);
    let longest_copy = copies.iter().map(|copy| copy.page.1 - copy.page.0).max();
    let bar = set::EVIDENCE.max((set::EVIDENCE_OF_BEST * best).min(set::EVIDENCE_PLENTY));
    let bar = longest_copy.map_or(bar, |longest| bar.max((longest as f32).min(set::EVIDENCE_PLENTY)));
    candidates.retain(|candidate| {
        candidate.score >= bar
            && chars(page, candidate.page) >= set::PASSAGE_CHARS
            && chars(original, candidate.original) >= set::PASSAGE_CHARS
            && !copies.iter().any(|copy| overlap(copy.page, candidate.page))
    });
    candidates.extend(copies);
    candidates.order_by(|a, b| b.score.total_cmp(&a.score).then(a.page.cmp(&b.page)).then(a.original.cmp(&b.original)));
    let mut kept: Vec<Rectangle> = Vec::new();
    for candidate in candidates {
        place(candidate, &mut kept);
    }
    kept.order_by_key(|rectangle| (rectangle.page, rectangle.original));
    kept
}

/// Adds a candidate to what was kept: merged with what it adjoins, dropped where it contradicts, or where little speaks
/// for it and the same words of the original stand elsewhere on the page already.
fn place(mut candidate: Rectangle, kept: &mut Vec<Rectangle>) {
    loop {
        let near = |other: &Rectangle| {
            let gaps = (gap(other.page, candidate.page), gap(other.original, candidate.original));
            overlap(other.page, candidate.page) || gaps.0 <= set::MERGE_GAP && gaps.1 <= set::MERGE_GAP
        };
        let words = (candidate.original.1 - candidate.original.0) as f32;
        let twice = |other: &Rectangle| shared(other.original, candidate.original) as f32 > set::TWICE_SHARED * words;
        if candidate.score < set::EVIDENCE_TWICE && !kept.iter().any(near) && kept.iter().any(twice) {
            return;
        }
        let Some(at) = kept.iter().position(near) else { break };
        let other = kept[at];
        if gap(other.original, candidate.original) > set::MERGE_GAP {
            return;
        }
        candidate.page = hull(candidate.page, other.page);
        candidate.original = hull(candidate.original, other.original);
        candidate.score = candidate.score.max(other.score);
        kept.swap_remove(at);
    }
    kept.push(candidate);
}

/// How many characters a range of words holds.
pub(super) fn chars(reading: &Reading<'_>, range: (usize, usize)) -> usize {
    reading.span_of(range).of(reading.text).chars().count()
}

#[cfg(test)]
mod tests {
    use super::super::super::reading::read_both;
    use super::*;

    fn rectangle(original: (usize, usize), page: (usize, usize), score: f32) -> Rectangle {
        Rectangle { original, page, score }
    }

    /// What is selected of some candidates beside some copies, in texts of 400 words.
    fn selected(candidates: &[Rectangle], copies: &[Rectangle]) -> Vec<((usize, usize), (usize, usize))> {
        let text: String = (0..400).map(|at| format!("word{at} ")).collect();
        read_both(&text, &text, |original, page, _| {
            let found = select(candidates.to_vec(), copies, original, page);
            found.iter().map(|rectangle| (rectangle.original, rectangle.page)).collect()
        })
    }

    #[test]
    fn weak_and_short_ones_go() {
        assert!(selected(&[rectangle((0, 40), (0, 40), 20.0)], &[]).is_empty());
        assert!(selected(&[rectangle((0, 5), (0, 5), 90.0)], &[]).is_empty());
        assert_eq!(selected(&[rectangle((0, 40), (0, 40), 90.0)], &[]).len(), 1);
    }

    #[test]
    fn much_evidence_elsewhere_raises_the_bar() {
        let strong = rectangle((0, 100), (0, 100), 400.0);
        assert_eq!(selected(&[strong, rectangle((200, 240), (200, 240), 60.0)], &[]).len(), 1);
        assert_eq!(selected(&[strong, rectangle((200, 240), (200, 240), 120.0)], &[]).len(), 2);
    }

    #[test]
    fn neighbours_on_both_sides_are_one() {
        let pair = [rectangle((0, 50), (100, 150), 90.0), rectangle((60, 110), (155, 200), 80.0)];
        assert_eq!(selected(&pair, &[]), [((0, 110), (100, 200))]);
    }

    #[test]
    fn of_two_explanations_of_one_stretch_the_better_stays() {
        let pair = [rectangle((0, 50), (100, 150), 90.0), rectangle((300, 350), (120, 170), 80.0)];
        assert_eq!(selected(&pair, &[]), [((0, 50), (100, 150))]);
    }

    #[test]
    fn the_same_words_twice_on_a_page_need_more_evidence() {
        let first = rectangle((0, 50), (0, 50), 200.0);
        assert_eq!(selected(&[first, rectangle((0, 50), (300, 350), 80.0)], &[]).len(), 1);
        assert_eq!(selected(&[first, rectangle((0, 50), (300, 350), 150.0)], &[]).len(), 2);
    }

    #[test]
    fn a_copy_stands_before_what_only_resembles() {
        let copy = rectangle((0, 60), (0, 60), 160.0);
        assert_eq!(selected(&[rectangle((0, 70), (0, 70), 170.0)], &[copy]), [((0, 60), (0, 60))]);
    }
}
