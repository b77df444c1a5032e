//! Which links keep the order of both sides, and weigh most together?

use super::Link;
use crate::order::Order as _;

/// The heaviest chain of links in which every link lies behind the one before it on both sides, in order.
///
/// A sweep over the original's sentences with a Fenwick tree over the page's that answers "what is the best chain that
/// ends before here?" (P. M. Fenwick, "A new data structure for cumulative frequency tables", 1994, with maxima in place
/// of sums): n links cost n log n.
pub(super) fn heaviest_chain(mut links: Vec<Link>) -> Vec<Link> {
    let order = |link: &Link| (link.original, link.page);
    links.order_by_key(order);
    links.dedup_by_key(|link| (link.original, link.page));
    let mut by_end: Vec<usize> = (0..links.len()).collect();
    by_end.order_by_key(|at| (links[*at].original.1, *at));
    let width = links.iter().map(|link| link.page.1).max().unwrap_or(0);
    let mut best_before = MaxTree::new(width + 1);
    let mut totals = vec![0.0; links.len()];
    let mut previous = vec![None; links.len()];
    let mut ended = by_end.into_iter().peekable();
    for at in 0..links.len() {
        let link = links[at];
        while let Some(done) = ended.next_if(|done| links[*done].original.1 <= link.original.0) {
            best_before.raise(links[done].page.1, (totals[done], done));
        }
        let before = best_before.best(link.page.0);
        totals[at] = link.weight + before.map_or(0.0, |best| best.0);
        previous[at] = before.map(|best| best.1);
    }
    let mut at = (0..links.len()).max_by(|a, b| totals[*a].total_cmp(&totals[*b]).then(b.cmp(a)));
    let mut chain = Vec::new();
    while let Some(link) = at {
        chain.push(links[link]);
        at = previous[link];
    }
    chain.reverse();
    chain
}

/// Maxima of prefixes.
struct MaxTree {
    nodes: Vec<Option<(f32, usize)>>,
}

impl MaxTree {
    fn new(len: usize) -> Self {
        Self { nodes: vec![None; len + 1] }
    }

    /// Enters a value at `position`.
    fn raise(&mut self, position: usize, value: (f32, usize)) {
        let mut node = position + 1;
        while let Some(slot) = self.nodes.get_mut(node) {
            if slot.is_none_or(|held| value.0 > held.0) {
                *slot = Some(value);
            }
            node += node & node.wrapping_neg();
        }
    }

    /// The best value at any position up to `position`.
    fn best(&self, position: usize) -> Option<(f32, usize)> {
        let mut node = position + 1;
        let mut best: Option<(f32, usize)> = None;
        while node > 0 {
            let held = self.nodes.get(node.min(self.nodes.len() - 1)).copied().flatten();
            if let Some(held) = held.filter(|held| best.is_none_or(|best| held.0 > best.0)) {
                best = Some(held);
            }
            node -= node & node.wrapping_neg();
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(original: usize, page: usize, weight: f32) -> Link {
        Link { original: (original, original + 1), page: (page, page + 1), score: 1.0, weight, moved: false }
    }

    fn kept(links: &[Link]) -> Vec<(usize, usize)> {
        heaviest_chain(links.to_vec()).iter().map(|link| (link.original.0, link.page.0)).collect()
    }

    #[test]
    fn weight_decides_between_crossing_links() {
        assert_eq!(kept(&[link(0, 1, 1.0), link(1, 0, 2.0)]), [(1, 0)]);
        assert_eq!(kept(&[link(0, 2, 5.0), link(1, 0, 2.0), link(2, 1, 2.0)]), [(0, 2)]);
        assert_eq!(kept(&[link(0, 2, 3.0), link(1, 0, 2.0), link(2, 1, 2.0)]), [(1, 0), (2, 1)]);
    }

    #[test]
    fn a_merge_takes_the_room_of_two() {
        let merge = Link { page: (0, 2), ..link(0, 0, 3.0) };
        assert_eq!(kept(&[merge, link(0, 0, 1.0), link(1, 1, 1.0)]), [(0, 0)]);
        assert_eq!(kept(&[merge, link(1, 2, 1.0)]), [(0, 0), (1, 2)]);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert!(kept(&[]).is_empty());
    }
}
