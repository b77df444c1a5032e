//! Kinds of pages whose article is easily missed, or mixed with something else.

use crate::page::sketch::sketch;
use crate::page::{Snapshot, extract};

const FIRST: &str = "The harbour board met late on Monday and put off its vote on the new crane.";
const SECOND: &str = "Engineers have to be heard before a crane of that size can be ordered, the board said.";
const THIRD: &str = "The old crane, built in 1961, was stopped in March after cracks were found in its arm.";
const STORY: &[&str] = &[FIRST, SECOND, THIRD];

fn paragraphs(page: &Snapshot) -> Vec<String> {
    extract(page).article.document.paragraphs().map(str::to_owned).collect()
}

/// The page's lines, "{1}" to "{3}" standing for the story's paragraphs.
fn page(lines: &[&str]) -> Snapshot {
    let filled: Vec<String> =
        lines.iter().map(|line| line.replace("{1}", FIRST).replace("{2}", SECOND).replace("{3}", THIRD)).collect();
    sketch(&filled.iter().map(String::as_str).collect::<Vec<_>>())
}

fn check(lines: &[&str], expected: &[&str]) {
    assert_eq!(paragraphs(&page(lines)), expected, "{lines:#?}");
}

#[test]
fn many_teasers_do_not_outweigh_a_short_story() {
    let teasers = |heading: &str| -> Vec<String> {
        (1..=8)
            .flat_map(|at| {
                let place = format!("div.latest/div.item{at}");
                [
                    format!("{place}/{heading}: [Crane number {at} stands still again in the harbour]"),
                    format!("{place}/p: It was the turn of crane number {at} on Friday, when the wind rose, and it stayed so."),
                ]
            })
            .collect()
    };
    let story = ["main/div.story/p: {1}", "main/div.story/p: {2}"];
    for heading in ["h2", "h4"] {
        let teasers = teasers(heading);
        let lines: Vec<&str> = story.iter().copied().chain(teasers.iter().map(String::as_str)).collect();
        check(&lines, &[FIRST, SECOND]);
    }
}

#[test]
fn a_list_of_linked_headings_with_long_texts_is_the_article() {
    let long = format!("{FIRST} {SECOND} {THIRD} {FIRST} {SECOND}");
    let lines: Vec<String> = (1..=4)
        .flat_map(|at| {
            [format!("main/div.item{at}/h2: [The crane of pier {at}]"), format!("main/div.item{at}/p: {long}")]
        })
        .collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let note = format!("div.note/div/p: The site says of itself: {long}");
    lines.push(&note);
    assert_eq!(paragraphs(&sketch(&lines)).iter().filter(|text| **text == long).count(), 4);
}

/// So many paragraphs of which no two are the same, in one place of a page.
fn many(place: &str) -> Vec<String> {
    (1..=8)
        .map(|at| format!("{place}: Crane number {at} was inspected in March, and nobody found a crack in it."))
        .collect()
}

#[test]
fn a_beginning_beside_the_box_that_holds_the_rest() {
    let mut lines = vec![format!("div.page/div.story/p: {FIRST}")];
    lines.extend(many("div.page/div.story/div.more/div.folded/p"));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = paragraphs(&sketch(&lines));
    assert_eq!((found.len(), found[0].as_str()), (9, FIRST));
}

#[test]
fn paragraphs_of_one_class_in_several_boxes() {
    let mut lines = many("main/section/div.row/div.text/p.par");
    lines.push("main/section/div.row/div.picture/figcaption: The crane in the harbour of Oslo.".to_owned());
    lines.push(format!("main/section/div.wide/div.text/p.par: {THIRD}"));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = paragraphs(&sketch(&lines));
    assert_eq!((found.len(), found[8].as_str()), (9, THIRD));
}

#[test]
fn a_table_is_part_of_the_text_around_it() {
    let cells: Vec<String> =
        (1..=12).map(|at| format!("main/div.story/table/tbody/tr/td: The crane of pier {at} was inspected.")).collect();
    let mut lines = vec!["main/div.story/p: {1}"];
    lines.extend(cells.iter().map(String::as_str));
    assert_eq!(paragraphs(&page(&lines))[0], FIRST);
}

#[test]
fn headings_of_an_article_may_be_links() {
    check(
        &["main/div.story/p: {1}", "main/div.story/h3: [The crane of 1961]", "main/div.story/p: {2}"],
        &[FIRST, "The crane of 1961", SECOND],
    );
}

#[test]
fn what_a_page_can_do_is_not_its_text() {
    for role in ["dialog", "toolbar", "video-js", "contentinfo", "modal"] {
        let line = format!("main/div.story/div.{role}/div: Playback starts as soon as the film was loaded.");
        check(&["main/div.story/p: {1}", &line, "main/div.story/p: {2}", "main/div.story/p: {3}"], STORY);
    }
}

#[test]
fn a_subject_is_no_name_of_a_box() {
    for name in ["category-social-affairs", "js-gallery"] {
        let second = format!("main/div.story/div.{name}/p: {{2}}");
        check(&["main/div.story/p: {1}", &second, "main/div.story/p: {3}"], STORY);
    }
}

#[test]
fn a_page_with_hardly_any_text_is_that_text() {
    check(&["nav/ul/li: [Home]", "p: Closed today", "footer/p: All rights reserved"], &["Closed today"]);
}

#[test]
fn a_gallery_larger_than_the_story() {
    let captions: Vec<String> =
        (1..=2).map(|at| format!("main/div.story/ul/li.caption: Picture {at}. {SECOND}")).collect();
    let mut lines = vec!["main/div.story/p: {1}", "main/div.story/p: {3}"];
    lines.extend(captions.iter().map(String::as_str));
    check(&lines, &[FIRST, THIRD]);
}

#[test]
fn a_hidden_copy_in_one_box_does_not_show_what_is_hidden() {
    let story = STORY.join(" ");
    let copy = format!("!div.data/div: {}", [story.as_str(); 8].join(" "));
    let label = "!div.data/div: The harbour board met on Monday, a short form of it.";
    let lines = ["main/ul/li: {1}", "main/ul/li: {2}", "main/ul/li: {3}", &copy, label, label, label];
    check(&lines, STORY);
}

#[test]
fn a_text_that_only_the_head_has() {
    let long = format!("{FIRST} {SECOND} {THIRD} {FIRST} {SECOND}");
    let stated = format!("{long}\n\n{THIRD}");
    let with = |lines: &[&str]| {
        let mut page = page(lines);
        page.json_ld.push(("NewsArticle.articleBody".to_owned(), stated.clone()));
        paragraphs(&page)
    };
    assert_eq!(with(&["div.app/p: Loading the page, please wait."]), [long.as_str(), THIRD]);
    // What those see who have not paid is what the page says to them.
    let stub = ["div.story/p: {1}", "div.story/h3: Nobody knows", "div.story/p: And {2}", "div.wall/p: [Read on]"];
    assert_eq!(with(&stub), [FIRST, "Nobody knows", &format!("And {SECOND}")]);
}

/// The story's paragraphs that are read of a page whose body has these lines under the story's title.
fn titled(lines: &[&str]) -> Vec<String> {
    let mut page = page(lines);
    page.title = "The cranes of the harbour of Lowhaven".to_owned();
    paragraphs(&page).into_iter().filter(|text| STORY.contains(&text.as_str())).collect()
}

#[test]
fn several_articles_below_one_headline_are_its_sections() {
    let headline = "main/header/h1: The cranes of the harbour of Lowhaven";
    assert_eq!(titled(&[headline, "main/article.a/p: {1}", "main/article.b/p: {2}", "main/article.c/p: {3}"]), STORY);
}

#[test]
fn the_article_with_the_headline_is_no_section() {
    let headline = "main/article.b/h1: The cranes of the harbour of Lowhaven";
    let longer = format!("main/article.b/p: {SECOND} It was.");
    let lines = ["main/article.a/p: {1} {1}", headline, "main/article.b/p: {2}", &longer, "main/article.c/p: {3} {3}"];
    assert_eq!(titled(&lines), [SECOND]);
}

#[test]
fn boxes_about_the_text_are_not_it_and_notes_in_it_are() {
    for (name, kept) in [("author-box", false), ("disclaimer", false), ("callout", true)] {
        let line = format!("main/div.story/div.{name}/p: {SECOND}");
        let found = paragraphs(&page(&["main/div.story/p: {1}", &line, "main/div.story/p: {3}"]));
        assert_eq!(found.len(), if kept { 3 } else { 2 }, "{name}");
    }
}

#[test]
fn the_name_of_a_heading_is_its_words() {
    let heading = "main/div.story/h3.related-cranes: Related cranes of the harbour";
    check(
        &["main/div.story/p: {1}", heading, "main/div.story/p: {2}", "main/div.story/p: {3}"],
        &[FIRST, "Related cranes of the harbour", SECOND, THIRD],
    );
}

#[test]
fn what_every_box_is_called_parts_none_of_them() {
    let mut lines = many("main/div.row/div.cell/div.widget/div.text/p");
    lines.push(format!("main/div.row/div.last/div.widget/div.text/p: {THIRD}"));
    lines.push(format!("main/div.row/div.side/div.popular/div.text/p: {FIRST}"));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found = paragraphs(&sketch(&lines));
    assert_eq!((found.len(), found[8].as_str()), (9, THIRD));
}

#[test]
fn linked_items_beside_text_are_text() {
    for (list, item) in [("ul", "li"), ("tr", "td")] {
        let read = |second: &str| {
            let first = format!("main/div.story/{list}/{item}: [The crane of 1961]");
            let second = format!("main/div.story/{list}/{item}: {second}");
            let lines = ["main/div.story/p: {1}", "main/div.story/p: {2}", &first, &second, "main/div.story/p: {3}"];
            paragraphs(&page(&lines)).iter().any(|text| text.contains("The crane of 1961"))
        };
        assert!(read("Stopped in March"), "{list}");
        assert!(!read("[The crane of 1987]"), "{list}");
    }
}

#[test]
fn a_standfirst_is_read_with_the_text() {
    const STANDFIRST: &str = "A vote on the harbour's largest machine is put off until engineers are heard.";
    let read = |lines: &[&str]| {
        let mut lines = lines.to_vec();
        lines.extend(["main/div.story/p: {1}", "main/div.story/p: {2}", "main/div.story/p: {3}"]);
        let mut page = page(&lines);
        page.title = "Harbour board puts off vote on crane".to_owned();
        paragraphs(&page)
    };
    const HEADLINE: &str = "header/h1: Harbour board puts off vote on crane";
    for place in ["header/p", "div.teaser-text/p", "header/h2.subtitle", "div.lead"] {
        assert_eq!(read(&[HEADLINE, &format!("{place}: {STANDFIRST}")])[0], STANDFIRST, "{place}");
    }
    // Without a full stop it takes a longer line.
    let long = "A vote on the harbour's largest machine is put off until engineers are heard";
    assert_eq!(read(&[HEADLINE, &format!("header/p: {long}")])[0], long);
    for other in [
        "header/p: Updated on Monday at noon by the desk",
        "header/p: Monday.",
        "div.promo/p: A vote on the harbour's largest machine is put off until engineers are heard.",
        "figure/figcaption: The old crane stands above the ferries in the harbour of Oslo in March.",
        "header/p: [A vote on the harbour's largest machine is put off until engineers are heard.]",
        "header/p: This website uses cookies to remember you and to show what you may like.",
        "!header/p: A vote on the harbour's largest machine is put off until engineers are heard.",
        // The first paragraph again.
        "header/p: The harbour board met late on Monday and put off its vote on the new crane …",
    ] {
        assert_eq!(read(&[HEADLINE, other]), STORY, "{other}");
    }
    // What stands above the headline introduces something else.
    assert_eq!(read(&[&format!("header/p: {STANDFIRST}"), HEADLINE]), STORY);
}
