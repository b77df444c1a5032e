//! What stands on an HTML page?
//!
//! Reads HTML into a [`Snapshot`], as `extension/reader.js` reads the live document; both follow the rules that
//! `copytaster::page` gives for it. A file comes without its linked style sheets, so here an element is hidden by its own
//! attributes and by what the page's `<style>` says of it ([`sheet`]).

mod json_ld;
mod sheet;
mod style;
mod tree;

use copytaster::page::{BLOCK_LEVEL, Block, Element, SKIPPED, Snapshot};
use sheet::Sheet;
use style::Letters;
use tree::{DOCUMENT, Node};

/// Reads a page.
pub(crate) fn snapshot(html: &str) -> Snapshot {
    let nodes = tree::parse(html);
    let (open, block, sheet) = (Vec::new(), None, Sheet::default());
    let mut reader = Reader { nodes: &nodes, snapshot: Snapshot::default(), sheet, open, block };
    reader.head();
    if let Some(body) = find(&nodes, "body") {
        reader.body(body);
    }
    reader.snapshot
}

/// What holds for text inside an open element.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The innermost block-level element, as a place in the snapshot.
    element: usize,
    /// Whether the open element is that one, and so ends a block where it ends.
    ends: bool,
    link: bool,
    hidden: bool,
    /// What has been done to its letters.
    letters: Letters,
}

struct Reader<'a> {
    nodes: &'a [Node],
    snapshot: Snapshot,
    sheet: Sheet,
    open: Vec<Place>,
    /// The block that text is being added to, and whether nothing but white space came since its last `<br>`.
    block: Option<(Block, bool)>,
}

impl Reader<'_> {
    /// The head's data, and that of `<meta>`, `<link>`, `<style>` and JSON-LD in the body.
    fn head(&mut self) {
        let root = find(self.nodes, "html").map(|root| &self.nodes[root]);
        self.snapshot.lang =
            root.and_then(|root| root.attribute("lang")).filter(|lang| !lang.is_empty()).map(str::to_owned);
        let mut titled = false;
        for at in walk(self.nodes, DOCUMENT) {
            let node = &self.nodes[at];
            match node.tag.as_str() {
                "title" if !titled => {
                    titled = true;
                    self.snapshot.title = text_of(self.nodes, at).split_whitespace().collect::<Vec<_>>().join(" ");
                }
                "meta" => self.meta(node),
                "style" if node.attribute("media").is_none_or(|query| sheet::meets(query) == Some(true)) => {
                    self.sheet.add(&text_of(self.nodes, at));
                }
                "link" => {
                    if let (Some(rel), Some(href)) = (node.attribute("rel"), node.attribute("href")) {
                        self.snapshot.meta.push((format!("link:{}", rel.to_lowercase()), href.trim().to_owned()));
                    }
                }
                "script"
                    if node
                        .attribute("type")
                        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) =>
                {
                    json_ld::leaves(&text_of(self.nodes, at), &mut self.snapshot.json_ld);
                }
                _ => {}
            }
        }
    }

    fn meta(&mut self, node: &Node) {
        let name =
            ["property", "name", "itemprop"].iter().find_map(|key| node.attribute(key).filter(|name| !name.is_empty()));
        if let Some(name) = name {
            let content = node.attribute("content").unwrap_or_default();
            self.snapshot.meta.push((name.trim().to_lowercase(), content.to_owned()));
        }
    }

    /// The blocks of the body, without recursion: a page may nest as deep as it likes.
    fn body(&mut self, body: usize) {
        let mut at = body;
        loop {
            let entered = self.enter(at);
            if entered && let Some(child) = self.nodes[at].first_child {
                at = child;
                continue;
            }
            if entered {
                self.leave();
            }
            loop {
                if at == body {
                    self.finish();
                    return;
                }
                if let Some(next) = self.nodes[at].next {
                    at = next;
                    break;
                }
                let Some(parent) = self.nodes[at].parent else { return };
                at = parent;
                self.leave();
            }
        }
    }

    /// Takes a node in; says whether it is an element whose children are read.
    fn enter(&mut self, at: usize) -> bool {
        let node = &self.nodes[at];
        let above = self.open.last().copied();
        if let (Some(text), Some(place)) = (&node.text, above) {
            self.add(text, place);
            return false;
        }
        let tag = node.tag.as_str();
        if tag.is_empty() || SKIPPED.contains(&tag) {
            return false;
        }
        if let ("br", Some(place)) = (tag, above) {
            self.line_break(place);
            return false;
        }
        let style = self.sheet.style(self.nodes, at);
        let letters = style.letters(above.map_or(Letters::default(), |above| above.letters));
        let is_block =
            BLOCK_LEVEL.contains(&tag) || above.is_none_or(|above| tag.contains('-') && !self.is_phrase(above.element));
        let hidden = is_hidden(node) || style.hides(!is_block);
        if is_block {
            self.finish();
            self.snapshot.elements.push(Element {
                tag: node.tag.clone(),
                marks: marks(node),
                parent: above.map(|above| above.element),
            });
            self.open.push(Place {
                element: self.snapshot.elements.len() - 1,
                ends: true,
                link: above.is_some_and(|above| above.link),
                hidden: hidden || above.is_some_and(|above| above.hidden),
                letters,
            });
            return true;
        }
        if let Some(above) = above.filter(|_| !hidden) {
            self.open.push(Place { ends: false, link: above.link || tag == "a", letters, ..above });
        }
        !hidden
    }

    /// Whether an element holds one run of text: elements with unknown names are inline there.
    fn is_phrase(&self, element: usize) -> bool {
        matches!(
            self.snapshot.elements[element].tag.as_str(),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "dt"
        )
    }

    fn leave(&mut self) {
        if self.open.pop().is_some_and(|place| place.ends) {
            self.finish();
        }
    }

    fn add(&mut self, text: &str, place: Place) {
        let dark = text.chars().filter(|c| !c.is_whitespace()).count();
        if dark > 0 && place.letters.are_hidden() {
            return;
        }
        let (block, broken) = self
            .block
            .get_or_insert_with(|| (Block { element: place.element, hidden: place.hidden, ..Block::default() }, false));
        block.text.push_str(text);
        if place.link {
            block.link_chars += dark;
        }
        *broken &= dark == 0;
    }

    fn line_break(&mut self, place: Place) {
        match &mut self.block {
            Some((_, true)) => self.finish(),
            Some((block, broken)) => {
                block.text.push('\n');
                *broken = true;
            }
            None => {
                let block =
                    Block { text: "\n".to_owned(), element: place.element, hidden: place.hidden, ..Block::default() };
                self.block = Some((block, true));
            }
        }
    }

    fn finish(&mut self) {
        if let Some((block, _)) = self.block.take()
            && !block.text.trim().is_empty()
        {
            self.snapshot.blocks.push(block);
        }
    }
}

/// Whether an element is one that is not shown.
fn is_hidden(node: &Node) -> bool {
    node.attribute("hidden").is_some() || (node.tag == "dialog" && node.attribute("open").is_none())
}

fn marks(node: &Node) -> String {
    let values = ["class", "id", "itemprop", "role"]
        .iter()
        .filter_map(|name| node.attribute(name))
        .filter(|value| !value.is_empty());
    values.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The first element of this name in document order.
fn find(nodes: &[Node], tag: &str) -> Option<usize> {
    walk(nodes, DOCUMENT).find(|&at| nodes[at].tag == tag)
}

/// The text of everything inside a node.
fn text_of(nodes: &[Node], at: usize) -> String {
    walk(nodes, at).filter_map(|at| nodes[at].text.as_deref()).collect()
}

/// A node and everything in it, in document order.
fn walk(nodes: &[Node], root: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(root), move |&at| {
        if let Some(child) = nodes[at].first_child {
            return Some(child);
        }
        let mut at = at;
        while at != root {
            if let Some(next) = nodes[at].next {
                return Some(next);
            }
            at = nodes[at].parent?;
        }
        None
    })
}

#[cfg(test)]
mod tests;
