//! What does the JSON look like?
//!
//! One object a line, keys in this order. Offsets are Unicode characters of the input text, end-exclusive: of the file
//! as it lies (a byte order mark and the carriage return of a line end count as characters), or, for HTML, of the
//! article's text as `extract` prints it.

use crate::characters::Characters;
use copytaster::compare::{Edit, Excerpt, Passage};
use copytaster::detect::{Finding, Since};
use copytaster::page::Credit;
use copytaster::report::Link;
use copytaster::story::{Article, Status, Story};
use copytaster::text::date::Date;
use serde::Serialize;

/// A line of `check`.
#[derive(Debug, Serialize)]
pub(crate) struct CheckRecord<'a> {
    page: &'a str,
    verdict: &'static str,
    certainty: f64,
    reasons: Vec<String>,
    story: Option<StoryRecord<'a>>,
    credit: CreditRecord<'a>,
    kept: f64,
    edits: Vec<EditRecord<'a>>,
    since: Option<SinceRecord<'a>>,
}

/// A line of `compare`.
#[derive(Debug, Serialize)]
pub(crate) struct CompareRecord<'a> {
    original: &'a str,
    page: &'a str,
    verdict: &'static str,
    passages: Vec<PassageRecord>,
    edits: Vec<EditRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct StoryRecord<'a> {
    id: &'a str,
    agency: &'a str,
    headline: &'a str,
    url: Option<&'a str>,
    search_url: Option<String>,
    published: Option<String>,
}

/// What the agency has said of the story since.
#[derive(Debug, Serialize)]
struct SinceRecord<'a> {
    status: &'static str,
    /// Null where the story itself is the withdrawn one.
    newest: Option<StoryRecord<'a>>,
}

/// The credit, as `check` and `extract` give it.
#[derive(Debug, Serialize)]
pub(crate) struct CreditRecord<'a> {
    status: &'static str,
    agency: Option<&'a str>,
    found_in: Vec<&'static str>,
    other_sources: &'a [String],
}

/// A line of `extract`.
#[derive(Debug, Serialize)]
pub(crate) struct ExtractRecord<'a> {
    page: &'a str,
    title: &'a str,
    byline: Option<&'a str>,
    site_name: Option<&'a str>,
    published_time: Option<&'a str>,
    modified_time: Option<&'a str>,
    lang: Option<&'a str>,
    canonical_url: Option<&'a str>,
    credit: CreditRecord<'a>,
    paragraphs: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct PassageRecord {
    original: [usize; 2],
    page: [usize; 2],
    relation: &'static str,
}

#[derive(Debug, Serialize)]
struct EditRecord<'a> {
    kind: &'static str,
    seriousness: &'static str,
    note: String,
    original: Option<ExcerptRecord<'a>>,
    page: Option<ExcerptRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct ExcerptRecord<'a> {
    /// Null where only a sketch of the text is known.
    span: Option<[usize; 2]>,
    /// Null where not even the words are.
    text: Option<&'a str>,
}

impl<'a> CheckRecord<'a> {
    /// The answer for a page.
    pub(crate) fn new(path: &'a str, finding: &'a Finding, page: &Characters<'_>) -> Self {
        let original_text = finding.story.as_ref().map_or("", |story| &story.document.text);
        let original = Characters::of(original_text, 0);
        let edits = finding.comparison.as_ref().map_or(&[][..], |comparison| &comparison.edits);
        Self {
            page: path,
            verdict: finding.verdict.name(),
            certainty: rounded(finding.certainty),
            reasons: finding.reasons.iter().map(ToString::to_string).collect(),
            story: finding.story.as_ref().map(StoryRecord::new),
            credit: CreditRecord::new(&finding.credit),
            kept: rounded(finding.kept()),
            edits: edit_records(edits, &original, page),
            since: finding.since.as_ref().map(|since| SinceRecord {
                status: status(since),
                newest: since.newest.as_ref().map(StoryRecord::new),
            }),
        }
    }
}

impl<'a> ExtractRecord<'a> {
    /// The answer for a page.
    pub(crate) fn new(path: &'a str, article: &'a Article, credit: &'a Credit) -> Self {
        Self {
            page: path,
            title: &article.title,
            byline: article.byline.as_deref(),
            site_name: article.site_name.as_deref(),
            published_time: article.published_time.as_deref(),
            modified_time: article.modified_time.as_deref(),
            lang: article.lang.as_deref(),
            canonical_url: article.canonical_url.as_deref(),
            credit: CreditRecord::new(credit),
            paragraphs: article.document.paragraphs().collect(),
        }
    }
}

impl<'a> CompareRecord<'a> {
    /// The answer for a pair.
    pub(crate) fn new(
        paths: (&'a str, &'a str),
        finding: &'a Finding,
        original: &Characters<'_>,
        page: &Characters<'_>,
    ) -> Self {
        let passage = |passage: &Passage| PassageRecord {
            original: original.span(passage.original),
            page: page.span(passage.page),
            relation: passage.relation.name(),
        };
        let comparison = finding.comparison.as_ref();
        Self {
            original: paths.0,
            page: paths.1,
            verdict: finding.verdict.name(),
            passages: comparison.map_or(&[][..], |comparison| &comparison.passages).iter().map(passage).collect(),
            edits: edit_records(comparison.map_or(&[][..], |comparison| &comparison.edits), original, page),
        }
    }
}

impl<'a> StoryRecord<'a> {
    fn new(story: &'a Story) -> Self {
        Self {
            id: &story.id,
            agency: &story.agency,
            headline: &story.headline,
            url: story.url.as_deref(),
            search_url: search_url(story),
            published: story.version_created.map(date),
        }
    }
}

impl<'a> CreditRecord<'a> {
    /// The credit that a page gives.
    pub(crate) fn new(credit: &'a Credit) -> Self {
        Self {
            status: if credit.is_credited() { "credited" } else { "uncredited" },
            agency: credit.agency.as_deref(),
            found_in: credit.found_in.iter().map(|place| place.name()).collect(),
            other_sources: &credit.other_sources,
        }
    }
}

fn edit_records<'a>(edits: &'a [Edit], original: &Characters<'_>, page: &Characters<'_>) -> Vec<EditRecord<'a>> {
    let record = |excerpt: &'a Option<Excerpt>, side: &Characters<'_>| {
        excerpt
            .as_ref()
            .map(|excerpt| ExcerptRecord { span: excerpt.place().map(|span| side.span(span)), text: excerpt.words() })
    };
    edits
        .iter()
        .map(|edit| EditRecord {
            kind: edit.kind.name(),
            seriousness: edit.seriousness.name(),
            note: edit.note.to_string(),
            original: record(&edit.original, original),
            page: record(&edit.page, page),
        })
        .collect()
}

/// What happened to the story, in a word.
pub(crate) fn status(since: &Since) -> &'static str {
    match since.status {
        Status::Usable => "updated",
        Status::Corrected => "corrected",
        Status::Withdrawn => "withdrawn",
    }
}

/// The agency's own search for the headline; none where the story is linked at its address, or its agency has no search.
pub(crate) fn search_url(story: &Story) -> Option<String> {
    match Link::to(story)? {
        Link::Search { href, .. } => Some(href),
        Link::Story { .. } => None,
    }
}

/// A day as ISO 8601 writes it.
pub(crate) fn date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// Three decimals say all that a share or a certainty knows: not `0.44099998474121094`.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: Option<&str>, expected: Option<&str>) {
        let (agency, headline) = ("Reuters".to_owned(), "5% & more".to_owned());
        let story = Story { agency, headline, url: url.map(str::to_owned), ..Story::default() };
        assert_eq!(search_url(&story).as_deref(), expected);
    }

    #[test]
    fn a_story_is_searched_for_where_no_address_leads_to_it() {
        let search = Some("https://www.reuters.com/site-search/?query=5%25%20%26%20more");
        check(None, search);
        check(Some("https://mirror.example/a"), search);
        check(Some("https://www.reuters.com/a"), None);
    }

    #[test]
    fn shares_are_written_shortly() {
        assert_eq!(serde_json::to_string(&rounded(0.441)).unwrap(), "0.441");
    }
}
