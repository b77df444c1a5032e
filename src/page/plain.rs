//! Which lines of a page's plain text are the article?
//!
//! A page that somebody saved as text has lost its markup: menus, teasers and notices are lines among lines. Prose gives
//! the article away. Each unit of text is worth its length when it reads as sentences and costs a little when it does
//! not; the stretch of units with the highest sum is the article (the maximum-sum segment, Bentley 1984), so a
//! subheading inside it stays, and a blurb beyond a list of teasers does not join it. The headline is looked for above
//! that stretch. Everything else is [`Role::Furniture`]; nothing is taken away, and offsets are those of the text.

use crate::order::{Order as _, order_numbers};
use crate::text::case;
use crate::text::stem::hash_of_stem;
use crate::text::token::between_spaces;
use std::collections::{HashMap, HashSet};

use super::boilerplate::is_boilerplate;
use super::words::fold;
use crate::story::byline::{day, is_agency_line, is_byline, is_day_line};
use crate::story::credit_line::{is_credit_line, trailing_credit};
use crate::story::dateline::dateline;
use crate::story::layout::{ends_sentence, is_first_sentence, paragraphs, stretches};
use crate::story::{Article, Document, Part, Role, parts};
use crate::text::Span;

/// A unit of prose is worth its length in words, up to so many.
const MOST_WORTH: i32 = 40;
/// What a line costs that is no sentence: a subheading, a list item, a caption.
const LINE_COST: i32 = 5;
/// What a line costs that articles do not have inside them: a day, a cut-off teaser, boilerplate.
const FOREIGN_COST: i32 = 10;
/// Shorter sentences neither make an article nor break one. In words.
const LEAST_PROSE: usize = 5;
/// A line without a sentence's end is prose when it is this long and has sentences inside.
const LONG_LINE: usize = 25;
/// A credit is looked for in so many units after the last of prose.
const CREDIT_REACH: usize = 4;
/// A headline stands at most so many units above the article: kicker, byline, share bar and a caption lie between.
const HEADLINE_REACH: usize = 16;
/// A headline has at most so many words.
const MOST_HEADLINE_WORDS: usize = 40;
/// A line between headline and article that is this long is a standfirst, not furniture. In words.
const STANDFIRST_WORDS: usize = 8;
/// A teaser list has at least so many lines in a row that are no sentences, with days among them.
const TEASERS: usize = 4;

/// A paragraph or line, and what it looks like.
struct Unit {
    span: Span,
    /// Length in words; five letters count as one where words are not spaced.
    words: usize,
    kind: Kind,
    /// Whether it stands alone between blank lines.
    alone: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Prose,
    /// No sentence, but could belong to an article.
    Line,
    /// When it was published.
    Day,
    /// "The minister who…": a headline cut short.
    Teaser,
    Boilerplate,
}

/// Reads a page that was saved as plain text. All offsets in the document are offsets into `text`; what belongs to the
/// site is labelled [`Role::Furniture`].
///
/// ```
/// let text = "Home\nNews\nSport\n\nBoard puts off vote\n\nThe harbour board put off its vote on Monday.\n\nLeave a comment";
/// assert_eq!(copytaster::page::from_plain_text(text.to_owned()).title, "Board puts off vote");
/// ```
pub fn from_plain_text(text: String) -> Article {
    let units = units(&text);
    let Some((first, last)) = prose_stretch(&text, &units) else {
        let document = Document::from_plain_text(text);
        return Article { title: fold(document.headline()), document, ..Article::default() };
    };
    let headline = find_headline(&text, &units, first);
    let start = headline.map_or(first, |headline| headline + 1);
    let furniture = furniture(&text, &units, first, last);
    let article: Vec<Span> = (start..units.len())
        .filter(|&at| belongs(&text, &units, at, first, last) && !furniture.contains(&at))
        .map(|at| units[at].span)
        .collect();
    let mut labelled = parts::label(&text, &article, None);
    labelled.extend(headline.map(|at| Part { role: Role::Headline, span: units[at].span }));
    let kept: HashSet<usize> =
        article.iter().map(|span| span.start).chain(headline.map(|at| units[at].span.start)).collect();
    let others = units.iter().filter(|unit| !kept.contains(&unit.span.start));
    labelled.extend(others.map(|unit| Part { role: Role::Furniture, span: unit.span }));
    labelled.order_by_key(|part| part.span.start);
    let document = Document { text, parts: labelled };
    let published_time = document.of_role(Role::Byline).find_map(day);
    Article {
        title: fold(document.headline()),
        byline: document.writers(),
        published_time,
        document,
        ..Article::default()
    }
}

/// The text's paragraphs and lines with their kinds.
fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    for stretch in stretches(text) {
        let spans = paragraphs(text, &stretch);
        let alone = spans.len() == 1;
        units.extend(spans.into_iter().map(|span| unit(text, span, alone)));
    }
    units
}

fn unit(text: &str, span: Span, alone: bool) -> Unit {
    let words = span.of(text);
    let letters = if words.is_ascii() {
        words.bytes().filter(u8::is_ascii_alphabetic).count()
    } else {
        words.chars().filter(|c| c.is_alphabetic()).count()
    };
    let count = between_spaces(words).count().max(letters / 6);
    // "… it said. (Corrects the day)": a note after the last sentence.
    let noted =
        words.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).is_some_and(|(rest, _)| ends_sentence(rest));
    let ends = ends_sentence(words) || trailing_credit(words).is_some() || noted;
    let cut = words.ends_with("...") || words.ends_with('…');
    let inner_ends = || words.matches(['.', '!', '?']).count() > 1 || words.contains(". ");
    let kind = if is_boilerplate(words, ends) {
        Kind::Boilerplate
    } else if is_day_line(words) {
        Kind::Day
    } else if cut && count < LONG_LINE {
        Kind::Teaser
    } else if (ends && count >= LEAST_PROSE) || (count >= LONG_LINE && inner_ends()) {
        Kind::Prose
    } else {
        Kind::Line
    };
    Unit { span, words: count, kind, alone }
}

/// The first and last unit of the stretch with the highest worth.
fn prose_stretch(text: &str, units: &[Unit]) -> Option<(usize, usize)> {
    let mut best: Option<(i32, usize, usize)> = None;
    let (mut sum, mut start) = (0, 0);
    for (at, unit) in units.iter().enumerate() {
        let worth = match unit.kind {
            Kind::Prose => i32::try_from(unit.words).unwrap_or(MOST_WORTH).min(MOST_WORTH),
            // A short sentence, a credit or a list item inside prose costs nothing.
            Kind::Line if ends_sentence(unit.span.of(text)) || is_credit_line(unit.span.of(text)) => -1,
            Kind::Line => -LINE_COST,
            Kind::Day | Kind::Teaser | Kind::Boilerplate => -FOREIGN_COST,
        };
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += worth;
        if worth > 0 && best.is_none_or(|(most, _, _)| sum > most) {
            best = Some((sum, start, at));
        }
    }
    best.map(|(_, start, end)| (start, end))
}

/// The unit above the article that is its headline: the one whose words the article uses.
fn find_headline(text: &str, units: &[Unit], first: usize) -> Option<usize> {
    // A file that begins with one line and a blank line gives its headline so, even when that is a short sentence.
    let is_headline = |unit: &Unit| unit.alone && can_be_headline(text, unit) && !is_first_sentence(unit.span.of(text));
    let from_first = units.first().is_some_and(is_headline) && units.len() > 1;
    if first == 0 {
        return from_first.then_some(0);
    }
    let body = distinct(units[first..].iter().take(30).flat_map(|unit| stems(unit.span.of(text))).collect());
    let candidates = (first.saturating_sub(HEADLINE_REACH)..first).filter(|&at| can_be_headline(text, &units[at]));
    let score = |at: usize| {
        let mine = distinct(stems(units[at].span.of(text)).collect());
        let shared = mine.iter().filter(|stem| body.binary_search(stem).is_ok()).count();
        let share = shared as f32 / mine.len().max(1) as f32;
        let long = units[at].words > 20;
        share * mine.len().min(6) as f32 / 6.0 + if at == 0 && from_first { 0.25 } else { 0.0 }
            - if long { 0.2 } else { 0.0 }
    };
    let mut best: Option<(f32, usize)> = None;
    for at in candidates {
        let score = score(at);
        if score > 0.15 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, at));
        }
    }
    best.map(|(_, at)| at).or((from_first && first <= HEADLINE_REACH).then_some(0))
}

fn can_be_headline(text: &str, unit: &Unit) -> bool {
    let words = unit.span.of(text);
    let listed = words.starts_with(['•', '*', '·', '-', '–', '►']);
    !matches!(unit.kind, Kind::Boilerplate | Kind::Day)
        && (2..=MOST_HEADLINE_WORDS).contains(&unit.words)
        && !listed
        && !is_byline(words)
        && dateline(words).is_none()
}

/// Whether a unit below the headline belongs to the article.
fn belongs(text: &str, units: &[Unit], at: usize, first: usize, last: usize) -> bool {
    let unit = &units[at];
    let words = unit.span.of(text);
    if at < first {
        let labelled = is_byline(words) || is_day_line(words) || is_agency_line(words);
        return labelled || (unit.kind == Kind::Line && unit.words >= STANDFIRST_WORDS);
    }
    if at > last {
        return at <= last + CREDIT_REACH && unit.kind != Kind::Day && is_credit_line(words) && !names_site(words);
    }
    unit.kind != Kind::Boilerplate || is_credit_line(words) && !names_site(words)
}

/// A copyright line in which a site names itself credits nobody else.
fn names_site(words: &str) -> bool {
    is_boilerplate(words, false) && crate::story::agency::find_mark(words).is_none()
}

/// Units inside the article that are the site's after all: what stands in the page more than once, and lists of teasers.
fn furniture(text: &str, units: &[Unit], first: usize, last: usize) -> HashSet<usize> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for unit in units.iter().filter(|unit| unit.kind != Kind::Prose) {
        *seen.entry(unit.span.of(text)).or_default() += 1;
    }
    let inside = first..=last;
    let mut found: HashSet<usize> = inside
        .clone()
        .filter(|&at| units[at].kind != Kind::Prose && units[at].words > 1 && seen[units[at].span.of(text)] > 1)
        .collect();
    let mut run = Vec::new();
    for at in inside {
        if units[at].kind == Kind::Prose {
            run.clear();
            continue;
        }
        run.push(at);
        let foreign = run.iter().filter(|&&at| matches!(units[at].kind, Kind::Day | Kind::Teaser)).count();
        if run.len() >= TEASERS && foreign * 3 >= run.len() {
            found.extend(run.iter().copied());
        }
    }
    found
}

/// The words of a text that carry meaning, cut to their first letters so that forms of one word meet: their hashes.
fn stems(text: &str) -> impl Iterator<Item = u32> {
    let mut stem = String::new();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4).map(move |word| {
        stem.clear();
        stem.extend(word.chars().take(5).map(case::lower));
        hash_of_stem(&stem)
    })
}

/// The numbers of a list in their order, each once.
fn distinct(mut numbers: Vec<u32>) -> Vec<u32> {
    order_numbers(&mut numbers);
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use super::from_plain_text;

    const FIRST: &str = "The harbour board met late on Monday and put off its vote on the new crane.";
    const SECOND: &str = "Engineers have to be heard before a crane of that size can be ordered, the board said.";

    /// Shows a page as lines "Role: text", with the story's two paragraphs by their names.
    fn check(text: &str, expected: &[&str]) {
        let document = from_plain_text(text.to_owned()).document;
        let shown: Vec<String> = document
            .parts
            .iter()
            .map(|part| match part.span.of(&document.text) {
                words if words == FIRST => format!("{:?}: first", part.role),
                words if words == SECOND => format!("{:?}: second", part.role),
                text => format!("{:?}: {}", part.role, text.split_whitespace().collect::<Vec<_>>().join(" ")),
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_page_without_furniture() {
        check(
            &format!("Board puts off vote\n\n{FIRST}\n\n{SECOND}"),
            &["Headline: Board puts off vote", "Body: first", "Body: second"],
        );
        check(&format!("{FIRST}\n{SECOND}"), &["Body: first", "Body: second"]);
        check("", &[]);
    }

    #[test]
    fn a_menu_before_the_headline() {
        check(
            &format!(
                "Harbour Post\n  • News\n  • Sport\n  • Letters\nNews\n\nBoard puts off vote on new crane\n\nby Ann Example\nApril 17, 2024\n\n{FIRST}\n\n{SECOND}"
            ),
            &[
                "Furniture: Harbour Post",
                "Furniture: • News",
                "Furniture: • Sport",
                "Furniture: • Letters",
                "Furniture: News",
                "Headline: Board puts off vote on new crane",
                "Byline: by Ann Example",
                "Byline: April 17, 2024",
                "Body: first",
                "Body: second",
            ],
        );
    }

    #[test]
    fn teasers_and_notices_after_the_text() {
        check(
            &format!(
                "Board puts off vote\n\n{FIRST}\n\n{SECOND} — Reuters\n\nnext post\nMayor opens new bridge\n\nMore stories\n\nFerry runs aground off...\n\nMay 30, 2025\n\n\
                 Library is to close on...\n\nMay 2, 2025\n\nJoin our newsletter and never miss a story. You can unsubscribe at any time.\n\nLeave a Reply"
            ),
            &[
                "Headline: Board puts off vote",
                "Body: first",
                "Body: second",
                "CreditLine: — Reuters",
                "Furniture: next post",
                "Furniture: Mayor opens new bridge",
                "Furniture: More stories",
                "Furniture: Ferry runs aground off...",
                "Furniture: May 30, 2025",
                "Furniture: Library is to close on...",
                "Furniture: May 2, 2025",
                "Furniture: Join our newsletter and never miss a story. You can unsubscribe at any time.",
                "Furniture: Leave a Reply",
            ],
        );
    }

    #[test]
    fn what_belongs_to_the_text() {
        check(
            &format!(
                "Board puts off vote\n\n{FIRST}\n\nWhat happens next\n\n“No,” he said.\n\nThe mayor, who has paid for the board's newsletter, was not there.\n\n{SECOND}"
            ),
            &[
                "Headline: Board puts off vote",
                "Body: first",
                "Body: What happens next",
                "Body: “No,” he said.",
                "Body: The mayor, who has paid for the board's newsletter, was not there.",
                "Body: second",
            ],
        );
    }

    #[test]
    fn a_day_of_publication_is_read() {
        let page = format!("Board puts off vote\n\nby April 17, 2024\n\n{FIRST}");
        assert_eq!(from_plain_text(page).published_time.as_deref(), Some("April 17, 2024"));
    }

    proptest::proptest! {
        #[test]
        fn every_character_that_is_no_space_has_its_part(text in "([A-Z][a-z ]{0,40}[.\n…/é—]|\n\n|By |• |Reuters|\\(AP\\) - |12){0,40}") {
            let document = from_plain_text(text.clone()).document;
            let mut end = 0;
            for part in &document.parts {
                proptest::prop_assert!(part.span.start >= end && !part.span.is_empty());
                proptest::prop_assert!(text[end..part.span.start].trim().is_empty());
                end = part.span.end;
            }
            proptest::prop_assert!(text[end..].trim().is_empty());
        }
    }
}
