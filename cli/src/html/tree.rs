//! What does the document tree look like?
//!
//! html5ever decides, as a browser does, which tree a page's bytes mean; this is where it puts the nodes: one flat list,
//! linked by index, so that neither building nor walking nor dropping it recurses. Only the attributes that a page is
//! judged by are kept.

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, QualName};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// Elements nest at most so deep, as in Blink: the tags of deeper ones are left out, their text stays.
const DEEPEST: usize = 512;

/// A page has at most so many nodes; tags beyond are left out. Far above any page, far below what fills the memory.
const MOST_NODES: usize = 4_000_000;

/// Attributes that say what an element is, or what the head tells.
const KEPT: &[&str] = &[
    "class", "id", "itemprop", "role", "hidden", "style", "open", "href", "rel", "property", "name", "content", "type",
    "lang", "media",
];

/// The document itself is the first node.
pub(super) const DOCUMENT: usize = 0;

/// A node and its neighbours.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// An element's name in lower case; empty for text, comments and the document.
    pub(super) tag: String,
    /// The kept attributes.
    pub(super) attributes: Vec<(LocalName, String)>,
    /// The text of a text node.
    pub(super) text: Option<String>,
    pub(super) parent: Option<usize>,
    pub(super) first_child: Option<usize>,
    pub(super) next: Option<usize>,
    last_child: Option<usize>,
    previous: Option<usize>,
    depth: usize,
}

impl Node {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(local, _)| &**local == name).map(|(_, value)| value.as_str())
    }
}

/// Parses a page; [`DOCUMENT`] is its root.
pub(super) fn parse(html: &str) -> Vec<Node> {
    let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts::default());
    let guard = Guard { builder, dropped: Cell::new(0), closed: Cell::new(0) };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // A script element pauses the tokenizer as if the script ran.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.builder.sink.nodes.into_inner()
}

/// Stands between tokenizer and tree builder and leaves out tags that nest too deep, since the builder looks through all
/// open elements at every tag.
struct Guard {
    builder: TreeBuilder<usize, Sink>,
    /// Start tags left out whose end tags are still to come.
    dropped: Cell<usize>,
    /// End tags since a node was last put into the tree.
    closed: Cell<usize>,
}

impl Guard {
    /// Whether a tag is to be left out.
    fn drops(&self, tag: &Tag) -> bool {
        let sink = &self.builder.sink;
        match tag.kind {
            TagKind::StartTag => {
                let deep = sink.deepest.get().saturating_sub(self.closed.get()) >= DEEPEST;
                let drops = deep || sink.nodes.borrow().len() >= MOST_NODES;
                if drops {
                    self.dropped.set(self.dropped.get() + 1);
                } else {
                    self.closed.set(0);
                }
                drops
            }
            TagKind::EndTag if self.dropped.get() > 0 => {
                self.dropped.set(self.dropped.get() - 1);
                true
            }
            TagKind::EndTag => {
                self.closed.set(self.closed.get() + 1);
                false
            }
        }
    }
}

impl TokenSink for Guard {
    type Handle = usize;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<usize> {
        match &token {
            Token::TagToken(tag) if self.drops(tag) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line_number),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The list that nodes are put into.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    names: RefCell<Vec<QualName>>,
    /// The depth of the element that was put in last.
    deepest: Cell<usize>,
}

impl Sink {
    fn new() -> Self {
        let sink = Self { nodes: RefCell::default(), names: RefCell::default(), deepest: Cell::new(0) };
        sink.add(Node::default(), None);
        sink
    }

    fn add(&self, node: Node, name: Option<QualName>) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        let nameless = || QualName::new(None, Namespace::default(), LocalName::default());
        self.names.borrow_mut().push(name.unwrap_or_else(nameless));
        nodes.len() - 1
    }

    fn detach(&self, node: usize) {
        let mut nodes = self.nodes.borrow_mut();
        let (parent, previous, next) =
            (nodes[node].parent.take(), nodes[node].previous.take(), nodes[node].next.take());
        match previous {
            Some(previous) => nodes[previous].next = next,
            None => {
                if let Some(parent) = parent {
                    nodes[parent].first_child = next;
                }
            }
        }
        match next {
            Some(next) => nodes[next].previous = previous,
            None => {
                if let Some(parent) = parent {
                    nodes[parent].last_child = previous;
                }
            }
        }
    }

    /// Puts a node into `parent`, before `next` or at the end.
    fn attach(&self, parent: usize, node: usize, next: Option<usize>) {
        self.detach(node);
        let mut nodes = self.nodes.borrow_mut();
        let previous = match next {
            Some(next) => nodes[next].previous.replace(node),
            None => nodes[parent].last_child.replace(node),
        };
        match previous {
            Some(previous) => nodes[previous].next = Some(node),
            None => nodes[parent].first_child = Some(node),
        }
        let depth = nodes[parent].depth + 1;
        nodes[node].parent = Some(parent);
        nodes[node].previous = previous;
        nodes[node].next = next;
        nodes[node].depth = depth;
        if nodes[node].text.is_none() {
            self.deepest.set(depth);
        }
    }

    fn insert(&self, parent: usize, child: NodeOrText<usize>, next: Option<usize>) {
        match child {
            NodeOrText::AppendNode(node) => self.attach(parent, node, next),
            NodeOrText::AppendText(text) => {
                let before = match next {
                    Some(next) => self.nodes.borrow()[next].previous,
                    None => self.nodes.borrow()[parent].last_child,
                };
                if let Some(before) = before
                    && let Some(old) = &mut self.nodes.borrow_mut()[before].text
                {
                    old.push_str(&text);
                    return;
                }
                let node = self.add(Node { text: Some(text.to_string()), ..Node::default() }, None);
                self.attach(parent, node, next);
            }
        }
    }

    fn kept(attributes: Vec<Attribute>) -> Vec<(LocalName, String)> {
        let kept = attributes.into_iter().filter(|attribute| KEPT.contains(&&*attribute.name.local));
        kept.map(|attribute| (attribute.name.local, attribute.value.to_string())).collect()
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Ref<'a, QualName> {
        Ref::map(self.names.borrow(), |names| &names[*target])
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> usize {
        let node = Node {
            tag: name.local.to_ascii_lowercase().to_string(),
            attributes: Self::kept(attributes),
            ..Node::default()
        };
        self.add(node, Some(name))
    }

    fn create_comment(&self, _text: StrTendril) -> usize {
        self.add(Node::default(), None)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> usize {
        self.add(Node::default(), None)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.insert(*parent, child, None);
    }

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if let Some(parent) = parent {
            self.insert(parent, child, Some(*sibling));
        }
    }

    fn append_based_on_parent_node(&self, element: &usize, previous: &usize, child: NodeOrText<usize>) {
        if self.nodes.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    fn get_template_contents(&self, _target: &usize) -> usize {
        // A template shows nothing: its contents hang on a node of their own, outside the document.
        self.add(Node::default(), None)
    }

    fn same_node(&self, x: &usize, y: &usize) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &usize, attributes: Vec<Attribute>) {
        let present = &mut self.nodes.borrow_mut()[*target].attributes;
        for (name, value) in Self::kept(attributes) {
            if !present.iter().any(|(old, _)| *old == name) {
                present.push((name, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        loop {
            let child = self.nodes.borrow()[*node].first_child;
            let Some(child) = child else { return };
            self.attach(*new_parent, child, None);
        }
    }
}
