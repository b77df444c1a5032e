//! Under which names do objects and tables keep what a story has?
//!
//! IPTC ninjs' names (1.x, then 2.x and 3.x), schema.org's, then those that feeds and exports commonly use. Capitals,
//! spaces and signs do not count: `versioncreated`, `versionCreated` and "Version created" are one name.

use super::html;
use super::item::Item;
use super::skipped::Skipped;

const ID: &[&str] = &["uri", "guid", "id", "articleid", "docid", "newid"];
const VERSION: &[&str] = &["version"];
const HEADLINE: &[&str] = &["headline", "headlines", "title", "name"];
const BYLINE: &[&str] = &["byline", "by", "author", "authors", "creator"];
const TIME: &[&str] = &[
    "versioncreated",
    "firstcreated",
    "contentcreated",
    "datemodified",
    "datepublished",
    "published",
    "publishedat",
    "pubdate",
    "updated",
    "date",
];
const LINK: &[&str] = &["url", "link", "weburl", "canonicalurl", "uri", "id", "altids"];
const TEXT: &[&str] = &["bodytext", "text", "contenttext", "articlebody", "body", "content", "fulltext"];
const HTML: &[&str] = &["bodyhtml", "bodyxhtml", "contenthtml", "html"];
const SUMMARY: &[&str] = &["summary", "descriptiontext", "description", "descriptions", "abstract"];
const AGENCY: &[&str] = &[
    "agency",
    "provider",
    "source",
    "creditline",
    "infosources",
    "copyrightholder",
    "copyrightnotice",
    "publisher",
    "usageterms",
];
const LANGUAGE: &[&str] = &["language", "lang", "inlanguage"];
const STATUS: &[&str] = &["pubstatus"];
const EMBARGO: &[&str] = &["embargoed", "embargo"];

/// ninjs' types of items that have no words to compare.
const NO_TEXT: &[&str] = &["picture", "audio", "video", "graphic", "event", "planning"];

/// A name as it is compared.
pub(super) fn name(written: &str) -> String {
    written.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a column or field of this (compared) name holds a story's words.
pub(super) fn is_text(name: &str) -> bool {
    TEXT.contains(&name) || HTML.contains(&name)
}

/// Whether it holds something else that a story has.
pub(super) fn is_other(name: &str) -> bool {
    [ID, HEADLINE, BYLINE, TIME, LINK, AGENCY].concat().contains(&name)
}

/// What an object or row says; `field` gives what it has under a (compared) name.
pub(super) fn item(field: &dyn Fn(&str) -> Option<String>) -> Result<Item, Skipped> {
    let first = |names: &[&str]| names.iter().find_map(|name| field(name)).unwrap_or_default();
    let all = |names: &[&str]| names.iter().filter_map(|name| field(name)).collect::<Vec<_>>();
    if field("type").is_some_and(|kind| NO_TEXT.contains(&kind.as_str())) {
        return Err(Skipped::NotText);
    }
    Ok(Item {
        id: first(ID),
        version: first(VERSION).parse().unwrap_or_default(),
        headline: html::characters(&first(HEADLINE)),
        byline: first(BYLINE),
        body: body(first(TEXT), first(HTML)),
        summary: SUMMARY.iter().any(|name| field(name).is_some()),
        time: first(TIME),
        links: all(LINK),
        agencies: all(AGENCY),
        language: first(LANGUAGE),
        status: first(STATUS),
        embargoed: EMBARGO.iter().find_map(|name| field(name)),
        ..Item::default()
    })
}

/// The words, of the two forms in which an item may have them: plain text, unless only HTML keeps the paragraphs apart.
pub(super) fn body(text: String, html: String) -> String {
    if text.trim_start().starts_with('<') {
        return html::paragraphs(&text);
    }
    if html.is_empty() || text.contains('\n') { text } else { html::paragraphs(&html) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_signs_of_names_do_not_count() {
        for written in ["versioncreated", "versionCreated", "Version created", "version_created"] {
            assert_eq!(name(written), "versioncreated");
        }
    }

    #[test]
    fn paragraphs_decide_between_text_and_html() {
        let html = || "<p>One.</p><p>Two.</p>".to_owned();
        assert_eq!(body("One.\n\nTwo!".to_owned(), html()), "One.\n\nTwo!");
        assert_eq!(body("One. Two!".to_owned(), html()), "One.\n\nTwo.");
        assert_eq!(body("One. Two!".to_owned(), String::new()), "One. Two!");
        assert_eq!(body(html(), String::new()), "One.\n\nTwo.");
    }

    #[test]
    fn pictures_are_no_stories() {
        let field = |kind: &'static str| move |name: &str| (name == "type").then(|| kind.to_owned());
        assert_eq!(item(&field("picture")).map(|_| ()), Err(Skipped::NotText));
        assert!(item(&field("text")).is_ok());
        assert!(item(&field("article")).is_ok());
    }
}
