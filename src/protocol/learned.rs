//! How does a learned story stand in a list?

use super::Value;
use super::evidence::day;
use crate::page::host;
use crate::story::Story;

/// Writes what is known of a learned story besides its words: `{id, version, headline, agency, url, day, seenOn}`; the day
/// as `[year, month, day]`, `seenOn` the host of a copy.
pub fn write_learned(story: Story) -> Value {
    Value::record([
        ("seenOn", story.copy_on().and_then(host).into()),
        ("day", story.version_created.map(day).into()),
        ("id", story.id.into()),
        ("version", (story.version as usize).into()),
        ("headline", story.headline.into()),
        ("agency", story.agency.into()),
        ("url", story.url.into()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::date::Date;
    use serde_json::json;

    #[test]
    fn a_copy_says_on_which_site_it_was_read() {
        let story = Story {
            id: "copy:https://station.example/a".to_owned(),
            headline: "Rates held".to_owned(),
            agency: "Reuters".to_owned(),
            version_created: Date::new(2024, 4, 16),
            ..Story::default()
        };
        let told = json!({
            "seenOn": "station.example",
            "day": [2024.0, 4.0, 16.0],
            "id": "copy:https://station.example/a",
            "version": 0.0,
            "headline": "Rates held",
            "agency": "Reuters",
        });
        assert_eq!(serde_json::to_value(write_learned(story)).unwrap(), told);
    }
}
