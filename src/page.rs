//! Which blocks of this page are the article, and whom does it credit?
//!
//! A page arrives as a [`Snapshot`]: plain data, read once (in the browser by `extension/reader.js` from the live DOM,
//! natively by the program from HTML). Every decision after that is made here.

mod article;
mod boilerplate;
mod credit;
mod plain;

pub use article::{Extract, SourceSpan, extract};
pub use credit::{Credit, CreditPlace, credit};
pub use plain::from_plain_text;

/// What was read of a page, once, before any decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The page's address.
    pub url: Option<String>,
    /// The text of `<title>`.
    pub title: String,
    /// The `lang` of `<html>`.
    pub lang: Option<String>,
    /// `<meta>` by `property`, `name` or `itemprop` (lower-case), and `<link>` by `link:` and its `rel`, with their
    /// content, in document order.
    pub meta: Vec<(String, String)>,
    /// The leaves of every JSON-LD object as a path and its text, in document order. A path is the object's `@type`, and
    /// the keys that lead to the leaf: `NewsArticle.author.name`. Array items share their array's path; members of
    /// `@graph` start a path of their own.
    pub json_ld: Vec<(String, String)>,
    /// The elements that blocks stand in, parents before their children.
    pub elements: Vec<Element>,
    /// Runs of text between block-level tags, in document order, as they lie: white space is not folded.
    pub blocks: Vec<Block>,
}

/// An element that text stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// The tag, lower-case.
    pub tag: String,
    /// `class`, `id`, `itemprop` and `role`, joined by spaces, lower-case: what the site's authors call it.
    pub marks: String,
    /// The parent's place in [`Snapshot::elements`]; none for the body.
    pub parent: Option<usize>,
}

/// A run of text between block-level tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The text of its text nodes, joined as they lie; a line break for `<br>`.
    pub text: String,
    /// The place in [`Snapshot::elements`] of the innermost block-level element around it.
    pub element: usize,
    /// How many of the text's characters that are no white space stand in links.
    pub link_chars: usize,
    /// Whether the reader cannot see it.
    pub hidden: bool,
}
