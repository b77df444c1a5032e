//! What is said of the five sample texts? One story, two copies of it, two other stories on its subject.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its sample has failed")]

use copytaster::compare::{EditKind, Excerpt, Seriousness, Side};
use copytaster::detect::{Finding, Reason, Verdict, judge, judge_pair, may_repeat};
use copytaster::page::{self, Credit};
use copytaster::story::sketch::Sketch;
use copytaster::story::{Article, Document, Story};
use copytaster::text::date::Date;
use std::fs;
use std::path::Path;

const STORY: &str = "002_24675017d3bc8aff";
const REPOST: &str = "001_fdb296628c4a67ba";
const SPUN: &str = "000_d4fa9d6812e6bc7e";
const RETELLS_CNN: &str = "003_9ea6c475b031fcd3";
const RETELLS_FT: &str = "004_256ec24d61649c0f";

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds").join(name).with_extension("txt");
    fs::read_to_string(path).unwrap()
}

fn article(name: &str) -> Article {
    page::from_plain_text(text(name))
}

fn story(name: &str) -> Story {
    Story { id: name.to_owned(), agency: "Reuters".to_owned(), document: article(name).document, ..Story::default() }
}

/// The story as a pack that is passed on gives it: without a word in its order.
fn sketched(name: &str) -> Story {
    let whole = story(name);
    Story { sketch: Some(Sketch::of(&whole.document)), document: Document::default(), ..whole }
}

fn compared(original: &str, page: &str) -> Finding {
    let (original, page) = (article(original), article(page));
    let side = |article| Side { document: article, published: None };
    judge_pair(side(&original.document), side(&page.document))
}

#[test]
fn a_copy_in_another_house_style_is_a_repeat_with_its_sentences_kept() {
    for (original, page) in [(STORY, REPOST), (REPOST, STORY)] {
        let finding = compared(original, page);
        assert_eq!(finding.verdict, Verdict::Verbatim);
        assert!(finding.certainty > 0.99 && finding.kept() > 0.9, "{finding:?}");
    }
}

#[test]
fn what_repeats_a_story_is_known_before_it_is_judged() {
    let host = Some("news.example");
    for page in [REPOST, SPUN, RETELLS_CNN] {
        for story in [story(STORY), sketched(STORY)] {
            let finding = judge(&article(page), Credit::default(), host, vec![story.clone()]);
            let may = may_repeat(&article(page), host, &[story]);
            assert!(may || finding.verdict == Verdict::None, "{page} is {:?}", finding.verdict);
        }
        assert!(!may_repeat(&article(page), host, &[]) && may_repeat(&article(page), Some("www.reuters.com"), &[]));
    }
    let pier = Document::from_plain_text("Ferry pier\n\nThe old ferry pier is closed for the winter.".to_owned());
    assert!(!may_repeat(&article(SPUN), host, &[Story { document: pier, ..story(STORY) }]));
}

#[test]
fn a_spun_copy_is_rewritten() {
    for original in [STORY, REPOST] {
        let finding = compared(original, SPUN);
        assert_eq!(finding.verdict, Verdict::Rewritten);
        assert!(finding.certainty > 0.95, "{}", finding.certainty);
    }
}

#[test]
fn other_stories_on_the_subject_repeat_nothing() {
    for original in [STORY, REPOST, SPUN, RETELLS_CNN, RETELLS_FT] {
        for page in [RETELLS_CNN, RETELLS_FT] {
            if original != page {
                let finding = compared(original, page);
                assert_eq!(finding.verdict, Verdict::None, "{original} {page}");
                assert!(finding.certainty > 0.95, "{original} {page} {}", finding.certainty);
            }
        }
    }
}

#[test]
fn a_spun_copy_is_found_without_the_sentences_closest_to_the_story() {
    let spun = text(SPUN);
    let story = article(STORY).document;
    let found = judge_pair(
        Side { document: &story, published: None },
        Side { document: &article(SPUN).document, published: None },
    );
    let mut groups: Vec<_> = found.comparison.unwrap().alignment.groups;
    groups.retain(|group| group.original.is_some() && group.page.is_some());
    groups.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut without = spun.clone();
    for group in groups.iter().take(4) {
        without = without.replace(group.page.unwrap().of(&spun), "");
    }
    assert!(without.len() + 100 < spun.len());
    let page = page::from_plain_text(without);
    let finding =
        judge_pair(Side { document: &story, published: None }, Side { document: &page.document, published: None });
    assert!(finding.verdict.is_repeat(), "{:?} {:?}", finding.verdict, finding.reasons);
}

#[test]
fn of_all_candidates_the_story_is_named() {
    let candidates = || [RETELLS_FT, STORY, RETELLS_CNN].map(story).to_vec();
    let finding = judge(&article(SPUN), Credit::default(), None, candidates());
    assert_eq!(finding.verdict, Verdict::Rewritten);
    assert_eq!(finding.story.unwrap().id, STORY);
    let finding = judge(&article(RETELLS_CNN), Credit::default(), None, [SPUN, STORY, RETELLS_FT].map(story).to_vec());
    assert_eq!(finding.verdict, Verdict::None);
    assert!(finding.story.is_none());
}

#[test]
fn of_versions_the_closest_is_named() {
    let finding = judge(&article(REPOST), Credit::default(), None, [SPUN, STORY].map(story).to_vec());
    assert_eq!(finding.story.unwrap().id, STORY);
}

#[test]
fn on_the_agencys_own_host_a_page_is_the_original() {
    let finding = judge(&article(STORY), Credit::default(), Some("www.reuters.com"), vec![story(STORY)]);
    assert_eq!((finding.verdict, finding.certainty), (Verdict::Original, 1.0));
    let finding = judge(&article(STORY), Credit::default(), Some("notreuters.com"), vec![story(STORY)]);
    assert_eq!(finding.verdict, Verdict::Verbatim);
}

#[test]
fn a_credit_that_stands_elsewhere_is_not_said_to_be_lost() {
    let page = article(REPOST);
    let credit = page::credit(&page, None);
    let finding = judge(&page, credit, None, vec![story(STORY)]);
    let edits = finding.comparison.map(|found| found.edits).unwrap_or_default();
    assert!(edits.iter().any(|edit| edit.kind == EditKind::CreditDropped));
    assert!(edits.iter().all(|edit| edit.seriousness != Seriousness::Substance));
}

#[test]
fn a_sketch_of_the_story_is_enough_to_judge_by() {
    let verdict = |page: &str| judge(&article(page), Credit::default(), None, vec![sketched(STORY)]).verdict;
    assert!(matches!(verdict(REPOST), Verdict::Verbatim | Verdict::Edited));
    assert_eq!(verdict(SPUN), Verdict::Rewritten);
    assert_eq!([verdict(RETELLS_CNN), verdict(RETELLS_FT)], [Verdict::None; 2]);
}

#[test]
fn of_a_spun_copy_the_changed_facts_are_named_without_the_text() {
    let story = Story { version_created: Date::new(2024, 4, 16), ..sketched(STORY) };
    let found = judge(&article(SPUN), Credit::default(), None, vec![story]);
    assert!(found.is_of_sketch() && found.reasons.contains(&Reason::SketchOnly));
    let edits = found.comparison.unwrap().edits;
    let named = |kind, original: &str, page: &str| {
        let said = |side: &Option<Excerpt>| side.as_ref().and_then(Excerpt::words).unwrap_or_default().to_owned();
        edits.iter().any(|edit| edit.kind == kind && said(&edit.original) == original && said(&edit.page) == page)
    };
    assert!(named(EditKind::FigureChanged, "two-year-old", "more than 2 years"), "{edits:#?}");
    assert!(named(EditKind::QuoteAltered, "", "We are extremely concerned about that."), "{edits:#?}");
    assert!(!edits.iter().any(|edit| edit.kind == EditKind::NameChanged), "{edits:#?}");
    // Of the original nothing is shown but facts.
    let shown = edits.iter().filter_map(|edit| edit.original.as_ref());
    assert!(
        shown.filter_map(Excerpt::words).all(|words| sketched(STORY)
            .sketch
            .unwrap()
            .facts
            .iter()
            .any(|fact| fact.text == words))
    );
}
