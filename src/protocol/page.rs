//! How does a page's snapshot travel?

use super::Value;
use crate::page::{Block, Element, Snapshot};

/// Stands between the items of a list. The parser lets it into no page's text; what a script put there has been replaced.
const PARTING: u8 = 0;

/// Reads a [`Snapshot`] as `extension/reader.js` makes it: elements and blocks as one list for each of their properties, pairs
/// as a list of names and what stands behind each, and each list as one string, which crosses the border to wasm at once.
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
        is_plain: page.take("plain") == Value::Truth(true),
    }
}

fn pairs(list: Value) -> Vec<(String, String)> {
    let list = list.text().unwrap_or_default();
    let mut texts = Items(&list);
    let mut pairs = Vec::new();
    while !texts.0.is_empty() {
        pairs.push((texts.text(), texts.text()));
    }
    pairs
}

fn elements(mut list: Value) -> Vec<Element> {
    let [tags, marks, parents] = ["tags", "marks", "parents"].map(|name| list.take(name).text().unwrap_or_default());
    let [mut tags, mut marks, mut parents] = [Items(&tags), Items(&marks), Items(&parents)];
    let mut elements = Vec::new();
    while !tags.0.is_empty() {
        elements.push(Element {
            tag: tags.text(),
            marks: marks.text(),
            parent: parents.number().filter(|&parent| parent < elements.len()),
        });
    }
    elements
}

fn blocks(mut list: Value) -> Vec<Block> {
    let names = ["texts", "elements", "linkChars", "hidden"];
    let [texts, elements, links, hidden] = names.map(|name| list.take(name).text().unwrap_or_default());
    let [mut texts, mut elements] = [Items(&texts), Items(&elements)];
    let [mut links, mut hidden] = [Items(&links), Items(&hidden)];
    let mut blocks = Vec::new();
    while !texts.0.is_empty() {
        blocks.push(Block {
            text: texts.text(),
            element: elements.number().unwrap_or(usize::MAX),
            link_chars: links.number().unwrap_or_default(),
            hidden: hidden.next() == "true",
        });
    }
    blocks
}

/// What is left of a list; what is missing reads as empty.
struct Items<'a>(&'a str);

impl<'a> Items<'a> {
    fn next(&mut self) -> &'a str {
        let end = self.0.bytes().position(|byte| byte == PARTING).unwrap_or(self.0.len());
        let (item, rest) = self.0.split_at(end);
        self.0 = rest.get(1..).unwrap_or_default();
        item
    }

    fn text(&mut self) -> String {
        self.next().to_owned()
    }

    fn number(&mut self) -> Option<usize> {
        self.next().parse().ok()
    }
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
            "meta": "og:type\0article\0author\0B. Writer\0empty\0", "jsonLd": "NewsArticle.headline\0A",
            "elements": {"tags": "body\0p", "marks": "\0lead", "parents": "\u{0}0"},
            "blocks": {"texts": "Rates held.", "elements": "1", "linkChars": "0", "hidden": "false"},
        }));
        assert_eq!((page.url.as_deref(), page.title.as_str(), page.lang), (Some("https://news.test/a"), "A", None));
        assert_eq!(page.meta[1], ("author".to_owned(), "B. Writer".to_owned()));
        assert_eq!(page.meta[2..], [("empty".to_owned(), String::new())]);
        assert_eq!(page.json_ld.len(), 1);
        let paragraph = Element { tag: "p".to_owned(), marks: "lead".to_owned(), parent: Some(0) };
        assert_eq!(page.elements[1], paragraph);
        assert_eq!(page.blocks, [Block { text: "Rates held.".to_owned(), element: 1, ..Block::default() }]);
    }

    #[test]
    fn a_circle_of_parents_is_cut() {
        let page = read(json!({"elements": {"tags": "body\0div\0p", "marks": "", "parents": "2\u{0}1\u{0}1"}}));
        let parents: Vec<Option<usize>> = page.elements.iter().map(|element| element.parent).collect();
        assert_eq!(parents, [None, None, Some(1)]);
    }

    #[test]
    fn a_block_without_its_element_is_left_out() {
        let page = read(json!({
            "elements": {"tags": "body", "marks": "", "parents": ""},
            "blocks": {"texts": "a\0b\0c", "elements": "0\u{0}1\0", "linkChars": "", "hidden": "true"},
        }));
        assert_eq!(page.blocks, [Block { text: "a".to_owned(), hidden: true, ..Block::default() }]);
    }

    #[test]
    fn anything_else_is_an_empty_page() {
        for json in [
            json!(null),
            json!(3),
            json!([]),
            json!({"elements": [1], "blocks": "x", "meta": [3, ["a"]]}),
            json!({"blocks": {"texts": ["a"], "elements": [0]}}),
        ] {
            assert_eq!(read(json.clone()), Snapshot::default(), "{json}");
        }
    }
}
