//! What is read of a page that was saved as plain text?
//!
//! Each `NAME.txt` is a page; `NAME.expected` says what it holds, a line a part: its role, and the beginning of its
//! words. Where the reading has changed on purpose, `UPDATE_EXPECT=1 cargo test --test extract` writes it anew: read
//! the difference before it is committed.

use copytaster::page::{credit, from_plain_text};
use std::fs;
use std::path::Path;

/// So many characters of a part are shown.
const SHOWN: usize = 72;

fn read(text: &str) -> String {
    let article = from_plain_text(text.to_owned());
    let credit = credit(&article, None);
    let places: Vec<&str> = credit.found_in.iter().map(|place| place.name()).collect();
    let mut lines = vec![
        format!("title: {}", article.title),
        format!("byline: {}", article.byline.as_deref().unwrap_or("none")),
        format!("published: {}", article.published_time.as_deref().unwrap_or("none")),
        format!("credit: {} {}", credit.agency.as_deref().unwrap_or("none"), places.join(", ")).trim_end().to_owned(),
        format!("other sources: {}", credit.other_sources.join(", ")).trim_end().to_owned(),
    ];
    for part in &article.document.parts {
        let words = part.span.of(&article.document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = words.chars().take(SHOWN).collect();
        lines.push(format!("{:?}: {shown}{}", part.role, if shown.len() < words.len() { "…" } else { "" }));
    }
    lines.join("\n") + "\n"
}

#[test]
fn pages_saved_as_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extract");
    let mut pages = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        pages += 1;
        let found = read(&fs::read_to_string(&path).unwrap());
        let expected = path.with_extension("expected");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&expected).unwrap(), "{}", path.display());
    }
    assert!(pages > 0);
}
