//! How does one write a page in a test? (tests only)

use super::{Block, Element, Snapshot};

/// A page from lines "main/div.story/p: text". Elements of the same path up to the last are the same; the last is a new
/// one on each line. A name can hold classes (`div.story.wide`). Text between square brackets is a link, a line that
/// begins with "!" is hidden.
pub(super) fn sketch(lines: &[&str]) -> Snapshot {
    let mut page = Snapshot::default();
    page.elements.push(Element { tag: "body".to_owned(), ..Element::default() });
    let mut open: Vec<(String, usize)> = Vec::new();
    for line in lines {
        let (hidden, line) = line.strip_prefix('!').map_or((false, *line), |rest| (true, rest));
        let (path, text) = line.split_once(": ").unwrap_or((line, ""));
        let steps: Vec<&str> = path.split('/').collect();
        let shared = open.iter().zip(&steps[..steps.len() - 1]).take_while(|((name, _), step)| name == *step).count();
        open.truncate(shared);
        for step in &steps[shared..] {
            let parent = open.last().map_or(0, |(_, at)| *at);
            let (tag, marks) = step.split_once('.').unwrap_or((step, ""));
            page.elements.push(Element { tag: tag.to_owned(), marks: marks.replace('.', " "), parent: Some(parent) });
            open.push(((*step).to_owned(), page.elements.len() - 1));
        }
        let element = open.pop().map_or(0, |(_, at)| at);
        let link = |part: &str| {
            part.split_once(']').map_or(0, |(link, _)| link.chars().filter(|c| !c.is_whitespace()).count())
        };
        page.blocks.push(Block {
            text: text.replace(['[', ']'], ""),
            element,
            link_chars: text.split('[').skip(1).map(link).sum(),
            hidden,
        });
    }
    page
}
