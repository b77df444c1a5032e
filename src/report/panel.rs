//! What does the whole report say?

use super::Subject;
use super::chip;
use super::tree::{Action, Element, element, message};
use crate::text::Span;
use crate::text::date::Date;

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

/// The day of an RFC 3339 time, as far as it is written there.
pub(super) fn day(time: &str) -> Option<Date> {
    let mut numbers = time.get(..10)?.split('-');
    let year = numbers.next()?.parse().ok()?;
    let month = numbers.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let day = numbers.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    Some(Date { year, month, day })
}
