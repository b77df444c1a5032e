//! What happens when there is no room left? The last good file stays, nothing half-written does, and a message names the cure.
//!
//! A file system that is full can be made by root alone; a limit on the size of files, which every shell sets, fails the
//! same writes.

#![cfg(unix)]

use crate::workshop::{REPOST, Ran, Workshop};
use std::path::Path;
use std::process::Command;

/// The largest file that may be written, in units of 512 bytes, or 1,024 in some shells.
const LIMIT: u32 = 8;

/// Runs the program where no file can become larger than 4 or 8 KB.
fn run_without_room(workshop: &Workshop, arguments: &[&str]) -> Ran {
    // The signal that comes first would end the program; a full disk sends none.
    let script = format!("trap '' XFSZ; ulimit -f {LIMIT}; exec \"$0\" \"$@\"");
    workshop.run_as(Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_copytaster")]), arguments, b"")
}

/// A feed of which the pack, with text or without, is larger than that.
fn feed(workshop: &Workshop) {
    let story = |number: u32| {
        let words: String = (0..60).map(|word| format!(" zq{number}w{word}x")).collect();
        let text = format!("The harbour board of Lowhaven counted{words}.");
        let time = "2024-05-15T08:00:00Z";
        let id = format!("count-{number}");
        serde_json::json!({"uri": id, "headline": id, "versioncreated": time, "body_text": text}).to_string()
    };
    workshop.write("feed.jsonl", (0..100).map(story).collect::<Vec<_>>().join("\n"));
}

/// The files of a folder and of those in it.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.display().to_string());
        if path.is_dir() {
            found.extend(files(&path));
        }
    }
    found.sort();
    found
}

/// Checks that a run fails for want of room, says so of a file, and changes neither it nor the folder.
fn check_kept(workshop: &Workshop, file: &str, arguments: &[&str]) {
    let (before, there) = (workshop.read(file), files(&workshop.path(".")));
    let ran = run_without_room(workshop, arguments);
    assert_eq!(ran.status, 1, "{ran:?}");
    for words in [file, "there is no room for it; make room", "Nothing of it is left"] {
        assert!(ran.err.contains(words), "“{words}” is not in: {}", ran.err);
    }
    assert!(workshop.read(file) == before);
    assert_eq!(files(&workshop.path(".")), there);
}

#[test]
fn building_keeps_the_pack_before() {
    let workshop = Workshop::new();
    feed(&workshop);
    check_kept(&workshop, "wire.pack", &["pack", "build", "--out", "wire.pack", "feed.jsonl"]);
    check_kept(&workshop, "wire.pack", &["pack", "build", "--with-text", "--out", "wire.pack", "feed.jsonl"]);
}

#[test]
fn merging_keeps_the_pack_before() {
    let workshop = Workshop::new();
    feed(&workshop);
    let built = workshop.run(&["pack", "build", "--with-text", "--out", "more.pack", "feed.jsonl"]);
    assert_eq!(built.status, 0, "{built:?}");
    check_kept(&workshop, "wire.pack", &["pack", "merge", "wire.pack", "wire.pack", "more.pack"]);
}

#[test]
fn publishing_keeps_the_list_before() {
    let workshop = Workshop::new();
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/packs/minisign");
    for name in ["wire.key", "wire.pub"] {
        std::fs::copy(made.join(name), workshop.path(name)).unwrap();
    }
    let publish = ["publish", "--out", "list", "--key", "wire.key", "--licence", "CC0-1.0"];
    let first = workshop.run(&[&publish[..], &["story.txt"]].concat());
    assert_eq!(first.status, 0, "{first:?}");
    feed(&workshop);
    let (list, there) = (workshop.read("list/copytaster-list.txt"), files(&workshop.path(".")));
    let ran = run_without_room(&workshop, &[&publish[..], &["feed.jsonl"]].concat());
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("list/segments/") && ran.err.contains("make room"), "{}", ran.err);
    assert!(workshop.read("list/copytaster-list.txt") == list);
    assert_eq!(files(&workshop.path(".")), there);
    assert_eq!(workshop.run(&["pack", "verify", "--public-key", "wire.pub", "list"]).status, 0);
}

#[test]
fn a_scan_goes_on_when_there_is_room_again() {
    const PAGES: usize = 20;
    let workshop = Workshop::new();
    std::fs::create_dir(workshop.path("pages")).unwrap();
    for number in 0..PAGES {
        workshop.write(&format!("pages/{number:02}.txt"), REPOST);
    }
    let scan = ["scan", "--pack", "wire.pack", "--out", "answers.jsonl", "pages"];
    let ran = run_without_room(&workshop, &scan);
    assert_eq!(ran.status, 1, "{ran:?}");
    let cure =
        "answers.jsonl: there is no room for more answers; make room, and start it again: it goes on where it was";
    assert!(ran.err.contains(cure), "{}", ran.err);
    let answers = || String::from_utf8(workshop.read("answers.jsonl")).unwrap();
    assert!((1..PAGES).contains(&answers().lines().count()), "{}", answers());
    assert_eq!(workshop.run(&scan).status, 0);
    let pages = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["page"].to_string();
    let answered: Vec<String> = answers().lines().map(pages).collect();
    assert_eq!(answered, (0..PAGES).map(|number| format!("\"pages/{number:02}.txt\"")).collect::<Vec<_>>());
}
