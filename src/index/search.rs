//! Which stories share the page's rarest words?
//!
//! Term at a time, in two steps (the *continue* strategy of A. Moffat and J. Zobel, "Self-indexing inverted files for
//! fast text retrieval", 1996). First the weightiest terms' lists, which are short, are walked: the scores of
//! [`WINDOW`] stories are summed up in an array that fits the cache before the next window is begun. Then the [`KEPT`] best
//! stories are looked for in the long lists of the other terms, which skips most of them. Up to [`WALKED`] postings, so in
//! collections of some ten thousand stories, everything is walked and the result is exact; beyond, only a story that
//! shares none of the page's rarest words can be missed. The memory is a window and a reader for each term of the page in
//! each pack, however many stories there are: some 300 KB for a page of 400 terms and a pack.

use super::pack::Postings;
use super::{Pack, QueryTerms, terms};
use crate::order::Order as _;
use crate::story::Story;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Stories whose scores are summed up at a time: 256 KB of scores, about what a core's second-level cache holds.
const WINDOW: usize = 1 << 16;

/// Postings that are walked at most, but for those with which as many as [`KEPT`] are reached; the weightiest terms' come
/// first, and one term's are never divided.
const WALKED: usize = 1 << 16;

/// Stories that are kept for the terms whose postings are not walked.
const KEPT: usize = 1 << 9;

/// Scores that are looked at together: nearly always none of them is among the best.
const BLOCK: usize = 64;

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
    search_walking(packs, terms, limit, WALKED)
}

/// Updates, corrections and withdrawals of these stories that are not among the candidates `found`: at most as many again.
///
/// A hash may lead to a version of another story, which [`Story::family_id`] tells.
pub fn later_versions(packs: &[Pack], found: &[Candidate], stories: &[Story]) -> Vec<Candidate> {
    let mut later: Vec<Candidate> = Vec::new();
    for story in stories {
        let term = terms::of_family(story.family_id());
        for (pack, held) in packs.iter().enumerate() {
            for number in held.postings(term).into_iter().flatten() {
                let version = Candidate { pack, story: number as usize, score: 0.0 };
                let is_same = |other: &Candidate| (other.pack, other.story) == (pack, version.story);
                let is_known = found.iter().chain(&later).any(is_same);
                if !is_known && later.len() < found.len() && !is_taken_back(packs, held, version.story) {
                    later.push(version);
                }
            }
        }
    }
    later
}

/// Whether one of these packs takes back a story of a pack; what a head has no stories of is never.
pub fn is_taken_back(packs: &[Pack], pack: &Pack, story: usize) -> bool {
    packs.iter().any(|other| other.takes_back(pack, story))
}

fn search_walking(packs: &[Pack], terms: &QueryTerms, limit: usize, most_walked: usize) -> Vec<Candidate> {
    let (walked, asked) = readers(packs, terms, most_walked);
    let mut best = Best { limit: if asked.is_empty() { limit } else { limit.max(KEPT) }, heap: BinaryHeap::new() };
    let mut scores = Vec::new();
    for (place, (pack, mut readers)) in packs.iter().zip(walked).enumerate() {
        for start in (0..pack.len()).step_by(WINDOW) {
            let end = (start + WINDOW).min(pack.len());
            scores.clear();
            scores.resize(end - start, 0.0);
            readers.iter_mut().for_each(|reader| reader.add(&mut scores, start));
            for (block, scores) in scores.chunks(BLOCK).enumerate() {
                let bar = best.bar();
                if scores.iter().all(|&score| score <= bar) {
                    continue;
                }
                for (offset, &score) in scores.iter().enumerate() {
                    if score > best.bar() {
                        best.offer(Candidate { pack: place, story: start + block * BLOCK + offset, score });
                    }
                }
            }
        }
    }
    let mut candidates: Vec<Ranked> = best.heap.into_iter().map(|Reverse(ranked)| ranked).collect();
    if !asked.is_empty() {
        candidates.order_by_key(|ranked| (ranked.0.pack, ranked.0.story));
        for same in candidates.chunk_by_mut(|a, b| a.0.pack == b.0.pack) {
            let pack = same.first().map(|ranked| ranked.0.pack);
            for reader in asked.iter().filter(|reader| Some(reader.pack) == pack) {
                reader.add_to(same);
            }
        }
    }
    candidates.order_by(|a, b| b.cmp(a));
    let stands = |found: &Candidate| packs.get(found.pack).is_some_and(|pack| !is_taken_back(packs, pack, found.story));
    candidates.into_iter().map(|ranked| ranked.0).filter(stands).take(limit).collect()
}

/// A term's postings in a pack.
struct Reader<'a> {
    pack: usize,
    postings: Postings<'a>,
    /// The posting that was read last and stands behind the window.
    next: Option<u32>,
    weight: f32,
}

/// A term with its postings in every pack. It weighs the same in all of them.
struct Term<'a> {
    weight: f32,
    postings: usize,
    readers: Vec<Reader<'a>>,
}

/// The readers whose postings are to be walked, by pack, and the other ones.
fn readers<'a>(packs: &'a [Pack], terms: &QueryTerms, most_walked: usize) -> (Vec<Vec<Reader<'a>>>, Vec<Reader<'a>>) {
    let stories: usize = packs.iter().map(Pack::len).sum();
    let mut found: Vec<Term<'a>> = terms.0.iter().map(|&term| Term::of(term, packs, stories)).collect();
    found.order_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut walked: Vec<Vec<Reader<'a>>> = packs.iter().map(|_| Vec::new()).collect();
    let mut asked = Vec::new();
    let mut postings = 0;
    for term in found {
        let is_walked = postings < KEPT || postings + term.postings <= most_walked;
        postings += term.postings;
        for reader in term.readers {
            match walked.get_mut(reader.pack).filter(|_| is_walked) {
                Some(readers) => readers.push(reader),
                None => asked.push(reader),
            }
        }
    }
    (walked, asked)
}

impl<'a> Term<'a> {
    fn of(term: u32, packs: &'a [Pack], stories: usize) -> Self {
        let mut readers = Vec::new();
        let mut found = 0;
        for (pack, bytes) in packs.iter().enumerate() {
            if let Some(postings) = bytes.postings(term) {
                found += postings.len();
                readers.push(Reader { pack, postings, next: None, weight: 0.0 });
            }
        }
        let weight = terms::weight(term, stories, found);
        readers.iter_mut().for_each(|reader| reader.weight = weight);
        Self { weight, postings: found, readers }
    }
}

impl Reader<'_> {
    /// Adds the weight to the scores of the stories from `start` on that have the term.
    fn add(&mut self, scores: &mut [f32], start: usize) {
        while let Some(story) = self.next.take().or_else(|| self.postings.next()) {
            let Some(score) = scores.get_mut((story as usize).wrapping_sub(start)) else {
                self.next = Some(story);
                return;
            };
            *score += self.weight;
        }
    }

    /// Adds the weight to those of these stories of the pack, ascending, that have the term.
    fn add_to(&self, stories: &mut [Ranked]) {
        let mut postings = self.postings.clone();
        for story in stories {
            if postings.contains(story.0.story as u32) {
                story.0.score += self.weight;
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
    use crate::story::{Document, Status};

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
    fn later_versions_are_found_without_words() {
        let version = |id: &str, family: &str, version, status| Story {
            id: id.to_owned(),
            family: Some(family.to_owned()),
            version,
            status,
            ..Story::default()
        };
        let mut writer = PackWriter::new(PackOptions::default());
        for story in [
            version("first", "ferry", 0, Status::Usable),
            version("kill", "ferry", 0, Status::Withdrawn),
            version("other", "bees", 2, Status::Usable),
            version("update", "ferry", 2, Status::Usable),
        ] {
            writer.add(&story);
        }
        let packs = [Pack::open(writer.finish().unwrap()).unwrap()];
        let found = [0, 3].map(|story| Candidate { pack: 0, story, score: 1.0 });
        let stories = [packs[0].story(0).unwrap(), packs[0].story(3).unwrap()];
        let later = later_versions(&packs, &found, &stories);
        assert_eq!(later.iter().map(|later| packs[0].story(later.story).unwrap().id).collect::<Vec<_>>(), ["kill"]);
    }

    #[test]
    fn long_lists_are_asked_for_the_best_only() {
        // All stories share a word, half of them two; with next to nothing walked these still count.
        let mut writer = PackWriter::new(PackOptions::default());
        for number in 0..3000 {
            let rare = if number % 1000 == 7 { "zircon" } else { "" };
            let text = format!("{rare} quartz {}", if number % 2 == 0 { "feldspar" } else { "mica" });
            let document = Document::from_paragraphs("", [text.as_str()]);
            writer.add(&Story { id: format!("{number:09}"), document, ..Story::default() });
        }
        let packs = [Pack::open(writer.finish().unwrap()).unwrap()];
        let terms = QueryTerms::of(&Document::from_paragraphs("", ["zircon, quartz and mica"]));
        let exact = search(&packs, &terms, 3);
        assert_eq!(exact.iter().map(|candidate| candidate.story).collect::<Vec<_>>(), [2007, 1007, 7]);
        assert_eq!(search_walking(&packs, &terms, 3, 100), exact);
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
