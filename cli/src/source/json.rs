//! How are stories read from JSON: an object a line (JSONL), objects one after the other, or a list of them?
//!
//! The file is cut at its lines or at the brackets of its objects, without reading them, so a feed may be larger than the
//! memory and a broken line costs that line only. An object without words that has a list (a JSON Feed's `items`, a
//! search's `hits`) stands for what is in the list.

use super::cut::Cut;
use super::item::Item;
use super::skipped::Skipped;
use super::{Content, broken_off, fields};
use serde::de::IgnoredAny;
use serde_json::Value;
use std::io::{self, BufRead, Cursor, Read};

/// The longest line or object, in bytes.
const LARGEST: usize = 64 << 20;

/// Under which (compared) names objects hold lists of stories, or one story more.
const LISTS: [&str; 12] = [
    "items",
    "stories",
    "articles",
    "newsitems",
    "entries",
    "results",
    "docs",
    "documents",
    "data",
    "hits",
    "response",
    "source",
];

/// Cuts a feed into objects.
pub(super) fn cut(mut feed: impl BufRead, cut: &mut Cut<'_>) {
    let mut line = Vec::new();
    match next_line(&mut feed, &mut line) {
        Ok(_) if line.len() > LARGEST || line.trim_ascii_start().starts_with(b"[") => {}
        Ok(_) => match serde_json::from_slice::<IgnoredAny>(&line) {
            // An object that goes on after the line.
            Err(error) if error.is_eof() && !line.trim_ascii().is_empty() => {}
            _ => return lines(line, feed, cut),
        },
        Err(error) => return cut.fault(broken_off(&error)),
    }
    values(Cursor::new(line).chain(feed), cut);
}

/// A line each; an empty one is none.
fn lines(mut line: Vec<u8>, mut feed: impl BufRead, cut: &mut Cut<'_>) {
    let mut number = 1;
    while !line.is_empty() && !cut.stopped() {
        if line.len() > LARGEST {
            return cut.fault(format!("line {number} is larger than {} MB", LARGEST >> 20));
        }
        if !line.trim_ascii().is_empty() {
            cut.give(format!("line {number}"), number, line.len(), Content::Json(line));
        }
        line = Vec::new();
        number += 1;
        if let Err(error) = next_line(&mut feed, &mut line) {
            return cut.fault(broken_off(&error));
        }
    }
}

fn next_line(feed: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    feed.by_ref().take(LARGEST as u64 + 1).read_until(b'\n', line)
}

/// Objects by their brackets, of lists each member.
fn values(mut feed: impl BufRead, cut: &mut Cut<'_>) {
    let mut value = Bracketed::default();
    let mut number = 0;
    loop {
        let bytes = match feed.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) => return cut.fault(broken_off(&error)),
        };
        if bytes.is_empty() {
            break;
        }
        let used = value.take(bytes);
        feed.consume(used);
        if value.bytes.len() > LARGEST {
            return cut.fault(format!("object {} is larger than {} MB", number + 1, LARGEST >> 20));
        }
        if value.complete {
            number += 1;
            let bytes = std::mem::take(&mut value).bytes;
            cut.give(format!("object {number}"), number, bytes.len(), Content::Json(bytes));
        }
        if cut.stopped() {
            return;
        }
    }
    if !value.bytes.is_empty() {
        cut.fault(format!("object {} has no end, so it was cut short; copy or download it again", number + 1));
    }
}

/// A value that is being read: everything from its first bracket to the one that closes it.
#[derive(Default)]
struct Bracketed {
    bytes: Vec<u8>,
    depth: usize,
    in_text: bool,
    escaped: bool,
    complete: bool,
}

impl Bracketed {
    /// Takes bytes up to the end of the value, and says how many.
    fn take(&mut self, bytes: &[u8]) -> usize {
        let mut at = 0;
        if self.bytes.is_empty() {
            // Between values: white space, commas, the brackets of the list that holds them.
            let between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']');
            at = bytes.iter().take_while(|byte| between(byte)).count();
        }
        let start = at;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.in_text => self.escaped = true,
                b'"' => self.in_text = !self.in_text,
                _ if self.in_text => {}
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.complete = self.depth == 0;
                }
                // What is in no bracket is no story, and ends with its line.
                b'\n' | b',' => self.complete = self.depth == 0,
                _ => {}
            }
            if self.complete {
                break;
            }
        }
        self.bytes.extend_from_slice(&bytes[start..at]);
        at
    }
}

/// What an object says, or why it is none; an object may stand for many.
pub(super) fn items(bytes: &[u8]) -> Result<Vec<Result<Item, Skipped>>, String> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| format!("is no JSON ({error})"))?;
    let mut items = Vec::new();
    gather(&value, &Value::Null, &mut items);
    if items.is_empty() {
        return Err("has no story: give it body_text or body_html, and uri".to_owned());
    }
    Ok(items)
}

/// Takes the stories of a value; `around` is the object whose list it stands in.
fn gather(value: &Value, around: &Value, items: &mut Vec<Result<Item, Skipped>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, around, items)),
        Value::Object(object) => {
            let item = fields::item(&|name| field(value, name)).map(|mut item| {
                let (text, html) = bodies(value);
                if item.body.is_empty() {
                    item.body = fields::body(text, html);
                }
                if item.language.is_empty() {
                    item.language = field(around, "language").unwrap_or_default();
                }
                item.agencies.extend(field(around, "title"));
                item
            });
            let has_words = item.as_ref().is_ok_and(|item| !item.body.trim().is_empty());
            let list = object.iter().find(|(name, list)| {
                LISTS.contains(&fields::name(name).as_str())
                    && (list.is_object() || list.as_array().is_some_and(|list| list.iter().any(Value::is_object)))
            });
            match list {
                Some((_, list)) if !has_words => gather(list, value, items),
                // It is told from an object of another kind by saying what it is, at least.
                _ => {
                    let is_story = match &item {
                        Ok(item) => has_words || !item.status.is_empty() || item.summary || item.embargoed.is_some(),
                        Err(_) => true,
                    };
                    if is_story {
                        items.push(item);
                    }
                }
            }
        }
        _ => {}
    }
}

/// What an object has under a compared name.
fn field(item: &Value, name: &str) -> Option<String> {
    let found = |(_, value): &(&String, &Value)| text(value).is_some();
    let same = |(own, _): &(&String, &Value)| own.len() >= name.len() && fields::name(own) == name;
    item.as_object()?.iter().filter(same).find(found).and_then(|(_, value)| text(value))
}

/// A value as text: numbers as ids may be, the names in objects and lists.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => ["name", "value", "literal"].iter().find_map(|name| text(fields.get(*name)?)),
        // ninjs 2 and 3: `"headlines": [{"role": "main", "value": "…"}]`; the main one is the story's.
        Value::Array(values) => {
            let is_main =
                |value: &&Value| value.get("role").and_then(Value::as_str).is_some_and(|role| role.ends_with("main"));
            if values.iter().all(|value| value.get("value").is_some()) {
                return values.iter().find(is_main).or(values.first()).and_then(text);
            }
            let names: Vec<String> = values.iter().filter_map(text).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

/// The plain text and the HTML of ninjs 2 and 3: `"bodies": [{"contentType": "text/html", "value": "…"}]`.
fn bodies(item: &Value) -> (String, String) {
    let (mut plain, mut html) = (String::new(), String::new());
    for body in item.get("bodies").and_then(Value::as_array).into_iter().flatten() {
        let value = field(body, "value").unwrap_or_default();
        let kind = field(body, "contenttype").unwrap_or_default();
        let place = if kind.contains("html") || value.starts_with('<') { &mut html } else { &mut plain };
        if place.is_empty() {
            *place = value;
        }
    }
    (plain, html)
}

#[cfg(test)]
mod tests {
    use super::super::cut::tests::pieces;
    use super::*;
    use copytaster::story::{Role, Status, Story};
    use serde_json::json;

    /// Where the pieces of a feed stand, and its faults.
    fn check(feed: &str, places: &[&str], faults: usize) {
        let (found, said) = pieces(|cut_| cut(feed.as_bytes(), cut_));
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!((found.as_slice(), said.len()), (places, faults), "{feed}: {said:?}");
    }

    #[test]
    fn a_line_each() {
        check("{\"a\": 1}\n\n{\"b\": 2}\nbroken\n", &["line 1", "line 3", "line 4"], 0);
        check("broken\n{\"b\": 2}", &["line 1", "line 2"], 0);
    }

    #[test]
    fn lists_and_objects_over_many_lines() {
        check("[{\"a\": \"]},{\"}, {\"b\": [1, {}]}]", &["object 1", "object 2"], 0);
        check("{\n\"a\": \"\\\"}\"\n}\n{\n}\n", &["object 1", "object 2"], 0);
        check(" [\n1,\n{\"a\":1}\n]", &["object 1", "object 2"], 0);
    }

    #[test]
    fn an_object_without_an_end_costs_itself() {
        check("[{\"a\": 1}, {\"b\": ", &["object 1"], 1);
        check("{\"a\": [\n", &[], 1);
    }

    fn stories(value: &Value) -> Vec<Result<Story, Skipped>> {
        items(value.to_string().as_bytes()).unwrap().into_iter().map(|item| item?.story("")).collect()
    }

    fn one(value: &Value) -> Story {
        stories(value).remove(0).unwrap()
    }

    const BODY: &str = "The ferry sailed again on Friday.\n\nIt was late.";

    #[test]
    fn ninjs_1() {
        let story = one(&json!({
            "uri": "urn:examplewire:1", "type": "text", "version": "4", "versioncreated": "2024-05-03T10:00:00Z",
            "pubstatus": "usable", "language": "en", "headline": "UPDATE 3-Ferry returns", "byline": "By Ada Penn",
            "body_text": BODY, "copyrightholder": "Thomson Reuters"
        }));
        assert_eq!((story.id.as_str(), story.version, story.agency.as_str()), ("urn:examplewire:1", 4, "Reuters"));
        assert_eq!((story.headline.as_str(), story.byline.as_deref()), ("Ferry returns", Some("Ada Penn")));
        assert_eq!(story.language.as_deref(), Some("en"));
    }

    #[test]
    fn ninjs_2_and_3() {
        let story = one(&json!({
            "uri": "urn:examplewire:1", "type": "text", "versionCreated": "2024-05-03T10:00:00Z", "by": "Ada Penn",
            "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry returns"}],
            "bodies": [
                {"role": "main", "contentType": "text/plain", "value": "The ferry sailed again on Friday. It was late."},
                {"role": "rich", "contentType": "text/html", "value": "<p>The ferry sailed again on Friday.</p><p>It was late.</p>"}
            ],
            "infoSources": [{"name": "Reuters"}], "altIds": [{"role": "web", "value": "https://www.reuters.com/world/ferry"}]
        }));
        assert_eq!((story.headline.as_str(), story.agency.as_str()), ("Ferry returns", "Reuters"));
        assert_eq!(story.document.of_role(Role::Body).count(), 2);
        assert_eq!(story.url.as_deref(), Some("https://www.reuters.com/world/ferry"));
        assert_eq!(story.version_created.map(|date| date.day), Some(3));
    }

    #[test]
    fn status_and_embargo_are_respected_in_all_versions() {
        let with = |name: &str, value: &str| {
            stories(&json!({"uri": "a", "body_text": BODY, name: value})).remove(0).map(|story| story.status)
        };
        for name in ["pubstatus", "pubStatus"] {
            assert_eq!(with(name, "usable"), Ok(Status::Usable));
            assert_eq!(with(name, "canceled"), Ok(Status::Withdrawn));
            assert_eq!(with(name, "withheld"), Err(Skipped::Withheld));
        }
        assert_eq!(with("embargoed", "2999-01-01T00:00:00+02:00"), Err(Skipped::Embargoed));
        assert_eq!(with("embargoed", "2001-01-01T00:00:00+02:00"), Ok(Status::Usable));
    }

    #[test]
    fn a_json_feed_is_its_items() {
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1", "title": "Reuters: World", "language": "en",
            "items": [
                {"id": "1", "url": "https://www.reuters.com/1", "title": "Ferry", "content_html": "<p>It sailed.</p>", "authors": [{"name": "Ada Penn"}]},
                {"id": "2", "title": "Choir", "summary": "It sang."}
            ]
        });
        let stories = stories(&feed);
        let ferry = stories[0].as_ref().unwrap();
        assert_eq!(
            (ferry.id.as_str(), ferry.agency.as_str(), ferry.byline.as_deref()),
            ("1", "Reuters", Some("Ada Penn"))
        );
        assert_eq!((ferry.language.as_deref(), stories[1].clone()), (Some("en"), Err(Skipped::Summary)));
    }

    #[test]
    fn hits_of_a_search() {
        let hits = json!({"hits": {"total": 1, "hits": [{"_id": "1", "_source": {"id": "a", "text": BODY}}]}});
        assert_eq!(one(&hits).id, "a");
    }

    #[test]
    fn objects_of_another_kind() {
        assert!(items(b"{\"uri\": \"no text\"}").unwrap_err().contains("has no story"));
        assert!(items(b"{\"a\": ").unwrap_err().contains("is no JSON"));
        assert!(items(b"7").is_err());
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        assert!(items(deep.as_bytes()).is_err());
    }
}
