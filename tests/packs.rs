//! Do packs of every version of the format that was ever released still open?
//!
//! The files in `packs/v1` were written by the writer of version 1 and are never changed once it was released. A new
//! version of the format adds a folder. `COPYTASTER_WRITE_FIXTURES=1 cargo test --test packs` writes the current version's files.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use copytaster::index::{Pack, PackOptions, PackWriter, QueryTerms, VERSION, search};
use copytaster::story::sketch::Sketch;
use copytaster::story::{Document, Role, Status, Story};
use copytaster::text::date::Date;
use std::path::PathBuf;

/// Stories that were written for this test.
fn stories() -> [Story; 3] {
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
    let update = Story {
        family: Some("ferry-1".to_owned()),
        version: 2,
        status: Status::Corrected,
        language: Some("en-GB".to_owned()),
        ..story(
            "ferry-1b",
            4,
            Some("https://www.examplewire.example/ferry-1"),
            None,
            &[
                (Role::Headline, "CORRECTED: Ferry returns to Lowhaven after two years"),
                (Role::Body, "The repairs of the pier cost 3.4 million crowns, the harbour board corrected itself."),
            ],
        )
    };
    [
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
        update,
    ]
}

/// The two kinds of pack: with text, and what may be passed on.
const KINDS: [&str; 2] = ["local", "public"];

fn path(version: u32, kind: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/packs/v{version}/{kind}.pack"))
}

fn written(kind: &str) -> Vec<u8> {
    let mut writer = PackWriter::new(PackOptions {
        agency: "Examplewire".to_owned(),
        hosts: vec!["examplewire.example".to_owned()],
        headlines: true,
        text: kind == "local",
    });
    for story in stories() {
        writer.add(&story);
    }
    writer.withdraw("wolf-2", Some(Date { year: 2024, month: 5, day: 1 }));
    writer.finish().unwrap()
}

/// What a pack of this kind keeps of a story.
fn kept(story: Story, kind: &str) -> Story {
    match kind {
        "local" => story,
        _ => Story { sketch: Some(Sketch::of(&story.document)), document: Document::default(), ..story },
    }
}

#[test]
fn packs_of_every_version_open() {
    for (version, kind) in (1..=VERSION).flat_map(|version| KINDS.map(|kind| (version, kind))) {
        let pack = Pack::open(std::fs::read(path(version, kind)).unwrap()).unwrap();
        pack.verify().unwrap();
        assert_eq!(pack.info().format, version);
        let read: Vec<Story> = (0..pack.len()).map(|number| pack.story(number).unwrap()).collect();
        assert_eq!(read, stories().map(|story| kept(story, kind)));
        assert_eq!(pack.tombstones().collect::<Vec<_>>(), [("wolf-2", Some(Date { year: 2024, month: 5, day: 1 }))]);
        let page = Document::from_paragraphs("", ["The Quillon Island ferry sails again, the harbour board says."]);
        let found = search(&[pack], &QueryTerms::of(&page), 1);
        assert_eq!(found.iter().map(|candidate| candidate.story).collect::<Vec<_>>(), [0]);
    }
}

#[test]
fn the_writer_still_writes_this_version() {
    for kind in KINDS {
        if std::env::var_os("COPYTASTER_WRITE_FIXTURES").is_some() {
            std::fs::write(path(VERSION, kind), written(kind)).unwrap();
        }
        assert!(
            written(kind) == std::fs::read(path(VERSION, kind)).unwrap(),
            "The writer's bytes are not those of v{VERSION}/{kind}.pack: the format has changed, or the words and stems \
             that it is made from. If version {VERSION} was released, it is another version now, with files of its own; \
             if not, write them anew with COPYTASTER_WRITE_FIXTURES=1 cargo test --test packs."
        );
    }
}
