//! Do the edits, applied to the original, give the page?

use copytaster::compare::{Comparison, EditKind, Side, apply, compare, folded};
use copytaster::story::{Document, Role};
use copytaster::text::Span;
use proptest::prelude::*;

/// Sentences of many shapes, to be mixed and changed.
const SENTENCES: &[&str] = &[
    "The central bank raised its key rate by 25 basis points to 4.5 percent on Thursday, a move most economists had expected.",
    "“We have seen no sign of a slowdown,” Governor Maria Keller told reporters. “And we are ready to do more.”",
    "The ministry said at least 12 people were killed and more than 40 injured when the dam gave way.",
    "Officials in the U.S. and the U.K. are expected to meet next week, two people familiar with the talks said.",
    "It was the third such incident in the province since March 2019.",
    "Shares of the company fell 3.2 percent to $41.50, their lowest close in two years.",
    "\"It is not only a question of money,\" said Jonas Petit, who leads the union.",
    "The court did not say when it would rule.",
    "A spokesperson for the Department of Defense declined to comment.",
    "NATO foreign ministers will discuss the plan in Brussels on April 4.",
    "The deal, which has yet to be approved by regulators, is worth about €1.3 billion.",
    "He denied the allegations.",
    "Prices – up 8 % on the year – may rise further, the agency warned.",
];

fn sides(original: &Document, page: &Document) -> Comparison {
    compare(Side { document: original, published: None }, Side { document: page, published: None })
}

fn check(original: &Document, page: &Document) -> Result<(), TestCaseError> {
    let comparison = sides(original, page);
    let applied = apply(Side { document: original, published: None }, &comparison.edits);
    let expected = folded(Side { document: page, published: None });
    prop_assert_eq!(&applied, &expected, "{:#?}", comparison.edits);
    for edit in &comparison.edits {
        for (excerpt, document) in [(&edit.original, original), (&edit.page, page)] {
            let Some(excerpt) = excerpt else { continue };
            prop_assert!(!excerpt.span.is_empty() && document.text.get(excerpt.span.range()).is_some());
        }
    }
    let spans = |side: fn(&copytaster::compare::Edit) -> Option<Span>| {
        let nests = |kind| matches!(kind, EditKind::SentenceMoved | EditKind::QuoteDropped | EditKind::DateChanged);
        let mut spans: Vec<Span> = comparison.edits.iter().filter(|edit| !nests(edit.kind)).filter_map(side).collect();
        spans.sort();
        spans
    };
    for side in [
        spans(|edit| edit.original.as_ref().map(|excerpt| excerpt.span)),
        spans(|edit| edit.page.as_ref().map(|excerpt| excerpt.span)),
    ] {
        prop_assert!(side.is_sorted_by(|a, b| a.end <= b.start), "edits overlap: {:?}", side);
    }
    Ok(())
}

/// A text as a few sentences, and what is done to its words and sentences.
fn mutated() -> impl Strategy<Value = (Vec<usize>, Vec<(usize, usize, usize)>)> {
    let text = prop::collection::vec(0..SENTENCES.len(), 1..9);
    let changes = prop::collection::vec((0..9_usize, 0..200_usize, 0..SENTENCES.len()), 0..10);
    (text, changes)
}

fn mutate(sentences: &mut Vec<String>, (what, place, other): (usize, usize, usize)) {
    if sentences.is_empty() {
        return;
    }
    let at = place % sentences.len();
    let mut words: Vec<String> = sentences[at].split(' ').map(str::to_owned).collect();
    let word = (place / 3) % words.len();
    let another = SENTENCES[other].split(' ').nth(place % 7).unwrap_or("else").to_owned();
    match what {
        0 => drop(words.remove(word)),
        1 => words.insert(word, another),
        2 => words[word] = another,
        3 => {
            let with = (word + 3) % words.len();
            words.swap(word, with);
        }
        4 => {
            sentences.remove(at);
            return;
        }
        5 => {
            sentences.insert(at, SENTENCES[other].to_owned());
            return;
        }
        6 => {
            let moved = sentences.remove(at);
            let to = other % (sentences.len() + 1);
            sentences.insert(to, moved);
            return;
        }
        7 => words[word] = words[word].replace(['“', '”', ',', '-', '.'], ""),
        _ => words[word].push(','),
    }
    sentences[at] = words.join(" ");
}

fn document(sentences: &[String], a_paragraph: usize) -> Document {
    let paragraphs: Vec<String> = sentences.chunks(a_paragraph).map(|chunk| chunk.join(" ")).collect();
    Document::from_paragraphs("A headline of three facts", paragraphs.iter().map(String::as_str))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn on_mutated_news((text, changes) in mutated(), original_paragraphs in 1..4_usize, page_paragraphs in 1..4_usize) {
        let sentences: Vec<String> = text.iter().map(|&number| SENTENCES[number].to_owned()).collect();
        let mut changed = sentences.clone();
        for change in changes {
            mutate(&mut changed, change);
        }
        let (original, page) = (document(&sentences, original_paragraphs), document(&changed, page_paragraphs));
        check(&original, &page)?;
        check(&page, &original)?;
    }

    #[test]
    fn on_any_strings(original in any::<String>(), page in any::<String>()) {
        check(&Document::from_plain_text(original), &Document::from_plain_text(page))?;
    }

    #[test]
    fn on_words_and_marks(original in "([a-c]|said|not|“|”|\"|,|\\.|-|5|May|Mr\\.|U\\.S\\.| |\n\n)*", page in "([a-c]|said|not|“|”|\"|,|\\.|-|5|May|Mr\\.|U\\.S\\.| |\n\n)*") {
        check(&Document::from_plain_text(original), &Document::from_plain_text(page))?;
    }

    #[test]
    fn with_parts_of_every_role(parts in prop::collection::vec((0..6_usize, 0..SENTENCES.len(), any::<bool>(), any::<bool>()), 0..12)) {
        let roles = [Role::Headline, Role::Byline, Role::Dateline, Role::Body, Role::CreditLine, Role::Furniture];
        let mut documents = [Document::default(), Document::default()];
        for (role, sentence, left, right) in parts {
            for (document, has) in documents.iter_mut().zip([left, right]) {
                if has {
                    document.push(roles[role], SENTENCES[sentence]);
                }
            }
        }
        check(&documents[0], &documents[1])?;
    }
}
