//! Is this page a wire story, and whose?
//!
//! The façade over the rooms before it. [`judge`] compares an article with the candidates that the index named and says
//! what it found, how sure it is, and why.

mod reason;
mod verdict;

pub use reason::Reason;
pub use verdict::Verdict;

use crate::compare::{Comparison, Side, compare};
use crate::page::Credit;
use crate::story::{Article, Story, agency};
use crate::text::date::Date;

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
}

/// Judges an article against candidate stories, best candidate first.
///
/// `host` is the page's host, where it has one; on an agency's own host the page is the original.
pub fn judge(article: &Article, credit: Credit, host: Option<&str>, candidates: Vec<Story>) -> Finding {
    let published = article.published_time.as_deref().and_then(Date::parse_leading);
    let page = Side { document: &article.document, published };
    let best = candidates
        .into_iter()
        .map(|story| weigh(story, page))
        .max_by(|a, b| a.judgement.rank().total_cmp(&b.judgement.rank()));

    let on_agency_host = host.is_some_and(|host| agency::of_host(host).is_some());
    let Some(best) = best.filter(|best| best.judgement.verdict != Verdict::None) else {
        let (verdict, reasons) = match on_agency_host {
            true => (Verdict::Original, vec![Reason::AgencyHost]),
            false => (Verdict::None, vec![Reason::NothingShared]),
        };
        return Finding { verdict, certainty: 1.0, reasons, credit, ..Finding::default() };
    };
    let Weighed { story, mut comparison, mut judgement } = best;
    if on_agency_host {
        judgement =
            verdict::Judgement { verdict: Verdict::Original, certainty: 1.0, reasons: vec![Reason::AgencyHost] };
    }
    verdict::keep_edits_for_readers(&mut comparison, judgement.verdict);
    Finding {
        verdict: judgement.verdict,
        certainty: judgement.certainty,
        reasons: judgement.reasons,
        page_is_older: matches!((published, story.version_created), (Some(page), Some(wire)) if page < wire),
        story: Some(story),
        credit,
        comparison: Some(comparison),
    }
}

/// Judges a page against the one text that it is said to repeat.
///
/// As [`judge`], but the finding always holds the comparison, with its passages whatever the verdict; it names no story
/// and no credit, which are the caller's.
pub fn judge_pair(original: Side<'_>, page: Side<'_>) -> Finding {
    let mut comparison = compare(original, page);
    let judgement = verdict::judgement(&comparison);
    verdict::keep_edits_for_readers(&mut comparison, judgement.verdict);
    Finding {
        verdict: judgement.verdict,
        certainty: judgement.certainty,
        reasons: judgement.reasons,
        comparison: Some(comparison),
        ..Finding::default()
    }
}

/// A candidate with what comparing it gave.
struct Weighed {
    story: Story,
    comparison: Comparison,
    judgement: verdict::Judgement,
}

fn weigh(story: Story, page: Side<'_>) -> Weighed {
    let original = Side { document: &story.document, published: story.version_created };
    let comparison = compare(original, page);
    let judgement = verdict::judgement(&comparison);
    Weighed { story, comparison, judgement }
}
