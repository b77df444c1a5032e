//! Is this page a wire story, and whose?
//!
//! The façade over the rooms before it. [`judge`] compares an article with the candidates that the index named and says
//! what it found, how sure it is, and why.

mod evidence;
mod extent;
mod judgement;
mod later;
mod learn;
mod reason;
mod reread;
mod screen;
mod since;
mod sketch;
mod template;
mod verdict;

use crate::order::Order as _;
pub use evidence::{FEATURES, features};
pub use learn::{Lesson, NotLearned, copy_id, learn, may_teach};
pub use reason::Reason;
pub use reread::judge_page;
pub use screen::{Promise, Screen};
pub use since::Since;
pub use sketch::sketch_features;
pub use verdict::Verdict;

use judgement::Judgement;

use crate::compare::{Comparison, Side, SketchedPage, measure};
use crate::page::Credit;
use crate::story::sketch::Sketch;
use crate::story::{Article, Story, agency};
use crate::text::date::Date;
use std::cell::OnceCell;

/// What was found out about a page.
#[derive(Clone, Debug, Default)]
pub struct Finding {
    /// What the page is.
    pub verdict: Verdict,
    /// The chance that the verdict is right, 0–1.
    pub certainty: f32,
    /// Why, weightiest first.
    pub reasons: Vec<Reason>,
    /// The story that the page repeats; none where the verdict is [`Verdict::None`].
    pub story: Option<Story>,
    /// What its agency has said of that story since, where the page repeats it.
    pub since: Option<Since>,
    /// The credit that the page gives.
    pub credit: Credit,
    /// Whether the page says that it is older than the story: then it only shares text with it, whoever was first.
    pub page_is_older: bool,
    /// The comparison with that story. Its edits are those that belong in front of a reader: none where the page
    /// repeats nothing, and for an excerpt only those inside the part that is repeated.
    pub comparison: Option<Comparison>,
}

impl Finding {
    /// The share of the original that the page keeps, 0–1.
    pub fn kept(&self) -> f32 {
        self.comparison.as_ref().map_or(0.0, |comparison| comparison.measures.kept)
    }

    /// Whether the page was judged by sentences and facts alone, since the story's words are not at hand.
    pub fn is_of_sketch(&self) -> bool {
        self.story.as_ref().is_some_and(|story| story.sketch_alone().is_some())
    }
}

/// Judges an article against candidate stories, best candidate first. Of the versions of a story the closest is the one
/// that the page is compared with; the others say whether it still stands.
///
/// `host` is the page's host, where it has one; on an agency's own host the page is the original.
pub fn judge(article: &Article, credit: Credit, host: Option<&str>, mut candidates: Vec<Story>) -> Finding {
    let published = article.published();
    let page = Side { document: &article.document, published };
    let best = best_of(&candidates, page);

    let on_agency_host = host.is_some_and(|host| agency::of_host(host).is_some());
    let Some(best) = best.filter(|best| best.judgement.verdict != Verdict::None) else {
        let (verdict, reasons) = match on_agency_host {
            true => (Verdict::Original, vec![Reason::AgencyHost]),
            false => (Verdict::None, vec![Reason::NothingShared]),
        };
        return Finding { verdict, certainty: 1.0, reasons, credit, ..Finding::default() };
    };
    let Weighed { place, mut comparison, mut judgement } = best;
    let story = candidates.swap_remove(place);
    let since = judgement.verdict.is_repeat().then(|| since::since(&story, candidates.iter())).flatten();
    if on_agency_host {
        judgement = Judgement { verdict: Verdict::Original, certainty: 1.0, reasons: vec![Reason::AgencyHost] };
    }
    if story.sketch_alone().is_none() {
        judgement::keep_edits_for_readers(&mut comparison, judgement.verdict);
    }
    if credit.is_credited() {
        judgement::forgive_dropped_credit(&mut comparison.edits);
    }
    Finding {
        verdict: judgement.verdict,
        certainty: judgement.certainty,
        reasons: judgement.reasons,
        page_is_older: matches!((published, story.version_created), (Some(page), Some(wire)) if page < wire),
        story: Some(story),
        since,
        credit,
        comparison: Some(comparison),
    }
}

/// Whether [`judge`] could find that an article repeats one of these, or is the original: asked before it, this costs a
/// hundredth of it, and is no for nearly every page.
pub fn may_repeat(article: &Article, host: Option<&str>, candidates: &[Story]) -> bool {
    let page = Side { document: &article.document, published: None };
    host.is_some_and(|host| agency::of_host(host).is_some()) || !Reader::of(page).promising(candidates).is_empty()
}

/// Judges a page against the one text that it is said to repeat.
///
/// As [`judge`], but the finding always holds the comparison, with its passages whatever the verdict; it names no story
/// and no credit, which are the caller's.
pub fn judge_pair(original: Side<'_>, page: Side<'_>) -> Finding {
    let (mut comparison, judgement) = compare_and_judge(original, page);
    judgement::keep_edits_for_readers(&mut comparison, judgement.verdict);
    Finding {
        verdict: judgement.verdict,
        certainty: judgement.certainty,
        reasons: judgement.reasons,
        comparison: Some(comparison),
        ..Finding::default()
    }
}

/// Judges a page against the sketch of the one story that it is said to repeat; see [`judge_pair`].
pub fn judge_sketch(original: &Sketch, published: Option<Date>, page: &SketchedPage<'_>) -> Finding {
    let comparison = page.compare(original, published, "");
    let judgement = sketch::judgement(&comparison);
    Finding {
        verdict: judgement.verdict,
        certainty: judgement.certainty,
        reasons: judgement.reasons,
        comparison: Some(sketch::for_readers(comparison, judgement.verdict)),
        ..Finding::default()
    }
}

/// A candidate with what comparing it gave.
struct Weighed {
    /// Its place among the candidates.
    place: usize,
    comparison: Comparison,
    judgement: Judgement,
}

/// A candidate with less than this share of what the winner promised is not compared once there is a winner: versions
/// of one story promise about the same.
const AS_PROMISING: f32 = 0.5;

/// No more candidates than this are compared. What a page repeats promises most or nearly most of all that look-up
/// names, and a page among many stories on its own subject must not cost more than others.
const MOST_COMPARED: usize = 6;

/// A page, read once for all candidates.
struct Reader<'a> {
    page: Side<'a>,
    screen: Screen,
    /// Made for the first candidate of which only a sketch is known.
    sketched: OnceCell<SketchedPage<'a>>,
}

/// The candidate that the page repeats most closely, or the likeliest.
fn best_of(candidates: &[Story], page: Side<'_>) -> Option<Weighed> {
    let reader = Reader::of(page);
    let mut promising = reader.promising(candidates);
    promising.order_by(|a, b| b.0.total_cmp(&a.0));
    promising.truncate(MOST_COMPARED);
    let mut best: Option<(f32, Weighed)> = None;
    for (promise, place) in promising {
        let Some(story) = candidates.get(place) else { continue };
        let won = best.as_ref().filter(|(_, best)| best.judgement.verdict.is_repeat());
        if won.is_some_and(|(winner, _)| promise < AS_PROMISING * winner) {
            break;
        }
        let weighed = reader.weigh(story, place);
        if best.as_ref().is_none_or(|(_, best)| weighed.rank() > best.rank()) {
            best = Some((promise, weighed));
        }
    }
    best.map(|(_, weighed)| weighed)
}

impl<'a> Reader<'a> {
    fn of(page: Side<'a>) -> Self {
        Self { page, screen: Screen::new(page.document), sketched: OnceCell::new() }
    }

    /// The candidates that are worth comparing, by their places, each with what it promises.
    fn promising(&self, candidates: &[Story]) -> Vec<(f32, usize)> {
        (0..candidates.len()).filter_map(|place| Some((self.promise(candidates.get(place)?)?, place))).collect()
    }

    /// How much a candidate promises; none where comparing it is not worth it.
    fn promise(&self, story: &Story) -> Option<f32> {
        match story.sketch_alone() {
            Some(sketch) => sketch::promise(self.sketched().shares(sketch)),
            None => {
                let promise = self.screen.promise(&story.document);
                promise.is_worth_comparing().then_some(promise.share)
            }
        }
    }

    fn weigh(&self, story: &Story, place: usize) -> Weighed {
        let published = story.version_created;
        let (comparison, judgement) = match story.sketch_alone() {
            Some(sketch) => {
                let comparison = self.sketched().compare(sketch, published, &story.headline);
                let judgement = sketch::judgement(&comparison);
                (sketch::for_readers(comparison, judgement.verdict), judgement)
            }
            None => compare_and_judge(Side { document: &story.document, published }, self.page),
        };
        Weighed { place, comparison, judgement }
    }

    fn sketched(&self) -> &SketchedPage<'a> {
        self.sketched.get_or_init(|| SketchedPage::new(self.page))
    }
}

/// Lists the edits only where there is something to edit: most candidates are other stories.
fn compare_and_judge(original: Side<'_>, page: Side<'_>) -> (Comparison, Judgement) {
    let mut measured = measure(original, page);
    if judgement::asks_for_edits(&measured.comparison) {
        measured.list_edits(original, page);
    }
    let comparison = measured.comparison;
    let judgement = judgement::judgement(&comparison, original, page);
    (comparison, judgement)
}

impl Weighed {
    fn rank(&self) -> (u8, f32) {
        self.judgement.rank(&self.comparison.measures)
    }
}
