//! What stands in this element?

use quick_xml::events::BytesStart;
use std::mem;

/// An element with everything in it.
#[derive(Debug, Default)]
pub(in crate::source) struct Element {
    /// Its name without prefix.
    pub(in crate::source) name: String,
    /// The prefix of its name, or nothing.
    pub(in crate::source) prefix: String,
    /// Names as they are written, with prefix.
    pub(in crate::source) attributes: Vec<(String, String)>,
    content: Vec<Content>,
}

#[derive(Debug)]
enum Content {
    Element(Element),
    Text(String),
}

/// Elements that are a paragraph of their own, in NITF or XHTML.
const PARAGRAPHS: [&str; 26] = [
    "p",
    "hl2",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "dt",
    "dd",
    "div",
    "section",
    "article",
    "blockquote",
    "bq",
    "block",
    "pre",
    "tr",
    "ul",
    "ol",
    "dl",
    "table",
    "header",
    "main",
    "fn",
];

/// Elements whose words are none of the story's.
const NO_WORDS: [&str; 10] =
    ["media", "script", "style", "figure", "object", "noscript", "template", "note", "iframe", "head"];

impl Element {
    /// The element that begins so.
    pub(super) fn of(start: &BytesStart<'_>) -> Self {
        let name = start.name().0;
        let (prefix, name) = name.split_once(':').unwrap_or(("", name));
        let attribute = |name: &str, raw: &str| {
            (
                name.to_owned(),
                quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), |value| value.into_owned()),
            )
        };
        Self {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
            attributes: start.html_attributes().flatten().map(|a| attribute(a.key.0, &a.value)).collect(),
            content: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, element: Self) {
        self.content.push(Content::Element(element));
    }

    pub(super) fn push_text(&mut self, text: &str) {
        match self.content.last_mut() {
            Some(Content::Text(before)) => before.push_str(text),
            _ => self.content.push(Content::Text(text.to_owned())),
        }
    }

    /// The value of an attribute.
    pub(in crate::source) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it, in order.
    pub(in crate::source) fn children(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }

    /// The first element of this name in it.
    pub(in crate::source) fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|child| child.name == name)
    }

    /// The first element of this name at any depth, in document order.
    pub(in crate::source) fn find(&self, name: &str) -> Option<&Self> {
        self.children().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// All elements of this name at any depth, in document order; not those in each other.
    pub(in crate::source) fn find_all<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for child in self.children() {
            if child.name == name { found.push(child) } else { child.find_all(name, found) }
        }
    }

    /// All text in it.
    pub(in crate::source) fn text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text
    }

    /// The text of the first child of this name, or nothing.
    pub(in crate::source) fn text_of(&self, child: &str) -> String {
        self.child(child).map(Self::text).unwrap_or_default()
    }

    fn collect(&self, text: &mut String) {
        for content in &self.content {
            match content {
                Content::Text(own) => text.push_str(own),
                Content::Element(element) => element.collect(text),
            }
        }
    }

    /// Its paragraphs, each on one line, with blank lines between them.
    pub(in crate::source) fn paragraphs(&self) -> String {
        let (mut done, mut line) = (Vec::new(), String::new());
        self.gather(&mut done, &mut line);
        finish(&mut done, &mut line);
        done.join("\n\n")
    }

    fn gather(&self, done: &mut Vec<String>, line: &mut String) {
        for content in &self.content {
            match content {
                Content::Text(text) => line.push_str(text),
                Content::Element(element) => {
                    let name = element.name.to_ascii_lowercase();
                    let name = name.as_str();
                    if NO_WORDS.contains(&name) {
                        continue;
                    }
                    let own = PARAGRAPHS.contains(&name);
                    if own || name == "br" {
                        if own { finish(done, line) } else { line.push(' ') }
                    }
                    element.gather(done, line);
                    if own {
                        finish(done, line);
                    } else if name == "td" || name == "th" {
                        line.push(' ');
                    }
                }
            }
        }
    }
}

fn finish(done: &mut Vec<String>, line: &mut String) {
    let words = mem::take(line).split_whitespace().collect::<Vec<_>>().join(" ");
    if !words.is_empty() {
        done.push(words);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::item;

    #[test]
    fn paragraphs_of_nitf_and_xhtml() {
        let check = |xml: &str, expected: &str| assert_eq!(item(xml).paragraphs(), expected, "{xml}");
        check("<item><p>One\n two.</p><p>Three <em>four</em>.</p></item>", "One two.\n\nThree four.");
        check("<item>Words<block><hl2>Head</hl2><p>Five</p></block></item>", "Words\n\nHead\n\nFive");
        check("<item><p>a<br/>b</p><media><p>caption</p></media><ul><li>c</li></ul></item>", "a b\n\nc");
        check("<item><table><tr><td>1</td><td>2</td></tr></table></item>", "1 2");
    }

    #[test]
    fn attributes_keep_their_prefix() {
        let item = item("<item xml:lang='en' title='A &amp; B &unknown;'/>");
        assert_eq!(item.attribute("xml:lang"), Some("en"));
        assert_eq!(item.attribute("title"), Some("A &amp; B &unknown;"));
        assert_eq!(item.attribute("lang"), None);
    }
}
