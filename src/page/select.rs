//! Which blocks are the article's?
//!
//! Paragraphs give their strength to the elements around them, less with every level; the strongest element is the
//! article's container. It is widened by what looks like it next to it, and narrowed by what the site's authors call
//! comments, captions or related content inside it.

mod features;

use super::boilerplate::is_boilerplate;
use super::rules::*;
use super::words::same_words;
use super::{Element, Snapshot};
use crate::order::{Order as _, order_numbers};
use crate::story::byline::is_day_line;
use crate::text::stem::hash_bytes;
use features::{Features, Place, teaser};

/// What of a page is its article.
#[derive(Debug)]
pub(super) struct Selected {
    /// Its blocks in document order, those that introduce it among them.
    pub(super) text: Vec<usize>,
    /// The block that it begins with, where others introduce it.
    pub(super) begins: Option<usize>,
}

/// The article of a page; `title` are the words of the page's title.
pub(super) fn select(page: &Snapshot, title: &str) -> Selected {
    let features = Features::of(page, title);
    let scores = container_scores(page, &features);
    let Some(mut top) = strongest(&scores) else {
        return Selected { text: all_text(page, &features), begins: None };
    };
    while PIECES.has(&page.elements[top].tag)
        && let Some(parent) = page.elements[top].parent
    {
        top = parent;
    }
    let above: Vec<usize> = ancestors(page, top).collect();
    let own = above.iter().fold(0, |own, &at| own | features.elements[at].related);
    let view = View { page, features: &features, top, above, own };
    let mut text = widen(&view, &scores);
    narrow(&view, &mut text);
    trim(&view, &mut text);
    let begins = introduce(&view, &mut text);
    Selected { text, begins }
}

/// A page seen from its container.
struct View<'a> {
    page: &'a Snapshot,
    features: &'a Features,
    top: usize,
    /// The container and all elements around it.
    above: Vec<usize>,
    /// What they are named after, of the names of related content: on this page it parts nothing. Page builders call
    /// every box a widget.
    own: u64,
}

impl View<'_> {
    fn element(&self, at: usize) -> &Element {
        &self.page.elements[at]
    }

    /// What an element is named after.
    fn place(&self, at: usize) -> Place {
        let place = self.features.elements[at];
        Place { related: place.related & !self.own, ..place }
    }

    /// The elements around a block, innermost first, up to but without the container or those around it.
    fn around(&self, block: usize) -> impl Iterator<Item = usize> {
        ancestors(self.page, self.page.blocks[block].element).take_while(|at| !self.above.contains(at))
    }

    fn strength(&self, blocks: impl IntoIterator<Item = usize>) -> f32 {
        blocks.into_iter().map(|block| self.features.blocks[block].strength).sum()
    }
}

/// An element and those around it, innermost first.
fn ancestors(page: &Snapshot, element: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(element), |&at| page.elements.get(at).and_then(|element| element.parent))
}

/// Each element's share in the strength of the blocks in it, less its share of link text.
fn container_scores(page: &Snapshot, features: &Features) -> Vec<f32> {
    let mut scores = vec![0.0_f32; page.elements.len()];
    let mut chars = vec![(0_usize, 0_usize); page.elements.len()];
    for (block, feature) in page.blocks.iter().zip(&features.blocks) {
        if let Some((all, links)) = chars.get_mut(block.element) {
            *all += feature.chars;
            *links += feature.link_chars;
        }
        let strength = feature.strength.min(MOST_STRENGTH);
        if strength <= 0.0 {
            continue;
        }
        let own = page.elements.get(block.element).is_some_and(|element| TEXT_TAGS.has(&element.tag));
        for (level, at) in ancestors(page, block.element).skip(usize::from(own)).take(REACH).enumerate() {
            scores[at] += strength / (1.0 + DECAY * level as f32);
        }
    }
    // Parents stand before their children.
    for at in (0..page.elements.len()).rev() {
        let (all, links) = chars[at];
        if let Some(parent) = page.elements[at].parent.filter(|&parent| parent < at) {
            chars[parent].0 += all;
            chars[parent].1 += links;
        }
        scores[at] *= 1.0 - links as f32 / all.max(1) as f32;
    }
    scores
}

fn strongest(scores: &[f32]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (at, &score) in scores.iter().enumerate() {
        if score > 0.0 && best.is_none_or(|best| score > scores[best]) {
            best = Some(at);
        }
    }
    best
}

/// All blocks in the container, and those outside that look like its own, in the page's order.
fn widen(view: &View<'_>, scores: &[f32]) -> Vec<usize> {
    let (page, features) = (view.page, view.features);
    let inside = |element: usize, block: usize| ancestors(page, page.blocks[block].element).any(|at| at == element);
    let mut chosen: Vec<usize> = (0..page.blocks.len()).filter(|&block| inside(view.top, block)).collect();
    let strength = view.strength(chosen.iter().copied());
    let body_like = |element: &Element| element.marks.split_whitespace().any(|mark| mark == "articlebody");
    let marked = ancestors(page, view.top).skip(1).find(|&at| body_like(&page.elements[at]));
    let mut joining: Vec<usize> = Vec::new();
    if let Some(parent) = page.elements[view.top].parent {
        joining.extend(siblings(view, scores, parent, strength));
    }
    if let Some(marked) = marked {
        let more: Vec<usize> = (0..page.blocks.len()).filter(|&block| inside(marked, block)).collect();
        if view.strength(more.iter().copied()) < strength * 2.5 {
            joining.extend(more);
        }
    }
    joining.extend(alike(view, &chosen));
    joining.extend(beside(view, &chosen));
    chosen.extend(joining.into_iter().filter(|&block| !features.blocks[block].hidden));
    chosen.order();
    chosen.dedup();
    chosen
}

/// Paragraphs that stand right in an element around the container, before its last one: the text's beginning, where the
/// rest of it is folded away in a box of its own.
fn beside(view: &View<'_>, chosen: &[usize]) -> Vec<usize> {
    let blocks = &view.features.blocks;
    let end = chosen.iter().copied().rfind(|&block| blocks[block].strength > GOOD).unwrap_or_default();
    let around = view.above.get(1..view.above.len().min(WIDEN + 1)).unwrap_or_default();
    let stands = |&block: &usize| {
        let feature = &blocks[block];
        feature.strength > GOOD
            && feature.sentences > 0
            && container(view.page, block).is_some_and(|at| around.contains(&at))
            && !view.features.is_named_otherwise(view.page, block, 0)
    };
    (0..end).filter(stands).collect()
}

/// All that is no navigation, where nothing is strong enough to show where the article is.
fn all_text(page: &Snapshot, features: &Features) -> Vec<usize> {
    let is_text = |&block: &usize| {
        let feature = &features.blocks[block];
        let line = page.blocks[block].text.trim();
        !feature.hidden
            && !feature.is_headline
            && feature.links() <= MOST_LINKS
            && !features.is_named_otherwise(page, block, 0)
            && !is_boilerplate(line, feature.sentences > 0)
    };
    (0..page.blocks.len()).filter(is_text).collect()
}

/// Adds the standfirst: what a site sets between headline and text to introduce it, wherever that stands; a sentence, or
/// a line as long. Sites call it a teaser, as they call what leads to other pages. Gives the block that follows it.
fn introduce(view: &View<'_>, text: &mut Vec<usize>) -> Option<usize> {
    let (page, blocks) = (view.page, &view.features.blocks);
    let first = text.iter().copied().find(|&block| blocks[block].strength > GOOD && !blocks[block].is_headline)?;
    let headline = (0..first).rfind(|&block| blocks[block].is_headline && !blocks[block].hidden)?;
    let introduces = |&block: &usize| {
        let (feature, words) = (&blocks[block], page.blocks[block].text.trim());
        let least = if feature.sentences > 0 { LEAST_SENTENCE } else { LEAST_LINE };
        !feature.hidden
            && feature.words >= least
            && feature.links() <= STANDFIRST_LINKS
            && text.binary_search(&block).is_err()
            && !view.features.is_named_otherwise(page, block, teaser())
            && !is_boilerplate(words, feature.sentences > 0)
            && same_words(words, &page.blocks[first].text) <= SAME_STANDFIRST
    };
    let standfirst: Vec<usize> = (headline + 1..first).filter(introduces).collect();
    text.extend(&standfirst);
    text.order();
    (!standfirst.is_empty()).then_some(first)
}

/// Blocks in the container's siblings that are much like it, or strong; and bare paragraphs beside it.
fn siblings(view: &View<'_>, scores: &[f32], parent: usize, strength: f32) -> Vec<usize> {
    let page = view.page;
    let top = view.element(view.top);
    let mut of_sibling: Vec<(usize, Vec<usize>)> = Vec::new();
    for block in 0..page.blocks.len() {
        let sibling = ancestors(page, page.blocks[block].element)
            .take(REACH)
            .find(|&at| page.elements[at].parent == Some(parent));
        match sibling {
            Some(sibling) if sibling != view.top => match of_sibling.last_mut() {
                Some((last, blocks)) if *last == sibling => blocks.push(block),
                _ => of_sibling.push((sibling, vec![block])),
            },
            _ => {}
        }
    }
    let joins = |(sibling, blocks): &(usize, Vec<usize>)| {
        let element = view.element(*sibling);
        let own = view.strength(blocks.iter().copied());
        let all: usize = blocks.iter().map(|&block| view.features.blocks[block].chars).sum();
        let links: usize = blocks.iter().map(|&block| view.features.blocks[block].link_chars).sum();
        let alike = element.tag == top.tag && element.marks == top.marks && own > LIKE_SIBLING * strength;
        let paragraph = TEXT_TAGS.has(&element.tag) && own > GOOD;
        let strong = own > OTHER_SIBLING * strength && scores[*sibling] > 0.0;
        let foreign = element.tag == "article" || view.place(*sibling).is_foreign();
        (alike || paragraph || strong) && links as f32 <= SIBLING_LINKS * all as f32 && !foreign
    };
    of_sibling.into_iter().filter(joins).flat_map(|(_, blocks)| blocks).collect()
}

/// Good blocks near the container that stand in elements of the same names as good blocks in it: an article in several
/// sections.
fn alike(view: &View<'_>, chosen: &[usize]) -> Vec<usize> {
    let page = view.page;
    let Some(outer) = ancestors(page, view.top).take(WIDEN + 1).last() else { return Vec::new() };
    let good = |block: usize| view.features.blocks[block].strength > GOOD;
    let mut known: Vec<u32> =
        chosen.iter().filter(|&&block| good(block)).map(|&block| signature(page, block)).collect();
    order_numbers(&mut known);
    let foreign = |block: usize| view.around(block).any(|at| view.place(at).is_foreign());
    let found: Vec<usize> = (0..page.blocks.len())
        .filter(|&block| good(block) && chosen.binary_search(&block).is_err())
        .filter(|&block| ancestors(page, page.blocks[block].element).any(|at| at == outer))
        .filter(|&block| known.binary_search(&signature(page, block)).is_ok() && !foreign(block))
        .collect();
    let mut holds = vec![false; page.elements.len()];
    for at in found.iter().filter_map(|&block| container(page, block)) {
        holds[at] = true;
    }
    (0..page.blocks.len()).filter(|&block| container(page, block).is_some_and(|at| holds[at])).collect()
}

/// The element that holds a block's paragraph, or the list or table in which it stands; none for the body.
fn container(page: &Snapshot, block: usize) -> Option<usize> {
    let element = page.blocks[block].element;
    let own = TEXT_TAGS.has(&page.elements[element].tag);
    let is_piece = |at: usize| PIECES.has(&page.elements[at].tag) || ITEMS.has(&page.elements[at].tag);
    ancestors(page, element).skip(usize::from(own)).find(|&at| !is_piece(at)).filter(|&at| at != 0)
}

/// The names of the innermost elements around a block, tag and first class without its digits, as one number: two, or
/// three where the second has no class of its own; and the article in which it stands.
fn signature(page: &Snapshot, block: usize) -> u32 {
    let around = || ancestors(page, page.blocks[block].element);
    let article = around().find(|&at| page.elements[at].tag == "article").unwrap_or_default();
    let named = around().nth(1).is_some_and(|at| !page.elements[at].marks.is_empty());
    around().take(if named { 2 } else { 3 }).fold(article as u32, |sum, at| {
        let element = &page.elements[at];
        let class = element.marks.split_ascii_whitespace().next().unwrap_or_default().as_bytes();
        let end = class.iter().position(u8::is_ascii_digit).unwrap_or(class.len());
        sum.rotate_left(9) ^ hash_bytes(element.tag.as_bytes()) ^ hash_bytes(&class[..end]).rotate_left(16)
    })
}

/// Takes out what is named as something else, inside the container.
fn narrow(view: &View<'_>, chosen: &mut Vec<usize>) {
    let features = view.features;
    chosen.retain(|&block| {
        let feature = &features.blocks[block];
        feature.chars > 0 && !feature.hidden && !feature.is_headline
    });
    // An item of a list, or a cell of a row, is text where another is, though it be a link.
    let mut has_text = vec![false; view.page.elements.len() + 1];
    for &block in chosen.iter().filter(|&&block| !features.blocks[block].is_navigation()) {
        has_text[list(view.page, block)] = true;
    }
    has_text[0] = false;
    chosen.retain(|&block| !features.blocks[block].is_navigation() || has_text[list(view.page, block)]);
    let total = view.strength(chosen.iter().copied());
    let named = |block: usize, is: fn(&Place) -> bool| view.around(block).any(|at| is(&view.place(at)));
    drop_share(view, chosen, 1.0, total, |block| named(block, |place| place.comments));
    drop_share(view, chosen, MOST_CAPTIONS, total, |block| {
        view.around(block).take(3).any(|at| features.elements[at].caption)
    });
    drop_share(view, chosen, MOST_RELATED, total, |block| {
        named(block, |place| place.related != 0 || place.aside) && !named(block, |place| place.embed)
    });
    other_articles(view, chosen);
}

/// The list or row of which a block is an item or a cell, counted from one; 0 where it is none.
fn list(page: &Snapshot, block: usize) -> usize {
    let element = &page.elements[page.blocks[block].element];
    element.parent.filter(|_| ITEMS.has(&element.tag)).map_or(0, |list| list + 1)
}

/// Drops the blocks for which `is` holds, unless they make up more than a share of the whole.
fn drop_share(view: &View<'_>, chosen: &mut Vec<usize>, share: f32, total: f32, is: impl Fn(usize) -> bool) {
    let dropped: Vec<usize> = chosen.iter().copied().filter(|&block| is(block)).collect();
    if view.strength(dropped.iter().copied()) <= share * total {
        chosen.retain(|block| dropped.binary_search(block).is_err());
    }
}

/// Another `<article>` inside the container than the one with most of the text is a teaser, or another story.
fn other_articles(view: &View<'_>, chosen: &mut Vec<usize>) {
    let article = |block: usize| view.around(block).find(|&at| view.element(at).tag == "article");
    let mut strengths: Vec<(Option<usize>, f32)> = Vec::new();
    // Of each element its place in that list, from one; the first is of no element.
    let mut places = vec![0; view.page.elements.len() + 1];
    for &block in chosen.iter() {
        let of = article(block);
        let place = &mut places[of.map_or(0, |at| at + 1)];
        if *place == 0 {
            strengths.push((of, 0.0));
            *place = strengths.len();
        }
        strengths[*place - 1].1 += view.features.blocks[block].strength;
    }
    let Some(&(most, strength)) = strengths.iter().max_by(|a, b| a.1.total_cmp(&b.1)) else { return };
    let headlines = || (0..view.page.blocks.len()).filter(|&block| view.features.blocks[block].is_headline);
    let has_headline = || most.is_some() && headlines().any(|block| article(block) == most);
    if strength < MAIN_ARTICLE * view.strength(chosen.iter().copied()) && !has_headline() {
        return;
    }
    let in_article = ancestors(view.page, view.top).any(|at| view.element(at).tag == "article");
    if most.is_some() || in_article {
        chosen.retain(|&block| article(block).is_none_or(|at| Some(at) == most));
    }
}

/// Takes out lines of the site between, before and after the article's paragraphs.
fn trim(view: &View<'_>, chosen: &mut Vec<usize>) {
    let features = &view.features.blocks;
    let good: Vec<usize> = chosen.iter().copied().filter(|&block| features[block].strength > GOOD).collect();
    let Some(&last) = good.iter().max() else { return };
    chosen.retain(|&block| {
        let feature = &features[block];
        let text = view.page.blocks[block].text.trim();
        let plain = feature.link_chars == 0 && feature.words > 15 && block < last;
        let trailing_heading = block > last && feature.is_heading;
        // Asked last: the phrases of every site are looked for in the line.
        let boilerplate = || !feature.in_table && (is_boilerplate(text, feature.sentences > 0) || is_day_line(text));
        !trailing_heading && (plain || !boilerplate())
    });
}

#[cfg(test)]
mod tests;
