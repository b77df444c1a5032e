//! Does the report say what was found?

use super::*;
use crate::compare::{Comparison, Edit, EditKind, Excerpt, Measures, Note, Place, Seriousness};
use crate::detect::{Reason, Since};
use crate::page::{Credit, CreditPlace};
use crate::story::{Document, Status, Story};
use crate::text::date::Date;

const PAGE: &str = "The bank cut rates on Friday, its governor told reporters in the capital.";

fn edit(kind: EditKind, seriousness: Seriousness, original: &str, page: &str) -> Edit {
    let excerpt = |text: &str, of: &str| {
        let start = of.find(text).unwrap_or_default();
        (!text.is_empty()).then(|| Excerpt { span: Span::new(start, start + text.len()), text: text.to_owned() })
    };
    Edit {
        kind,
        seriousness,
        note: Note::default(),
        original: excerpt(original, original),
        page: excerpt(page, PAGE),
        place: Place::default(),
    }
}

fn finding(verdict: Verdict, edits: Vec<Edit>) -> Finding {
    let story = Story {
        agency: "Reuters".to_owned(),
        headline: "Rates held".to_owned(),
        version_created: Some(Date { year: 2024, month: 4, day: 16 }),
        ..Story::default()
    };
    Finding {
        verdict,
        certainty: 0.9,
        story: (verdict != Verdict::None).then_some(story),
        comparison: Some(Comparison {
            edits,
            measures: Measures { kept: 0.5, ..Measures::default() },
            ..Comparison::default()
        }),
        ..Finding::default()
    }
}

fn credited(mut finding: Finding) -> Finding {
    finding.credit = Credit {
        agency: Some("Reuters".to_owned()),
        found_in: vec![CreditPlace::Byline, CreditPlace::Footer],
        other_sources: Vec::new(),
    };
    finding
}

/// A finding whose story has a later version, or was withdrawn itself.
fn since(status: Status, newest: Option<Story>) -> Finding {
    Finding { since: Some(Since { status, newest }), ..finding(Verdict::Edited, Vec::new()) }
}

fn report(finding: &Finding) -> Report {
    let article = Article { document: Document::from_paragraphs("", [PAGE]), ..Article::default() };
    let subject = Subject { finding, article: &article, known_stories: 1 };
    Report::of(subject, |span| vec![SourceSpan { block: 0, start: span.start, end: span.end }])
}

/// A tree as text: elements as `tag.class[…]`, messages as `key(arguments)`; spans are not written.
fn outline(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::Message(message) => said(message),
        Node::Element(element) => {
            let inside: String = element.children.iter().map(outline).collect();
            match element.tag {
                "span" => inside,
                tag if element.class.is_empty() => format!("{tag}[{inside}]"),
                tag => format!("{tag}.{}[{inside}]", element.class),
            }
        }
    }
}

fn said(message: &Message) -> String {
    let argument = |argument: &Argument| match argument {
        Argument::Text(text) => text.clone(),
        Argument::Number(number) => number.to_string(),
        Argument::Percent(share) => format!("{share}"),
        Argument::Day(day) => format!("{}-{}-{}", day.year, day.month, day.day),
        Argument::List(list) => format!("{} items", list.len()),
        Argument::Message(message) => said(message),
    };
    let arguments: Vec<String> = message.arguments.iter().map(argument).collect();
    if arguments.is_empty() { message.key.to_owned() } else { format!("{}({})", message.key, arguments.join(", ")) }
}

/// The first element of a class, as text.
fn part(report: &Report, class: &str) -> String {
    fn find<'a>(element: &'a Element, class: &str) -> Option<&'a Element> {
        if element.class == class {
            return Some(element);
        }
        element.children.iter().find_map(|child| match child {
            Node::Element(child) => find(child, class),
            _ => None,
        })
    }
    find(&report.panel, class).map_or_else(String::new, |found| outline(&found.clone().into()))
}

/// What stands on the chip and on the badge.
#[track_caller]
fn check(finding: &Finding, chip: Option<&str>, badge: Option<(&str, Tone)>) {
    let report = report(finding);
    let shown = report.chip.map(|chip| outline(&chip.into()));
    assert_eq!(shown.as_deref(), chip);
    assert_eq!(report.badge.as_ref().map(|badge| (badge.text.as_str(), badge.tone)), badge);
}

fn three_edits() -> Vec<Edit> {
    vec![
        edit(EditKind::FigureChanged, Seriousness::Substance, "held", "cut"),
        edit(EditKind::Reworded, Seriousness::Wording, "said", "told reporters"),
        edit(EditKind::HouseStyle, Seriousness::Style, "U.S.", "US"),
    ]
}

#[test]
fn a_rewritten_page_is_flagged_with_its_edits_and_credit() {
    let chip = "chipRepeats(Reuters)\u{a0}· edits(2)\u{a0}· uncredited";
    check(&finding(Verdict::Rewritten, three_edits()), Some(chip), Some(("2", Tone::Notice)));
    let chip = "chipRepeats(Reuters)\u{a0}· edits(2)\u{a0}· credited";
    check(&credited(finding(Verdict::Edited, three_edits())), Some(chip), Some(("2", Tone::Notice)));
}

#[test]
fn a_credited_copy_gets_the_badge_alone() {
    check(&credited(finding(Verdict::Verbatim, Vec::new())), None, Some(("=", Tone::Quiet)));
}

#[test]
fn an_uncredited_copy_is_flagged() {
    let chip = "chipRepeats(Reuters)\u{a0}· chipVerbatim\u{a0}· uncredited";
    check(&finding(Verdict::Verbatim, Vec::new()), Some(chip), Some(("=", Tone::Notice)));
}

#[test]
fn a_part_is_said_to_be_a_part() {
    let chip = "chipExcerpt(Reuters)\u{a0}· edits(0)\u{a0}· uncredited";
    check(&finding(Verdict::Excerpt, Vec::new()), Some(chip), Some(("=", Tone::Notice)));
}

#[test]
fn doubt_and_the_original_are_said_quietly() {
    check(&finding(Verdict::SharedQuotes, Vec::new()), None, Some(("?", Tone::Quiet)));
    check(&finding(Verdict::Unsure, Vec::new()), None, Some(("?", Tone::Quiet)));
    check(&finding(Verdict::Original, Vec::new()), None, Some(("●", Tone::Quiet)));
}

#[test]
fn nothing_found_is_nothing_said() {
    check(&finding(Verdict::None, Vec::new()), None, None);
}

#[test]
fn a_page_older_than_the_wire_only_shares_text() {
    let older = Finding { page_is_older: true, ..finding(Verdict::Edited, three_edits()) };
    check(&older, Some("chipShares(Reuters)\u{a0}· edits(2)\u{a0}· uncredited"), Some(("2", Tone::Notice)));
    assert_eq!(part(&report(&older), "headline"), "h2.headline[headlineShares(Reuters)]");
}

#[test]
fn a_story_without_an_address_is_searched_for_and_said_to_be() {
    let report = report(&finding(Verdict::Edited, three_edits()));
    assert_eq!(part(&report, "open-original"), "a.open-original[searchOriginal(reuters.com)]");
    assert_eq!(part(&report, "story-meta"), "p.story-meta[Reuters · day(2024-4-16)]");
}

#[test]
fn what_became_of_the_story_is_said() {
    let newest = Story {
        agency: "Reuters".to_owned(),
        url: Some("https://www.reuters.com/a".to_owned()),
        version: 3,
        version_created: Some(Date { year: 2024, month: 4, day: 17 }),
        ..Story::default()
    };
    let link = "a.open-original[openNewest(reuters.com)]";
    let said = "p.story-meta[sinceCorrected · update(2) · day(2024-4-17)]";
    let unlinked = Story { url: None, version: 0, version_created: None, ..newest.clone() };
    let notice = Story { version: 0, version_created: None, ..newest.clone() };
    let corrected = report(&since(Status::Corrected, Some(newest)));
    assert_eq!(part(&corrected, "since"), format!("div.since[{said}{link}]"));
    let updated = report(&since(Status::Usable, Some(unlinked)));
    assert_eq!(part(&updated, "since"), "div.since[p.story-meta[sinceUpdated]]");
    // The newest version of a withdrawn story is a notice, and nothing to read instead.
    for notice in [None, Some(notice)] {
        assert_eq!(
            part(&report(&since(Status::Withdrawn, notice)), "since"),
            "div.since[p.story-meta[sinceWithdrawn]]"
        );
    }
    assert_eq!(part(&report(&finding(Verdict::Edited, Vec::new())), "since"), "");
}

#[test]
fn the_credit_says_where_it_stands() {
    assert_eq!(
        part(&report(&finding(Verdict::Edited, Vec::new())), "credit none"),
        "dd.credit none[creditNone(Reuters)]"
    );
    let report = report(&credited(finding(Verdict::Edited, Vec::new())));
    assert_eq!(part(&report, "credit"), "dd.credit[creditGivenIn(Reuters, 2 items)]");
}

#[test]
fn edits_stand_by_seriousness_and_house_style_is_folded() {
    let report = report(&finding(Verdict::Edited, three_edits()));
    let expected = "section.changes[h3.section-title[edits(2)]\
        h4.group-title[substance]ol.edits[li.edit[div.edit-head[strong.edit-kind[kindFigureChanged]button.show[show]]\
        p.diff[ The bank del[held] ins[cut] rates on Friday, its governor …]]]\
        h4.group-title[wording]ol.edits[li.edit[div.edit-head[strong.edit-kind[kindReworded]button.show[show]]\
        p.diff[… rates on Friday, its governor del[said] ins[told reporters] in the capital. ]]]\
        details.house-style[summary[houseStyle(1)]ul.style-edits[li.style-edit[del[U.S.] ins[US]]]]]";
    assert_eq!(part(&report, "changes"), expected);
}

#[test]
fn house_style_counts_what_repeats() {
    let style = || edit(EditKind::HouseStyle, Seriousness::Style, "U.S.", "US");
    let report = report(&finding(Verdict::Verbatim, vec![style(), style(), style()]));
    let expected = "details.house-style[summary[houseStyle(3)]\
        ul.style-edits[li.style-edit[del[U.S.] ins[US]times(3)]]]";
    assert_eq!(part(&report, "house-style"), expected);
}

#[test]
fn a_click_on_an_edit_leads_to_its_passage() {
    let report = report(&finding(Verdict::Edited, three_edits()));
    assert_eq!(report.passages[0], [SourceSpan { block: 0, start: 9, end: 12 }]);
    assert_eq!(report.passages.len(), 2);
}

#[test]
fn a_dropped_passage_leads_nowhere() {
    let dropped = edit(EditKind::SentenceDropped, Seriousness::Substance, "It gave no reason for it.", "");
    let report = report(&finding(Verdict::Edited, vec![dropped]));
    assert!(report.passages.is_empty());
    assert!(!part(&report, "edit").contains("button"));
}

/// Every key of a report, with its plural forms.
fn keys(node: &Node, into: &mut Vec<String>) {
    fn of(message: &Message, into: &mut Vec<String>) {
        match message.count {
            Some(_) => into.extend(["one", "other"].map(|form| format!("{}_{form}", message.key))),
            None => into.push(message.key.to_owned()),
        }
        for argument in &message.arguments {
            match argument {
                Argument::Message(message) => of(message, into),
                Argument::List(list) => list.iter().for_each(|argument| {
                    if let Argument::Message(message) = argument {
                        of(message, into);
                    }
                }),
                _ => {}
            }
        }
    }
    match node {
        Node::Text(_) => {}
        Node::Message(message) => of(message, into),
        Node::Element(element) => {
            for (_, value) in &element.attributes {
                if let Value::Message(message) = value {
                    of(message, into);
                }
            }
            element.children.iter().for_each(|child| keys(child, into));
        }
    }
}

/// Whether the renderer draws what a tree is made of.
fn check_drawn(element: &Element) {
    let renderer = include_str!("../../extension/render.js");
    let list = |name: &str| {
        let (_, list) = renderer.split_once(&format!("const {name} = new Set(")).unwrap();
        let (_, list) = list.split_once('"').unwrap();
        list.split('"').next().unwrap().split(' ').collect::<Vec<_>>()
    };
    assert!(list("TAGS").contains(&element.tag), "extension/render.js draws no <{}>", element.tag);
    for (name, _) in &element.attributes {
        assert!(list("ATTRIBUTES").contains(name), "extension/render.js draws no attribute {name}");
    }
    for child in &element.children {
        if let Node::Element(child) = child {
            check_drawn(child);
        }
    }
}

#[test]
fn every_element_is_drawn_and_every_message_has_words() {
    let locale: serde_json::Value = serde_json::from_str(include_str!("../../_locales/en/messages.json")).unwrap();
    let all_edits = || {
        let edits = EditKind::ALL.map(|kind| edit(kind, Seriousness::Substance, "held", "cut"));
        edits.into_iter().chain([edit(EditKind::HouseStyle, Seriousness::Style, "U.S.", "US")]).collect::<Vec<_>>()
    };
    let mut wanted = Vec::new();
    for verdict in [
        Verdict::Original,
        Verdict::Verbatim,
        Verdict::Edited,
        Verdict::Rewritten,
        Verdict::Excerpt,
        Verdict::SharedQuotes,
        Verdict::Unsure,
        Verdict::None,
    ] {
        for (edits, credited_by) in [(Vec::new(), false), (all_edits(), true)] {
            let mut finding = finding(verdict, edits);
            if credited_by {
                finding = credited(finding);
                finding.credit.found_in = vec![
                    CreditPlace::Byline,
                    CreditPlace::Dateline,
                    CreditPlace::Markup,
                    CreditPlace::Tail,
                    CreditPlace::Footer,
                ];
            }
            finding.credit.other_sources = vec!["CNN".to_owned()];
            let report = report(&finding);
            check_drawn(&report.panel);
            report.chip.iter().for_each(check_drawn);
            keys(&report.panel.into(), &mut wanted);
            report.chip.into_iter().for_each(|chip| keys(&chip.into(), &mut wanted));
        }
    }
    for status in [Status::Usable, Status::Corrected, Status::Withdrawn] {
        let newest = Story {
            agency: "Reuters".to_owned(),
            url: Some("https://reuters.com/a".to_owned()),
            version: 2,
            ..Story::default()
        };
        let report = report(&since(status, Some(newest)));
        check_drawn(&report.panel);
        keys(&report.panel.into(), &mut wanted);
    }
    let (aligned, changed, of, percent) = (8, 2, 10, 77);
    let reasons = [
        Reason::AgencyHost,
        Reason::NothingShared,
        Reason::InOrder { aligned, of },
        Reason::Kept { percent },
        Reason::PageReused { percent },
        Reason::Reworded { changed, of },
        Reason::OnlyHouseStyle,
        Reason::OnlyQuotations,
        Reason::SameTemplate,
        Reason::ShortOriginal,
    ];
    for reason in reasons {
        let words = locale[reason.key()]["message"].as_str().unwrap_or_default();
        let places = (1..=9).take_while(|place| words.contains(&format!("${place}"))).count();
        assert_eq!(places, reason.arguments().len(), "{}: {words:?}", reason.key());
        wanted.push(reason.key().to_owned());
    }
    assert!(wanted.len() > 100);
    for key in wanted {
        assert!(locale[&key]["message"].is_string(), "_locales/en/messages.json has no {key}");
    }
}
