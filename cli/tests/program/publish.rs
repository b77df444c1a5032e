//! Does a folder of packs become a list that readers can trust, and stay one?

use crate::workshop::{Ran, Workshop};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Wednesday 15 May 2024, noon.
const NOON: u64 = 1_715_774_400;
const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

/// A workshop with the keys that minisign made.
fn workshop() -> Workshop {
    let workshop = Workshop::new();
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/packs/minisign");
    for name in ["wire.key", "wire.pub"] {
        fs::copy(made.join(name), workshop.path(name)).unwrap();
    }
    workshop
}

/// A feed with a story of that day of May 2024.
fn feed(workshop: &Workshop, name: &str, day: u8) -> String {
    let file = format!("{name}.jsonl");
    let text = format!(
        "The harbour board of Lowhaven gave notice {name} of its dredging.\n\nIt moves {}00 tonnes of {name} silt to Marren.",
        name.len() + usize::from(day)
    );
    let story = serde_json::json!({
        "uri": format!("notice-{name}"),
        "headline": format!("Notice {name}"),
        "versioncreated": format!("2024-05-{day:02}T08:00:00Z"),
        "link": format!("https://wire.example/{name}"),
        "body_text": text,
    });
    workshop.write(&file, story.to_string());
    file
}

/// The first options of a list.
const NEW: [&str; 6] = ["--agency", "Examplewire", "--host", "wire.example", "--licence", "CC0-1.0"];

fn publish(workshop: &Workshop, time: u64, arguments: &[&str]) -> Ran {
    workshop.run_at(time, &[&["publish", "--out", "list", "--key", "wire.key"], arguments].concat())
}

/// Publishes a first story.
fn first(workshop: &Workshop) -> Value {
    let file = feed(workshop, "alpha", 15);
    let ran = publish(workshop, NOON, &[&NEW[..], &[&file]].concat());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    manifest(workshop)
}

/// The hash of the manifest that counts.
fn named(workshop: &Workshop) -> String {
    let list = String::from_utf8(workshop.read("list/copytaster-list.txt")).unwrap();
    list.split("file:").nth(1).unwrap().split(".json").next().unwrap().to_owned()
}

/// The manifest that counts.
fn manifest(workshop: &Workshop) -> Value {
    serde_json::from_slice(&workshop.read(&format!("list/manifests/{}.json", named(workshop)))).unwrap()
}

/// The periods of its segments, each with the number of stories.
fn periods(workshop: &Workshop) -> Vec<(String, u64)> {
    let manifest = manifest(workshop);
    let segments = manifest["segments"].as_array().unwrap().iter();
    segments.map(|it| (it["period"].as_str().unwrap().to_owned(), it["stories"].as_u64().unwrap())).collect()
}

fn verify(workshop: &Workshop, time: u64) -> Ran {
    workshop.run_at(time, &["pack", "verify", "--public-key", "wire.pub", "list"])
}

/// Asserts that nothing was published and that the cause was said.
fn refused(ran: &Ran, cause: &str) {
    assert!(ran.status != 0 && ran.out.is_empty() && ran.err.contains(cause), "{cause}: {ran:?}");
}

#[test]
fn a_list_is_verified_here_and_by_minisign() {
    let workshop = workshop();
    let manifest = first(&workshop);
    let said = |name: &str| manifest[name].as_str().unwrap().to_owned();
    assert_eq!(
        (said("name"), said("agency"), said("licence")),
        ("Examplewire".into(), "Examplewire".into(), "CC0-1.0".into())
    );
    assert_eq!((said("published"), said("expires")), ("2024-05-15T12:00:00Z".into(), "2024-06-14T12:00:00Z".into()));
    assert_eq!((&manifest["sequence"], &manifest["hosts"][0]), (&1.into(), &"wire.example".into()));
    assert_eq!(manifest["tests"][0]["story"], "notice-alpha");
    let ran = verify(&workshop, NOON);
    assert!(ran.out.starts_with("list: whole, 1 stories of Examplewire, list “Examplewire” at sequence 1"), "{ran:?}");
    let mut minisign = Command::new("minisign");
    minisign.args(["-V", "-p", "wire.pub", "-x", "list/copytaster-list.txt", "-m"]);
    minisign.arg(format!("list/manifests/{}.json", named(&workshop))).current_dir(workshop.path("."));
    match minisign.output() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(_) => eprintln!("minisign is not installed, and was not asked"),
    }
}

#[test]
fn its_page_asks_nobody_for_anything() {
    let workshop = workshop();
    let key = first(&workshop)["key"].as_str().unwrap().to_owned();
    let page = String::from_utf8(workshop.read("list/index.html")).unwrap();
    assert!(
        page.contains("href=\"copytaster-list.txt\"") && page.contains(&key) && page.contains("wire.example"),
        "{page}"
    );
    assert!(!page.contains("://") && !page.contains("src=") && !page.contains("<script"), "{page}");
}

#[test]
fn hours_become_days_and_days_months() {
    let workshop = workshop();
    first(&workshop);
    let hour = |name: &str| (name.to_owned(), 1);
    for (name, time) in [("bravo", NOON + HOUR), ("charlie", NOON + HOUR + 60)] {
        assert_eq!(publish(&workshop, time, &[&feed(&workshop, name, 15)]).status, 0);
    }
    assert_eq!(periods(&workshop), [hour("2024-05-15T12"), ("2024-05-15T13".to_owned(), 2)]);
    // What is told of yesterday after the day is over comes as news of today.
    assert_eq!(publish(&workshop, NOON + DAY, &[&feed(&workshop, "delta", 15)]).status, 0);
    assert_eq!(periods(&workshop), [("2024-05-15".to_owned(), 3), hour("2024-05-16T12")]);
    // An archive of days that are over comes as days.
    assert_eq!(publish(&workshop, NOON + DAY, &[&feed(&workshop, "echo", 3)]).status, 0);
    assert_eq!(periods(&workshop)[0], hour("2024-05-03"));
    assert_eq!(publish(&workshop, NOON + 30 * DAY, &[]).status, 0);
    assert_eq!(periods(&workshop), [("2024-05".to_owned(), 5)]);
    assert_eq!(manifest(&workshop)["sequence"], 6);
    assert_eq!(verify(&workshop, NOON + 30 * DAY).status, 0);
    // Nothing depends on the steps.
    let all = ["alpha", "bravo", "charlie", "delta", "echo"].map(|name| format!("{name}.jsonl"));
    let build: Vec<&str> = ["pack", "build", "--out", "all.pack"].into_iter().chain(NEW[..4].iter().copied()).collect();
    workshop.run(&[build, all.iter().map(String::as_str).collect()].concat());
    let segment = manifest(&workshop)["segments"][0]["sha256"].as_str().unwrap().to_owned();
    assert!(workshop.read("all.pack") == workshop.read(&format!("list/segments/{segment}.pack")));
}

#[test]
fn what_was_replaced_stays_for_a_week() {
    let workshop = workshop();
    first(&workshop);
    let files = |folder: &str| fs::read_dir(workshop.path(folder)).unwrap().count();
    publish(&workshop, NOON + HOUR, &[&feed(&workshop, "bravo", 15)]);
    publish(&workshop, NOON + DAY, &[]);
    assert_eq!((files("list/manifests"), files("list/segments")), (3, 3));
    workshop.write("list/segments/notes.txt", "not a segment");
    publish(&workshop, NOON + 8 * DAY + 1, &[]);
    assert_eq!((files("list/manifests"), files("list/segments")), (2, 2));
    assert_eq!(verify(&workshop, NOON + 8 * DAY).status, 0);
}

#[test]
fn what_is_taken_back_is_tested_no_more() {
    let workshop = workshop();
    first(&workshop);
    let bravo = feed(&workshop, "bravo", 15);
    assert_eq!(publish(&workshop, NOON + HOUR, &["--withdraw", "notice-alpha", &bravo]).status, 0);
    assert_eq!(manifest(&workshop)["segments"][1]["takes_back"], 1);
    assert_eq!(manifest(&workshop)["tests"].as_array().unwrap().len(), 1);
    assert_eq!(manifest(&workshop)["tests"][0]["story"], "notice-bravo");
}

#[test]
fn a_list_never_goes_back() {
    let workshop = workshop();
    first(&workshop);
    refused(&publish(&workshop, NOON, &["--sequence", "1"]), "the list is at 1 already");
    refused(&publish(&workshop, NOON - 1, &[]), "set the clock");
    assert_eq!(manifest(&workshop)["sequence"], 1);
    assert_eq!(publish(&workshop, NOON, &["--sequence", "40"]).status, 0);
    assert_eq!(publish(&workshop, NOON, &[]).status, 0);
    assert_eq!(manifest(&workshop)["sequence"], 41);
}

#[test]
fn what_readers_would_refuse_is_not_published() {
    let workshop = workshop();
    let file = feed(&workshop, "alpha", 15);
    refused(&publish(&workshop, NOON, &[&file]), "--licence");
    refused(&publish(&workshop, NOON, &["--licence", "CC0-1.0"]), "a new list needs stories");
    refused(&publish(&workshop, NOON, &["--licence", "CC0-1.0", "--host", "all", &file]), "no host's name");
    refused(&publish(&workshop, NOON, &["--licence", "CC0-1.0", "wire.pack"]), "wire.pack: it holds the stories' text");
    first(&workshop);
    workshop.run(&["pack", "build", "--out", "public.pack", "story.txt"]);
    refused(&publish(&workshop, NOON, &["public.pack"]), "public.pack: it holds stories of Reuters");
    refused(&publish(&workshop, NOON, &["--mirror", "http://mirror.example"]), "a mirror is an https address");
    refused(&publish(&workshop, NOON, &["gone.txt"]), "gone.txt");
    assert_eq!(verify(&workshop, NOON).status, 0);
    fs::create_dir(workshop.path("web")).unwrap();
    workshop.write("web/index.html", "somebody's page");
    let ran = workshop.run(&["publish", "--out", "web", "--key", "wire.key", &file]);
    refused(&ran, "was left alone");
}

#[test]
fn a_key_follows_only_where_it_was_announced() {
    let workshop = workshop();
    first(&workshop);
    let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    workshop.write("next.key", pair.sk.to_box(None).unwrap().into_string());
    let next = pair.pk.to_base64();
    let with_next = |arguments: &[&str]| {
        workshop.run_at(NOON, &[&["publish", "--out", "list", "--key", "next.key"], arguments].concat())
    };
    refused(&with_next(&[]), "publish once with that one and --next-key");
    assert_eq!(publish(&workshop, NOON, &["--next-key", &next]).status, 0);
    assert_eq!(manifest(&workshop)["next_key"], next);
    // It stays announced, for readers who come late.
    assert_eq!(publish(&workshop, NOON, &[]).status, 0);
    assert_eq!(manifest(&workshop)["next_key"], next);
    assert_eq!(with_next(&[]).status, 0);
    assert_eq!((&manifest(&workshop)["key"], &manifest(&workshop)["next_key"]), (&next.into(), &Value::Null));
    refused(&verify(&workshop, NOON), "use the public key of its maker");
    refused(&publish(&workshop, NOON, &[]), "signed with another key");
    assert_eq!(publish(&workshop, NOON, &["--change-key"]).status, 0);
}

#[test]
fn what_was_changed_on_the_way_is_found() {
    let workshop = workshop();
    let segment = first(&workshop)["segments"][0]["sha256"].as_str().unwrap().to_owned();
    let (segment, manifest) =
        (format!("list/segments/{segment}.pack"), format!("list/manifests/{}.json", named(&workshop)));
    for (file, cause) in [
        (segment.as_str(), "was changed"),
        (manifest.as_str(), "is not what the list names"),
        ("list/copytaster-list.txt", "signature"),
    ] {
        let whole = workshop.read(file);
        let mut changed = whole.clone();
        // In the list, this is a letter of the signature.
        changed[150] ^= 1;
        workshop.write(file, &changed);
        refused(&verify(&workshop, NOON), cause);
        fs::remove_file(workshop.path(file)).unwrap();
        refused(&verify(&workshop, NOON), if file.ends_with(".txt") { "folder" } else { "cannot be read" });
        workshop.write(file, whole);
    }
    refused(&verify(&workshop, NOON + 31 * DAY), "expired at 2024-06-14T12:00:00Z");
    assert_eq!(verify(&workshop, NOON).status, 0);
    refused(&workshop.run(&["pack", "verify", "."]), "this is a folder");
}
