//! Is it the same form, filled anew?
//!
//! Agencies write some stories by a form: the day's money market help, another issuer's bond, this week's grain ships.
//! Two of them keep each other's sentences as closely as a repost does, and no likeness of words tells them apart. What
//! does is how many facts differ where the sentences agree: a rewriter changes a figure, a date or a name here and there,
//! a form has others in every sentence. And a form's next story is about somebody else.
//!
//! Measured on labelled pairs: of 3,000 reposts, spun copies and excerpts one in a hundred has more than 3.4 changed facts
//! in 1,000 characters of what is kept; of 28 pairs from forms that everything else took for repeats, 24 have 4 or more.

use super::extent::meets;
use super::later::Footing;
use crate::compare::{AlignedGroup, Comparison, Edit, EditKind, Seriousness};
use crate::story::{Document, Part, Role};
use crate::text::Span;
use crate::text::name::{is_transliteration, names};
use crate::text::scan::Words;
use crate::text::{lexicon, stem};

/// Changed facts in 1,000 bytes of kept sentences from which on it is not said that the page repeats the story.
const DOUBTFUL: f32 = 3.5;
/// Changed facts in 1,000 bytes from which on it is said that it doesn't.
const CLEAR: f32 = 6.0;
/// A single changed fact is an edit, wherever it stands …
const LEAST: usize = 2;
/// … unless the page is of another day than the story and the fact stands in fewer bytes than 1,000 by this: a form's
/// next issue may differ in one figure.
const DOUBTFUL_LATER: f32 = 1.0;
/// So many are no oversight.
const CLEARLY_MANY: usize = 4;
/// Figures that a page has to keep, every one of them, to be the same story about somebody else: a correction of the name.
const SAME_FIGURES: usize = 5;
/// How close its sentences are at least; see [`Footing::closeness`].
const SAME_CLOSENESS: f32 = 0.8;

/// What the facts of a repeat say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facts {
    /// They are the story's; this many of them were changed.
    Kept {
        /// Figures, dates and names that differ in substance.
        changed: usize,
    },
    /// So many differ, or the one whom the story is about is nowhere named, that it may be another story of the
    /// same form.
    Doubtful,
    /// It is one.
    Refilled,
}

/// Looks at the facts in what the page keeps of the original; the list of edits has to be complete. `is_later`: they
/// are of different days.
pub(super) fn facts(comparison: &Comparison, original: &Document, page: &Document, is_later: bool) -> Facts {
    let kept: Vec<(Span, Span)> = comparison.alignment.groups.iter().filter_map(sides).collect();
    let bytes: usize = kept.iter().map(|(_, page)| page.len()).sum();
    let changed = comparison.edits.iter().filter(|edit| is_fact(edit) && is_kept(edit, &kept)).count();
    let rate = 1000.0 * changed as f32 / bytes.max(1) as f32;
    if changed >= CLEARLY_MANY && rate >= CLEAR {
        Facts::Refilled
    } else if changed >= LEAST && rate >= DOUBTFUL
        || is_later && rate >= DOUBTFUL_LATER
        || !is_all_else_kept(comparison, original, page) && subject_is_gone(&kept, original, page)
    {
        Facts::Doubtful
    } else {
        Facts::Kept { changed }
    }
}

/// Whether so many figures and dates are the same, all of them, that it is one story whoever it names.
fn is_all_else_kept(comparison: &Comparison, original: &Document, page: &Document) -> bool {
    let measures = &comparison.measures;
    let says_else = |edit: &Edit| matches!(edit.kind, EditKind::FigureChanged | EditKind::DateChanged);
    measures.figures >= SAME_FIGURES
        && measures.figures_kept == 1.0
        && !comparison.edits.iter().any(says_else)
        && Footing::of(comparison, original, page).closeness() >= SAME_CLOSENESS
}

fn sides(group: &AlignedGroup) -> Option<(Span, Span)> {
    Some((group.original?, group.page?))
}

fn is_fact(edit: &Edit) -> bool {
    edit.seriousness == Seriousness::Substance
        && matches!(edit.kind, EditKind::FigureChanged | EditKind::DateChanged | EditKind::NameChanged)
}

/// Whether an edit stands in sentences that are kept, rather than in what the page has of its own or leaves out.
fn is_kept(edit: &Edit, kept: &[(Span, Span)]) -> bool {
    kept.iter().any(|(original, page)| meets(&edit.original, *original) || meets(&edit.page, *page))
}

/// Whether the page keeps the original's first sentence, but nowhere names the one with whom it begins.
///
/// Looked for are words of that name which are no common words, in whatever transliteration. A name of common words
/// ("Student Loan Association") says nothing, and one capitalised word ("Extremists") may be none.
fn subject_is_gone(kept: &[(Span, Span)], original: &Document, page: &Document) -> bool {
    let first = original.parts.iter().find(|part| part.role == Role::Body);
    let Some(Part { span, .. }) = first else { return false };
    let Some((lead, _)) = kept.iter().find(|(original, _)| original.start <= span.start && span.start < original.end)
    else {
        return false;
    };
    let lead = Words::of(lead.of(&original.text));
    let is_rare = |word: &&str| lexicon::level(stem::hash(word)).is_none();
    let Some(subject) = names(&lead, &|word| is_rare(&word)).into_iter().next() else { return false };
    let begins = subject.title.start.min(subject.core.start) <= 1;
    let rare: Vec<&str> = subject.core.clone().map(|at| bare(lead.get(at))).filter(is_rare).collect();
    begins && subject.core.len() > 1 && !rare.is_empty() && !names_any(&Words::of(&page.text), &rare)
}

/// Whether a text holds any of these names.
fn names_any(words: &Words<'_>, names: &[&str]) -> bool {
    (0..words.len()).any(|at| {
        let word = bare(words.get(at));
        names.iter().any(|name| word == *name || words.is_capital(at) && is_transliteration(word, name))
    })
}

fn bare(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use crate::compare::Side;
    use crate::detect::{Verdict, judge_pair};
    use crate::story::Document;
    use crate::text::date::Date;

    const BOND: &str = "Harbour of Lowhaven is issuing a 40 million dollar bond due April 30, 2031 with a coupon of 2.25 \
        percent, lead manager Quillon Securities said.\n\nThe bond is available in pieces of 5,000 dollars and will be \
        listed in Luxembourg. Final terms will be fixed on April 13.\n\nThe selling concession is 1.5 percent, while \
        management and underwriting combined pay 0.75 percent. The payment date is May 18.\n\nThe lead manager said that \
        the bond may be called from the third year on, and that the proceeds will be used to repay bank loans and to \
        finance investments in the coming years.";

    fn verdict(original: &str, page: &str) -> Verdict {
        verdict_after(None, original, page)
    }

    /// The verdict on a page that was published so many days after the story.
    fn verdict_after(days: Option<i64>, original: &str, page: &str) -> Verdict {
        let document = |text: &str| Document::from_paragraphs("", text.split("\n\n"));
        let (original, page) = (document(original), document(page));
        let day = days.and(Date::new(2031, 3, 2));
        let later = days.zip(day).map(|(days, day)| day.plus(days));
        let original = Side { document: &original, published: day };
        judge_pair(original, Side { document: &page, published: later }).verdict
    }

    fn with(changes: &[(&str, &str)]) -> String {
        changes.iter().fold(BOND.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        })
    }

    #[test]
    fn a_copy_is_a_repeat() {
        assert_eq!(verdict(BOND, BOND), Verdict::Verbatim);
    }

    #[test]
    fn one_changed_figure_is_an_edit() {
        assert!(verdict(BOND, &with(&[("40 million", "60 million")])).is_repeat());
    }

    #[test]
    fn other_figures_and_dates_throughout_are_another_story() {
        let page = with(&[
            ("40 million", "75 million"),
            ("April 30, 2031", "June 14, 2033"),
            ("2.25", "3.5"),
            ("April 13", "May 29"),
            ("1.5 percent", "1.25 percent"),
            ("May 18", "July 2"),
        ]);
        assert_eq!(verdict(BOND, &page), Verdict::None);
    }

    #[test]
    fn a_few_others_leave_doubt() {
        let page = with(&[("40 million", "75 million"), ("April 30, 2031", "June 14, 2033"), ("May 18", "July 2")]);
        assert_eq!(verdict(BOND, &page), Verdict::Unsure);
    }

    #[test]
    fn one_changed_figure_of_another_day_leaves_doubt() {
        let page = with(&[("40 million", "60 million")]);
        assert!(verdict_after(Some(1), BOND, &page).is_repeat());
        assert_eq!(verdict_after(Some(30), BOND, &page), Verdict::Unsure);
        assert!(verdict_after(Some(30), BOND, BOND).is_repeat());
    }

    #[test]
    fn the_same_form_about_somebody_else_leaves_doubt() {
        let page = with(&[("Harbour of Lowhaven", "Kelvin Ferries"), ("2.25", "3.5")]);
        assert_eq!(verdict(&with(&[("Harbour of Lowhaven", "Quorvane Harbours")]), &page), Verdict::Unsure);
    }

    #[test]
    fn a_corrected_name_is_an_edit_where_every_figure_is_kept() {
        let name = |name: &str| with(&[("Harbour of Lowhaven", name)]);
        assert!(verdict(&name("Quorvane Harbours"), &name("Kelvin Ferries")).is_repeat());
    }

    #[test]
    fn a_name_in_another_spelling_is_the_same() {
        let name = |name: &str| with(&[("Harbour of Lowhaven", name)]);
        assert!(verdict(&name("Bank Kovalenskyy"), &name("Bank Kovalensky")).is_repeat());
    }
}
