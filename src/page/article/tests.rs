//! Small pages: what of them is the article, and where it stands.

use super::{Extract, SourceSpan, extract};
use crate::page::sketch::sketch;
use crate::page::{Block, Element, Snapshot};
use crate::story::Role;
use crate::text::Span;
use proptest::prelude::*;

const FIRST: &str = "The harbour board met late on Monday and put off its vote on the new crane.";
const SECOND: &str = "Engineers have to be heard before a crane of that size can be ordered, the board said.";
const THIRD: &str = "The old crane, built in 1961, was stopped in March after cracks were found in its arm.";

/// Shows a page's article as lines "Role: text", the story's three paragraphs by their names.
fn shown(page: &Snapshot) -> Vec<String> {
    let document = extract(page).article.document;
    let name = |text: &str| match text {
        FIRST => "first".to_owned(),
        SECOND => "second".to_owned(),
        THIRD => "third".to_owned(),
        _ => text.to_owned(),
    };
    document.parts.iter().map(|part| format!("{:?}: {}", part.role, name(part.span.of(&document.text)))).collect()
}

/// Checks what is read of the story's paragraphs with other lines before, between and after them.
fn check(before: &[&str], between: &[&str], after: &[&str], expected: &[&str]) {
    let story: Vec<String> = [FIRST, SECOND, THIRD].iter().map(|text| format!("main/div.story/p: {text}")).collect();
    let mut lines = before.to_vec();
    lines.push(&story[0]);
    lines.extend(between);
    lines.extend([story[1].as_str(), story[2].as_str()]);
    lines.extend(after);
    assert_eq!(shown(&sketch(&lines)), expected, "{lines:#?}");
}

const STORY: &[&str] = &["Body: first", "Body: second", "Body: third"];

#[test]
fn a_line_that_leads_to_the_front_page_is_no_headline() {
    let title =
        |line: &str| extract(&sketch(&[line, &format!("main/p: {FIRST}"), &format!("main/p: {SECOND}")])).article.title;
    assert_eq!(title("header/h1: Board puts off its vote"), "Board puts off its vote");
    assert_eq!(title("header/h1: [The Harbour Post Online]"), "");
}

#[test]
fn writers_and_place_follow_the_standfirst() {
    let mut page = sketch(&[
        "header/h1: Harbour board puts off vote on crane",
        "header/p: A vote on the harbour's largest machine is put off until engineers are heard.",
        "header/p: By Reuters Staff",
        "main/div.story/p: OSLO, April 16 - The harbour board met late on Monday and put off its vote on the crane.",
        &format!("main/div.story/p: {SECOND}"),
        &format!("main/div.story/p: {THIRD}"),
    ]);
    page.title = "Harbour board puts off vote on crane".to_owned();
    assert_eq!(
        shown(&page),
        [
            "Headline: Harbour board puts off vote on crane",
            "Body: A vote on the harbour's largest machine is put off until engineers are heard.",
            "Byline: By Reuters Staff",
            "Dateline: OSLO, April 16 -",
            "Body: The harbour board met late on Monday and put off its vote on the crane.",
            "Body: second",
            "Body: third",
        ]
    );
}

#[test]
fn menus_and_footers_stay_behind() {
    let menu = ["nav/ul/li: [Home]", "nav/ul/li: [News]", "nav/ul/li: [Letters to the editor and other voices]"];
    let footer = [
        "footer/p: The Harbour Post is published by the Harbour Post Company. All rights reserved.",
        "footer/p: [About us]",
    ];
    check(&menu, &[], &footer, STORY);
}

#[test]
fn teasers_and_captions_inside_the_text_stay_behind() {
    check(
        &[],
        &["main/div.story/div.related-stories/p: [The old crane and its history: what we know, and what we do not.]"],
        &[],
        STORY,
    );
    check(&[], &["main/div.story/div.readmore/p: The old crane has a history of its own."], &[], STORY);
    check(&[], &["main/div.story/figure/figcaption: The crane in the harbour of Oslo in March."], &[], STORY);
    check(&[], &["main/div.story/p: Read more: the old crane"], &[], STORY);
    check(&[], &["main/div.story/p: Advertisement"], &[], STORY);
}

#[test]
fn comments_stay_behind() {
    let comment = "main/div.comments/div.comment/p: I have seen these cracks myself, years ago, and told the board. Nobody listened to me then.";
    check(&[], &[], &[comment, comment, comment, comment, comment], STORY);
}

#[test]
fn what_the_site_added_as_prose_is_the_articles() {
    check(
        &[],
        &["main/div.story/p: The port of Bergen bought such a crane two years ago."],
        &[],
        &["Body: first", "Body: The port of Bergen bought such a crane two years ago.", "Body: second", "Body: third"],
    );
}

#[test]
fn subheadings_lists_and_quotations_are_the_articles() {
    check(
        &[],
        &[
            "main/div.story/h2: What happens next",
            "main/div.story/ul/li: The board hears engineers.",
            "main/div.story/blockquote: “No,” he said.",
        ],
        &[],
        &[
            "Body: first",
            "Body: What happens next",
            "Body: The board hears engineers.",
            "Body: “No,” he said.",
            "Body: second",
            "Body: third",
        ],
    );
}

#[test]
fn hidden_text_stays_behind_unless_there_is_no_other() {
    check(
        &[],
        &["!main/div.story/p: Subscribers read the whole story here, with all that the board has said."],
        &[],
        STORY,
    );
    let long = "The board met again. ".repeat(30);
    let lines: Vec<String> = (0..5).map(|at| format!("!main/div.story/p: {at} {long}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(shown(&sketch(&lines)).len(), 5);
}

#[test]
fn an_article_in_several_sections_is_one() {
    let page = sketch(&[
        &format!("main/section.part/div.text/p: {FIRST}"),
        "main/section.part/div.text/p: It gave no reason for that.",
        "main/div.ad-slot/p: Fly to the sea from nineteen euros and come back whenever you like.",
        &format!("main/section.part2/div.text/p: {SECOND}"),
        &format!("main/section.part3/div.text/p: {THIRD}"),
    ]);
    assert_eq!(shown(&page), ["Body: first", "Body: It gave no reason for that.", "Body: second", "Body: third"]);
}

#[test]
fn lists_in_its_sections_are_the_articles() {
    let before = "Two groups have to be heard before the board can vote on the crane:";
    let story = [FIRST, SECOND, THIRD].map(|text| format!("main/section.part/div.text/p: {text}"));
    let list = [
        format!("main/section.part2/div.text/p: {before}"),
        "main/section.part2/div.text/ul/li: Engineers of the port.".to_owned(),
        "main/section.part2/div.text/ul/li: Engineers of the ministry.".to_owned(),
        "main/section.part2/div.text/p: It gave no reason why the two groups were not heard before Monday.".to_owned(),
    ];
    let lines: Vec<&str> = story.iter().chain(&list).map(String::as_str).collect();
    let texts = list.iter().map(|line| format!("Body: {}", line.split_once(": ").unwrap().1));
    let expected: Vec<String> = STORY.iter().map(|&line| line.to_owned()).chain(texts).collect();
    assert_eq!(shown(&sketch(&lines)), expected);
}

#[test]
fn headline_and_byline_above_the_text() {
    let mut page = sketch(&[
        "header/h1: The Harbour Post and Gazette",
        "main/header/h1: Board puts off vote on crane",
        "main/header/div.meta: By Ann Example, Reuters",
        "main/header/div.share: Share",
        &format!("main/div.story/p: OSLO (Reuters) - {FIRST}"),
        &format!("main/div.story/p: {SECOND}"),
        &format!("main/div.story/p: {THIRD} — Reuters"),
        "main/div.foot/p: (Reporting by Ann Example; Editing by Bo Example)",
    ]);
    page.title = "Board puts off vote on crane | The Harbour Post".to_owned();
    assert_eq!(
        shown(&page),
        [
            "Headline: Board puts off vote on crane",
            "Byline: By Ann Example, Reuters",
            "Dateline: OSLO (Reuters) -",
            "Body: first",
            "Body: second",
            "Body: third",
            "CreditLine: — Reuters",
            "CreditLine: (Reporting by Ann Example; Editing by Bo Example)",
        ],
    );
    let article = extract(&page).article;
    assert_eq!(article.title, "Board puts off vote on crane");
    assert_eq!(article.byline.as_deref(), Some("Ann Example, Reuters"));
    assert_eq!(article.document.paragraphs().next(), Some(format!("OSLO (Reuters) - {FIRST}").as_str()));
}

#[test]
fn writers_are_shown_where_the_head_names_the_site() {
    let byline = |stated: &str, lines: [&str; 2]| {
        let story = [FIRST, SECOND, THIRD].map(|text| format!("main/div.story/p: {text}"));
        let mut above = vec!["main/h1: Board puts off its vote"];
        above.extend(lines);
        above.extend(story.iter().map(String::as_str));
        let mut page = sketch(&above);
        page.meta = [("author", stated), ("og:site_name", "Harbour Post")].map(|(a, b)| (a.into(), b.into())).into();
        extract(&page).article.byline.unwrap()
    };
    let shown = ["main/p: By Ann Example", "main/p: 16 April 2024"];
    assert_eq!(byline("Bo Example", shown), "Bo Example");
    assert_eq!(byline("Harbour Post", shown), "Ann Example");
    assert_eq!(byline("harbourpost.example", shown), "Ann Example");
    assert_eq!(byline("Harbour Post", ["main/div: Written by", "main/div: Ann Example"]), "Ann Example");
    assert_eq!(byline("Harbour Post", ["main/div: Share", "main/div: Ann Example"]), "Harbour Post");
}

#[test]
fn a_title_from_the_head_comes_from_no_block() {
    let mut page = sketch(&[&format!("div/p: {FIRST}"), &format!("div/p: {SECOND}")]);
    page.title = "Board puts off vote".to_owned();
    let extract = extract(&page);
    assert_eq!(extract.blocks, [None, Some(0), Some(1)]);
    assert_eq!(extract.article.document.headline(), "Board puts off vote");
    assert_eq!(extract.locate(&page, Span::new(0, 5)), []);
}

#[test]
fn a_row_of_a_table_is_one_line() {
    let page = sketch(&[
        &format!("div/p: {FIRST}"),
        "div/table/tr.a/td: Oslo",
        "div/table/tr.a/td: 12",
        "div/table/tr.b/td: Bergen",
        "div/table/tr.b/td: 9",
        &format!("div/p: {SECOND}"),
    ]);
    assert_eq!(shown(&page), ["Body: first", "Body: Oslo 12", "Body: Bergen 9", "Body: second"]);
}

#[test]
fn an_empty_page_has_no_article() {
    assert_eq!(shown(&Snapshot::default()), [] as [&str; 0]);
    assert_eq!(shown(&sketch(&["nav/ul/li: [Home]"])), [] as [&str; 0]);
}

/// The text that `locate` finds for the first time `words` stand in the article, cut out of the blocks by UTF-16 units.
fn located(page: &Snapshot, words: &str) -> Vec<String> {
    let extract = extract(page);
    let start = extract.article.document.text.find(words).unwrap();
    let pieces = extract.locate(page, Span::new(start, start + words.len()));
    pieces.iter().map(|piece| cut(page, piece)).collect()
}

fn cut(page: &Snapshot, piece: &SourceSpan) -> String {
    let units: Vec<u16> = page.blocks[piece.block].text.encode_utf16().collect();
    String::from_utf16(&units[piece.start..piece.end]).unwrap()
}

#[test]
fn a_span_is_found_in_the_blocks() {
    let page = sketch(&[
        "div/p: \n\t The harbour board 🏗️ met\n   late on\u{a0}\u{a0}Monday, “again”, and put off its vote.  ",
        &format!("div/p: {SECOND}"),
    ]);
    assert_eq!(located(&page, "harbour board"), ["harbour board"]);
    assert_eq!(located(&page, "🏗️ met late"), ["🏗️ met\n   late"]);
    assert_eq!(located(&page, "on Monday, “again”"), ["on\u{a0}\u{a0}Monday, “again”"]);
    assert_eq!(located(&page, "late "), ["late"]);
    assert_eq!(located(&page, "The harbour"), ["The harbour"]);
    assert_eq!(located(&page, "its vote.\n\nEngineers have"), ["its vote.", "Engineers have"]);
}

#[test]
fn offsets_count_from_the_dateline_on() {
    let page = sketch(&[&format!("div/p: OSLO (Reuters) -\n {FIRST}"), &format!("div/p: {SECOND}")]);
    assert_eq!(located(&page, "The harbour board"), ["The harbour board"]);
    assert_eq!(located(&page, "- The"), ["-\n The"]);
}

fn snapshots() -> impl Strategy<Value = Snapshot> {
    let tag = prop::sample::select(vec!["div", "p", "li", "td", "tr", "article", "nav", "h1", "figcaption"]);
    let mark = prop::sample::select(vec!["", "comments", "related", "story", "é", "caption x"]);
    let elements = prop::collection::vec((tag, mark, any::<prop::sample::Index>()), 1..12);
    let text = prop::sample::select(vec![
        FIRST,
        " ",
        "\u{a0}",
        "By Ann",
        "(Reuters) - ",
        "12",
        "🏗️\n",
        "É ",
        "— AFP",
        "OSLO (AP) — ",
        ".",
    ]);
    let block = (prop::collection::vec(text, 0..6), any::<prop::sample::Index>(), 0..90_usize, any::<bool>());
    (elements, prop::collection::vec(block, 0..12)).prop_map(|(elements, blocks)| {
        let mut page = Snapshot { title: "The harbour board met".to_owned(), ..Snapshot::default() };
        for (at, (tag, marks, parent)) in elements.into_iter().enumerate() {
            let parent = (at > 0).then(|| parent.index(at));
            page.elements.push(Element { tag: tag.to_owned(), marks: marks.to_owned(), parent });
        }
        let count = page.elements.len();
        for (texts, element, link_chars, hidden) in blocks {
            page.blocks.push(Block { text: texts.concat(), element: element.index(count), link_chars, hidden });
        }
        page
    })
}

proptest! {
    #[test]
    fn every_part_is_found_in_its_block(page in snapshots()) {
        let extract: Extract = extract(&page);
        let document = &extract.article.document;
        prop_assert_eq!(extract.blocks.len(), document.parts.len());
        let mut end = 0;
        for (part, block) in document.parts.iter().zip(&extract.blocks) {
            prop_assert!(part.span.start >= end && !part.span.is_empty());
            end = part.span.end;
            let pieces = extract.locate(&page, part.span);
            if part.role != Role::Headline || block.is_some() {
                prop_assert_eq!(pieces.first().map(|piece| piece.block), *block);
            }
            let joined: String = pieces.iter().map(|piece| cut(&page, piece)).collect();
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            if block.is_some() {
                prop_assert_eq!(bare(&joined), bare(part.span.of(&document.text)));
            }
        }
    }
}
