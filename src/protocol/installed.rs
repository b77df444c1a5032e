//! How does the background tell what is installed?

use super::Value;
use super::evidence::day;
use crate::index::PackInfo;

/// Writes what a source has installed: `{source, mark, packs}`, each pack as [`write_pack`] does.
pub fn write_source<'a>(source: &str, mark: &str, packs: impl Iterator<Item = (&'a str, Option<PackInfo>)>) -> Value {
    let packs = Value::List(packs.map(|(name, info)| write_pack(name, info)).collect());
    Value::record([("source", source.into()), ("mark", mark.into()), ("packs", packs)])
}

/// Writes what a pack says of itself: `{name, agency, hosts, text, stories, first, last}`, days as `[year, month, day]`.
///
/// A pack that does not open has a name alone: it has to be installed again.
pub fn write_pack(name: &str, info: Option<PackInfo>) -> Value {
    let name = ("name", name.into());
    let Some(info) = info else { return Value::record([name]) };
    Value::record([
        name,
        ("agency", info.agency.into()),
        ("hosts", Value::list(info.hosts, Value::from)),
        ("text", Value::Truth(info.text)),
        ("stories", info.stories.into()),
        ("first", info.days.map(|days| day(days.0)).into()),
        ("last", info.days.map(|days| day(days.1)).into()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::date::Date;
    use serde_json::json;

    #[test]
    fn a_source_tells_of_its_packs() {
        let days = Date::new(2024, 4, 16).zip(Date::new(2024, 5, 1));
        let info = PackInfo { agency: "Reuters".to_owned(), stories: 7, days, ..PackInfo::default() };
        let source = write_source("bundled", "0.1.0", [("a.pack", Some(info)), ("b.pack", None)].into_iter());
        let told = json!({
            "source": "bundled",
            "mark": "0.1.0",
            "packs": [
                {
                    "name": "a.pack",
                    "agency": "Reuters",
                    "hosts": [],
                    "text": false,
                    "stories": 7.0,
                    "first": [2024.0, 4.0, 16.0],
                    "last": [2024.0, 5.0, 1.0],
                },
                {"name": "b.pack"},
            ],
        });
        assert_eq!(serde_json::to_value(source).unwrap(), told);
    }
}
