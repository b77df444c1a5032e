//! What can somebody do with a pack who makes every checksum right?
//!
//! Nothing but be refused: before a story is read, without a panic, and with no more memory than the file's size allows.

use super::*;
use fields::put_number;
use std::io::Cursor;

/// A public pack whose section of this kind has these bytes instead.
fn with_section(kind: Section, forged: &[u8]) -> Vec<u8> {
    let bytes = bytes_of(&stories(), options(false));
    let header = Header::read(&bytes, bytes.len() as u64).unwrap();
    let mut draft = header::Draft::new(header.sections.len());
    for section in [Section::About, Section::Tier1, Section::Stories, Section::Sketches, Section::Facts] {
        let range = header.range(section).unwrap();
        let own = if section == kind { forged } else { &bytes[range] };
        let write = |out: &mut Vec<u8>| {
            out.extend_from_slice(own);
            Some(())
        };
        draft.section(section, write).unwrap();
    }
    draft.finish(header::Contents { stories: header.stories, headlines: true, ..header::Contents::default() })
}

/// A public pack with one number of its header changed, and the checksum made right.
fn with_number(at: usize, number: u32) -> Vec<u8> {
    let mut bytes = bytes_of(&stories(), options(false));
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    let sections = u32::from_le_bytes(bytes[36..40].try_into().unwrap()).min(64) as usize;
    let table = (40 + 16 * sections).min(bytes.len() - 4);
    let checksum = checksum::crc32c(&bytes[16..table]);
    bytes[table..table + 4].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// Opening or verifying refuses it, and whoever does neither is safe as well.
fn check_refused(bytes: Vec<u8>, part: &str) {
    if let Ok(pack) = Pack::open(bytes.clone()) {
        use_it(&pack);
        let _ = merge(std::slice::from_ref(&pack));
    }
    let refused = whole(bytes).map(|pack| pack.len()).unwrap_err().to_string();
    assert!(refused.contains(part), "{refused}");
}

#[test]
fn more_stories_than_there_are() {
    for stories in [4, 1000, u32::MAX - 1, u32::MAX] {
        check_refused(with_number(24, stories), "damaged");
    }
}

#[test]
fn sections_longer_than_the_file() {
    // The lowest and the highest half of the first section's length.
    for (at, number) in [(48, u32::MAX), (52, 1), (52, u32::MAX), (52, 1 << 31)] {
        check_refused(with_number(at, number), "");
    }
}

#[test]
fn a_head_that_holds_stories() {
    // Of a head none are verified, and merging copies them.
    check_refused(with_number(20, 4), "header");
}

#[test]
fn stories_that_are_not_in_their_order() {
    for ids in [["b", "a", "c"], ["a", "a", "b"]] {
        let mut records = Vec::new();
        let mut table = fields::TableWriter::new(&mut records, 3);
        for id in ids {
            let story = Story { id: id.to_owned(), ..Story::default() };
            table.push(&stories::write(&story, false, None)).unwrap();
        }
        check_refused(with_section(Section::Stories, &records), "stories");
    }
}

#[test]
fn sections_that_overlap() {
    // Lengths leave no gap, so sections can only overlap where one is there twice: the second kind becomes the first.
    check_refused(with_number(40 + 16, Section::About as u32), "header");
    check_refused(with_number(36, u32::MAX), "header");
}

#[test]
fn hosts_that_are_none() {
    for host in ["com", "", "agency.example/\u{2f}", "javascript:", "*"] {
        let mut about = Vec::new();
        About { agency: "Examplewire".to_owned(), hosts: vec![host.to_owned()] }.write(&mut about);
        check_refused(with_section(Section::About, &about), "about");
    }
    let mut endless = vec![1];
    put_number(&mut endless, u32::MAX);
    check_refused(with_section(Section::About, &endless), "about");
}

#[test]
fn an_agency_whose_name_breaks_the_line() {
    let mut about = Vec::new();
    About { agency: "Examplewire\r\nReuters".to_owned(), hosts: Vec::new() }.write(&mut about);
    check_refused(with_section(Section::About, &about), "about");
}

#[test]
fn links_elsewhere() {
    let linked = |url: &str| {
        let mut records = Vec::new();
        let mut table = fields::TableWriter::new(&mut records, 3);
        for number in 0..3 {
            let story = Story { id: format!("id{number}"), ..Story::default() };
            table.push(&stories::write(&story, false, Some(url))).unwrap();
        }
        whole(with_section(Section::Stories, &records)).unwrap().story(0).unwrap().url
    };
    assert_eq!(linked("https://examplewire.example/a").as_deref(), Some("https://examplewire.example/a"));
    for url in [
        "javascript:alert(1)",
        "javascript://examplewire.example/%0aalert(1)",
        "data:text/html,examplewire.example",
        "http://examplewire.example/a",
        "https://evil.example/https://examplewire.example/",
        "https://examplewire.example@evil.example/",
        "//examplewire.example/",
    ] {
        assert_eq!(linked(url), None, "{url}");
    }
}

#[test]
fn postings_of_stories_that_are_not_there() {
    let mut tier1 = Vec::new();
    let lists = [7, 9].map(|stem| (stem, vec![0, 2, 5, 900]));
    tier1::write(&mut tier1, 1000, 2, lists.into_iter()).unwrap();
    check_refused(with_section(Section::Tier1, &tier1), "tier1");
    let pack = Pack::open(with_section(Section::Tier1, &tier1)).unwrap();
    let found = crate::index::search(&[pack], &crate::index::QueryTerms(vec![7, 9]), 10);
    assert!(found.iter().all(|candidate| candidate.story < 3), "{found:?}");
}

#[test]
fn a_table_of_postings_that_claims_everything() {
    for head in [[26, 32], [27, 0], [255, 255], [0, 33]] {
        check_refused(with_section(Section::Tier1, &head), "tier1");
    }
    // One bucket with one stem, which says that more stories have it than there are.
    for stories in [4, 1 << 31] {
        let mut bits = bits::BitWriter::default();
        bits.put_gamma(2);
        bits.put_rice(7, 0);
        bits.put_gamma(stories);
        let mut tier1 = vec![0, 0];
        fields::TableWriter::new(&mut tier1, 1).push(&bits.into_bytes()).unwrap();
        check_refused(with_section(Section::Tier1, &tier1), "tier1");
    }
}

#[test]
fn stems_that_are_not_in_their_bucket() {
    let mut tier1 = vec![1, 31];
    let mut table = fields::TableWriter::new(&mut tier1, 2);
    for stem in [0x9000_0000_u32, 0] {
        let mut bits = bits::BitWriter::default();
        bits.put_gamma(2);
        bits.put_rice(stem, 31);
        bits.put_gamma(1);
        bits.put(0, 8);
        table.push(&bits.into_bytes()).unwrap();
    }
    // Merging writes stems in order, and here the second bucket's comes first.
    check_refused(with_section(Section::Tier1, &tier1), "tier1");
}

#[test]
fn records_that_run_backwards() {
    for kind in [Section::Stories, Section::Sketches, Section::Facts] {
        let mut table = Vec::new();
        for offset in [0, 8, 4, 8_u32] {
            table.extend_from_slice(&offset.to_le_bytes());
        }
        table.extend_from_slice(&[0; 8]);
        check_refused(with_section(kind, &table), "damaged");
    }
}

#[test]
fn records_that_begin_behind_their_table() {
    let whole = Pack::open(bytes_of(&stories(), options(false))).unwrap();
    for kind in [Section::Tier1, Section::Stories, Section::Sketches, Section::Facts] {
        let table = if kind == Section::Tier1 { 2 } else { 0 };
        let mut records = whole.section(kind).unwrap().to_vec();
        records[table] = 1;
        let forged = with_section(kind, &records);
        let lying = Pack {
            bytes: forged.clone(),
            header: Header::read(&forged, forged.len() as u64).unwrap(),
            ..whole.clone()
        };
        assert!(merge_stored(&[&lying], &mut Cursor::new(Vec::new())).is_err(), "{}", kind.name());
        check_refused(forged, kind.name());
    }
}

#[test]
fn sentences_and_facts_without_end() {
    for kind in [Section::Sketches, Section::Facts] {
        for record in [&[0, 0, 0, 0, 255, 255, 255, 255, 255][..], &[0; 40], &[0xFE; 40], &[0xAA; 4000]] {
            let mut records = Vec::new();
            let mut table = fields::TableWriter::new(&mut records, 3);
            (0..3).for_each(|_| table.push(record).unwrap());
            check_refused(with_section(kind, &records), "damaged");
        }
    }
}

#[test]
fn tombstones_without_end_or_order() {
    let with_tombstones = |forged: &[u8]| {
        let mut writer = PackWriter::new(options(true));
        ["a", "b"].iter().for_each(|id| writer.withdraw(id, None));
        let mut bytes = writer.finish().unwrap();
        let range = Header::read(&bytes, bytes.len() as u64).unwrap().range(Section::Tombstones).unwrap();
        assert_eq!(range.len(), forged.len());
        bytes[range].copy_from_slice(forged);
        reseal(&mut bytes);
        bytes
    };
    assert!(whole(with_tombstones(&[2, 0, 2, b'a', 0, 2, b'b'])).is_ok());
    for forged in [[2, 0, 2, b'b', 0, 2, b'a'], [2, 0, 2, b'a', 0, 2, b'a'], [255, 255, 255, 255, 15, 0, 0]] {
        check_refused(with_tombstones(&forged), "tombstones");
    }
}
