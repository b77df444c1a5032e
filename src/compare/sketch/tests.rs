//! Is of a sketch told what can be told, and no more?

use super::*;
use crate::compare::{EditKind, Seriousness};
use crate::story::Document;
use crate::text::date::Date;

const FERRY: [&str; 6] = [
    "The ferry Castor ran aground off the island of Naxos on Sunday with 312 passengers aboard.",
    "Coastguard vessels took everyone to the port of Chora within four hours, said Captain Leo Hart.",
    "“The steering had failed twice since we left Piraeus and nobody ashore answered our calls,” he told investigators.",
    "The shipping ministry suspended the operator's licence for all three of its older vessels.",
    "Salvage crews pumped 80 tonnes of fuel from the tanks before the weather turned.",
    "A report on the grounding is due in April, the harbour board of Syros said.",
];

fn document(sentences: &[&str]) -> Document {
    Document::from_paragraphs("", sentences.iter().copied())
}

fn compared(original: &[&str], page: &[&str]) -> SketchComparison {
    let published = Date::new(2024, 4, 16);
    let (original, page) = (Sketch::of(&document(original)), document(page));
    SketchedPage::new(Side { document: &page, published }).compare(&original, published, "")
}

/// The story with one sentence put in the place of another.
fn with(at: usize, sentence: &'static str) -> Vec<&'static str> {
    let mut page = FERRY.to_vec();
    page[at] = sentence;
    page
}

/// Kind, original and page of every edit; "?" where the original's words are not known.
fn edits(page: &[&str]) -> Vec<(EditKind, String, String)> {
    let side = |excerpt: &Option<crate::compare::Excerpt>| {
        let words = |excerpt: &crate::compare::Excerpt| excerpt.words().unwrap_or("?").to_owned();
        excerpt.as_ref().map(words).unwrap_or_default()
    };
    compared(&FERRY, page).edits.iter().map(|edit| (edit.kind, side(&edit.original), side(&edit.page))).collect()
}

fn check(page: &[&str], expected: &[(EditKind, &str, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|(kind, was, now)| (*kind, (*was).to_owned(), (*now).to_owned())).collect();
    assert_eq!(edits(page), expected);
}

#[test]
fn a_copy_has_no_edits() {
    let found = compared(&FERRY, &FERRY);
    assert_eq!((found.edits.len(), found.kept, found.reworded, found.dropped), (0, 6, 0, 0));
    assert!(found.measures.kept > 0.99 && found.measures.page_reused > 0.99 && found.closeness > 0.99);
}

#[test]
fn changed_facts_are_named_on_both_sides() {
    let page = with(4, "Salvage crews pumped 60 tonnes of fuel from the tanks before the weather turned.");
    check(&page, &[(EditKind::FigureChanged, "80 tonnes", "60 tonnes")]);
    let page = with(5, "A report on the grounding is due in June, the harbour board of Syros said.");
    check(&page, &[(EditKind::DateChanged, "April", "June")]);
    let page =
        with(1, "Coastguard vessels took everyone to the port of Chora within four hours, said Captain Bo Quill.");
    check(&page, &[(EditKind::NameChanged, "Leo Hart", "Bo Quill")]);
}

#[test]
fn facts_told_in_another_form_are_no_other_facts() {
    let page = with(0, "The ferry Castor ran aground off the island of Naxos on April 14 with 312 passengers aboard.");
    check(&page, &[(EditKind::DateChanged, "Sunday", "April 14")]);
    assert_eq!(compared(&FERRY, &page).edits[0].seriousness, Seriousness::Wording);
    let page = with(3, "The shipping ministry suspended the operator's licence for all 3 of its older vessels.");
    check(&page, &[]);
    let page = with(1, "Coastguard vessels took everyone to the port of Chora within four hours, said Captain Hart.");
    assert!(edits(&page).iter().all(|(kind, ..)| *kind != EditKind::NameChanged), "{:?}", edits(&page));
}

#[test]
fn a_fact_that_stands_elsewhere_is_not_lost() {
    let mut page = FERRY.to_vec();
    page[4] = "Salvage crews pumped the fuel from the tanks before the weather turned.";
    page.insert(5, "It was 80 tonnes.");
    assert!(edits(&page).iter().all(|(kind, ..)| *kind != EditKind::FigureChanged), "{:?}", edits(&page));
}

#[test]
fn a_figure_left_out_of_a_sentence_that_stayed_is_named() {
    let page = with(0, "The ferry Castor ran aground off the island of Naxos on Sunday with passengers aboard.");
    check(&page, &[(EditKind::FigureChanged, "312", "")]);
}

#[test]
fn other_words_are_not_shown_where_they_are_not_known() {
    let reworded = "The maritime ministry suspended the operator's permit for all three of its older vessels.";
    check(&with(3, reworded), &[(EditKind::Reworded, "?", reworded)]);
}

#[test]
fn sentences_are_dropped_added_and_moved() {
    let found = edits(&[&FERRY[..4], &FERRY[5..]].concat());
    assert_eq!(found, [(EditKind::SentenceDropped, "?".to_owned(), String::new())]);
    let note = &compared(&FERRY, &[&FERRY[..4], &FERRY[5..]].concat()).edits[0].note;
    assert_eq!(note.to_string(), "it gave: 80 tonnes");
    let other = "Villagers lit candles at the chapel above the northern beach.";
    check(&[&FERRY[..], &[other]].concat(), &[(EditKind::SentenceAdded, "", other)]);
    let moved = [&FERRY[1..], &FERRY[..1]].concat();
    check(&moved, &[(EditKind::SentenceMoved, "?", FERRY[0])]);
}

#[test]
fn altered_quotations_are_found() {
    let altered = "“The engine had failed twice since we left Piraeus and nobody ashore answered our calls,” he told investigators.";
    let found = edits(&with(2, altered));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].1.as_str()), (EditKind::QuoteAltered, "?"));
    assert!(found[0].2.starts_with("The engine had failed"));
}

#[test]
fn facts_that_differ_throughout_are_counted() {
    let bond = |a: &str, b: &str, c: &str| {
        format!(
            "Lowhaven issues a {a} million crown bond due {b} with a coupon of {c} percent, lead manager Quillon Securities said."
        )
    };
    let (was, now) = (bond("40", "April 30, 2031", "2.25"), bond("75", "June 14, 2033", "3.5"));
    let found = compared(&[&was], &[&now]);
    assert_eq!((found.changed_facts, found.kept), (3, 1), "{found:?}");
}

#[test]
fn another_story_shares_nothing() {
    let other =
        ["Our column looks at a different quay every week.", "This time we follow sponge divers who mend their nets."];
    let found = compared(&FERRY, &other);
    assert!(found.measures.kept < 0.05 && found.kept == 0, "{found:?}");
}

proptest::proptest! {
    #[test]
    fn no_texts_make_it_panic(original in "(\\PC|[.?!\"' \nA-Za-z0-9]|Berlin|on Tuesday|5 percent){0,300}", page in "(\\PC|[.?!\"' \nA-Za-z0-9]|Berlin|on Tuesday|5 percent){0,300}") {
        let found = compared(&[&original], &[&page]);
        let document = document(&[&page]);
        for excerpt in found.edits.iter().filter_map(|edit| edit.page.as_ref()) {
            proptest::prop_assert_eq!(excerpt.span.of(&document.text), excerpt.text.as_str());
        }
    }
}
