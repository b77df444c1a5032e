//! What does the whole report say?

use super::Subject;
use super::chip;
use super::tree::{Action, Element, element, message};
use crate::text::Span;

/// Finds the action that leads to a span of the article's text, where the page shows it.
pub(super) type Locate<'a> = dyn FnMut(Span) -> Option<Action> + 'a;

/// The whole report.
pub(super) fn panel(subject: Subject<'_>, locate: &mut Locate<'_>) -> Element {
    let mut panel = element("div", "report").with(element("h2", "headline").with(chip::headline(subject)));
    if let Some(comparison) = &subject.finding.comparison {
        let mut list = element("ol", "edits");
        for edit in &comparison.edits {
            let mut item = element("li", "edit").with(message("kind").with(edit.kind.name()));
            item.action = edit.page.as_ref().and_then(|excerpt| locate(excerpt.span));
            list = list.with(item);
        }
        panel = panel.with(list);
    }
    panel
}
