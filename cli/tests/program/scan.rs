//! Is every page of a scan answered once, as `check` answers it, however often the scan is stopped?

use crate::workshop::{OTHER, REPOST, Ran, STORY, Workshop};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn html(text: &str) -> String {
    let paragraphs: String = text.split("\n\n").skip(1).map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    format!("<!doctype html><html><head><meta charset=utf-8></head><body><article>{paragraphs}</article></body></html>")
}

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

/// A workshop with a folder of pages.
fn with_pages(count: usize) -> Workshop {
    let workshop = Workshop::new();
    std::fs::create_dir(workshop.path("pages")).unwrap();
    for number in 0..count {
        let text = if number % 2 == 0 { REPOST } else { OTHER };
        workshop.write(&format!("pages/{number:03}.html"), html(text).replace("1,400", &number.to_string()));
    }
    workshop
}

fn scan(workshop: &Workshop, arguments: &[&str]) -> Ran {
    workshop.run(&[&["scan", "--pack", "wire.pack"], arguments].concat())
}

#[test]
fn a_folder_is_answered_as_check_answers_it() {
    let workshop = with_pages(9);
    workshop.write("pages/packed.html.gz", gzip(html(REPOST)));
    workshop.write("pages/style.css", "body { color: red }");
    let ran = scan(&workshop, &["--jobs", "3", "pages"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("10 pages checked: 6 ") && ran.err.contains("4 none"), "{}", ran.err);
    assert!(ran.err.contains("1 left out (pages/style.css): no format that is known"), "{}", ran.err);
    let pages: Vec<String> = (0..9).map(|number| format!("pages/{number:03}.html")).collect();
    let mut check = vec!["check", "--pack", "wire.pack", "--format", "json"];
    check.extend(pages.iter().map(String::as_str));
    let checked = workshop.run(&check).out;
    let (same, packed) = ran.out.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(same, checked.trim_end());
    assert!(packed.contains("\"page\":\"pages/packed.html.gz\""), "{packed}");
}

#[test]
fn a_web_archive_says_where_pages_stood() {
    let workshop = Workshop::new();
    let record = |address: &str, kind: &str, body: &str| {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}");
        gzip(format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        ))
    };
    let archive = [
        record("https://copy.example/1", "text/html; charset=utf-8", &html(REPOST)),
        record("https://copy.example/1.png", "image/png", "picture"),
        record("https://www.reuters.com/world/ferry", "text/html; charset=utf-8", &html(STORY)),
    ];
    workshop.write("crawl.warc.gz", archive.concat());
    let ran = scan(&workshop, &["crawl.warc.gz"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("1 left out (https://copy.example/1.png): a record that is no page"), "{}", ran.err);
    let [copy, original] = ran.json().try_into().unwrap();
    assert_eq!((&copy["page"], &copy["address"]), (&"crawl.warc.gz#1".into(), &"https://copy.example/1".into()));
    assert_ne!(copy["verdict"], "none");
    assert_eq!((&original["page"], &original["verdict"]), (&"crawl.warc.gz#3".into(), &"original".into()));
}

#[test]
fn items_of_a_feed_are_pages() {
    let workshop = Workshop::new();
    let line = |text: &str| serde_json::json!({"uri": "a", "headline": "Ferry", "body_text": text}).to_string();
    workshop.write("feed.jsonl", format!("{}\nbroken\n{}\n", line(REPOST), line(OTHER)));
    let ran = scan(&workshop, &["feed.jsonl"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("feed.jsonl: line 2 is no JSON"), "{}", ran.err);
    let pages: Vec<String> = ran.verdicts().into_iter().map(|(page, _)| page).collect();
    assert_eq!(pages, ["feed.jsonl#1", "feed.jsonl#3"]);
}

#[test]
fn a_bad_page_costs_itself() {
    let workshop = with_pages(3);
    workshop.write("pages/001.html", b"\x89PNG\r\n\x1a\n");
    let ran = scan(&workshop, &["pages", "missing.html"]);
    assert_eq!((ran.status, ran.json().len()), (1, 2));
    assert!(ran.err.contains("pages/001.html: this is a PNG picture"), "{}", ran.err);
    assert!(ran.err.contains("missing.html: there is no such file"), "{}", ran.err);
}

#[test]
fn a_scan_goes_on_where_it_was_wherever_it_was_stopped() {
    let workshop = with_pages(6);
    assert_eq!(scan(&workshop, &["--out", "answers.jsonl", "pages"]).status, 0);
    let whole = workshop.read("answers.jsonl");
    let lines: Vec<usize> = (0..whole.len()).filter(|&at| whole[at] == b'\n').collect();
    for end in [0, 3, 400, lines[0], lines[0] + 1, lines[2] + 50, whole.len() - 1, whole.len()] {
        workshop.write("answers.jsonl", &whole[..end]);
        let ran = scan(&workshop, &["--out", "answers.jsonl", "pages"]);
        assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{end}");
        assert!(workshop.read("answers.jsonl") == whole, "{end}");
        let before = lines.iter().filter(|&&line| line < end).count();
        assert_eq!(ran.err.contains(&format!("; {before} were answered before")), before > 0, "{end}: {}", ran.err);
    }
}

#[test]
fn a_scan_that_was_killed_goes_on() {
    let workshop = with_pages(300);
    let arguments = ["scan", "--pack", "wire.pack", "--out", "answers.jsonl", "pages"];
    let mut child = Command::new(env!("CARGO_BIN_EXE_copytaster"))
        .args(arguments)
        .current_dir(workshop.path("."))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let size = || std::fs::metadata(workshop.path("answers.jsonl")).map_or(0, |file| file.len());
    while size() < 5000 && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let ran = workshop.run(&arguments);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("were answered before"), "{}", ran.err);
    let answers = workshop.read("answers.jsonl");
    workshop.run(&["scan", "--pack", "wire.pack", "--out", "fresh.jsonl", "pages"]);
    assert!(answers == workshop.read("fresh.jsonl"));
}

#[test]
fn a_file_of_something_else_is_not_written_to() {
    let workshop = with_pages(1);
    workshop.write("notes.txt", "dear diary");
    let ran = scan(&workshop, &["--out", "notes.txt", "pages"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("notes.txt: line 1 is no answer of a scan"), "{}", ran.err);
    assert_eq!(workshop.read("notes.txt"), b"dear diary");
    assert_eq!(scan(&workshop, &["--out", "nowhere/answers.jsonl", "pages"]).status, 1);
    assert_eq!(scan(&workshop, &[]).status, 2);
}
