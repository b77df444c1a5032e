//! How is a story read from HTML: a saved article page, or the body of a story as feeds send it?

use crate::html;
use copytaster::page;
use copytaster::story::{Role, Story};
use copytaster::text::date::Date;

/// The story of a page; none where there is no article on it.
pub(super) fn story(name: &str, text: &str) -> Option<Story> {
    let snapshot = html::snapshot(text);
    let article = page::extract(&snapshot).article;
    article.document.of_role(Role::Body).next()?;
    let credit = page::credit(&article, Some(&snapshot));
    let day = |time: &Option<String>| time.as_deref().and_then(Date::read);
    Some(Story {
        id: article.canonical_url.clone().unwrap_or_else(|| name.to_owned()),
        agency: credit.agency.unwrap_or_default(),
        headline: article.title,
        byline: article.byline,
        version_created: day(&article.modified_time).or_else(|| day(&article.published_time)),
        url: article.canonical_url,
        language: article.lang,
        document: article.document,
        ..Story::default()
    })
}

/// A line that may be HTML, as a reader sees it: titles of feeds come with entities, and some with tags.
pub(super) fn characters(line: &str) -> String {
    if line.contains('&') || line.contains("</") { paragraphs(line).replace("\n\n", " ") } else { line.to_owned() }
}

/// The visible paragraphs of a piece of HTML, with blank lines between them.
pub(super) fn paragraphs(text: &str) -> String {
    let visible = html::snapshot(text).blocks.into_iter().filter(|block| !block.hidden);
    visible
        .map(|block| block.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}
