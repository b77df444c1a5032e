//! What becomes of packs? Bad ones are named, good ones still answer, and writing one never costs another file.

use crate::workshop::{STORY, Workshop};

/// Checks a page against a bad pack and a good one, and against the bad one alone.
fn check_bad_pack(workshop: &Workshop, cause_and_cure: &[&str]) {
    let both = workshop.run(&["check", "--pack", "bad.pack", "--pack", "wire.pack", "--format", "json", "repost.txt"]);
    assert_eq!(both.status, 1, "{both:?}");
    let verdicts = both.verdicts();
    assert!(verdicts.len() == 1 && verdicts[0].1 != "none", "{both:?}");
    let line = both.err.lines().find(|line| line.contains("bad.pack")).unwrap_or_else(|| panic!("{both:?}"));
    for words in cause_and_cure {
        assert!(line.contains(words), "“{words}” is not in: {line}");
    }

    let alone = workshop.run(&["check", "--pack", "bad.pack", "--format", "json", "repost.txt"]);
    assert_eq!((alone.status, alone.out.as_str()), (1, ""));

    let verified = workshop.run(&["pack", "verify", "bad.pack", "wire.pack"]);
    assert_eq!(verified.status, 1);
    assert!(verified.out.contains("wire.pack: whole"), "{verified:?}");
    assert!(verified.err.contains("bad.pack"), "{verified:?}");
}

/// The numbers in the header of a pack: how long it is, and where each section begins.
fn block_boundaries(pack: &[u8]) -> Vec<usize> {
    let u32_at = |at: usize| u32::from_le_bytes(pack[at..at + 4].try_into().unwrap()) as usize;
    let sections = u32_at(36);
    let header = 40 + 16 * sections + 4;
    let mut boundaries = vec![0, 8, 12, 16, 40, header - 4, header];
    for section in 0..sections {
        let length = u64::from_le_bytes(pack[48 + 16 * section..][..8].try_into().unwrap()) as usize;
        boundaries.push(boundaries.last().unwrap() + length);
    }
    assert_eq!(boundaries.pop(), Some(pack.len()));
    boundaries
}

#[test]
fn a_pack_cut_at_every_block_boundary() {
    let workshop = Workshop::new();
    let pack = workshop.read("wire.pack");
    for at in block_boundaries(&pack) {
        workshop.write("bad.pack", &pack[..at]);
        let cause: &[&str] = if at == 0 { &["not a Copytaster pack"] } else { &["cut short", "build it again"] };
        check_bad_pack(&workshop, cause);
    }
}

#[test]
fn a_pack_with_one_flipped_bit() {
    let workshop = Workshop::new();
    let pack = workshop.read("wire.pack");
    // The library's tests flip every bit; here one of each block and of the header's parts.
    for at in block_boundaries(&pack).into_iter().filter(|&at| at >= 8) {
        let mut flipped = pack.clone();
        flipped[at] ^= 0x10;
        workshop.write("bad.pack", flipped);
        check_bad_pack(&workshop, &["damaged", "build it again"]);
    }
}

#[test]
fn a_pack_of_a_newer_version() {
    let workshop = Workshop::new();
    let mut pack = workshop.read("wire.pack");
    pack[8..16].copy_from_slice(&[9, 0, 0, 0, 0, 0, 0, 0]);
    let checksum = crc32c(&pack[..12]);
    pack[12..16].copy_from_slice(&checksum.to_le_bytes());
    workshop.write("bad.pack", pack);
    check_bad_pack(&workshop, &["newer Copytaster", "format 9", "update Copytaster"]);
}

/// CRC-32C, bit by bit: another way than the program's.
fn crc32c(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0x82F6_3B78 & (crc & 1).wrapping_neg()))
    })
}

#[test]
fn a_page_in_place_of_a_pack() {
    let workshop = Workshop::new();
    workshop.write("bad.pack", STORY);
    check_bad_pack(&workshop, &["not a Copytaster pack", "pack build"]);
}

#[test]
fn a_missing_pack() {
    check_bad_pack(&Workshop::new(), &["no such file"]);
}

#[test]
fn a_folder_in_place_of_a_pack() {
    let workshop = Workshop::new();
    std::fs::create_dir(workshop.path("bad.pack")).unwrap();
    check_bad_pack(&workshop, &["folder", "name the pack"]);
}

#[test]
fn a_pack_without_text_says_what_it_does_not_know() {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["pack", "build", "--out", "public.pack", "story.txt"]).status, 0);
    assert_eq!(workshop.run(&["pack", "verify", "public.pack"]).status, 0);
    let ran = workshop.run(&["check", "--pack", "public.pack", "--format", "json", "repost.txt", "other.txt"]);
    assert_eq!((ran.status, ran.verdicts().len()), (0, 2), "{ran:?}");
    let [repost, other] = ran.json().try_into().unwrap();
    assert_eq!((&repost["verdict"], &other["verdict"]), (&"edited".into(), &"none".into()), "{repost}");
    let figure = repost["edits"].as_array().unwrap().iter().find(|edit| edit["kind"] == "figure-changed").unwrap();
    assert_eq!(figure["original"], serde_json::json!({"span": null, "text": "3.2 million crowns"}));
    assert_eq!(figure["page"]["text"], "2.3 million crowns");
    let ran = workshop.run(&["check", "--pack", "public.pack", "repost.txt"]);
    assert!(ran.out.contains("open the original to see every word"), "{}", ran.out);
}

#[test]
fn several_packs_may_follow_one_option() {
    let workshop = Workshop::new();
    workshop.run(&["pack", "build", "--out", "choir.pack", "--with-text", "other.txt"]);
    let ran =
        workshop.run(&["check", "--pack", "choir.pack", "wire.pack", "--format", "json", "repost.txt", "other.txt"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let ids: Vec<String> = ran.json().iter().map(|line| line["story"]["id"].to_string()).collect();
    assert_eq!(ids[0], "\"story\"");
    assert_eq!(ran.json().len(), 2);
}

#[test]
fn info_in_json_has_the_contracts_keys() {
    let ran = Workshop::new().run(&["pack", "info", "--format", "json", "wire.pack"]);
    let info = &ran.json()[0];
    let keys: Vec<&String> = info.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["format", "agency", "hosts", "stories", "from", "to", "bytes", "sections", "text", "signed_by", "takes_back"]
    );
    assert_eq!((&info["format"], &info["stories"], &info["text"]), (&1.into(), &1.into(), &true.into()));
    assert_eq!((info["agency"].as_str(), info["hosts"][0].as_str()), (Some("Reuters"), Some("reuters.com")));
    assert!(info["sections"]["tier1"].as_u64().unwrap() > 0);
    assert!(info["signed_by"].is_null());
}

#[test]
fn stories_to_which_nothing_leads_are_counted() {
    let workshop = Workshop::new();
    let build =
        |options: &[&str]| workshop.run(&[&["pack", "build", "--out", "a.pack", "story.txt"], options].concat());
    assert!(build(&[]).err.contains("1 story has neither address nor headline"));
    assert_eq!(build(&["--headlines"]).err, "");
}

#[test]
fn info_names_what_is_taken_back() {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["pack", "merge", "b.pack", "wire.pack", "--withdraw", "wolf-2"]).status, 0);
    let info = workshop.run(&["pack", "info", "--format", "json", "b.pack"]).json().remove(0);
    assert_eq!(info["takes_back"], serde_json::json!([{"id": "wolf-2", "until": null}]));
    assert!(workshop.run(&["pack", "info", "b.pack"]).out.contains("takes back 1: wolf-2\n"));
    assert!(!workshop.run(&["pack", "info", "wire.pack"]).out.contains("takes back"));
}

#[test]
fn the_same_stories_give_the_same_bytes() {
    let workshop = Workshop::new();
    workshop.run(&["pack", "build", "--out", "one.pack", "--with-text", "story.txt", "other.txt"]);
    workshop.run(&["pack", "build", "--out", "two.pack", "--with-text", "other.txt", "story.txt"]);
    assert_eq!(workshop.read("one.pack"), workshop.read("two.pack"));
}

#[test]
fn a_pack_is_replaced_but_nothing_else_is() {
    let workshop = Workshop::new();
    assert_eq!(workshop.run(&["pack", "build", "--out", "wire.pack", "--with-text", "other.txt"]).status, 0);
    let ran = workshop.run(&["pack", "build", "--out", "story.txt", "--with-text", "story.txt"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("story.txt: this exists and is no pack"), "{}", ran.err);
    assert_eq!(workshop.read("story.txt"), STORY.as_bytes());
}

#[test]
fn a_pack_that_cannot_be_written_leaves_nothing_behind() {
    let workshop = Workshop::new();
    let ran = workshop.run(&["pack", "build", "--out", "nowhere/wire.pack", "story.txt"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("nowhere/wire.pack") && ran.err.contains("folder does not exist"), "{}", ran.err);
    let left = std::fs::read_dir(workshop.path(".")).unwrap().flatten();
    assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().contains("unfinished")));
}
