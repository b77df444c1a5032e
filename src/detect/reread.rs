//! Is the article read rightly, now that its story is known?

use super::screen::Screen;
use super::{Finding, judge};
use crate::compare::EditKind;
use crate::page::{self, Credit, Extract, Snapshot};
use crate::story::{Document, Role, Story};
use crate::text::Span;

/// Pairs of words that a text elsewhere on the page shares with what the article seems to have dropped, at least.
const LEAST_SHARED: u32 = 5;

/// One in so many of its pairs.
const SHARED_OF: u32 = 2;

/// A paragraph repeats nothing where all of it but one part in so many was added.
const ADDED_OF: usize = 5;

/// Judges a page as [`judge`] does its article. Where it repeats a story it is read once more in the light of that story,
/// so that a paragraph which the reading missed is not said to be dropped, nor a box of the site's to be added; `extract`
/// is then the second reading.
pub fn judge_page(
    extract: &mut Extract,
    page: &Snapshot,
    credit: Credit,
    host: Option<&str>,
    candidates: Vec<Story>,
) -> Finding {
    let finding = judge(&extract.article, credit, host, candidates);
    let Some((reread, story)) = reread(&finding, extract, page) else { return finding };
    // Whom the page credited at first sight it credits, wherever that stood.
    let credit = Some(finding.credit.clone()).filter(Credit::is_credited);
    let credit = credit.unwrap_or_else(|| page::credit(&reread.article, Some(page)));
    let again = judge(&reread.article, credit, host, vec![story.clone()]);
    if !again.verdict.is_repeat() {
        return finding;
    }
    *extract = reread;
    Finding { since: finding.since, ..again }
}

fn reread<'a>(finding: &'a Finding, extract: &Extract, page: &Snapshot) -> Option<(Extract, &'a Story)> {
    let story = finding.story.as_ref().filter(|_| finding.verdict.is_repeat())?;
    let comparison = finding.comparison.as_ref()?;
    let added = comparison.edits.iter().filter(|edit| edit.kind == EditKind::SentenceAdded);
    // Of each place in the text how many bytes before it were added.
    let mut before = vec![0_usize; extract.article.document.text.len() + 1];
    for span in added.filter_map(|edit| Some(edit.page.as_ref()?.span)) {
        before.iter_mut().take(span.end + 1).skip(span.start + 1).for_each(|count| *count = 1);
    }
    let mut sum = 0;
    for count in &mut before {
        sum += *count;
        *count = sum;
    }
    let until = |at: usize| before.get(at).copied().unwrap_or(sum);
    let repeats =
        |span: Span| (until(span.end) - until(span.start)) * ADDED_OF < (ADDED_OF - 1) * (span.end - span.start);
    // A story's words are needed to tell where else they stand.
    let mut missing = Document::default();
    if story.sketch_alone().is_none() {
        let groups = comparison.alignment.groups.iter().filter(|group| group.page.is_none());
        groups
            .filter_map(|group| group.original)
            .for_each(|span| missing.push(Role::Body, span.of(&story.document.text)));
    }
    let screen = Screen::new(&missing);
    let belongs = |text: &str| {
        let (shared, all) = screen.shared(text);
        shared >= LEAST_SHARED && shared * SHARED_OF >= all
    };
    let belongs: &dyn Fn(&str) -> bool = if missing.parts.is_empty() { &|_| false } else { &belongs };
    extract.reread(page, &repeats, belongs).map(|reread| (reread, story))
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;
    use crate::compare::Edit;
    use crate::page::{Block, Element, extract};

    fn story() -> Story {
        let text = include_str!("../../tests/stories/blinken-china-support.txt").to_owned();
        Story { document: Document::from_plain_text(text), agency: "Reuters".to_owned(), ..Story::default() }
    }

    /// A page whose container holds these paragraphs, `<p>` each but for the boxes, and whose sidebar holds others.
    fn page(paragraphs: &[&str], boxes: &[&str], sidebar: &[&str]) -> Snapshot {
        let element = |tag: &str, marks: &str, parent| Element { tag: tag.to_owned(), marks: marks.to_owned(), parent };
        let mut page = Snapshot::default();
        page.elements.push(element("body", "", None));
        page.elements.push(element("div", "story-text", Some(0)));
        page.elements.push(element("aside", "more", Some(0)));
        let mut add = |tag, marks, parent, text: &str| {
            page.elements.push(element(tag, marks, Some(parent)));
            let block = Block { text: text.to_owned(), element: page.elements.len() - 1, ..Block::default() };
            page.blocks.push(block);
        };
        for (at, text) in paragraphs.iter().enumerate() {
            add("p", "", 1, text);
            if let Some(text) = boxes.get(at) {
                add("div", "alert-box", 1, text);
            }
        }
        for text in sidebar {
            add("p", "", 2, text);
        }
        page
    }

    fn judged(page: &Snapshot) -> Finding {
        let mut extract = extract(page);
        judge_page(&mut extract, page, Credit::default(), None, vec![story()])
    }

    fn edits(finding: &Finding, kind: EditKind) -> Vec<&Edit> {
        let comparison = finding.comparison.as_ref().unwrap();
        comparison.edits.iter().filter(|edit| edit.kind == kind).collect()
    }

    fn body(story: &Story) -> Vec<&str> {
        story.document.of_role(Role::Body).collect()
    }

    #[test]
    fn what_stands_elsewhere_on_the_page_is_not_dropped() {
        let story = story();
        let mut body = body(&story);
        let whole = judged(&page(&body, &[], &[]));
        assert!(edits(&whole, EditKind::SentenceDropped).is_empty());
        let aside = body.remove(4);
        assert!(!edits(&judged(&page(&body, &[], &[])), EditKind::SentenceDropped).is_empty());
        let found =
            judged(&page(&body, &[], &["A walk along the river in spring, with pictures by our readers.", aside]));
        assert!(edits(&found, EditKind::SentenceDropped).is_empty(), "{:?}", found.comparison);
        assert!(edits(&found, EditKind::SentenceAdded).is_empty());
    }

    #[test]
    fn a_box_between_the_paragraphs_is_not_added() {
        let story = story();
        let boxes = ["Turn on alerts and be the first to hear what happens in the capital, day and night."];
        let found = judged(&page(&body(&story), &boxes, &[]));
        assert!(edits(&found, EditKind::SentenceAdded).is_empty(), "{:?}", found.comparison);
        let mut paragraphs = body(&story);
        paragraphs.insert(1, boxes[0]);
        assert_eq!(edits(&judged(&page(&paragraphs, &[], &[])), EditKind::SentenceAdded).len(), 1);
    }

    #[test]
    fn a_page_that_repeats_nothing_is_read_once() {
        let other = ["The harbour board voted on Monday to close the old ferry pier for the winter."; 5];
        let found = judged(&page(&other, &["Turn on alerts."], &body(&story())));
        assert_eq!(found.verdict, Verdict::None);
    }
}
