//! Which stories share the page's rarest words?
//!
//! Term at a time, in two steps (the *continue* strategy of A. Moffat and J. Zobel, "Self-indexing inverted files for
//! fast text retrieval", 1996). Of the page's terms the [`LOOKED_UP`] rarest are looked up in every pack. First the
//! shortest lists are walked, up to [`WALKED`] postings, which sums up what they weigh for each story that has one of
//! them. Then the [`KEPT`] best stories are looked for in the other lists, the shortest first, which skips most of their
//! postings; a story is dropped as soon as what is left will not lift it among the best (after H. Turtle and J. Flood, "Query
//! evaluation: strategies and optimizations", 1995). So where all these lists are walked, as in collections of some ten
//! thousand stories, the result is exact for the terms looked up; beyond, mostly a story that shares few of the page's
//! rarest words can be missed. The memory is some 400 KB for a window's scores and 64 bytes for each list, however many stories there are.

use super::pack::Postings;
use super::{Pack, QueryTerms, terms};
use crate::order::Order as _;
use crate::story::Story;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// So many terms of a page are looked up, or half of all where that is more, and those that are as rare as the last of
/// them. Finding a term in a pack costs as much as walking some ten postings, and what is commoner says little.
const LOOKED_UP: usize = 128;

/// Stories whose scores are summed up at a time: 256 KB of scores, about what a core's second-level cache holds.
const WINDOW: usize = 1 << 16;

/// Postings that are walked at most, but for those with which as many as [`KEPT`] are reached; one term's are never
/// divided.
const WALKED: usize = 1 << 16;

/// The share of what all terms left weigh together that may still lift a story among the best: no story has them all.
/// With less than a half the right one was lost now and then.
const LIFT: f32 = 0.5;

/// Versions of a family that are looked through in a pack; no agency writes so many, but a hostile pack may.
const MOST_VERSIONS: usize = 1 << 10;

/// Later versions that are read at most, whatever the candidates.
const MOST_LATER: usize = 32;

/// Stories that are kept for the terms whose postings are not walked.
const KEPT: usize = 1 << 9;

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

/// Updates, corrections and withdrawals of these stories that are not among the candidates `found`: of each family and
/// pack the newest four, and [`MOST_LATER`] in all.
///
/// A hash may lead to a version of another story, which [`Story::family_id`] tells.
pub fn later_versions(packs: &[Pack], found: &[Candidate], stories: &[Story]) -> Vec<Candidate> {
    let mut families: Vec<u32> = stories.iter().map(|story| terms::of_family(story.family_id())).collect();
    families.order_by(|a, b| a.cmp(b));
    families.dedup();
    let mut later: Vec<Candidate> = Vec::new();
    for family in families {
        for (pack, held) in packs.iter().enumerate() {
            // A pack's stories stand by their days.
            let mut newest = [None; 4];
            for number in held.postings(family).into_iter().flatten().take(MOST_VERSIONS) {
                newest.rotate_left(1);
                newest[3] = Some(Candidate { pack, story: number as usize, score: 0.0 });
            }
            later.extend(newest.into_iter().rev().flatten().filter(|version| {
                let is_known = found.iter().any(|other| (other.pack, other.story) == (pack, version.story));
                !is_known && !is_taken_back(packs, held, version.story)
            }));
        }
    }
    later.truncate(MOST_LATER);
    later
}

/// Whether one of these packs takes back a story of a pack; what a head has no stories of is never.
pub fn is_taken_back(packs: &[Pack], pack: &Pack, story: usize) -> bool {
    packs.iter().any(|other| other.takes_back(pack, story))
}

fn search_walking(packs: &[Pack], terms: &QueryTerms, limit: usize, most_walked: usize) -> Vec<Candidate> {
    let (mut terms, mut lists) = found(packs, terms);
    let walked = walked(&terms, most_walked);
    let (walked, asked) = terms.split_at_mut(walked);
    // Tombstones take from the best as well.
    let takes_back = packs.iter().any(|pack| pack.tombstones().next().is_some());
    let kept = if asked.is_empty() && !takes_back { limit } else { limit.max(KEPT) };
    let mut candidates = walk(packs, walked, &mut lists, kept);
    if takes_back {
        candidates.retain(|one| packs.get(one.0.pack).is_some_and(|pack| !is_taken_back(packs, pack, one.0.story)));
    }
    ask(asked, &lists, &mut candidates, limit);
    candidates.order_by(|a, b| b.cmp(a));
    candidates.into_iter().map(|ranked| ranked.0).take(limit).collect()
}

/// A term of the page that some story is found under.
#[derive(Clone, Debug)]
struct Term {
    /// It weighs the same in all packs.
    weight: f32,
    /// Its postings in all packs.
    postings: usize,
    /// Its lists, in the order of the packs.
    lists: Range<usize>,
}

/// A term's postings in a pack.
struct List<'a> {
    pack: usize,
    postings: Postings<'a>,
}

/// The page's rarest terms with their lists, those with the fewest postings first.
fn found<'a>(packs: &'a [Pack], terms: &QueryTerms) -> (Vec<Term>, Vec<List<'a>>) {
    let mut rarest: Vec<(f32, u32)> = terms.0.iter().map(|&stem| (terms::idf(stem), stem)).collect();
    rarest.order_by(|a, b| b.0.total_cmp(&a.0));
    let least = rarest.get(LOOKED_UP.max(rarest.len() / 2) - 1).map_or(0.0, |term| term.0);
    rarest.retain(|term| term.0 >= least);
    let stories: usize = packs.iter().map(Pack::len).sum();
    let mut lists = Vec::new();
    let mut found = Vec::new();
    for (idf, stem) in rarest {
        let (first, mut postings) = (lists.len(), 0);
        for (pack, bytes) in packs.iter().enumerate() {
            if let Some(own) = bytes.postings(stem) {
                postings += own.len();
                lists.push(List { pack, postings: own });
            }
        }
        let weight = terms::weight(idf, stories, postings);
        // A word that every text has weighs nothing.
        if postings > 0 && weight > 0.0 {
            found.push(Term { weight, postings, lists: first..lists.len() });
        }
    }
    found.order_by_key(|term| term.postings);
    (found, lists)
}

/// How many of the terms are walked.
fn walked(terms: &[Term], most_walked: usize) -> usize {
    let mut postings = 0;
    let walked = terms.iter().take_while(|term| {
        let is_walked = postings < KEPT || postings + term.postings <= most_walked;
        postings += term.postings;
        is_walked
    });
    walked.count()
}

/// The best by all postings of these terms, at most `limit`, in no order.
fn walk(packs: &[Pack], terms: &mut [Term], lists: &mut [List<'_>], limit: usize) -> Vec<Ranked> {
    let mut best = Best::of(limit);
    let mut scores = vec![0.0_f32; WINDOW];
    // The places with a score.
    let mut scored = vec![0_u16; WINDOW];
    let (Some(scores), Some(scored)) = (scores.first_chunk_mut::<WINDOW>(), scored.first_chunk_mut::<WINDOW>()) else {
        return Vec::new();
    };
    for (place, pack) in packs.iter().enumerate() {
        for start in (0..pack.len()).step_by(WINDOW) {
            let mut count = 0;
            for term in terms.iter() {
                let Some(list) = next_of(term, lists).filter(|list| list.pack == place) else { continue };
                list.postings.give_before((start as u32).saturating_add(WINDOW as u32), |story| {
                    let at = story as usize % WINDOW;
                    let score = &mut scores[at];
                    scored[count % WINDOW] = at as u16;
                    count += usize::from(score.to_bits() == 0);
                    *score += term.weight;
                });
            }
            for &at in scored.iter().take(count) {
                let score = std::mem::take(&mut scores[usize::from(at)]);
                if score > best.bar {
                    best.offer(Candidate { pack: place, story: start + usize::from(at), score });
                }
            }
        }
        for term in terms.iter_mut() {
            term.lists.start += usize::from(next_of(term, lists).is_some_and(|list| list.pack == place));
        }
    }
    best.heap.into_iter().map(|Reverse(ranked)| ranked).collect()
}

/// The first list of a term that is not done with.
fn next_of<'l, 'a>(term: &Term, lists: &'l mut [List<'a>]) -> Option<&'l mut List<'a>> {
    lists.get_mut(term.lists.clone())?.first_mut()
}

/// Adds what these terms weigh for the candidates, and drops those that cannot be among the first `limit`.
fn ask(terms: &[Term], lists: &[List<'_>], candidates: &mut Vec<Ranked>, limit: usize) {
    candidates.order_by_key(|ranked| (ranked.0.pack, ranked.0.story));
    let mut left: f32 = terms.iter().map(|term| term.weight).sum();
    for term in terms {
        let mut best = Best::of(limit);
        for ranked in candidates.iter() {
            if ranked.0.score > best.bar {
                best.offer(ranked.0);
            }
        }
        candidates.retain(|ranked| ranked.0.score + left * LIFT > best.bar);
        left -= term.weight;
        let mut own = lists.get(term.lists.clone()).unwrap_or_default().iter().peekable();
        for same in candidates.chunk_by_mut(|a, b| a.0.pack == b.0.pack) {
            let Some(pack) = same.first().map(|ranked| ranked.0.pack) else { continue };
            while own.next_if(|list| list.pack < pack).is_some() {}
            let Some(list) = own.next_if(|list| list.pack == pack) else { continue };
            let mut postings = list.postings.clone();
            for story in same {
                if postings.contains(story.0.story as u32) {
                    story.0.score += term.weight;
                }
            }
        }
    }
}

/// The best candidates so far.
struct Best {
    limit: usize,
    heap: BinaryHeap<Reverse<Ranked>>,
    /// No candidate with this score or less can be among the best.
    bar: f32,
}

impl Best {
    fn of(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new(), bar: if limit == 0 { f32::INFINITY } else { 0.0 } }
    }

    /// Takes a candidate if it is among the best.
    fn offer(&mut self, candidate: Candidate) {
        let ranked = Reverse(Ranked(candidate));
        if self.heap.len() < self.limit {
            self.heap.push(ranked);
        } else if let Some(mut worst) = self.heap.peek_mut().filter(|worst| ranked < **worst) {
            *worst = ranked;
        }
        if let Some(Reverse(worst)) = self.heap.peek().filter(|_| self.heap.len() == self.limit) {
            // One step below the worst, since of equal scores the newer story wins.
            self.bar = worst.0.score.next_down();
        }
    }
}

/// Orders candidates by how good they are.
#[derive(Clone, Copy, Debug)]
struct Ranked(Candidate);

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (a, b) = (&self.0, &other.0);
        // Of numbers above zero the bits have the same order, and are compared sooner.
        let scores = a.score.to_bits().cmp(&b.score.to_bits());
        scores.then_with(|| b.pack.cmp(&a.pack)).then_with(|| a.story.cmp(&b.story))
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
    use crate::text::date::Date;

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
    fn of_many_versions_the_newest_are_found() {
        let mut writer = PackWriter::new(PackOptions::default());
        for day in 1..=9 {
            let (family, version_created) = (Some("ferry".to_owned()), Date::new(2031, 3, day));
            let version = u32::from(day);
            writer.add(&Story { id: day.to_string(), family, version, version_created, ..Story::default() });
        }
        let packs = [Pack::open(writer.finish().unwrap()).unwrap()];
        let found = [Candidate { pack: 0, story: 0, score: 1.0 }];
        // Two candidates of one family ask for it once.
        let stories = [packs[0].story(0).unwrap(), packs[0].story(1).unwrap()];
        let later = later_versions(&packs, &found, &stories);
        assert_eq!(later.iter().map(|later| later.story).collect::<Vec<_>>(), [8, 7, 6, 5]);
    }

    #[test]
    fn terms_count_in_their_own_packs_alone() {
        let score = |packs: &[Pack], page: &str, of: usize| {
            let found = search(packs, &QueryTerms::of(&Document::from_paragraphs("", [page])), 9);
            found.iter().find(|candidate| candidate.pack == of).map(|candidate| candidate.score)
        };
        for words in [["zircon", "quartz"], ["quartz", "zircon"]] {
            let packs = words.map(|word| pack(&[("story", word)]));
            for (place, word) in words.iter().enumerate() {
                assert_eq!(score(&packs, "zircon and quartz", place), score(&packs, word, place), "{word}");
            }
        }
    }

    #[test]
    fn what_is_taken_back_takes_no_place() {
        let mut writer = PackWriter::new(PackOptions::default());
        writer.withdraw("ferry", None);
        let packs =
            [pack(&[("ferry", "quartz zircon"), ("bees", "quartz")]), Pack::open(writer.finish().unwrap()).unwrap()];
        assert_eq!(ids(&packs, "zircon and quartz", 1), ["bees"]);
    }

    #[test]
    fn all_of_the_rarest_terms_of_a_long_page_are_looked_up() {
        // Three times as many as are looked up at least, all of them in no lexicon.
        let words: Vec<String> = (0..3 * LOOKED_UP).map(|number| format!("zq{number}x")).collect();
        let packs = [pack(&words.iter().map(|word| (word.as_str(), word.as_str())).collect::<Vec<_>>())];
        let found = ids(&packs, &words.join(" "), 9999).len();
        // The lexicon takes one in a hundred for a word that it knows.
        assert!(found > words.len() * 9 / 10, "{found}");
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
