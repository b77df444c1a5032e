//! What does the whole report say?

use super::Subject;
use super::chip::headline;
use super::edits::edits;
use super::link::Link;
use super::tree::{Action, Argument, Element, Message, element, message};
use crate::detect::{Since, Verdict};
use crate::page::{CreditPlace, host};
use crate::story::{Status, Story};
use crate::text::Span;

/// Finds the action that leads to a span of the article's text, where the page shows it.
pub(super) type Locate<'a> = dyn FnMut(Span) -> Option<Action> + 'a;

/// The whole report.
pub(super) fn panel(subject: Subject<'_>, locate: &mut Locate<'_>) -> Element {
    let finding = subject.finding;
    let mut panel = element("article", "report")
        .attribute("data-verdict", finding.verdict.name())
        .with(element("h2", "headline").with(headline(subject)));
    match &finding.story {
        Some(story) => {
            let card = original(story, finding.since.as_ref()).with_all(compare(subject));
            panel = panel.with(card).with(facts(subject));
        }
        None => panel = panel.with_all(nothing(subject)),
    }
    if let Some(comparison) = &finding.comparison {
        panel = panel.with_all(edits(subject, comparison, locate));
    }
    panel
}

/// The original: headline, agency, date and the link to it, and what became of it.
fn original(story: &Story, since: Option<&Since>) -> Element {
    let mut meta = element("p", "story-meta").with(element("span", "agency").with(story.agency.as_str()));
    if let Some(day) = story.version_created {
        meta = meta.with(" · ").with(message("day").with(day));
    }
    // A pack that is passed on may hold no headlines.
    let headline = (!story.headline.is_empty())
        .then(|| element("p", "story-headline").attribute("dir", "auto").with(story.headline.as_str()));
    let card = element("section", "original")
        .with(element("h3", "section-title").with(message("original")))
        .with_all(headline)
        .with(meta)
        .with_all(seen_on(story));
    let card = match Link::to(story) {
        Some(Link::Story { href, host }) => {
            card.with(element("a", "open-original").attribute("href", href).with(message("openOriginal").with(host)))
        }
        Some(Link::Search { href, host }) => card
            .with(element("a", "open-original").attribute("href", href).with(message("searchOriginal").with(host)))
            .with(element("p", "small").with(message("searchReason"))),
        None => card,
    };
    card.with_all(since.map(later))
}

/// Where the story was read, if that was not at its agency.
fn seen_on(story: &Story) -> Option<Element> {
    let host = host(story.copy_on()?)?;
    Some(element("p", "small").with(message("seenOn").with(host)))
}

/// What opens both texts side by side, where the words of both are at hand.
fn compare(subject: Subject<'_>) -> Option<Element> {
    let has_words = subject.finding.verdict.is_repeat() && !subject.finding.is_of_sketch();
    has_words.then(|| element("button", "compare").on_click(Action::Compare).with(message("compare")))
}

/// What the agency has said of the story since, and the link to its newest version.
fn later(since: &Since) -> Element {
    let mut said = element("p", "story-meta").with(message(match since.status {
        Status::Usable => "sinceUpdated",
        Status::Corrected => "sinceCorrected",
        Status::Withdrawn => "sinceWithdrawn",
    }));
    let later = element("div", "since");
    let Some(newest) = &since.newest else { return later.with(said) };
    if let Some(update) = newest.update() {
        said = said.with(" · ").with(message("update").with(Argument::Number(update as usize)));
    }
    if let Some(day) = newest.version_created {
        said = said.with(" · ").with(message("day").with(day));
    }
    let link = match Link::to(newest) {
        // Of a story that was withdrawn the newest version is the notice of that.
        Some(Link::Story { href, host }) if since.status != Status::Withdrawn => {
            Some(element("a", "open-original").attribute("href", href).with(message("openNewest").with(host)))
        }
        _ => None,
    };
    later.with(said).with_all(link)
}

/// Credit, other sources, how much was kept, how sure this is.
fn facts(subject: Subject<'_>) -> Element {
    let finding = subject.finding;
    let mut facts = element("dl", "facts");
    if finding.verdict != Verdict::Original {
        facts = fact(facts, "credit", element("dd", credit_class(subject)).with(credit(subject)));
        if !finding.credit.other_sources.is_empty() {
            facts = fact(facts, "otherSources", element("dd", "").with(sources(subject)));
        }
    }
    if finding.kept() > 0.0 {
        let share = format!("{}%", (finding.kept() * 100.0).round() as u32);
        let bar = element("span", "bar").attribute("style-kept", share);
        let kept = message("keptShare").with(Argument::Percent(finding.kept()));
        facts = fact(facts, "kept", element("dd", "").with(kept).with(bar));
    }
    let certainty = element("summary", "").with(certainty(finding.certainty));
    let reasons = finding.reasons.iter().map(|reason| {
        let arguments = reason.arguments().into_iter().map(Argument::Text).collect();
        element("li", "").with(Message { key: reason.key(), arguments, count: None })
    });
    let reasons = element("ul", "reasons").with_all(reasons.collect::<Vec<_>>());
    let why = element("details", "why").with(certainty).with(reasons);
    fact(facts, "certainty", element("dd", "").with(why))
}

fn fact(facts: Element, key: &'static str, value: Element) -> Element {
    facts.with(element("div", "fact").with(element("dt", "").with(message(key))).with(value))
}

fn credit_class(subject: Subject<'_>) -> &'static str {
    if subject.finding.credit.is_credited() { "credit" } else { "credit none" }
}

/// Whom the page credits, and where.
fn credit(subject: Subject<'_>) -> Message {
    let credit = &subject.finding.credit;
    let Some(agency) = &credit.agency else {
        return message("creditNone").with(subject.agency());
    };
    let place = |place: &CreditPlace| {
        Argument::Message(message(match place {
            CreditPlace::Byline => "placeByline",
            CreditPlace::Dateline => "placeDateline",
            CreditPlace::Markup => "placeMarkup",
            CreditPlace::Tail => "placeTail",
            CreditPlace::Footer => "placeFooter",
        }))
    };
    if credit.found_in.is_empty() {
        return message("creditGiven").with(agency.as_str());
    }
    let places = credit.found_in.iter().map(place).collect();
    message("creditGivenIn").with(agency.as_str()).with(Argument::List(places))
}

fn sources(subject: Subject<'_>) -> Message {
    let sources = subject.finding.credit.other_sources.iter().cloned().map(Argument::Text).collect();
    message("list").with(Argument::List(sources))
}

/// In words: a percentage would promise more than a reader can use.
fn certainty(certainty: f32) -> Message {
    message(match certainty {
        0.97.. => "certaintyHighest",
        0.85.. => "certaintyHigh",
        0.65.. => "certaintyMiddle",
        _ => "certaintyLow",
    })
}

/// What is said where no story was found.
fn nothing(subject: Subject<'_>) -> Vec<Element> {
    if subject.finding.verdict == Verdict::Original {
        return Vec::new();
    }
    if subject.known_stories == 0 {
        return vec![element("p", "quiet").with(message("noPacksHelp"))];
    }
    let mut said = vec![element("p", "quiet").with(message("comparedWith").counting(subject.known_stories))];
    if !subject.finding.credit.other_sources.is_empty() {
        said.push(element("p", "quiet").with(message("namesSources").with(sources(subject))));
    }
    said
}
