//! Has the JSON the contract's keys, in its order, and offsets that fit the input?

use crate::workshop::{REPOST, STORY, Workshop};
use serde_json::Value;

/// The keys of an object, in their order.
fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Every excerpt of every edit is the text that stands in the file at its span, counted in characters.
fn check_excerpts(edits: &Value, side: &str, text: &str) {
    let characters: Vec<char> = text.chars().collect();
    for edit in edits.as_array().unwrap() {
        assert_eq!(keys(edit), ["kind", "seriousness", "note", "original", "page"]);
        let Some(excerpt) = edit[side].as_object() else { continue };
        let at = |end: usize| excerpt["span"][end].as_u64().unwrap() as usize;
        let found: String = characters[at(0)..at(1)].iter().collect();
        assert_eq!(found, excerpt["text"].as_str().unwrap());
    }
}

#[test]
fn check_has_the_contracts_shape() {
    let workshop = Workshop::new();
    let ran = workshop.run(&["check", "--pack", "wire.pack", "--format", "json", "repost.txt", "other.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    for line in ran.json() {
        assert_eq!(
            keys(&line),
            ["page", "verdict", "certainty", "reasons", "story", "credit", "kept", "edits", "since"]
        );
    }
    let [repost, other] = ran.json().try_into().unwrap();
    assert_eq!(keys(&repost["story"]), ["id", "agency", "headline", "url", "search_url", "published"]);
    assert_eq!(keys(&repost["credit"]), ["status", "agency", "found_in", "other_sources"]);
    assert!((0.0..=1.0).contains(&repost["certainty"].as_f64().unwrap()));
    assert!((0.0..=1.0).contains(&repost["kept"].as_f64().unwrap()));
    assert!(repost["reasons"][0].is_string());
    assert_eq!(repost["credit"]["status"], "uncredited");
    assert!(repost["credit"]["agency"].is_null());
    assert!(repost["since"].is_null());
    assert_eq!((&other["verdict"], &other["story"]), (&"none".into(), &Value::Null));
    assert_eq!(other["edits"], Value::Array(Vec::new()));
}

#[test]
fn compare_has_the_contracts_shape() {
    let ran = Workshop::new().run(&["compare", "--format", "json", "story.txt", "repost.txt"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let line = &ran.json()[0];
    assert_eq!(keys(line), ["original", "page", "verdict", "passages", "edits"]);
    let passages = line["passages"].as_array().unwrap();
    assert!(!passages.is_empty());
    for passage in passages {
        for (side, text) in [("original", STORY), ("page", REPOST)] {
            let [start, end] = [0, 1].map(|at| passage[side][at].as_u64().unwrap() as usize);
            assert!(start < end && end <= text.chars().count());
        }
        let relation = passage["relation"].as_str().unwrap();
        assert!(["same", "house-style", "edited", "rewritten", "moved"].contains(&relation), "{relation}");
    }
    check_excerpts(&line["edits"], "original", STORY);
    check_excerpts(&line["edits"], "page", REPOST);
}

#[test]
fn offsets_count_every_character_of_the_file() {
    // A byte order mark and the carriage returns are characters of the file as it lies.
    let workshop = Workshop::new();
    let page = format!("\u{feff}{}", REPOST.replace('\n', "\r\n"));
    workshop.write("windows.txt", &page);
    let ran = workshop.run(&["compare", "--format", "json", "story.txt", "windows.txt"]);
    let line = &ran.json()[0];
    check_excerpts(&line["edits"], "page", &page);
    let characters: Vec<char> = page.chars().collect();
    let last = line["passages"].as_array().unwrap().last().unwrap();
    let end = last["page"][1].as_u64().unwrap() as usize;
    assert!(characters[..end].iter().collect::<String>().trim_end_matches('.').ends_with("on the quay"));
}

#[test]
fn pairs_are_answered_in_their_order() {
    let workshop = Workshop::new();
    let mut list = String::new();
    for number in 0..200 {
        let page = if number % 3 == 0 { "repost.txt" } else { "other.txt" };
        list.push_str(&format!("story.txt\t{page}\n"));
    }
    let ran = workshop.run_with_input(&["compare", "--format", "json", "--pairs", "-"], list.as_bytes());
    assert_eq!(ran.status, 0);
    let answered: String = ran.verdicts().iter().map(|(page, _)| format!("story.txt\t{page}\n")).collect();
    assert_eq!(answered, list);
}

#[test]
fn a_canonical_address_alone_makes_no_original() {
    let workshop = Workshop::new();
    for (site, original) in [("Lowhaven Post", false), ("", false), ("Reuters", true), ("@reuters", true)] {
        let (headline, body) = STORY.split_once("\n\n").unwrap();
        let paragraphs: String = body.split("\n\n").map(|text| format!("<p>{text}</p>")).collect();
        let page = format!(
            "<!doctype html><title>{headline}</title><meta property=og:site_name content='{site}'>\
             <link rel=canonical href=https://www.reuters.com/world/ferry-1/>\
             <article><h1>{headline}</h1>{paragraphs}</article>"
        );
        workshop.write("saved.html", page);
        let ran = workshop.run(&["check", "--pack", "wire.pack", "--format", "json", "saved.html"]);
        assert_eq!(ran.json()[0]["verdict"] == "original", original, "a site named {site:?}: {ran:?}");
    }
}

#[test]
fn text_for_a_reader_is_plain_when_piped() {
    let ran = Workshop::new().run(&["check", "--pack", "wire.pack", "repost.txt"]);
    assert_eq!(ran.status, 0);
    assert!(!ran.out.contains('\x1b'));
    for words in ["repost.txt", "Reuters story", "% sure", "uncredited", "search", "the agency's own search"] {
        assert!(ran.out.contains(words), "“{words}” is not in:\n{}", ran.out);
    }
}

#[test]
fn help_teaches() {
    let workshop = Workshop::new();
    for (arguments, words) in [
        (&["--help"][..], &["check", "compare", "pack", "Exit status"][..]),
        (&["check", "--help"], &["--pack", "PAGE", "Examples", "jq"]),
        (&["compare", "--help"], &["--pairs", "ORIGINAL<tab>PAGE", "Unicode characters"]),
        (&["pack", "build", "--help"], &["--out", "--with-text", "--agency", ".jsonl", "Reuters-21578"]),
    ] {
        let ran = workshop.run(arguments);
        assert_eq!(ran.status, 0);
        for word in words {
            assert!(ran.out.contains(word), "“{word}” is not in:\n{}", ran.out);
        }
    }
}
