//! Is everything said of the sample texts that must be said, and nothing that is not true?

use copytaster::compare::{Edit, EditKind, Seriousness, Side, compare};
use copytaster::story::{Document, Role};
use copytaster::text::date::Date;

const ORIGINAL: &str = include_str!("seeds/original.txt");
const SPUN: &str = include_str!("seeds/spun.txt");
const RESTYLED: &str = include_str!("seeds/restyled.txt");

/// Reads a text of lines that begin with their role: "headline: …".
fn document(text: &str) -> Document {
    let mut document = Document::default();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let (role, line) = line.split_once(": ").unwrap_or(("body", line));
        let role = match role {
            "headline" => Role::Headline,
            "byline" => Role::Byline,
            "dateline" => Role::Dateline,
            "credit" => Role::CreditLine,
            _ => Role::Body,
        };
        document.push(role, line);
    }
    document
}

fn edits(page: &str, day: u8) -> Vec<Edit> {
    let (original, page) = (document(ORIGINAL), document(page));
    let side = |document, day| Side { document, published: Date::new(2024, 4, day) };
    compare(side(&original, 16), side(&page, day)).edits
}

fn has(edits: &[Edit], kind: EditKind, original: &str, page: &str) {
    let holds = |excerpt: &Option<copytaster::compare::Excerpt>, wanted: &str| match excerpt {
        Some(excerpt) => wanted != "-" && excerpt.text.contains(wanted),
        None => wanted == "-" || wanted.is_empty(),
    };
    let found =
        edits.iter().any(|edit| edit.kind == kind && holds(&edit.original, original) && holds(&edit.page, page));
    let same_kind: Vec<&Edit> = edits.iter().filter(|edit| edit.kind == kind).collect();
    assert!(found, "{} | {original} | {page} is not among {same_kind:#?}", kind.name());
}

#[test]
fn the_spun_page_is_told_line_by_line() {
    let edits = edits(SPUN, 17);
    for (kind, original, page) in [
        (EditKind::QuoteAltered, "What we have seen over the past months", "We have seen in recent months"),
        (
            EditKind::QuoteAltered,
            "showing up on the battlefield in Ukraine",
            "weapons for its own use. on the battlefield",
        ),
        (EditKind::QuoteAltered, "And we are incredibly concerned", "We are extremely concerned"),
        (
            EditKind::QuoteAltered,
            "that that is an issue that he would be expected to raise",
            "that will be an issue he raises",
        ),
        (EditKind::QuoteDropped, "no limits partnership", "-"),
        (EditKind::SentenceDropped, "which came just weeks after Russia and China declared", ""),
        (EditKind::FigureChanged, "two-year-old", "more than 2 years"),
        (EditKind::DateChanged, "on Tuesday", "on April 16"),
        (EditKind::DateChanged, "on Tuesday", "-"),
        (
            EditKind::NameChanged,
            "State Department spokesperson Matthew Miller",
            "Ministry Spokesperson. Diplomat Matthew Miller",
        ),
        (EditKind::NameChanged, "Blinken", "Secretary of State Blinken"),
        (EditKind::Reworded, "full scale invasion", "military campaign"),
        (EditKind::Reworded, "fight the war", "continue its military campaign"),
        (EditKind::Reworded, "aid Moscow’s war effort", "support Moscow"),
        (EditKind::Reworded, "meets counterparts from the Group of", "foreign countries. Heads of other"),
        (EditKind::CreditDropped, "WASHINGTON (Reuters)", ""),
        (EditKind::CreditDropped, "By Simon Lewis", ""),
        (EditKind::CreditDropped, "Reporting by Simon Lewis", ""),
        (EditKind::HeadlineChanged, "Blinken to raise China’s support", "US Secretary of State Blinken will raise"),
        (EditKind::HouseStyle, "U.S.", "US"),
        (EditKind::HouseStyle, "spokesperson", "spokesman"),
    ] {
        has(&edits, kind, original, page);
    }
    let same_day = edits.iter().find(|edit| edit.kind == EditKind::DateChanged && edit.page.is_some()).unwrap();
    assert!(
        same_day.note.to_string().contains("same day") && same_day.seriousness == Seriousness::Wording,
        "{same_day:#?}"
    );
    // None of these happened.
    for kind in
        [EditKind::NegationChanged, EditKind::AttributionDropped, EditKind::SentenceMoved, EditKind::SentenceAdded]
    {
        let untrue: Vec<&Edit> = edits.iter().filter(|edit| edit.kind == kind).collect();
        assert!(untrue.is_empty(), "{untrue:#?}");
    }
    let figures = edits.iter().filter(|edit| edit.kind == EditKind::FigureChanged).count();
    assert_eq!(figures, 1);
}

#[test]
fn the_restyled_page_differs_in_house_style_and_credit_alone() {
    let edits = edits(RESTYLED, 17);
    has(&edits, EditKind::CreditDropped, "(Reuters)", "");
    has(&edits, EditKind::CreditDropped, "By Simon Lewis", "");
    has(&edits, EditKind::CreditDropped, "Reporting by Simon Lewis", "");
    has(&edits, EditKind::CreditAdded, "", "— Reuters");
    has(&edits, EditKind::HouseStyle, "U.S.", "US");
    has(&edits, EditKind::HouseStyle, "spokesperson", "spokesman");
    has(&edits, EditKind::HouseStyle, "full scale", "full-scale");
    has(&edits, EditKind::HouseStyle, "Miller", "Mr. Miller");
    for edit in &edits {
        assert!(
            matches!(edit.kind, EditKind::CreditDropped | EditKind::CreditAdded | EditKind::HouseStyle),
            "{edit:#?}"
        );
    }
}
