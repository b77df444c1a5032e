//! How do original and page stand side by side?
//!
//! A row for each group of the alignment, in the page's order of telling: what the original says, what the page says, the
//! words that differ marked on their side, and the kinds of edit that fall into the row, by which rows can be chosen.

use super::Subject;
use super::diff::{Piece, all_pieces};
use super::edits::{drawn, kind, prose};
use super::tree::{Element, element};
use crate::compare::{AlignedGroup, Edit, EditKind, Excerpt, Relation};
use crate::story::{Document, Role};
use crate::text::Span;

/// The rows; none where the original's words are not at hand.
pub(super) fn sides(subject: Subject<'_>) -> Option<Element> {
    let finding = subject.finding;
    let story = finding.story.as_ref().filter(|_| !finding.is_of_sketch())?;
    let comparison = finding.comparison.as_ref()?;
    let documents = (&story.document, &subject.article.document);
    let rows = comparison.alignment.groups.iter().map(|group| row(subject, group, documents, &comparison.edits));
    Some(element("ol", "rows").with_all(rows.collect::<Vec<_>>()))
}

fn row(subject: Subject<'_>, group: &AlignedGroup, documents: (&Document, &Document), edits: &[Edit]) -> Element {
    let text = |span: Option<Span>, document: &Document| {
        span.map(|span| span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    };
    let (before, after) = (text(group.original, documents.0), text(group.page, documents.1));
    let mut kinds: Vec<EditKind> = Vec::new();
    for edit in edits.iter().filter(|edit| is_in(&edit.original, group.original) || is_in(&edit.page, group.page)) {
        if !kinds.contains(&edit.kind) {
            kinds.push(edit.kind);
        }
    }
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    let pieces = all_pieces(&before, &after);
    let side = |class, left_out: fn(&Piece) -> bool| {
        let own: Vec<Piece> = pieces.iter().filter(|piece| !left_out(piece)).cloned().collect();
        prose(subject, class).with_all(drawn(&own))
    };
    let is_headline = [(group.original, documents.0), (group.page, documents.1)]
        .into_iter()
        .any(|(span, document)| span.is_some_and(|span| is_of_headline(document, span)));
    let class = match (group.original, group.page, group.relation) {
        _ if is_headline => "row row-headline",
        (_, None, _) => "row dropped",
        (None, ..) => "row added",
        (.., Relation::Moved) => "row moved",
        (.., Relation::Same) => "row unchanged",
        _ => "row",
    };
    let mut row = element("li", class)
        .attribute("data-kind", names.join(" "))
        .with(side("side before", |piece| matches!(piece, Piece::Inserted(_))))
        .with(side("side after", |piece| matches!(piece, Piece::Deleted(_))));
    if !kinds.is_empty() {
        let labels = kinds.into_iter().map(|one| element("li", "row-kind").with(kind(one)));
        row = row.with(element("ul", "row-kinds").with_all(labels.collect::<Vec<_>>()));
    }
    row
}

/// Whether an edit's words stand among these.
fn is_in(excerpt: &Option<Excerpt>, span: Option<Span>) -> bool {
    let (Some(excerpt), Some(span)) = (excerpt, span) else { return false };
    excerpt.span.start < span.end && span.start < excerpt.span.end
}

fn is_of_headline(document: &Document, span: Span) -> bool {
    let headline = document.parts.iter().find(|part| part.role == Role::Headline);
    headline.is_some_and(|part| part.span.start <= span.start && span.end <= part.span.end)
}

#[cfg(test)]
mod tests {
    use super::super::tree::Node;
    use super::*;
    use crate::detect::judge;
    use crate::page::{Credit, from_plain_text};
    use crate::story::Story;

    const ORIGINAL: &str = "Ferries return to Lowhaven\n\nFerries returned to Lowhaven harbour on Tuesday after two years. \
Several hundred people stood on the pier to greet the first of them. The operator said that it would run four crossings a \
day until the end of May. It has hired forty sailors since the autumn.\n\n“Nobody here has forgotten the winter without a \
ship,” the mayor, Tilda Brandt, told the people on the pier. Shops had run out of flour twice, and the school closed for \
want of heating oil.";

    fn sides_of(page: &str) -> Option<Element> {
        let article = from_plain_text(page.to_owned());
        let document = from_plain_text(ORIGINAL.to_owned()).document;
        let story = Story { agency: "Reuters".to_owned(), document, ..Story::default() };
        let finding = judge(&article, Credit::default(), None, vec![story]);
        sides(Subject { finding: &finding, article: &article, known_stories: 1 })
    }

    fn text(element: &Element) -> String {
        let text = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(Element { tag, children, .. }) if matches!(*tag, "ins" | "del") => {
                format!(
                    "<{tag} {}>",
                    children.iter().map(|node| if let Node::Text(text) = node { text } else { "" }).collect::<String>()
                )
            }
            Node::Element(element) => self::text(element),
            Node::Message(message) => message.key.to_owned(),
        };
        element.children.iter().map(text).collect()
    }

    /// The rows: class, kinds, and the two sides.
    fn rows(list: &Element) -> Vec<(String, String, String, String)> {
        let element =
            |node: &Node| if let Node::Element(element) = node { element.clone() } else { Element::default() };
        let row = |row: Element| {
            let super::super::Value::Text(kinds) = row.attributes[0].1.clone() else { panic!("kinds are names") };
            let side = |at: usize| text(&element(&row.children[at]));
            (row.class.to_owned(), kinds, side(0), side(1))
        };
        list.children.iter().map(element).map(row).collect()
    }

    #[test]
    fn words_are_marked_on_their_side() {
        let rows = rows(&sides_of(&ORIGINAL.replace("forty sailors", "sixty sailors")).unwrap());
        let changed = rows.iter().find(|row| row.1.contains("figure-changed")).unwrap();
        assert_eq!(changed.2, "It has hired <del forty> sailors since the autumn.");
        assert_eq!(changed.3, "It has hired <ins sixty> sailors since the autumn.");
        assert_eq!(
            rows[0],
            (
                "row row-headline".to_owned(),
                String::new(),
                "Ferries return to Lowhaven".to_owned(),
                "Ferries return to Lowhaven".to_owned()
            )
        );
        assert!(rows.iter().filter(|row| row.1.is_empty()).count() == rows.len() - 1);
    }

    #[test]
    fn what_one_side_alone_says_has_an_empty_side() {
        let added = "The weather was fair and the sea was calm that day.";
        let page = ORIGINAL.replace("It has hired forty sailors since the autumn.", added);
        let rows = rows(&sides_of(&page).unwrap());
        let dropped = rows.iter().find(|row| row.0 == "row dropped").unwrap();
        assert_eq!((dropped.2.contains("forty"), dropped.3.as_str()), (true, ""));
        let new = rows.iter().find(|row| row.0 == "row added").unwrap();
        assert_eq!((new.2.as_str(), new.3.contains("the sea was calm")), ("", true));
    }

    #[test]
    fn every_word_of_both_stands_there_once() {
        let page = ORIGINAL.replace("Several hundred people", "A crowd").replace("Nobody here has", "No one has");
        let rows = rows(&sides_of(&page).unwrap());
        let words = |texts: Vec<&str>| {
            let plain = texts.join(" ").replace("<del ", "").replace("<ins ", "").replace('>', "");
            let mut words: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
            words.sort();
            words
        };
        assert_eq!(words(rows.iter().map(|row| row.2.as_str()).collect()), words(vec![ORIGINAL]));
        assert_eq!(words(rows.iter().map(|row| row.3.as_str()).collect()), words(vec![&page]));
    }
}
