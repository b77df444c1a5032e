use super::*;
use crate::page::{credit, from_plain_text};

const ADDRESS: &str = "https://www.reuters.com/world/lowhaven-ferries-return-2031-03-04/";

const BODY: &str = "Ferries returned to Lowhaven harbour on Tuesday after two years in which the island could be reached by air \
alone, and several hundred people stood on the pier to greet the first of them.\n\nThe operator said that it would run four \
crossings a day until the end of May, and six from then on if enough crews can be found. It has hired forty sailors since \
the autumn and is looking for as many again.\n\n“Nobody here has forgotten what the winter without a ship was like,” the \
mayor, Tilda Brandt, told the people on the pier. Shops had run out of flour twice, and the school closed for want of \
heating oil. Fares stay as they were before the harbour was damaged by the storm, the operator said.";

/// A page with everything that a lesson needs, for tests to spoil.
struct Page {
    snapshot: Snapshot,
    text: String,
    canonical: Option<String>,
    published: Option<&'static str>,
    modified: Option<&'static str>,
    finding: Finding,
    /// What was learned from it before.
    own: Option<Story>,
}

fn own(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The agency's own page.
fn original() -> Page {
    Page {
        snapshot: Snapshot {
            url: Some(format!("{ADDRESS}?utm_source=feed")),
            json_ld: own(&[("NewsArticle.headline", "Ferries return to Lowhaven")]),
            ..Snapshot::default()
        },
        text: format!(
            "Ferries return to Lowhaven\n\nLOWHAVEN, March 4 (Reuters) - {BODY}\n\nReporting by Ann Example; Editing by Bo Example"
        ),
        canonical: Some(ADDRESS.to_owned()),
        published: Some("2031-03-04T09:30:00Z"),
        modified: Some("2031-03-05T00:15:00+02:00"),
        finding: Finding { verdict: Verdict::Original, ..Finding::default() },
        own: None,
    }
}

/// A station's copy of it.
fn copy() -> Page {
    let url = "https://station.example/news/lowhaven-ferries?page=all".to_owned();
    let canonical = Some("https://station.example/news/lowhaven-ferries".to_owned());
    let finding = Finding::default();
    Page { snapshot: Snapshot { url: Some(url), ..original().snapshot }, canonical, finding, ..original() }
}

impl Page {
    fn learn(mut self) -> Result<Lesson, NotLearned> {
        let mut article = from_plain_text(self.text);
        article.canonical_url = self.canonical;
        article.published_time = self.published.map(str::to_owned);
        article.modified_time = self.modified.map(str::to_owned);
        self.finding.credit = credit(&article, Some(&self.snapshot));
        learn(&self.snapshot, &article, &self.finding, self.own.as_ref())
    }
}

fn check(page: Page, reason: NotLearned) {
    assert_eq!(page.learn(), Err(reason));
}

fn with_text(page: Page, text: &str) -> Page {
    Page { text: text.to_owned(), ..page }
}

fn with_head(mut page: Page, meta: &[(&str, &str)], json_ld: &[(&str, &str)]) -> Page {
    page.snapshot.meta.extend(own(meta));
    page.snapshot.json_ld.extend(own(json_ld));
    page
}

fn with_addresses(mut page: Page, url: &str, canonical: &str) -> Page {
    page.snapshot.url = Some(url.to_owned());
    Page { canonical: Some(canonical.to_owned()), ..page }
}

#[test]
fn the_agencys_own_page_is_the_story() {
    let Lesson { story, known } = original().learn().unwrap();
    assert_eq!((story.id.as_str(), story.url.as_deref()), (ADDRESS, Some(ADDRESS)));
    assert_eq!((story.agency.as_str(), story.headline.as_str()), ("Reuters", "Ferries return to Lowhaven"));
    assert_eq!(story.version_created, Date::new(2031, 3, 4));
    let day = Date::new(2031, 3, 4).unwrap().day_number();
    assert_eq!(i64::from(story.version), (day * 24 + 22) * 60 + 15, "the minute of the last change, in UTC");
    assert_eq!(story.copy_on(), None);
    assert!(known.is_none() && story.document.text.contains("Tilda Brandt"));
}

#[test]
fn a_credited_copy_is_linked_to_the_agency_where_its_canonical_address_is() {
    let Lesson { story, .. } = copy().learn().unwrap();
    assert_eq!(story.copy_on(), Some("https://station.example/news/lowhaven-ferries"));
    assert_eq!((story.url, story.version, story.agency.as_str()), (None, 0, "Reuters"));

    let here = "https://station.example/news/lowhaven-ferries";
    let story = with_addresses(copy(), here, ADDRESS).learn().unwrap().story;
    assert_eq!((story.copy_on(), story.url.as_deref()), (Some(here), Some(ADDRESS)));

    let elsewhere = "https://apnews.com/article/lowhaven-ferries-4";
    assert_eq!(with_addresses(copy(), here, elsewhere).learn().unwrap().story.url, None);
    assert_eq!(with_addresses(copy(), here, &ADDRESS.replace("https", "http")).learn().unwrap().story.url, None);
}

#[test]
fn the_same_version_is_known_already() {
    let story = original().learn().unwrap().story;
    let word_count = story.document.word_count() as u32;
    let story = Story { word_count, ..story };
    let known = |story: Story| {
        let finding = Finding { verdict: Verdict::Original, story: Some(story), ..Finding::default() };
        Page { finding, ..original() }.learn().unwrap().known
    };
    assert_eq!(known(story.clone()), Some((ADDRESS.to_owned(), story.version)));
    assert_eq!(known(Story { version: story.version - 1, ..story.clone() }), None);
    assert_eq!(known(Story { word_count: 60, ..story }), None, "it was read before all of it was there");
}

#[test]
fn a_story_of_a_pack_is_known_by_its_address() {
    let known = |url: &str, kept: f32| {
        let story = Story {
            id: "urn:1".to_owned(),
            agency: "Reuters".to_owned(),
            url: Some(url.to_owned()),
            ..Story::default()
        };
        let mut comparison = crate::compare::Comparison::default();
        comparison.measures.kept = kept;
        let (story, comparison) = (Some(story), Some(comparison));
        let finding = Finding { verdict: Verdict::Original, story, comparison, ..Finding::default() };
        Page { finding, ..original() }.learn().unwrap().known
    };
    assert_eq!(known(ADDRESS, 1.0), Some(("urn:1".to_owned(), 0)));
    assert_eq!(known(ADDRESS.trim_end_matches('/'), 1.0), Some(("urn:1".to_owned(), 0)));
    assert_eq!(known(ADDRESS, 0.8), None, "another version of it");
    assert_eq!(known("https://www.reuters.com/world/another-story-1/", 1.0), None);
}

#[test]
fn a_copy_that_was_learned_is_itself() {
    let story = copy().learn().unwrap().story;
    let word_count = story.document.word_count() as u32;
    let own = Some(Story { word_count, ..story });
    assert!(Page { own, ..copy() }.learn().unwrap().known.is_some());
}

#[test]
fn no_page_teaches_for_another_site() {
    let (original, copy) = (original().learn().unwrap().story, copy().learn().unwrap().story);
    for (url, may) in
        [(ADDRESS, [true, false]), ("https://station.example/x", [false, true]), ("https://apnews.com/x", [false; 2])]
    {
        assert_eq!([&original, &copy].map(|story| may_teach(url, story)), may, "{url}");
    }
    assert!(!may_teach(&ADDRESS.replace("www.", "blogs."), &original));
    assert!(!may_teach(ADDRESS, &Story { url: Some("https://www.reuters.com/other".to_owned()), ..original }));
}

#[test]
fn one_mark_is_no_signature() {
    check(with_text(copy(), &format!("Ferries return\n\nLOWHAVEN (Reuters) - {BODY}")), NotLearned::NotCredited);
    check(with_text(copy(), &format!("Ferries return\n\nBy Thomson Reuters\n\n{BODY}")), NotLearned::NotCredited);
    check(with_text(copy(), &format!("Ferries return\n\n{BODY}\n\nReporting by Ann Example")), NotLearned::NotCredited);
    let signed = format!("Ferries return\n\nBy Thomson Reuters\n\nLOWHAVEN (Reuters) - {BODY}");
    assert!(with_text(copy(), &signed).learn().is_ok());
}

#[test]
fn two_agencies_are_one_too_many() {
    let text = |dateline: &str, end: &str| format!("Ferries return\n\nLOWHAVEN ({dateline}) - {BODY}\n\n{end}");
    check(with_text(original(), &text("AFP", "Reporting by Ann Example")), NotLearned::OtherAgency);
    check(with_text(copy(), &text("Reuters", "Source: Reuters\n\nSource: AFP")), NotLearned::OtherAgency);
}

#[test]
fn what_repeats_a_known_story_is_that_story() {
    let found = |verdict| Page { finding: Finding { verdict, ..Finding::default() }, ..copy() };
    check(found(Verdict::Verbatim), NotLearned::Repeats);
    check(found(Verdict::Excerpt), NotLearned::Repeats);
    check(found(Verdict::Unsure), NotLearned::Unsure);
    check(found(Verdict::SharedQuotes), NotLearned::Unsure);
}

#[test]
fn an_agency_can_repeat_another() {
    use crate::compare::{Side, compare};
    let other = from_plain_text(original().text).document;
    let side = || Side { document: &other, published: None };
    let page = |agency: &str| {
        let story = Some(Story { agency: agency.to_owned(), ..Story::default() });
        let comparison = Some(compare(side(), side()));
        Page { finding: Finding { verdict: Verdict::Original, story, comparison, ..Finding::default() }, ..original() }
    };
    check(page("AFP"), NotLearned::Repeats);
    assert!(page("Reuters").learn().is_ok(), "an update repeats its own story");
}

#[test]
fn a_page_has_to_be_one_report() {
    let bare = |page: Page| Page { snapshot: Snapshot { json_ld: Vec::new(), ..page.snapshot }, ..page };
    check(bare(original()), NotLearned::NoArticle);
    assert!(with_head(bare(original()), &[("og:type", "article")], &[]).learn().is_ok());
    check(with_head(original(), &[], &[("LiveBlogPosting.headline", "Ferries: live")]), NotLearned::NoArticle);
    check(with_head(original(), &[], &[("ImageGallery.name", "Ferries")]), NotLearned::NoArticle);
    check(with_head(original(), &[], &[("NewsArticle.headline", "Another")]), NotLearned::NoArticle);
}

#[test]
fn who_forbids_copies_is_heard() {
    check(with_head(original(), &[("robots", "index, NoArchive")], &[]), NotLearned::NoArchive);
    check(with_head(copy(), &[("googlebot", "noarchive")], &[]), NotLearned::NoArchive);
    assert!(with_head(original(), &[("robots", "index,follow,max-image-preview:large")], &[]).learn().is_ok());
}

#[test]
fn the_canonical_address_is_the_one_that_was_read() {
    let other = |canonical: &str| with_addresses(original(), ADDRESS, canonical);
    check(Page { canonical: None, ..original() }, NotLearned::OtherAddress);
    check(other("https://www.reuters.com/world/bees-swarm-early-2031-03-03/"), NotLearned::OtherAddress);
    check(other("https://station.example/world/lowhaven-ferries-return-2031-03-04/"), NotLearned::OtherAddress);
    check(other(&ADDRESS.replace("https", "http")), NotLearned::OtherAddress);
    assert!(other(&ADDRESS.replace("www.", "")).learn().is_ok());
    // Under an agency's name stands what others write.
    check(other(&ADDRESS.replace("www.", "blogs.")), NotLearned::OtherAddress);
}

#[test]
fn fronts_and_galleries_are_no_stories() {
    for path in ["", "world/", "world/europe/", "pictures/the-day-in-pictures-4/", "world/live/the-ferries-are-back-4/"]
    {
        let address = format!("https://www.reuters.com/{path}");
        check(with_addresses(original(), &address, &address), NotLearned::OtherAddress);
    }
    for path in ["article/idUSKBN1X/", "world/6712", "world/the-ferries-are-back"] {
        let address = format!("https://www.reuters.com/{path}");
        assert!(with_addresses(original(), &address, &address).learn().is_ok(), "{path}");
    }
}

#[test]
fn what_goes_on_is_no_story() {
    check(with_head(original(), &[], &[("NewsArticle.@type", "LiveBlogPosting")]), NotLearned::NoArticle);
    check(with_head(original(), &[], &[("WebPage.mainEntity.liveBlogUpdate.headline", "Now")]), NotLearned::NoArticle);
    assert!(with_head(original(), &[], &[("NewsArticle.@type", "ReportageNewsArticle")]).learn().is_ok());
}

#[test]
fn a_story_has_its_day() {
    check(Page { published: None, ..original() }, NotLearned::Undated);
    check(Page { published: Some("soon"), ..original() }, NotLearned::Undated);
    let story = Page { published: Some("2031-03-04"), modified: None, ..original() }.learn().unwrap().story;
    assert_eq!(story.version, 0, "a day alone is no version");
}

#[test]
fn a_beginning_is_no_story() {
    let begin = |body: &str| with_text(original(), &format!("Ferries return\n\nLOWHAVEN, March 4 (Reuters) - {body}"));
    let half = &BODY[..BODY.len() / 3];
    check(begin(half), NotLearned::Incomplete);
    check(begin(&format!("{} …", BODY.trim_end_matches('.'))), NotLearned::Incomplete);
    check(begin(&format!("{BODY}..")), NotLearned::Incomplete);
    check(begin(BODY.trim_end_matches("the operator said.")), NotLearned::Incomplete);
    assert!(begin(BODY).learn().is_ok());
    let paid = [("NewsArticle.isAccessibleForFree", "False")];
    check(with_head(begin(BODY), &[], &paid), NotLearned::Incomplete);
    assert!(with_head(original(), &[], &paid).learn().is_ok(), "its writers stand at its end");
    check(with_head(original(), &[], &[("NewsArticle.wordCount", "400")]), NotLearned::Incomplete);
    assert!(with_head(original(), &[], &[("NewsArticle.wordCount", "140")]).learn().is_ok());
}

#[test]
fn minutes_are_of_one_zone() {
    let noon = minute("2031-03-04T12:00:00Z");
    assert!(noon.is_some());
    for same in
        ["2031-03-04T14:00:00+02:00", "2031-03-04T07:00-0500", "2031-03-04 12:00:59.5Z", "2031-03-04T17:30:00+05:30"]
    {
        assert_eq!(minute(same), noon, "{same}");
    }
    for other in
        ["2031-03-04", "2031-03-04T12:00:00", "2031-03-04T1é:00Z", "1969-03-04T12:00Z", "soon", "2031-03-04T12:00+é"]
    {
        assert_eq!(minute(other), None, "{other}");
    }
}
