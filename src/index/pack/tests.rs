//! Does a pack give back what was written, and notice everything that was not?

mod hostile;

use super::*;
use crate::story::{Document, Role, Status};
use proptest::prelude::*;
use proptest::sample::Index;

fn story(id: &str, day: u8, text: &str) -> Story {
    let document = Document::from_plain_text(text.to_owned());
    Story {
        id: id.to_owned(),
        agency: "Examplewire".to_owned(),
        headline: document.headline().to_owned(),
        byline: day.is_multiple_of(2).then(|| "Ada Penn".to_owned()),
        url: Some(format!("https://www.examplewire.example/{id}")),
        version_created: Some(Date { year: 2024, month: 4, day }),
        word_count: document.word_count() as u32,
        document,
        ..Story::default()
    }
}

fn stories() -> Vec<Story> {
    vec![
        story("ferry", 16, "Ferry returns to Lowhaven\n\nThe ferry returned to Lowhaven on Tuesday – after two years."),
        story(
            "bees",
            17,
            "Fewer swarms\n\nBeekeepers of the Quillon valley saw fewer swarms.\n\n“It is quiet,” one said.",
        ),
        story("bridge", 18, "Bridge closes\n\nThe bridge closes for repairs."),
    ]
}

fn options(text: bool) -> PackOptions {
    let hosts = vec!["examplewire.example".to_owned()];
    PackOptions { agency: "Examplewire".to_owned(), hosts, headlines: true, text }
}

fn bytes_of(stories: &[Story], options: PackOptions) -> Vec<u8> {
    let mut writer = PackWriter::new(options);
    for story in stories {
        writer.add(story);
    }
    writer.finish().unwrap()
}

fn bytes() -> Vec<u8> {
    bytes_of(&stories(), options(true))
}

#[test]
fn a_pack_of_one_story_is_what_a_writer_writes() {
    for mut story in stories() {
        for version in [0, 2] {
            story.version = version;
            for text in [true, false] {
                assert_eq!(options(text).pack_of(&story).unwrap(), bytes_of(&[story.clone()], options(text)));
            }
        }
    }
}

#[test]
fn an_outline_is_a_story_without_its_words() {
    let pack = whole(bytes()).unwrap();
    let story = pack.story(1).unwrap();
    assert_eq!(pack.outline(1).unwrap(), Story { document: Document::default(), ..story });
}

/// Opens and verifies.
fn whole(bytes: Vec<u8>) -> Result<Pack, PackError> {
    let pack = Pack::open(bytes)?;
    pack.verify()?;
    Ok(pack)
}

#[test]
fn what_was_written_is_read() {
    let pack = whole(bytes()).unwrap();
    let read: Vec<Story> = (0..pack.len()).map(|number| pack.story(number).unwrap()).collect();
    assert_eq!(read, stories());
}

#[test]
fn the_order_of_adding_does_not_matter() {
    let mut reversed = stories();
    reversed.reverse();
    assert_eq!(bytes(), bytes_of(&reversed, options(true)));
}

#[test]
fn an_empty_pack_is_a_pack() {
    let pack = whole(bytes_of(&[], options(true))).unwrap();
    assert!(pack.is_empty());
    assert_eq!(pack.info().days, None);
    assert_eq!(pack.story(0), Err(PackError::NoSuchStory(0)));
}

#[test]
fn info_says_what_is_inside() {
    let pack = whole(bytes()).unwrap();
    let info = pack.info();
    assert_eq!((info.format, info.agency.as_str(), info.stories), (VERSION, "Examplewire", 3));
    let day = |day| Date { year: 2024, month: 4, day };
    assert_eq!(info.days, Some((day(16), day(18))));
    let names: Vec<&str> = info.sections.iter().map(|section| section.0).collect();
    assert_eq!(names, ["about", "tier1", "stories", "text"]);
    assert!(info.text && info.headlines);
    assert_eq!(info.bytes, bytes().len());
}

#[test]
fn a_pack_without_text_holds_no_word_of_it() {
    let options = PackOptions { headlines: false, ..options(false) };
    let bytes = bytes_of(&stories(), options);
    for word in ["Ferry", "ferry ", "valley", "swarms", "repairs"] {
        assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
    let pack = whole(bytes).unwrap();
    let read = pack.story(0).unwrap();
    assert_eq!((read.headline.as_str(), read.document), ("", Document::default()));
    assert_eq!(read.sketch, Some(Sketch::of(&stories()[0].document)));
}

#[test]
fn what_is_known_besides_the_words_is_kept() {
    let [original, corrected] =
        [("rates", 1, Status::Usable), ("rates", 2, Status::Corrected)].map(|(id, version, status)| Story {
            version,
            status,
            family: Some("urn:rates".to_owned()),
            language: Some("en-GB".to_owned()),
            ..story(id, 16, "Rates held\n\nThe bank held rates.")
        });
    let withdrawn = Story { status: Status::Withdrawn, word_count: 7, url: None, ..Story::default() };
    let withdrawn = Story { id: "w".to_owned(), agency: "Examplewire".to_owned(), ..withdrawn };
    let written = [withdrawn, original, corrected];
    let pack = whole(bytes_of(&written, options(true))).unwrap();
    let read: Vec<Story> = (0..pack.len()).map(|number| pack.story(number).unwrap()).collect();
    assert_eq!(read, written);
}

#[test]
fn an_address_that_is_the_id_stands_once() {
    let url = "https://www.examplewire.example/ferry-returns";
    let written = Story { id: url.to_owned(), url: Some(url.to_owned()), ..story("", 16, "Ferry returns.") };
    let bytes = bytes_of(std::slice::from_ref(&written), options(true));
    assert_eq!(bytes.windows(url.len()).filter(|window| *window == url.as_bytes()).count(), 1);
    assert_eq!(whole(bytes).unwrap().story(0), Ok(written));
}

#[test]
fn the_newer_of_two_stories_with_one_id_and_version_stays() {
    let corrected = Story { status: Status::Corrected, ..story("a", 17, "Corrected\n\nNew.") };
    let from_least_to_most = [
        story("a", 16, "Oldest\n\nThis is an old and long text."),
        story("a", 17, "Old\n\nNew text."),
        story("a", 17, "Newer\n\nNew text, written on."),
        corrected,
    ];
    for kept in 0..from_least_to_most.len() {
        for (first, second) in (0..=kept).flat_map(|other| [(other, kept), (kept, other)]) {
            let mut writer = PackWriter::new(options(true));
            assert!(!writer.add(&from_least_to_most[first]).same_id);
            assert!(writer.add(&from_least_to_most[second]).same_id);
            assert_eq!(writer.len(), 1);
            let pack = whole(writer.finish().unwrap()).unwrap();
            assert_eq!(pack.story(0).unwrap().headline, from_least_to_most[kept].headline);
        }
    }
    let mut writer = PackWriter::new(options(true));
    let another_version = Story { version: 2, ..story("a", 16, "Update\n\nText.") };
    assert!(!writer.add(&from_least_to_most[0]).same_id && !writer.add(&another_version).same_id);
}

#[test]
fn a_link_elsewhere_is_neither_written_nor_read() {
    let elsewhere = Story { url: Some("https://elsewhere.example/a".to_owned()), ..story("a", 1, "A\n\nB.") };
    assert!(PackWriter::new(options(true)).add(&elsewhere).link_refused);
    // A pack whose writer did not care: the reader does.
    let careless = PackOptions { hosts: vec!["elsewhere.example".to_owned()], ..options(true) };
    let mut pack = whole(bytes_of(&[elsewhere], careless)).unwrap();
    pack.about.hosts = vec!["examplewire.example".to_owned()];
    assert_eq!(pack.story(0).unwrap().url, None);
}

#[test]
fn a_pack_cut_anywhere_does_not_open() {
    let bytes = bytes();
    for length in 0..bytes.len() {
        let cut = Pack::open(bytes[..length].to_vec());
        assert!(matches!(cut, Err(PackError::CutShort { .. } | PackError::NotAPack)), "{length}: {cut:?}");
    }
}

#[test]
fn a_flipped_bit_anywhere_is_found() {
    let bytes = bytes();
    for (at, bit) in (0..bytes.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << bit;
        assert!(whole(flipped).is_err(), "bit {bit} of byte {at}");
    }
}

#[test]
fn bytes_after_the_end_are_found() {
    let mut bytes = bytes();
    bytes.push(0);
    assert_eq!(whole(bytes).unwrap_err(), PackError::Damaged("bytes after its end"));
}

#[test]
fn a_newer_version_asks_for_an_update() {
    let mut bytes = bytes();
    bytes[8..12].copy_from_slice(&(VERSION + 1).to_le_bytes());
    let prelude = checksum::crc32c(&bytes[..12]);
    bytes[12..16].copy_from_slice(&prelude.to_le_bytes());
    let error = whole(bytes).unwrap_err();
    assert_eq!(error, PackError::NewerVersion(VERSION + 1));
    assert!(error.to_string().contains("update Copytaster"));
}

#[test]
fn rewritten_line_ends_are_noticed() {
    let mut bytes = bytes();
    bytes.remove(6);
    assert_eq!(whole(bytes).unwrap_err(), PackError::NotAPack);
}

/// Makes the checksums right again, as a forger would.
fn reseal(bytes: &mut [u8]) {
    let Ok(header) = Header::read(bytes, bytes.len() as u64) else { return };
    let table = 40 + 16 * header.sections.len();
    for (number, entry) in header.sections.iter().enumerate() {
        let checksum = checksum::crc32c(&bytes[entry.range.clone()]);
        bytes[40 + 16 * number + 4..][..4].copy_from_slice(&checksum.to_le_bytes());
    }
    let checksum = checksum::crc32c(&bytes[16..table]);
    bytes[table..table + 4].copy_from_slice(&checksum.to_le_bytes());
}

/// Everything that can be asked of a pack.
fn use_it(pack: &Pack) {
    let info = pack.info();
    assert_eq!(info.stories, pack.len());
    for number in (0..pack.len().min(50)).chain([pack.len(), usize::MAX]) {
        if let Ok(story) = pack.story(number) {
            let body: usize = story.document.of_role(Role::Body).map(str::len).sum();
            assert!(body <= story.document.text.len());
        }
    }
    let terms = crate::index::QueryTerms::of(&stories()[0].document);
    crate::index::search(std::slice::from_ref(pack), &terms, 5);
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(pack) = Pack::open(bytes) {
            let _ = pack.verify();
            use_it(&pack);
        }
    }

    #[test]
    fn forged_sections_never_panic(changes in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..12)) {
        let mut bytes = bytes();
        let start = Header::read(&bytes, bytes.len() as u64).unwrap().sections[0].range.start;
        for (at, byte) in changes {
            let at = start + at.index(bytes.len() - start);
            bytes[at] = byte;
        }
        // Unverified first: a reader that skips `verify` may get nonsense, but no panic.
        if let Ok(pack) = Pack::open(bytes.clone()) {
            use_it(&pack);
        }
        reseal(&mut bytes);
        if let Ok(pack) = whole(bytes) {
            use_it(&pack);
            prop_assert!((0..pack.len()).all(|number| pack.story(number).is_ok()));
        }
    }

    #[test]
    fn any_story_comes_back(
        id in ".{0,20}", headline in "[^\r\n]{0,40}", text in ".{0,300}", byline in proptest::option::of(".{0,20}"),
        day in proptest::option::of((1..=9999_i32, 1..=12_u8, 1..=31_u8))
    ) {
        let version_created = day.map(|(year, month, day)| Date { year, month, day });
        let document = Document::from_plain_text(text);
        let word_count = document.word_count() as u32;
        let story = Story { id, agency: "Examplewire".to_owned(), headline, byline, version_created, ..Story::default() };
        let written = Story { word_count, document, ..story };
        let pack = whole(bytes_of(std::slice::from_ref(&written), options(true))).unwrap();
        prop_assert_eq!(pack.story(0).unwrap(), written);
    }
}
