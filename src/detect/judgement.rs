//! What do the measures of a comparison mean?
//!
//! First whether the page repeats the story at all ([`evidence`](super::evidence)), then what the doubtful cases are
//! called, then how much of a repeat is left as it was ([`extent`](super::extent)). Whatever is not clear is
//! [`Verdict::Unsure`]: to accuse wrongly is worse than to miss.

use super::evidence;
use super::extent::Extent;
use super::later::Footing;
use super::template::{self, Facts};
use super::{Reason, Verdict};
use crate::compare::{Comparison, Edit, EditKind, Excerpt, Measures, Note, Seriousness, Side};
use crate::order::Order;
use crate::text::Span;

/// A verdict with how sure and why.
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    /// The chance that the verdict is right, 0–1.
    pub(super) certainty: f32,
    pub(super) reasons: Vec<Reason>,
}

/// From this chance on a page is said to repeat the story: below, reports of one event by several outlets begin.
pub(super) const REPEAT: f32 = 0.9;
/// From this chance on it is not said that it does not.
const DOUBT: f32 = 0.15;
/// Among pairs to which the regression gives little chance so many times more are repeats than it says: it was fitted for
/// the other end.
const MORE_REPEATS: f32 = 2.0;
/// Up to this chance a page that is like the story has a harmless name: a template, or shared quotations.
const EXPLAINED: f32 = 0.3;
/// No more than this is claimed for being unsure.
const UNSURE_AT_MOST: f32 = 0.8;

/// Aligned sentences in order that an excerpt has at least: three may be the background that agencies put under every
/// story on a subject …
pub(super) const EXCERPT_SENTENCES: usize = 4;
/// … unless they are all that the page has, and the original's first among them.
const OPENING_SENTENCES: usize = 3;

/// Days between story and page from which on a form's next issue is likelier than a late copy of a short notice.
pub(super) const LATER_DAYS: u64 = 3;

/// Content stems below which an original is short, and asks for more.
pub(super) const SHORT_STEMS: usize = 60;
/// From this chance on a page is said to repeat a short original.
const SHORT_REPEAT: f32 = 0.95;
/// Content stems below which nothing but a copy will do.
const COPY_STEMS: usize = 40;
/// Sentences up to which nothing but a copy will do.
pub(super) const COPY_SENTENCES: usize = 3;
/// Share of a short original, and of its figures and names, that a page keeps at least to be called a copy of it.
const SHORT_KEPT: f32 = 0.8;
/// Content stems below which not even a copy says anything: any two notices of an appointment are this much alike.
const SHORTEST_STEMS: usize = 20;

/// How sure it is that a form was filled anew where the facts differ throughout what else looks like a repeat: of 65
/// labelled pairs 41 are none, and 8 of the others were labelled by five-word runs, which forms share.
const REFILLED: f32 = 0.7;
/// Share of the original that two texts from one template have at least in common.
const TEMPLATE_KEPT: f32 = 0.2;
/// Share of the figures and names that they have at most in common.
const TEMPLATE_PARTICULARS: f32 = 0.55;

/// Share of the original that is kept at least where only quotations are.
const QUOTED_KEPT: f32 = 0.08;
/// How many times the share that is kept outside quotations.
const QUOTED_FACTOR: f32 = 2.0;

/// Whether the verdict depends on what was changed: the page repeats the story, and how is the question.
pub(super) fn asks_for_edits(comparison: &Comparison) -> bool {
    evidence::chance(comparison) >= REPEAT
}

/// Reads a verdict from a comparison of these two.
pub(super) fn judgement(comparison: &Comparison, original: Side<'_>, page: Side<'_>) -> Judgement {
    let measures = &comparison.measures;
    let chance = evidence::chance(comparison);
    let reasons = vec![
        Reason::InOrder { aligned: measures.aligned_in_order, of: measures.original_sentences },
        Reason::Kept { percent: percent(measures.kept) },
    ];
    if chance < REPEAT {
        return no_repeat(chance, measures, reasons);
    }
    let is_later = days_between(original, page).is_some_and(|days| days >= LATER_DAYS);
    let facts = template::facts(comparison, original.document, page.document, is_later);
    let changed = match facts {
        Facts::Refilled => {
            let reasons = [vec![Reason::SameTemplate], reasons].concat();
            return Judgement { verdict: Verdict::None, certainty: REFILLED, reasons };
        }
        Facts::Doubtful => return Judgement::unsure(chance, reasons, Some(Reason::SameTemplate)),
        Facts::Kept { changed } => changed,
    };
    let too_short = measures.original_stems < COPY_STEMS || measures.original_sentences <= COPY_SENTENCES;
    let short = too_short || measures.original_stems < SHORT_STEMS && chance < SHORT_REPEAT;
    if short && (!is_copy(measures, changed) || too_short && is_later) {
        return Judgement::unsure(chance, reasons, Some(Reason::ShortOriginal));
    }
    let extent = Extent::of(comparison, original.document);
    let verdict = extent.verdict();
    let footing = Footing::of(comparison, original.document, page.document);
    let asked = if footing.is_opening() { OPENING_SENTENCES } else { EXCERPT_SENTENCES };
    if verdict == Verdict::Excerpt && measures.aligned_outside_quotations < asked {
        return Judgement::unsure(chance, reasons, None);
    }
    let is_other = if verdict == Verdict::Rewritten { footing.is_slight(changed) } else { footing.is_frame() };
    if is_other {
        return Judgement::unsure(chance, reasons, Some(Reason::LaterReport));
    }
    let mut judgement = Judgement { verdict, certainty: chance, reasons };
    match verdict {
        Verdict::Verbatim => judgement.reasons.insert(0, Reason::OnlyHouseStyle),
        Verdict::Excerpt => judgement.reasons.push(Reason::PageReused { percent: percent(measures.page_reused) }),
        _ => judgement.reasons.push(Reason::Reworded { changed: extent.reworded, of: extent.kept }),
    }
    judgement
}

/// How many days lie between the two; none where a side doesn't say when it was published.
fn days_between(original: Side<'_>, page: Side<'_>) -> Option<u64> {
    Some(page.published?.day_number().abs_diff(original.published?.day_number()))
}

/// What a page is called that probably does not repeat the story.
pub(super) fn no_repeat(chance: f32, measures: &Measures, mut reasons: Vec<Reason>) -> Judgement {
    let outside = measures.kept_outside_quotations;
    let certainty = 1.0 - MORE_REPEATS * chance;
    if outside >= TEMPLATE_KEPT && evidence::particulars_kept(measures) < TEMPLATE_PARTICULARS && chance < EXPLAINED {
        reasons.insert(0, Reason::SameTemplate);
        return Judgement { verdict: Verdict::None, certainty, reasons };
    }
    if chance < EXPLAINED && measures.kept >= QUOTED_KEPT && measures.kept > QUOTED_FACTOR * outside {
        reasons.insert(0, Reason::OnlyQuotations);
        return Judgement { verdict: Verdict::SharedQuotes, certainty, reasons };
    }
    if chance >= DOUBT {
        return Judgement::unsure(chance, reasons, None);
    }
    if measures.aligned_in_order == 0 {
        reasons = vec![Reason::NothingShared];
    }
    Judgement { verdict: Verdict::None, certainty, reasons }
}

/// Whether a page keeps so much of a short original, and every fact, that it cannot be chance.
fn is_copy(measures: &Measures, changed: usize) -> bool {
    measures.original_stems >= SHORTEST_STEMS
        && changed == 0
        && measures.kept_outside_quotations >= SHORT_KEPT
        && measures.particulars_kept >= SHORT_KEPT
}

impl Judgement {
    pub(super) fn unsure(chance: f32, mut reasons: Vec<Reason>, because: Option<Reason>) -> Self {
        reasons.splice(0..0, because);
        Self { verdict: Verdict::Unsure, certainty: chance.max(1.0 - chance).min(UNSURE_AT_MOST), reasons }
    }

    /// Orders candidates: a repeat before a maybe before nothing; of repeats the one that page and story agree on most
    /// comes first, since the versions of one story are all repeated with certainty.
    pub(super) fn rank(&self, measures: &Measures) -> (u8, f32) {
        let tier = match self.verdict {
            Verdict::None => 0,
            Verdict::SharedQuotes => 1,
            Verdict::Unsure => 2,
            _ => 3,
        };
        let both = measures.kept + measures.page_reused;
        (tier, if both > 0.0 { 2.0 * measures.kept * measures.page_reused / both } else { 0.0 })
    }
}

/// Drops the edits that say nothing to a reader: all of them where the page repeats nothing.
pub(super) fn keep_edits_for_readers(comparison: &mut Comparison, verdict: Verdict) {
    if !verdict.is_repeat() && verdict != Verdict::Original {
        comparison.edits.clear();
    } else if verdict == Verdict::Excerpt {
        let original = hull(comparison.passages.iter().map(|passage| passage.original));
        let page = hull(comparison.passages.iter().map(|passage| passage.page));
        let inside = |edit: &Edit| is_inside(&edit.original, original) && is_inside(&edit.page, page);
        comparison.edits.retain(inside);
    }
}

/// Where the page credits the agency in one place, that it doesn't in another changes nothing of what is said.
pub(super) fn forgive_dropped_credit(edits: &mut [Edit]) {
    for edit in edits.iter_mut().filter(|edit| edit.kind == EditKind::CreditDropped) {
        edit.seriousness = Seriousness::Wording;
        edit.note = Note::CREDITED_ELSEWHERE;
    }
    edits.order_by_key(|edit| edit.seriousness);
}

/// From the first start to the last end.
fn hull(spans: impl Iterator<Item = Span>) -> Span {
    spans.reduce(|hull, span| Span::new(hull.start.min(span.start), hull.end.max(span.end))).unwrap_or_default()
}

fn is_inside(excerpt: &Option<Excerpt>, hull: Span) -> bool {
    excerpt.as_ref().is_none_or(|excerpt| hull.start <= excerpt.span.start && excerpt.span.end <= hull.end)
}

pub(super) fn percent(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

#[cfg(test)]
mod tests {
    use crate::compare::Side;
    use crate::detect::{Verdict, judge_pair};
    use crate::story::Document;
    use crate::text::date::Date;

    const RATES: &str = "The Bank of Lowhaven left its lending rate at five percent after a regular meeting of its council, \
        a spokesman said. The discount rate stays at three percent, and the banks' quotas for cheap loans remain unchanged \
        until the end of the quarter, he added.";

    const FERRY: [&str; 6] = [
        "The ferry Margarethe ran aground off Kelvin Point on Tuesday with 212 passengers aboard, the coastguard said.",
        "Two lifeboats from Lowhaven took off the passengers within three hours, and nobody was seriously hurt.",
        "The captain told the harbour authority that the steering had failed as the ferry turned into the channel.",
        "Divers will look at the hull before tugs try to pull the ship free at high water, the owner announced.",
        "It is the third accident in the channel since the lighthouse at Kelvin Point was automated eleven years ago.",
        "Fishermen have asked for a pilot to be made compulsory, which the ministry of transport refused last winter.",
    ];

    /// The verdict on a page that was published so many days after the story.
    fn verdict(original: &[&str], page: &[&str], days: i64) -> Verdict {
        let document = |paragraphs: &[&str]| Document::from_paragraphs("", paragraphs.iter().copied());
        let (original, page) = (document(original), document(page));
        let day = Date::new(2031, 3, 2);
        let original = Side { document: &original, published: day };
        judge_pair(original, Side { document: &page, published: day.map(|day| day.plus(days)) }).verdict
    }

    #[test]
    fn a_short_notice_of_another_day_may_be_the_next_one() {
        assert_eq!(verdict(&[RATES], &[RATES], 0), Verdict::Verbatim);
        assert_eq!(verdict(&[RATES], &[RATES], 14), Verdict::Unsure);
        assert_eq!(verdict(&[RATES], &[RATES], -14), Verdict::Unsure);
    }

    #[test]
    fn a_story_may_be_copied_late() {
        assert_eq!(verdict(&FERRY, &FERRY, 400), Verdict::Verbatim);
    }

    #[test]
    fn the_first_three_sentences_are_an_excerpt() {
        let story = [FERRY.as_slice(), &[RATES]].concat();
        assert_eq!(verdict(&story, &FERRY[..3], 0), Verdict::Excerpt);
        assert_eq!(verdict(&story, &FERRY[3..6], 0), Verdict::Unsure, "these may be background");
    }
}
