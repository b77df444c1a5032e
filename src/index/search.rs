//! Which stories share the page's rarest words?
//!
//! Term at a time over windows of stories: the scores of [`WINDOW`] stories are summed up in an array that fits the
//! cache, from every term's postings that fall into the window, before the next window is begun. The best so far are
//! kept in a heap. So the result is exact, and the memory is a window and a reader for each term of the page in each
//! pack, however many stories there are: some 300 KB for a page of 400 terms and a pack.

use super::pack::Postings;
use super::{Pack, QueryTerms, terms};
use crate::order::Order as _;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::iter::Peekable;

/// Stories whose scores are summed up at a time: 256 KB of scores, about what a core's second-level cache holds.
const WINDOW: usize = 1 << 16;

/// A story that a page may repeat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The pack's place in the slice that was searched.
    pub pack: usize,
    /// The story's number in its pack.
    pub story: usize,
    /// Sum of the weights of the shared terms, rarity times logarithm: ranks, decides nothing.
    pub score: f32,
}

/// The best candidates over all packs, best first, at most `limit`; of equals the earlier pack, then the newer story.
/// What a pack takes back is left out.
pub fn search(packs: &[Pack], terms: &QueryTerms, limit: usize) -> Vec<Candidate> {
    let mut best = Best { limit, heap: BinaryHeap::new() };
    let mut readers = readers(packs, terms);
    let mut scores = Vec::new();
    for (place, pack) in packs.iter().enumerate() {
        for start in (0..pack.len()).step_by(WINDOW) {
            let end = (start + WINDOW).min(pack.len());
            scores.clear();
            scores.resize(end - start, 0.0);
            readers.iter_mut().filter(|reader| reader.pack == place).for_each(|reader| reader.add(&mut scores, start));
            for (offset, &score) in scores.iter().enumerate() {
                if score > best.bar() {
                    best.offer(Candidate { pack: place, story: start + offset, score });
                }
            }
        }
    }
    let mut candidates: Vec<Ranked> = best.heap.into_iter().map(|Reverse(ranked)| ranked).collect();
    candidates.order_by(|a, b| b.cmp(a));
    let stands = |found: &Candidate| {
        let pack = packs.get(found.pack);
        pack.is_some_and(|pack| !packs.iter().any(|other| other.takes_back(pack, found.story)))
    };
    candidates.into_iter().map(|ranked| ranked.0).filter(stands).collect()
}

/// A term's postings in a pack.
struct Reader<'a> {
    pack: usize,
    postings: Peekable<Postings<'a>>,
    weight: f32,
}

/// The postings of every term in every pack, by pack. A term weighs the same in all of them.
fn readers<'a>(packs: &'a [Pack], terms: &QueryTerms) -> Vec<Reader<'a>> {
    let stories: usize = packs.iter().map(Pack::len).sum();
    let mut readers = Vec::new();
    for &term in &terms.0 {
        let lists = packs.iter().enumerate().filter_map(|(pack, bytes)| Some((pack, bytes.postings(term)?)));
        let first = readers.len();
        readers.extend(lists.map(|(pack, postings)| (pack, postings, 0.0)));
        let found: usize = readers[first..].iter().map(|reader| reader.1.len()).sum();
        let weight = terms::weight(term, stories, found);
        readers[first..].iter_mut().for_each(|reader| reader.2 = weight);
    }
    readers.order_by_key(|reader| reader.0);
    let reader =
        |(pack, postings, weight): (usize, Postings<'a>, f32)| Reader { pack, postings: postings.peekable(), weight };
    readers.into_iter().map(reader).collect()
}

impl Reader<'_> {
    /// Adds the weight to the scores of the stories from `start` on that have the term.
    fn add(&mut self, scores: &mut [f32], start: usize) {
        let end = start + scores.len();
        while let Some(story) = self.postings.next_if(|&story| (story as usize) < end) {
            if let Some(score) = scores.get_mut((story as usize).wrapping_sub(start)) {
                *score += self.weight;
            }
        }
    }
}

/// The best candidates so far.
struct Best {
    limit: usize,
    heap: BinaryHeap<Reverse<Ranked>>,
}

impl Best {
    /// No candidate with less can be among the best.
    fn bar(&self) -> f32 {
        match self.heap.peek() {
            // One step below the worst, since of equal scores the newer story wins.
            Some(Reverse(worst)) if self.heap.len() >= self.limit => worst.0.score.next_down(),
            _ => 0.0,
        }
    }

    fn offer(&mut self, candidate: Candidate) {
        self.heap.push(Reverse(Ranked(candidate)));
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
    }
}

/// Orders candidates by how good they are.
#[derive(Clone, Copy, Debug)]
struct Ranked(Candidate);

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (a, b) = (&self.0, &other.0);
        a.score.total_cmp(&b.score).then(b.pack.cmp(&a.pack)).then(a.story.cmp(&b.story))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{PackOptions, PackWriter};
    use crate::story::{Document, Story};

    fn pack(stories: &[(&str, &str)]) -> Pack {
        let mut writer = PackWriter::new(PackOptions { agency: "Examplewire".to_owned(), ..PackOptions::default() });
        for (id, text) in stories {
            let document = Document::from_paragraphs("", [*text]);
            writer.add(&Story { id: (*id).to_owned(), document, ..Story::default() });
        }
        Pack::open(writer.finish().unwrap()).unwrap()
    }

    fn ids(packs: &[Pack], page: &str, limit: usize) -> Vec<String> {
        let terms = QueryTerms::of(&Document::from_paragraphs("", [page]));
        let found = search(packs, &terms, limit);
        found.iter().map(|candidate| packs[candidate.pack].story(candidate.story).unwrap().id).collect()
    }

    const STORIES: [(&str, &str); 3] = [
        ("harbour", "Lowhaven harbour reopened to ferries on Monday after the dredging of its silted channel."),
        ("bees", "Beekeepers of the Quillon valley reported fewer swarms than in any spring since records began."),
        ("bridge", "The Lowhaven bridge closes for repairs to its bearings, the borough council said."),
    ];

    #[test]
    fn the_story_that_shares_most_comes_first() {
        let packs = [pack(&STORIES)];
        assert_eq!(ids(&packs, "Ferries are back in Lowhaven harbour, its channel dredged.", 2), ["harbour", "bridge"]);
    }

    #[test]
    fn a_page_that_shares_nothing_has_no_candidates() {
        assert!(ids(&[pack(&STORIES)], "Xylophonists rehearse quartets.", 9).is_empty());
    }

    #[test]
    fn the_best_of_all_packs_are_ranked_together() {
        let packs = [pack(&STORIES[1..]), pack(&STORIES[..1])];
        assert_eq!(ids(&packs, "Lowhaven harbour ferries", 9), ["harbour", "bridge"]);
    }

    #[test]
    fn no_more_than_asked_for() {
        assert_eq!(ids(&[pack(&STORIES)], "Lowhaven", 1).len(), 1);
        assert!(ids(&[pack(&STORIES)], "Lowhaven", 0).is_empty());
    }

    #[test]
    fn windows_do_not_change_the_result() {
        // More stories than a window holds; the one with two shared stems stands in the second.
        let mut writer = PackWriter::new(PackOptions::default());
        for number in 0..WINDOW + 100 {
            let text = if number == WINDOW + 50 { "quartz zircon" } else { "quartz" };
            let document = Document::from_paragraphs("", [text]);
            writer.add(&Story { id: format!("{number:09}"), document, ..Story::default() });
        }
        let packs = [Pack::open(writer.finish().unwrap()).unwrap()];
        let terms = QueryTerms::of(&Document::from_paragraphs("", ["zircon and quartz"]));
        let found = search(&packs, &terms, 3);
        let stories: Vec<usize> = found.iter().map(|candidate| candidate.story).collect();
        assert_eq!(stories, [WINDOW + 50, WINDOW + 99, WINDOW + 98]);
    }
}
