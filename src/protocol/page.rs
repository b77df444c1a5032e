//! How does a page's snapshot travel?

use super::Value;
use crate::page::{Block, Element, Snapshot};

/// Reads a [`Snapshot`] as `extension/reader.js` makes it: elements and blocks as one list for each of their properties.
///
/// What is missing is empty. A block whose element isn't listed is left out, and an element's parent counts only if it
/// stands before it, whoever wrote the message: so nothing that walks up from an element can go in circles.
pub fn snapshot(mut page: Value) -> Snapshot {
    let elements = elements(page.take("elements"));
    let mut blocks = blocks(page.take("blocks"));
    blocks.retain(|block| block.element < elements.len());
    Snapshot {
        url: page.take("url").text(),
        title: page.take("title").text().unwrap_or_default(),
        lang: page.take("lang").text(),
        meta: pairs(page.take("meta")),
        json_ld: pairs(page.take("jsonLd")),
        elements,
        blocks,
    }
}

fn pairs(list: Value) -> Vec<(String, String)> {
    let mut texts = list.items().into_iter().flat_map(Value::items).map(|text| text.text().unwrap_or_default());
    let mut pairs = Vec::new();
    while let (Some(name), Some(content)) = (texts.next(), texts.next()) {
        pairs.push((name, content));
    }
    pairs
}

fn elements(mut list: Value) -> Vec<Element> {
    let (mut marks, mut parents) = (list.take("marks").items(), list.take("parents").items());
    let mut elements: Vec<Element> = Vec::new();
    for (place, tag) in list.take("tags").items().into_iter().enumerate() {
        let parent = taken(&mut parents, place).whole();
        elements.push(Element {
            tag: tag.text().unwrap_or_default(),
            marks: taken(&mut marks, place).text().unwrap_or_default(),
            parent: parent.filter(|&parent| parent < place),
        });
    }
    elements
}

fn blocks(mut list: Value) -> Vec<Block> {
    let [mut elements, mut links, mut hidden] = ["elements", "linkChars", "hidden"].map(|name| list.take(name).items());
    let mut blocks = Vec::new();
    for (place, text) in list.take("texts").items().into_iter().enumerate() {
        blocks.push(Block {
            text: text.text().unwrap_or_default(),
            element: taken(&mut elements, place).whole().unwrap_or(usize::MAX),
            link_chars: taken(&mut links, place).whole().unwrap_or_default(),
            hidden: taken(&mut hidden, place) == Value::Truth(true),
        });
    }
    blocks
}

fn taken(list: &mut [Value], place: usize) -> Value {
    list.get_mut(place).map(std::mem::take).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn read(json: Json) -> Snapshot {
        snapshot(json.into())
    }

    #[test]
    fn a_page_is_read_as_the_reader_wrote_it() {
        let page = read(json!({
            "url": "https://news.test/a", "title": "A", "lang": null,
            "meta": [["og:type", "article"], ["author", "B. Writer"]], "jsonLd": [["NewsArticle.headline", "A"]],
            "elements": {"tags": ["body", "p"], "marks": ["", "lead"], "parents": [null, 0]},
            "blocks": {"texts": ["Rates held."], "elements": [1], "linkChars": [0], "hidden": [false]},
        }));
        assert_eq!((page.url.as_deref(), page.title.as_str(), page.lang), (Some("https://news.test/a"), "A", None));
        assert_eq!(page.meta[1], ("author".to_owned(), "B. Writer".to_owned()));
        assert_eq!(page.json_ld.len(), 1);
        let paragraph = Element { tag: "p".to_owned(), marks: "lead".to_owned(), parent: Some(0) };
        assert_eq!(page.elements[1], paragraph);
        assert_eq!(page.blocks, [Block { text: "Rates held.".to_owned(), element: 1, ..Block::default() }]);
    }

    #[test]
    fn a_circle_of_parents_is_cut() {
        let page = read(json!({"elements": {"tags": ["body", "div", "p"], "marks": [], "parents": [2, 1, 1]}}));
        let parents: Vec<Option<usize>> = page.elements.iter().map(|element| element.parent).collect();
        assert_eq!(parents, [None, None, Some(1)]);
    }

    #[test]
    fn a_block_without_its_element_is_left_out() {
        let page = read(json!({
            "elements": {"tags": ["body"], "marks": [""], "parents": [null]},
            "blocks": {"texts": ["a", "b", "c"], "elements": [0, 1, null], "linkChars": [], "hidden": [true]},
        }));
        assert_eq!(page.blocks, [Block { text: "a".to_owned(), hidden: true, ..Block::default() }]);
    }

    #[test]
    fn anything_else_is_an_empty_page() {
        for json in [json!(null), json!(3), json!([]), json!({"elements": [1], "blocks": "x", "meta": [3, ["a"]]})] {
            assert_eq!(read(json.clone()), Snapshot::default(), "{json}");
        }
    }
}
