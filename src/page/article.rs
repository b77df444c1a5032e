//! Which blocks are the article, and where does its text stand on the page?
//!
//! An [`Extract`] is an article put together from blocks: the headline, lines that name the writers, the paragraphs with
//! white space folded, credit lines. It remembers which paragraph came from which block, so that a stretch of the
//! article can be found, and highlighted, on the page.

use super::metadata::Metadata;
use super::rules::*;
use super::select::{Selected, select};
use super::words::{fold, same_words};
use super::{Block, Snapshot};
use crate::order::Order as _;
use crate::story::acknowledgement::is_acknowledgement;
use crate::story::byline::{is_agency_line, is_byline, is_day_line, names_picture, writers};
use crate::story::credit_line::{is_credit_line, is_source_line, named};
use crate::story::{Article, Part, Role, parts};
use crate::text::Span;
use crate::text::case::is_capitalized;

/// An article with the way back to the page it was read from.
#[derive(Clone, Debug, Default)]
pub struct Extract {
    /// The article.
    pub article: Article,
    /// For each part of the article's document the block it came from; none for parts made from the page's head.
    pub blocks: Vec<Option<usize>>,
    /// The paragraphs of the document, and the cells of its rows, with the blocks they are made from.
    pub(super) paragraphs: Vec<(Span, usize)>,
    /// The blocks of its text, in the page's order.
    pub(super) body: Vec<usize>,
    /// The block that it begins with, where others introduce it.
    pub(super) begins: Option<usize>,
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
    Selection::of(snapshot).extract(snapshot)
}

/// What of a page is its article: found first, so that a browser can let a long page have its turn before the article is put
/// together.
#[derive(Debug)]
pub struct Selection {
    metadata: Metadata,
    body: Selected,
    /// The text that the page's head states, where the page itself shows none.
    stated: Option<String>,
}

impl Selection {
    /// Finds what of a page is its article.
    pub fn of(snapshot: &Snapshot) -> Self {
        let metadata = Metadata::of(snapshot);
        let (body, stated) = body(snapshot, &title_words(snapshot, &metadata), metadata.text.as_deref());
        let stated = stated.map(str::to_owned);
        Self { metadata, body, stated }
    }

    /// Puts the article together, of the page in which it was found.
    pub fn extract(self, snapshot: &Snapshot) -> Extract {
        assemble(snapshot, self.metadata, self.body, self.stated.as_deref())
    }
}

fn title_words(snapshot: &Snapshot, metadata: &Metadata) -> String {
    format!("{} {}", metadata.title, snapshot.title)
}

/// Puts the article together from the blocks of its text, or from the text that the page's head states.
pub(super) fn assemble(snapshot: &Snapshot, metadata: Metadata, selected: Selected, stated: Option<&str>) -> Extract {
    let Selected { text: body, begins } = selected;
    let title_words = title_words(snapshot, &metadata);
    let headline = headline(snapshot, &metadata.title, &title_words, body.first().copied());
    let mut extract = Extract::default();
    match headline {
        Some(block) => {
            extract.push(snapshot, block, "");
        }
        None if !metadata.title.is_empty() => extract.article.document.text.push_str(&metadata.title),
        None => {}
    }
    let title = Span::new(0, extract.article.document.text.len());
    // Writers and day stand above the standfirst or below it.
    let story = body.iter().copied().find(|&block| begins.is_none_or(|begins| block >= begins));
    let above = story.map_or(0..0, |first| {
        headline.map_or(0, |at| at + 1).max(first.saturating_sub(BYLINE_REACH)).min(first)..first
    });
    let mut blocks: Vec<usize> = above.filter(|&at| is_byline_block(snapshot, at) && !body.contains(&at)).collect();
    blocks.extend(&body);
    blocks.order();
    blocks.extend(below(snapshot, &body));
    let mut spans: Vec<Span> = Vec::new();
    let mut first = None;
    let mut row = None;
    for block in blocks {
        let own_row = row_of(snapshot, block);
        let joins = own_row.is_some() && own_row == row;
        let span = if joins { extract.push(snapshot, block, " ") } else { extract.push(snapshot, block, "\n\n") };
        row = own_row;
        if begins.is_some() && Some(block) == story {
            first = Some(spans.len());
        }
        match spans.last_mut() {
            Some(last) if joins => last.end = span.end,
            _ => spans.push(span),
        }
    }
    for paragraph in stated.into_iter().flat_map(str::lines).map(fold).filter(|line| !line.is_empty()) {
        spans.push(extract.append(&paragraph, "\n\n"));
    }
    let document = &mut extract.article.document;
    if !title.is_empty() {
        document.parts.push(Part { role: Role::Headline, span: title });
    }
    document.parts.extend(parts::label(&document.text, &spans, first));
    extract.blocks = document.parts.iter().map(|part| block_of(&extract.paragraphs, part.span)).collect();
    let shown = |role_line: fn(&str) -> Option<String>| document.of_role(Role::Byline).find_map(role_line);
    let by_name = || named_byline(snapshot, headline, &body);
    // Software that knows no writer states the site.
    let stated = metadata.byline.as_ref().filter(|name| !metadata.is_site(name)).cloned();
    extract.article.byline = stated.or_else(|| shown(writers)).or_else(by_name).or(metadata.byline);
    extract.article.published_time =
        metadata.published_time.or_else(|| shown(|line| is_day_line(line).then(|| line.to_owned())));
    extract.article.title = title.of(&document.text).to_owned();
    extract.article.site_name = metadata.site_name;
    extract.article.modified_time = metadata.modified_time;
    extract.article.lang = metadata.lang;
    extract.article.canonical_url = metadata.canonical_url;
    (extract.body, extract.begins) = (body, begins);
    extract
}

/// The article's blocks, or the text that the head states, where a page shows nothing of it: its scripts have not run.
/// The beginning of an article, shown to those who have not paid, is all that its page has to say.
fn body<'a>(page: &Snapshot, title: &str, stated: Option<&'a str>) -> (Selected, Option<&'a str>) {
    let selected = select(page, title);
    let Some(stated) = stated.filter(|stated| stated.len() >= LEAST_STATED) else { return (selected, None) };
    let found: usize = selected.text.iter().map(|&block| page.blocks[block].text.len()).sum();
    let is_too_much = stated.len() > MOST_STATED || page.blocks.len() > MOST_ASKED;
    if found * STATED_TIMES >= stated.len() || is_too_much {
        return (selected, None);
    }
    let words = fold(stated);
    let is_stated = |&block: &usize| {
        let block = &page.blocks[block];
        let shown = fold(&block.text);
        // A beginning may be cut within a sentence.
        let shown = shown.trim_end_matches(['…', '.']);
        !block.hidden && shown.len() >= LEAST_CHARS && words.contains(shown)
    };
    if selected.text.iter().any(is_stated) {
        return (selected, None);
    }
    let text: Vec<usize> = (0..page.blocks.len()).filter(is_stated).collect();
    let stated = text.is_empty().then_some(stated);
    (Selected { text, begins: None }, stated)
}

impl Extract {
    /// Appends a block's text, after a separator.
    fn push(&mut self, snapshot: &Snapshot, block: usize, separator: &str) -> Span {
        let span = self.append(&fold(&snapshot.blocks[block].text), separator);
        self.paragraphs.push((span, block));
        span
    }

    /// Appends text that stands on no block, after a separator.
    fn append(&mut self, words: &str, separator: &str) -> Span {
        let text = &mut self.article.document.text;
        if !text.is_empty() {
            text.push_str(separator);
        }
        let start = text.len();
        text.push_str(words);
        Span::new(start, text.len())
    }

    /// The blocks on which the article's text stands, in its order.
    pub fn stands_on(&self) -> impl Iterator<Item = usize> {
        self.paragraphs.iter().map(|&(_, block)| block)
    }

    /// Where a span of the article's text stands on the page: a piece a block, in order.
    ///
    /// The article's text has its white space folded; the pieces count in the blocks' own text, from the first
    /// character of the span's first word in a block to the last of its last. What was made from the page's head stands
    /// nowhere.
    pub fn locate(&self, snapshot: &Snapshot, span: Span) -> Vec<SourceSpan> {
        let piece = |&(paragraph, block): &(Span, usize)| {
            let start = span.start.max(paragraph.start);
            let end = span.end.min(paragraph.end);
            let text = &snapshot.blocks.get(block)?.text;
            let (start, end) = unfolded(text, start.checked_sub(paragraph.start)?, end.checked_sub(paragraph.start)?)?;
            Some(SourceSpan { block, start, end })
        };
        self.paragraphs.iter().filter_map(piece).collect()
    }
}

/// The UTF-16 offsets in `raw` of the bytes from `start` to `end` of its folded form, white space at the ends left out.
fn unfolded(raw: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let (mut folded, mut units) = (0, 0);
    let mut found: Option<(usize, usize)> = None;
    let mut pending_space = false;
    for c in raw.chars() {
        if c.is_whitespace() {
            pending_space = folded > 0;
        } else {
            folded += usize::from(std::mem::take(&mut pending_space));
            let next = folded + c.len_utf8();
            if folded < end && next > start {
                let first = found.map_or(units, |(first, _)| first);
                found = Some((first, units + c.len_utf16()));
            }
            folded = next;
        }
        if folded >= end {
            break;
        }
        units += c.len_utf16();
    }
    found
}

/// The block from which a part's paragraph was made.
fn block_of(paragraphs: &[(Span, usize)], part: Span) -> Option<usize> {
    let at = paragraphs.partition_point(|(span, _)| span.end <= part.start);
    paragraphs.get(at).filter(|(span, _)| span.start <= part.start).map(|(_, block)| *block)
}

/// The table row in which a block is a short cell: a row is read as one line. Cells with paragraphs in them lay out a
/// page and are none.
fn row_of(page: &Snapshot, block: usize) -> Option<usize> {
    let block = page.blocks.get(block)?;
    let cell = page.elements.get(block.element)?;
    let is_cell = matches!(cell.tag.as_str(), "td" | "th") && block.text.len() <= LONGEST_CELL;
    cell.parent.filter(|&row| is_cell && page.elements[row].tag == "tr")
}

/// The block that shows the headline: a heading with the title's words, the last such before the text; else the only
/// first-level heading above it.
fn headline(page: &Snapshot, title: &str, words: &str, first: Option<usize>) -> Option<usize> {
    let end = first.unwrap_or(page.blocks.len());
    let level = |at: &usize| {
        let tag = &page.elements.get(page.blocks[*at].element)?.tag;
        let marked = page.elements[page.blocks[*at].element].marks.split_whitespace().any(|mark| mark == "headline");
        match tag.as_str() {
            "h1" => Some(1),
            "h2" => Some(2),
            "h3" => Some(3),
            _ if marked => Some(2),
            _ => None,
        }
    };
    let shown = |at: &usize| !page.blocks[*at].hidden && page.blocks[*at].text.split_whitespace().nth(1).is_some();
    let same = |at: &usize| {
        let text = &page.blocks[*at].text;
        same_words(text, words) > SAME_TITLE && same_words(title, text) > 0.5
    };
    let headings: Vec<usize> =
        (0..(end + 3).min(page.blocks.len())).filter(|at| level(at).is_some() && shown(at)).collect();
    let best = headings.iter().copied().filter(same).min_by_key(|at| (level(at), end.abs_diff(*at)));
    best.or_else(|| {
        let mut firsts = headings.iter().copied().filter(|at| level(at) == Some(1) && *at < end);
        let only = firsts.next()?;
        let block = &page.blocks[only];
        // A line that is a link leads to the site's front page.
        let is_link = block.link_chars * 2 > block.text.chars().filter(|c| !c.is_whitespace()).count();
        (firsts.next().is_none() && !is_link && block.text.split_whitespace().count() >= 4).then_some(only)
    })
}

/// Whether a block between headline and text names the writers.
fn is_byline_block(page: &Snapshot, at: usize) -> bool {
    let block = &page.blocks[at];
    let text = block.text.trim();
    if block.hidden || text.len() > 300 {
        return false;
    }
    is_byline(text) && writers(text).is_some()
        || is_agency_line(text)
        || is_day_line(text)
        || is_acknowledgement(text)
        || is_source_line(text)
}

/// The writers in an element that the site calls so, near the headline or in the text, where no line says "By".
fn named_byline(page: &Snapshot, headline: Option<usize>, body: &[usize]) -> Option<String> {
    let (&first, &last) = (body.first()?, body.last()?);
    let start = headline.unwrap_or(first).min(first).saturating_sub(BYLINE_ABOVE);
    let is_named = |at: &usize| {
        let around = std::iter::successors(Some(page.blocks[*at].element), |&at| page.elements[at].parent);
        let mut marks = around.take(2).flat_map(|at| page.elements[at].marks.split(|c: char| !c.is_alphanumeric()));
        // "Written by", and the name in a block of its own.
        let is_label = |block: &Block| is_byline(&block.text) && writers(&block.text).is_none();
        marks.any(|mark| AUTHORS.has(mark)) || at.checked_sub(1).is_some_and(|above| is_label(&page.blocks[above]))
    };
    let names = |at: usize| {
        let text = page.blocks[at].text.trim();
        let short =
            !page.blocks[at].hidden && (2..=12).contains(&text.split_whitespace().count()) && !text.ends_with('.');
        let named = short.then(|| writers(text)).flatten().filter(|_| !names_picture(text))?;
        is_capitalized(&named).then_some(named)
    };
    (start..=last).filter(is_named).find_map(names)
}

/// Credit lines that a page shows below the text, outside its container.
fn below(page: &Snapshot, body: &[usize]) -> Vec<usize> {
    let Some(&last) = body.last() else { return Vec::new() };
    let reach = last + 1..(last + 1 + CREDIT_REACH).min(page.blocks.len());
    let around = |at: usize| std::iter::successors(Some(page.blocks[at].element), |&at| page.elements[at].parent);
    // A ticker beside the text names agencies as well, but does not begin with them.
    let is_in_list = |at: usize| {
        let aside = around(at).find(|&at| matches!(page.elements[at].tag.as_str(), "aside" | "nav"));
        aside.is_some() && around(at - 1).any(|at| Some(at) == aside)
    };
    let credits = |&at: &usize| {
        let text = page.blocks[at].text.trim();
        let names = || named(text).is_some() || text.starts_with('(');
        !page.blocks[at].hidden && is_credit_line(text) && names() && !is_in_list(at)
    };
    reach.filter(credits).collect()
}

#[cfg(test)]
mod tests;
