//! How are stories read from JSON: an object a line (JSONL), one object, or a list of them?
//!
//! Fields are IPTC ninjs' (1.x names, then 2.x and 3.x), then the names that feeds and exports commonly use. A story
//! needs text; everything else may be missing.

use super::{Problems, Sink, html};
use copytaster::story::{Document, Story, agency};
use copytaster::text::date::Date;
use serde_json::Value;
use std::io::BufRead;

const ID: &[&str] = &["uri", "guid", "id", "_id"];
const HEADLINE: &[&str] = &["headline", "title", "name"];
const BYLINE: &[&str] = &["byline", "by", "author"];
const DAY: &[&str] =
    &["versioncreated", "versionCreated", "firstcreated", "firstCreated", "published", "date_published", "date"];
const LINK: &[&str] = &["url", "link", "web_url", "uri", "id"];
const TEXT: &[&str] = &["body_text", "bodyText", "text", "content_text", "body"];
const HTML: &[&str] = &["body_html", "body_xhtml", "bodyHtml", "content_html", "html"];
const AGENCY: &[&str] = &["agency", "provider", "source", "creditline", "copyrightholder", "usageterms"];

/// Takes every story of a feed, line by line.
pub(super) fn read(mut feed: impl BufRead, sink: &mut Sink<'_>, problems: &mut Problems<'_>) {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        match feed.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => number += 1,
            Err(error) => return problems.add(format_args!("it can be read no further ({error})")),
        }
        let start = if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line) } else { &line };
        if start.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Value>(start) {
            Ok(value) => stories(&value, number, sink, problems),
            // One object or list over many lines.
            Err(error) if number == 1 && error.is_eof() => {
                let mut whole = start.to_vec();
                return match feed.read_to_end(&mut whole).map(|_| serde_json::from_slice::<Value>(&whole)) {
                    Ok(Ok(value)) => stories(&value, number, sink, problems),
                    Ok(Err(error)) => problems.add(format_args!("this is no JSON ({error})")),
                    Err(error) => problems.add(format_args!("it can be read no further ({error})")),
                };
            }
            Err(error) => problems.add(format_args!("line {number} is no JSON in UTF-8 ({error})")),
        }
    }
    if number == 0 {
        problems.add(crate::input::InputError::Empty);
    }
}

fn stories(value: &Value, line: usize, sink: &mut Sink<'_>, problems: &mut Problems<'_>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| stories(item, line, sink, problems)),
        _ => match story(value) {
            Some(story) => sink(story),
            None => problems
                .add(format_args!("line {line} has no story: give it {} or {}, and {}", TEXT[0], HTML[0], ID[0])),
        },
    }
}

fn story(item: &Value) -> Option<Story> {
    let body = text_of(item)?;
    let headline = first(item, HEADLINE).or_else(|| in_list(item, "headlines")).unwrap_or_default();
    let headline = headline.split_whitespace().collect::<Vec<_>>().join(" ");
    let link = LINK.iter().filter_map(|name| string(item, name)).find(|link| link.starts_with("https://"));
    let id = first(item, ID).or_else(|| link.clone())?;
    let byline = first(item, BYLINE).map(|byline| without_by(&byline).to_owned());
    // The byline is part of the story as it was sent, and dropping it is an edit.
    let byline_line = byline.as_ref().map(|byline| format!("By {byline}")).filter(|line| !body.contains(line));
    let paragraphs: Vec<&str> =
        [Some(headline.as_str()), byline_line.as_deref(), Some(body.trim())].into_iter().flatten().collect();
    let named = AGENCY
        .iter()
        .filter_map(|name| string(item, name))
        .find_map(|name| agency::by_name(&name).or_else(|| agency::find_mark(&name).map(|(_, agency)| agency)));
    Some(Story {
        id,
        agency: named.map(|agency| agency.name.to_owned()).unwrap_or_default(),
        headline: headline.clone(),
        byline,
        url: link,
        version_created: first(item, DAY).as_deref().and_then(Date::parse_leading),
        document: Document::from_plain_text(paragraphs.join("\n\n")),
        ..Story::default()
    })
}

/// The words, from plain text where there is some, else from HTML.
fn text_of(item: &Value) -> Option<String> {
    first(item, TEXT)
        .or_else(|| in_list(item, "bodies"))
        .or_else(|| first(item, HTML))
        .map(|body| if body.starts_with('<') { html::paragraphs(&body) } else { body })
        .filter(|body| !body.trim().is_empty())
}

/// The first of these fields that holds a text (or a number, as ids may).
fn first(item: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| string(item, name))
}

fn string(item: &Value, name: &str) -> Option<String> {
    match item.get(name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => fields.get("name")?.as_str().map(str::to_owned),
        _ => None,
    }
}

/// The first value of a ninjs 2 or 3 list: `"headlines": [{"role": "main", "value": "…"}]`.
fn in_list(item: &Value, name: &str) -> Option<String> {
    item.get(name)?.as_array()?.iter().find_map(|entry| string(entry, "value"))
}

fn without_by(byline: &str) -> &str {
    ["By ", "by ", "BY "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(byline).trim()
}
