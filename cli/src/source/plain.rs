//! How is a story read from plain text: headline, blank line, body?

use copytaster::story::{Document, Story};

/// The story of a text.
pub(super) fn story(id: &str, text: String) -> Story {
    let document = Document::from_plain_text(text);
    Story {
        id: id.to_owned(),
        headline: document.headline().split_whitespace().collect::<Vec<_>>().join(" "),
        byline: document.writers(),
        version_created: document.day(),
        document,
        ..Story::default()
    }
}
