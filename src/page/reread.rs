//! What belongs to the article, once the story that it repeats is known?
//!
//! Extraction goes by what a page looks like. Where the story is known, its words tell more: a paragraph of it that stands
//! somewhere else on the page is part of the article, and a box between its paragraphs that repeats nothing and is
//! named unlike all that do is not.

use super::article::{Extract, assemble};
use super::metadata::Metadata;
use super::rules::TEXT_TAGS;
use super::select::Selected;
use super::{Block, Snapshot};
use crate::order::Order as _;
use crate::story::Role;
use crate::text::Span;
use crate::text::list::List;

/// A block of fewer words is no paragraph of a story: labels and headlines of other stories share its names.
const LEAST_WORDS: usize = 8;

/// A block of more words that repeats nothing is the page's own text.
const MOST_WORDS: usize = 60;

/// No more than one in so many words of the article is taken out: what is more may be what the page has to say.
const TAKEN_OUT_OF: usize = 5;

/// What these hold is the page's own text, whatever they are called: quotations, lists and tables stand in articles.
const OWN: List = List::words("blockquote dd dl dt figure h1 h2 h3 h4 h5 h6 li ol pre q table tbody td th tr ul");

impl Extract {
    /// The article read again, knowing of each stretch of its text whether it repeats the story, and of each text
    /// elsewhere on the page whether it belongs to the story; none where it stays as it is.
    pub fn reread(
        &self,
        page: &Snapshot,
        repeats: &dyn Fn(Span) -> bool,
        belongs: &dyn Fn(&str) -> bool,
    ) -> Option<Self> {
        let mut body = self.body.clone();
        // An article that the head states stands on no block.
        if body.is_empty() {
            return None;
        }
        let joins = |&at: &usize| {
            let block = &page.blocks[at];
            let is_it = |&(_, read): &(Span, usize)| read == at || page.blocks[read].text == block.text;
            // What belongs to the story and is not read yet are few: they alone are looked for among all paragraphs.
            !block.hidden
                && words(block) >= LEAST_WORDS
                && !is_mostly_links(block)
                && belongs(&block.text)
                && !self.paragraphs.iter().any(is_it)
        };
        let furniture = self.furniture(page, repeats);
        body.retain(|at| furniture.binary_search(at).is_err());
        body.extend((0..page.blocks.len()).filter(joins));
        body.order();
        let selected = Selected { text: body, begins: self.begins };
        (selected.text != self.body).then(|| assemble(page, Metadata::of(page), selected, None))
    }

    /// Blocks of the article that are the site's, in order.
    fn furniture(&self, page: &Snapshot, repeats: &dyn Fn(Span) -> bool) -> Vec<usize> {
        let around =
            |block: usize| std::iter::successors(Some(page.blocks[block].element), |&at| page.elements[at].parent);
        let name = |at: usize| {
            let element = &page.elements[at];
            (element.tag.as_str(), element.marks.split_whitespace().next().unwrap_or_default())
        };
        let document = &self.article.document;
        let is_body = |span: Span| {
            let first = document.parts.partition_point(|part| part.span.end <= span.start);
            let mut parts = document.parts.iter().skip(first).take_while(|part| part.span.start < span.end);
            parts.all(|part| part.role == Role::Body)
        };
        // The elements in which something is repeated, and their names.
        let mut holds = vec![false; page.elements.len()];
        let mut names = Vec::new();
        for &(_, block) in self.paragraphs.iter().filter(|paragraph| repeats(paragraph.0)) {
            for at in around(block) {
                if std::mem::replace(&mut holds[at], true) {
                    break;
                }
                if !names.contains(&name(at)) {
                    names.push(name(at));
                }
            }
        }
        let (mut found, mut taken, mut all) = (Vec::new(), 0, 0);
        for &(span, at) in &self.paragraphs {
            let block = &page.blocks[at];
            let length = words(block);
            all += length;
            if names.is_empty() || repeats(span) || length > MOST_WORDS || !is_body(span) {
                continue;
            }
            let is_own = || match around(at).take_while(|&at| !holds[at]).last() {
                None => true,
                Some(outermost) => {
                    let (tag, mark) = name(outermost);
                    let is_sentence = || block.text.trim_end().ends_with(['.', '!', '?', '"', '”']);
                    mark.is_empty()
                        || OWN.has(tag)
                        || names.contains(&(tag, mark))
                        || TEXT_TAGS.has(tag) && is_sentence()
                }
            };
            if is_mostly_links(block) || !is_own() {
                taken += length;
                found.push(at);
            }
        }
        found.order();
        if taken * TAKEN_OUT_OF > all { Vec::new() } else { found }
    }
}

fn is_mostly_links(block: &Block) -> bool {
    block.link_chars * 2 > block.text.chars().filter(|c| !c.is_whitespace()).count()
}

fn words(block: &Block) -> usize {
    block.text.split_whitespace().take(MOST_WORDS + 1).count()
}

#[cfg(test)]
mod tests {
    use super::super::{Element, extract};
    use super::*;

    const PARAGRAPHS: [&str; 4] = [
        "The harbour board of Lowhaven voted on Monday to close the old ferry pier for the winter, its chairman said.",
        "Ferries will leave from the northern quay until March, when divers are to have mended the piles under the pier.",
        "The board has put aside four million crowns for the work, which the town pays for with a loan over ten years.",
        "Some two hundred people cross the bay every morning, most of them on their way to the yards on the other side.",
    ];

    /// A page of a body and an article's container, with blocks in elements of these tags and names; those whose element
    /// is "body" stand outside the container.
    fn page(blocks: &[(&str, &str, &str)]) -> Snapshot {
        let element = |tag: &str, marks: &str, parent| Element { tag: tag.to_owned(), marks: marks.to_owned(), parent };
        let elements = vec![element("body", "", None), element("div", "content", Some(0))];
        let mut page = Snapshot { elements, ..Snapshot::default() };
        for &(tag, marks, text) in blocks {
            let (tag, parent) = tag.strip_prefix("body ").map_or((tag, 1), |tag| (tag, 0));
            page.elements.push(element(tag, marks, Some(parent)));
            let block = Block { text: text.to_owned(), element: page.elements.len() - 1, ..Block::default() };
            page.blocks.push(block);
        }
        page
    }

    fn reread(blocks: &[(&str, &str, &str)], story: &[&str]) -> Option<Vec<String>> {
        let page = page(blocks);
        let extract = extract(&page);
        let text = extract.article.document.text.clone();
        let again = extract.reread(&page, &|span| story.contains(&span.of(&text)), &|text| story.contains(&text))?;
        Some(again.body.iter().map(|&at| page.blocks[at].text.clone()).collect())
    }

    fn story_with<'a>(other: (&'a str, &'a str, &'a str)) -> Vec<(&'a str, &'a str, &'a str)> {
        let mut blocks: Vec<_> = PARAGRAPHS.iter().map(|text| ("p", "", *text)).collect();
        blocks.insert(2, other);
        blocks
    }

    const BOX: &str = "Our weekly letter brings the news of the bay to all its friends on Friday mornings.";

    #[test]
    fn a_box_of_another_name_that_repeats_nothing_is_the_sites() {
        let read = reread(&story_with(("div", "letter-box", BOX)), &PARAGRAPHS);
        assert_eq!(read.as_deref(), Some(&PARAGRAPHS.map(str::to_owned)[..]));
    }

    #[test]
    fn what_looks_like_the_rest_is_the_pages_own() {
        for (tag, marks) in [("p", ""), ("div", ""), ("blockquote", "big"), ("p", "lead-in")] {
            assert_eq!(reread(&story_with((tag, marks, BOX)), &PARAGRAPHS), None, "{tag}.{marks}");
        }
    }

    #[test]
    fn what_is_repeated_stays_whatever_it_is_called() {
        let story = [PARAGRAPHS[0], PARAGRAPHS[1], BOX, PARAGRAPHS[2], PARAGRAPHS[3]];
        assert_eq!(reread(&story_with(("div", "letter-box", BOX)), &story), None);
    }

    #[test]
    fn a_page_of_which_most_repeats_nothing_keeps_its_text() {
        let mut blocks = story_with(("div", "letter-box", BOX));
        for name in ["one", "two", "three"] {
            blocks.push(("div", name, BOX));
        }
        assert_eq!(reread(&blocks, &PARAGRAPHS), None);
    }

    #[test]
    fn a_paragraph_of_the_story_elsewhere_joins() {
        let mut blocks: Vec<_> = PARAGRAPHS.iter().map(|text| ("p", "", *text)).collect();
        blocks[3].0 = "body aside";
        blocks[3].1 = "sidebar";
        let read = reread(&blocks, &PARAGRAPHS);
        assert_eq!(read.as_deref(), Some(&PARAGRAPHS.map(str::to_owned)[..]));
        assert_eq!(reread(&blocks, &PARAGRAPHS[..3]), None);
    }
}
