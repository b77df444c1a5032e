//! Which blocks of this page are the article, and whom does it credit?
//!
//! A page arrives as a [`Snapshot`]: plain data, read once (in the browser by `extension/reader.js` from the live DOM,
//! natively by the program from HTML). Every decision after that is made here.

mod article;
mod boilerplate;
mod credit;
mod metadata;
mod plain;
mod reread;
mod rules;
mod select;
#[cfg(test)]
mod sketch;
mod words;

pub use article::{Extract, Selection, SourceSpan, extract};
pub use credit::{Credit, CreditPlace, credit, host};
pub use plain::from_plain_text;

/// Tags whose elements are block-level: they end the run of text before them and after them, whatever the page's style
/// sheets say. So does an element whose name holds a hyphen (`<x-story>`), unless it stands in a `p`, `h1`–`h6`, `pre`
/// or `dt`, as its innermost block-level element. All other elements are inline.
pub const BLOCK_LEVEL: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Tags whose elements are passed over with everything in them, without ending a block.
pub const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "video", "audio", "canvas",
    "select", "textarea", "button", "input", "head",
];

/// What was read of a page, once, before any decision.
///
/// Two readers make it: `extension/reader.js` from the live DOM, and the program from HTML. So that they agree, this is
/// what both do:
///
/// * They walk the body in document order. Elements named in [`SKIPPED`] and comments are passed over; so are inline
///   elements that the reader cannot see, and text nodes whose letters he cannot see (of no size, beside their line, in
///   the colour of their background). Shadow roots are not entered.
/// * A block-level element ([`BLOCK_LEVEL`]) ends the block before it where it begins and where it ends, and is listed in
///   [`elements`](Self::elements), whether or not it has text of its own. Text that stands in the body itself, or
///   between two block-level children, is a block of the element around it.
/// * `<br>` adds a line break to the block's text. A second one, with nothing but white space since the first, ends the
///   block instead.
/// * A block with nothing but white space (Unicode `White_Space`, so `&nbsp;` counts) is left out. Otherwise text is kept
///   as it lies, not folded, trimmed or normalised: offsets into it are offsets into the text nodes.
/// * Text is link text inside any `<a>`, also where the link is around the block-level element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The page's address; none where it is not known.
    pub url: Option<String>,
    /// The text of the first `<title>`, white space folded to single spaces and trimmed.
    pub title: String,
    /// The `lang` of `<html>`; none where it is missing or empty.
    pub lang: Option<String>,
    /// `<meta>` by `property`, else `name`, else `itemprop` (lower-case, first that is not empty), with its content, and
    /// `<link>` by `link:` and its `rel` (lower-case), with its address; wherever they stand, in document order.
    pub meta: Vec<(String, String)>,
    /// The leaves of every JSON-LD object as a path and its text, in document order. A path is the object's `@type` (the
    /// first where it has several, nothing where it has none), and the keys that lead to the leaf, with dots:
    /// `NewsArticle.author.name`. Array items share their array's path; objects inside do not add their type; members
    /// of `@graph` start a path of their own. Numbers and truth values are leaves as JSON writes them, `null` is none.
    /// A script that is not JSON is passed over.
    pub json_ld: Vec<(String, String)>,
    /// The block-level elements, parents before their children; the first is the body.
    pub elements: Vec<Element>,
    /// Runs of text between block-level tags, in document order, as they lie: white space is not folded.
    pub blocks: Vec<Block>,
    /// Whether the reader has only asked what is drawn. Text that is out of the page, see-through or in the colour of its
    /// background then stands among the rest, and is for a second reading to tell.
    pub is_plain: bool,
}

/// A block-level element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// The tag, lower-case.
    pub tag: String,
    /// `class`, `id`, `itemprop` and `role`, those that are not empty, joined by spaces, lower-case: what the site's
    /// authors call it.
    pub marks: String,
    /// The innermost block-level element around it, as its place in [`Snapshot::elements`]; none for the body.
    pub parent: Option<usize>,
}

/// A run of text between block-level tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The text of its text nodes, joined as they lie; a line break for `<br>`.
    pub text: String,
    /// The place in [`Snapshot::elements`] of the innermost block-level element around it.
    pub element: usize,
    /// How many of the text's characters (Unicode scalar values, no white space) stand in links.
    pub link_chars: usize,
    /// Whether the reader cannot see the element around it: in the live document it is not rendered
    /// (`checkVisibility`), see-through for good, out of the page or in a box without room (`extension/hiding.js`); in HTML
    /// it, or one around it, has `hidden` or is a `<dialog>` that is not open, or its own style or a rule of the page's
    /// `<style>` says so.
    pub hidden: bool,
}
