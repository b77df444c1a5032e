//! Do packs of every version of the format that was ever released still open?
//!
//! `packs/v1.pack` was written by the writer of version 1 and is never changed once it was released. A new version of
//! the format adds a file. `COPYTASTER_WRITE_FIXTURES=1 cargo test --test packs` writes the current version's file.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use copytaster::index::{Pack, PackOptions, PackWriter, QueryTerms, VERSION, search};
use copytaster::story::{Document, Role, Story};
use copytaster::text::date::Date;
use std::path::PathBuf;

/// Stories that were written for this test.
fn stories() -> Vec<Story> {
    let story = |id: &str, day, url: Option<&str>, byline: Option<&str>, parts: &[(Role, &str)]| {
        let mut document = Document::default();
        parts.iter().for_each(|(role, text)| document.push(*role, text));
        Story {
            id: id.to_owned(),
            agency: "Examplewire".to_owned(),
            headline: document.headline().to_owned(),
            byline: byline.map(str::to_owned),
            url: url.map(str::to_owned),
            version_created: Some(Date { year: 2024, month: 5, day }),
            word_count: document.word_count() as u32,
            document,
            ..Story::default()
        }
    };
    vec![
        story(
            "ferry-1",
            3,
            Some("https://www.examplewire.example/ferry-1"),
            Some("Ada Penn"),
            &[
                (Role::Headline, "Ferry returns to Lowhaven after two years"),
                (Role::Byline, "By Ada Penn"),
                (Role::Dateline, "LOWHAVEN (Examplewire) –"),
                (Role::Body, "The ferry to Quillon Island sailed again on Friday, the harbour board said."),
                (Role::Body, "“We had stopped counting the promises,” said Bertil Sund, who keeps the only shop."),
                (Role::Body, "The repairs of the pier cost 3.2 million crowns, twice what was planned."),
                (Role::CreditLine, "(Reporting by Ada Penn; Editing by Cleo Vane)"),
            ],
        ),
        story(
            "bees-7",
            4,
            None,
            None,
            &[
                (Role::Headline, "Fewer swarms in Quillon valley"),
                (Role::Body, "Keepers in the Quillon valley counted 41 swarms this spring, the fewest since 1951."),
                (Role::Body, "A cold April kept the queens inside, the keepers' union said."),
            ],
        ),
    ]
}

fn path(version: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/packs/v{version}.pack"))
}

fn written() -> Vec<u8> {
    let mut writer = PackWriter::new(PackOptions {
        agency: "Examplewire".to_owned(),
        hosts: vec!["examplewire.example".to_owned()],
        headlines: true,
        text: true,
    });
    for story in stories() {
        writer.add(&story);
    }
    writer.finish().unwrap()
}

#[test]
fn packs_of_every_version_open() {
    for version in 1..=VERSION {
        let pack = Pack::open(std::fs::read(path(version)).unwrap()).unwrap();
        pack.verify().unwrap();
        assert_eq!(pack.info().format, version);
        let read: Vec<Story> = (0..pack.len()).map(|number| pack.story(number).unwrap()).collect();
        assert_eq!(read, stories());
        let page = Document::from_paragraphs("", ["The Quillon Island ferry sails again, the harbour board says."]);
        let found = search(&[pack], &QueryTerms::of(&page), 1);
        assert_eq!(found.iter().map(|candidate| candidate.story).collect::<Vec<_>>(), [0]);
    }
}

#[test]
fn the_writer_still_writes_this_version() {
    if std::env::var_os("COPYTASTER_WRITE_FIXTURES").is_some() {
        std::fs::write(path(VERSION), written()).unwrap();
    }
    assert!(
        written() == std::fs::read(path(VERSION)).unwrap(),
        "The writer's bytes are not those of v{VERSION}.pack: the format has changed, or the words and stems that it is \
         made from. If version {VERSION} was released, it is another version now, with a file of its own; if not, write \
         the file anew with COPYTASTER_WRITE_FIXTURES=1 cargo test --test packs."
    );
}
