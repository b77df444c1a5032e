//! Which blocks are the article?

use super::Snapshot;
use crate::story::{Article, Document};
use crate::text::Span;

/// An article with the way back to the page it was read from.
#[derive(Clone, Debug, Default)]
pub struct Extract {
    /// The article.
    pub article: Article,
    /// For each part of the article's document the block it came from; none for parts made from the page's head.
    pub blocks: Vec<Option<usize>>,
}

/// A stretch of a block's own text, in UTF-16 code units as the DOM counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceSpan {
    /// The block's place in [`Snapshot::blocks`].
    pub block: usize,
    /// The first code unit.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Finds the article in a page.
pub fn extract(snapshot: &Snapshot) -> Extract {
    let paragraphs: Vec<String> =
        snapshot.blocks.iter().map(|block| block.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let document = Document::from_paragraphs(&snapshot.title, paragraphs.iter().map(String::as_str));
    let blocks = document.parts.iter().map(|_| None).collect();
    Extract { article: Article { title: snapshot.title.clone(), document, ..Article::default() }, blocks }
}

impl Extract {
    /// Where a span of the article's text stands on the page: a piece a block, in order.
    pub fn locate(&self, _snapshot: &Snapshot, _span: Span) -> Vec<SourceSpan> {
        Vec::new()
    }
}
