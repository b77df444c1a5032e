//! How does a story travel?

use crate::story::{Document, Part, Role, Story};
use crate::text::Span;
use crate::text::date::Date;
use serde::{Deserialize, Serialize};

/// A [`Story`] on its way from the background to the page's engine.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoryMessage {
    id: String,
    agency: String,
    headline: String,
    byline: Option<String>,
    url: Option<String>,
    version_created: Option<(i32, u8, u8)>,
    text: String,
    /// Role, start and end of each part.
    parts: Vec<(u8, usize, usize)>,
}

/// The roles, each by its place; a new one is appended.
const ROLES: [Role; 6] = [Role::Headline, Role::Byline, Role::Dateline, Role::Body, Role::CreditLine, Role::Furniture];

impl From<Story> for StoryMessage {
    fn from(story: Story) -> Self {
        let role = |role| ROLES.iter().position(|&one| one == role).map_or(u8::MAX, |place| place as u8);
        Self {
            id: story.id,
            agency: story.agency,
            headline: story.headline,
            byline: story.byline,
            url: story.url,
            version_created: story.version_created.map(|day| (day.year, day.month, day.day)),
            parts: story.document.parts.iter().map(|part| (role(part.role), part.span.start, part.span.end)).collect(),
            text: story.document.text,
        }
    }
}

impl From<StoryMessage> for Story {
    fn from(message: StoryMessage) -> Self {
        // A span that does not fit its text would be a defect of the sender; such parts are left out.
        let parts = message.parts.iter().filter_map(|&(role, start, end)| {
            message.text.get(start..end)?;
            Some(Part { role: *ROLES.get(usize::from(role))?, span: Span::new(start, end) })
        });
        let parts = parts.collect();
        Self {
            id: message.id,
            agency: message.agency,
            headline: message.headline,
            byline: message.byline,
            url: message.url,
            version_created: message.version_created.map(|(year, month, day)| Date { year, month, day }),
            document: Document { text: message.text, parts },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            document,
        };
        let json = serde_json::to_string(&StoryMessage::from(story.clone())).unwrap();
        assert_eq!(Story::from(serde_json::from_str::<StoryMessage>(&json).unwrap()), story);
    }

    #[test]
    fn a_part_that_does_not_fit_its_text_is_left_out() {
        let json = r#"{"id":"","agency":"","headline":"","byline":null,"url":null,"versionCreated":null,
            "text":"é","parts":[[3,0,2],[3,0,1],[3,2,9],[9,0,2]]}"#;
        let story = Story::from(serde_json::from_str::<StoryMessage>(json).unwrap());
        assert_eq!(story.document.parts, [Part { role: Role::Body, span: Span::new(0, 2) }]);
    }
}
