//! How does a story travel?

use super::{Value, sketch};
use crate::story::{Document, Part, Role, Status, Story};
use crate::text::Span;
use crate::text::date::Date;

/// The roles, each by its place; a new one is appended.
const ROLES: [Role; 6] = [Role::Headline, Role::Byline, Role::Dateline, Role::Body, Role::CreditLine, Role::Furniture];

/// What an agency says of a story, each by its place; a new one is appended.
const STATUSES: [Status; 3] = [Status::Usable, Status::Corrected, Status::Withdrawn];

/// Writes a [`Story`] on its way from the background to the page's engine: each part by its role, start and end.
pub fn write_story(story: Story) -> Value {
    let role = |role| ROLES.iter().position(|&one| one == role).unwrap_or(ROLES.len());
    let mut parts = Vec::new();
    for part in &story.document.parts {
        parts.extend([role(part.role), part.span.start, part.span.end].map(Value::from));
    }
    let [facts, sentences] = story.sketch.map(sketch::write).unwrap_or_default();
    Value::record([
        ("id", story.id.into()),
        ("agency", story.agency.into()),
        ("headline", story.headline.into()),
        ("byline", story.byline.into()),
        ("url", story.url.into()),
        ("versionCreated", story.version_created.map(|day| Value::Number(day.day_number() as f64)).into()),
        ("family", story.family.into()),
        ("version", (story.version as usize).into()),
        ("status", STATUSES.iter().position(|&one| one == story.status).unwrap_or_default().into()),
        ("language", story.language.into()),
        ("wordCount", (story.word_count as usize).into()),
        ("parts", Value::List(parts)),
        ("text", story.document.text.into()),
        ("facts", facts),
        ("sentences", sentences),
    ])
}

/// Reads what [`write_story`] wrote. What is missing is empty, and a part that does not fit the text is left out.
pub fn read_story(mut story: Value) -> Story {
    let created = story.take("versionCreated");
    let (facts, sentences) = (story.take("facts"), story.take("sentences"));
    let [version, status, word_count] =
        ["version", "status", "wordCount"].map(|name| story.take(name).whole().unwrap_or_default());
    let mut text = |name| story.take(name).text();
    let (id, agency, headline) = (text("id"), text("agency"), text("headline"));
    let (byline, url, family, language) = (text("byline"), text("url"), text("family"), text("language"));
    let text = text("text").unwrap_or_default();
    let parts = parts(&story.take("parts").items(), &text);
    Story {
        id: id.unwrap_or_default(),
        agency: agency.unwrap_or_default(),
        headline: headline.unwrap_or_default(),
        byline,
        url,
        version_created: created.number().map(|day| Date::from_day_number(day as i64)),
        family,
        version: version as u32,
        status: STATUSES.get(status).copied().unwrap_or_default(),
        language,
        word_count: word_count as u32,
        document: Document { text, parts },
        sketch: (sentences != Value::Nothing).then(|| sketch::read(facts, sentences)),
    }
}

fn parts(numbers: &[Value], text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for part in numbers.chunks_exact(3) {
        let [Some(role), Some(start), Some(end)] = [0, 1, 2].map(|place| part[place].whole()) else { continue };
        if let Some(&role) = ROLES.get(role)
            && text.get(start..end).is_some()
        {
            parts.push(Part { role, span: Span::new(start, end) });
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::sketch::Sketch;
    use serde_json::json;

    #[test]
    fn a_story_survives_the_way() {
        let mut document = Document::from_paragraphs("Rates held", ["The bank – as expected – held rates."]);
        document.push(Role::CreditLine, "(Reporting by A. Writer)");
        let story = Story {
            id: "1".to_owned(),
            agency: "Reuters".to_owned(),
            headline: "Rates held".to_owned(),
            byline: Some("A. Writer".to_owned()),
            url: Some("https://www.reuters.com/x".to_owned()),
            version_created: Some(Date { year: 2024, month: 4, day: 16 }),
            family: Some("0".to_owned()),
            version: 2,
            status: Status::Corrected,
            language: Some("en-GB".to_owned()),
            word_count: 6,
            sketch: Some(Sketch::of(&document)),
            document,
        };
        let json = serde_json::to_value(write_story(story.clone())).unwrap();
        assert_eq!(read_story(json.into()), story);
    }

    #[test]
    fn a_part_that_does_not_fit_its_text_is_left_out() {
        let parts = [[3, 0, 2], [3, 0, 1], [3, 2, 9], [9, 0, 2]].concat();
        let story = read_story(json!({"text": "é", "parts": parts}).into());
        assert_eq!(story.document.parts, [Part { role: Role::Body, span: Span::new(0, 2) }]);
    }

    #[test]
    fn anything_else_is_an_empty_story() {
        for json in [json!(null), json!("story"), json!({"text": 3, "parts": [[0]], "versionCreated": "soon"})] {
            assert_eq!(read_story(json.clone().into()), Story::default(), "{json}");
        }
    }
}
