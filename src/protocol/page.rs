//! How does a page's snapshot travel?

use crate::page::{Block, Element, Snapshot};
use serde::Deserialize;

/// A [`Snapshot`] as `extension/reader.js` makes it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PageMessage {
    url: Option<String>,
    title: String,
    lang: Option<String>,
    meta: Vec<(String, String)>,
    json_ld: Vec<(String, String)>,
    elements: Vec<ElementMessage>,
    blocks: Vec<BlockMessage>,
}

#[derive(Debug, Deserialize)]
struct ElementMessage {
    tag: String,
    marks: String,
    parent: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct BlockMessage {
    text: String,
    element: usize,
    link_chars: usize,
    hidden: bool,
}

impl From<PageMessage> for Snapshot {
    fn from(page: PageMessage) -> Self {
        let elements: Vec<Element> = page
            .elements
            .into_iter()
            .enumerate()
            .map(|(place, ElementMessage { tag, marks, parent })| Element {
                tag,
                marks,
                // Parents stand before their children, whoever wrote the message.
                parent: parent.filter(|&parent| parent < place),
            })
            .collect();
        let blocks = page
            .blocks
            .into_iter()
            .filter(|block| block.element < elements.len())
            .map(|BlockMessage { text, element, link_chars, hidden }| Block { text, element, link_chars, hidden })
            .collect();
        Self {
            url: page.url,
            title: page.title,
            lang: page.lang,
            meta: page.meta,
            json_ld: page.json_ld,
            elements,
            blocks,
        }
    }
}
