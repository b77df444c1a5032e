//! Does every format of a source give its stories, and what cannot be read not cost the rest?

use crate::workshop::{STORY, Workshop};
use serde_json::json;

fn stories(workshop: &Workshop, pack: &str) -> u64 {
    workshop.run(&["pack", "info", "--format", "json", pack]).json()[0]["stories"].as_u64().unwrap()
}

/// The story that `check` names for the page that repeats it.
fn story_of_repost(workshop: &Workshop, pack: &str) -> serde_json::Value {
    let ran = workshop.run(&["check", "--pack", pack, "--format", "json", "repost.txt"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    ran.json()[0]["story"].clone()
}

/// The paragraphs of the story's body.
fn body() -> String {
    STORY.split("\n\n").skip(2).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_text_is_known_by_its_name() {
    let story = story_of_repost(&Workshop::new(), "wire.pack");
    assert_eq!(story["id"], "story");
    assert_eq!(story["agency"], "Reuters");
    assert_eq!(story["headline"], "Ferry returns to Lowhaven after two years of repairs");
    assert!(story["url"].is_null());
    assert!(story["search_url"].as_str().unwrap().starts_with("https://www.reuters.com/site-search/?query=Ferry%20"));
}

#[test]
fn ninjs_a_line() {
    let workshop = Workshop::new();
    let line = json!({
        "uri": "urn:example:ferry:1", "headline": "Ferry returns to Lowhaven after two years of repairs",
        "byline": "By Ada Penn", "versioncreated": "2024-05-03T10:00:00Z", "body_text": body(),
        "url": "https://www.reuters.com/world/ferry-1"
    });
    workshop.write("feed.jsonl", format!("{line}\n\n{{\"uri\": \"no text\"}}\nno json\n"));
    let ran = workshop.run(&["pack", "build", "--out", "feed.pack", "--with-text", "feed.jsonl"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("feed.jsonl: line 3 has no story"), "{}", ran.err);
    assert!(ran.err.contains("feed.jsonl: line 4 is no JSON"), "{}", ran.err);
    let story = story_of_repost(&workshop, "feed.pack");
    assert_eq!(story["id"], "urn:example:ferry:1");
    assert_eq!(story["published"], "2024-05-03");
    assert_eq!(story["url"], "https://www.reuters.com/world/ferry-1");
    assert!(story["search_url"].is_null());
}

#[test]
fn a_list_over_many_lines_with_html_bodies() {
    let workshop = Workshop::new();
    let html: String = body().split("\n\n").map(|paragraph| format!("<p>{}</p>\n", paragraph.trim())).collect();
    let list = json!([{"uri": "tag:1", "headlines": [{"role": "main", "value": "Ferry returns"}], "body_html": html}]);
    workshop.write("feed.json", serde_json::to_string_pretty(&list).unwrap());
    assert_eq!(workshop.run(&["pack", "build", "--out", "feed.pack", "--with-text", "feed.json"]).status, 0);
    assert_eq!(story_of_repost(&workshop, "feed.pack")["headline"], "Ferry returns");
    assert!(!String::from_utf8_lossy(&workshop.read("feed.pack")).contains("<p>"));
}

#[test]
fn reuters_21578_in_latin1() {
    let workshop = Workshop::new();
    let body = body().replace(['“', '”'], "\"").replace('–', "-").replace("\n\n", "\n    ");
    let sgml = format!(
        "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"NO\" NEWID=\"77\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n\
         <TEXT>&#2;\n<TITLE>FERRY RETURNS TO LOWHAVEN</TITLE>\n<DATELINE>    LOWHAVEN, Feb 26 - </DATELINE><BODY>{body}\n \
         Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n"
    );
    let mut latin1 = sgml.into_bytes();
    latin1.extend(b"<REUTERS NEWID=\"78\"><TEXT><BODY>Caf\xE9 news.\n Reuter\n&#3;</BODY></TEXT></REUTERS>");
    workshop.write("reut.sgm", latin1);
    let ran = workshop.run(&["pack", "build", "--out", "sgml.pack", "--with-text", "reut.sgm"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(stories(&workshop, "sgml.pack"), 2);
    let story = story_of_repost(&workshop, "sgml.pack");
    assert_eq!((story["id"].as_str(), story["published"].as_str()), (Some("77"), Some("1987-02-26")));
}

#[test]
fn a_folder_with_everything_in_it() {
    let workshop = Workshop::new();
    std::fs::create_dir_all(workshop.path("wire/may")).unwrap();
    workshop.write("wire/may/ferry.txt", STORY);
    workshop.write("wire/choir.txt", "Choir of Tarn wins\n\nTwelve voices from Tarn won the prize on Sunday.");
    workshop.write("wire/notes.pdf", "%PDF-1.7");
    workshop.write("wire/broken.txt", b"\x89PNG\r\n\x1a\n");
    let ran = workshop.run(&["pack", "build", "--out", "folder.pack", "--with-text", "wire"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("broken.txt: this is a PNG picture"), "{}", ran.err);
    assert!(ran.err.contains("1 left out (wire/notes.pdf): no format that is known"), "{}", ran.err);
    assert_eq!(stories(&workshop, "folder.pack"), 2);
}

#[test]
fn of_two_stories_with_one_id_one_stays_and_it_is_said() {
    let workshop = Workshop::new();
    let line = |day: &str, headline: &str| json!({"uri": "a", "versioncreated": day, "headline": headline, "body_text": body()});
    workshop.write("feed.jsonl", format!("{}\n{}\n", line("2024-05-04", "Newer"), line("2024-05-03", "Older")));
    let ran = workshop.run(&["pack", "build", "--out", "feed.pack", "--with-text", "feed.jsonl"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("the newer was kept"), "{}", ran.err);
    assert_eq!(story_of_repost(&workshop, "feed.pack")["headline"], "Newer");
}

#[test]
fn a_link_elsewhere_is_left_out_and_it_is_said() {
    let workshop = Workshop::new();
    let line = json!({"uri": "a", "url": "https://elsewhere.example/a", "headline": "Ferry", "body_text": body()});
    workshop.write("feed.jsonl", line.to_string());
    let ran = workshop.run(&["pack", "build", "--out", "feed.pack", "--with-text", "feed.jsonl"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("1 link was left out"), "{}", ran.err);
    assert!(story_of_repost(&workshop, "feed.pack")["url"].is_null());
}

#[test]
fn nothing_to_build_from() {
    let workshop = Workshop::new();
    std::fs::create_dir(workshop.path("empty")).unwrap();
    let ran = workshop.run(&["pack", "build", "--out", "empty.pack", "empty"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("no story"), "{}", ran.err);
    assert!(!workshop.path("empty.pack").exists());
}

#[test]
fn an_agency_that_nobody_knows_has_stories_without_links() {
    let workshop = Workshop::new();
    let ran =
        workshop.run(&["pack", "build", "--out", "own.pack", "--with-text", "--agency", "Lowhaven Wire", "story.txt"]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.contains("Lowhaven Wire") && ran.out.contains("no links"), "{}", ran.out);
    let story = story_of_repost(&workshop, "own.pack");
    assert_eq!(story["agency"], "Lowhaven Wire");
    assert!(story["search_url"].is_null());
}

#[test]
fn a_saved_page_is_known_by_its_address() {
    let workshop = Workshop::new();
    let paragraphs: String = body().split("\n\n").map(|paragraph| format!("<p>{}</p>\n", paragraph.trim())).collect();
    let head = json!({
        "@type": "NewsArticle", "headline": "Ferry returns to Lowhaven after two years of repairs",
        "datePublished": "2024-05-03T10:00:00Z", "author": {"@type": "Person", "name": "Ada Penn"}
    });
    let page = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry returns</title>\
         <link rel=canonical href=\"https://www.reuters.com/world/ferry-1/\">\
         <script type=\"application/ld+json\">{head}</script></head><body><nav><a href=/>Home</a></nav>\
         <article><h1>Ferry returns to Lowhaven after two years of repairs</h1>{paragraphs}</article></body></html>"
    );
    workshop.write("saved.html", page);
    let ran = workshop.run(&["pack", "build", "--out", "html.pack", "--with-text", "saved.html"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let story = story_of_repost(&workshop, "html.pack");
    assert_eq!(story["id"], "https://www.reuters.com/world/ferry-1/");
    assert_eq!(story["url"], "https://www.reuters.com/world/ferry-1/");
    assert_eq!(story["published"], "2024-05-03");
}

#[test]
fn a_page_without_an_article_is_no_story() {
    let workshop = Workshop::new();
    workshop.write("frame.html", "<!doctype html><html><body><script>start()</script></body></html>");
    let ran = workshop.run(&["pack", "build", "--out", "html.pack", "--with-text", "frame.html", "story.txt"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("frame.html: no article was found on this page"), "{}", ran.err);
    assert_eq!(stories(&workshop, "html.pack"), 1);
}

/// A feed of many stories, some of them twice, with broken lines.
fn large_feed() -> String {
    let line = |number: u32| {
        let text = format!("It is trip {number} of {}.\n\n{}", number % 700, body());
        json!({"uri": number.to_string(), "versioncreated": "2024-05-03", "headline": "Ferry", "body_text": text})
    };
    let twice = (0..50).map(|number| json!({"uri": format!("again{number}"), "versioncreated": "2024-05-03", "headline": "Ferry", "body_text": line(number)["body_text"]}));
    let lines: Vec<String> = (0..2000).map(line).chain(twice).map(|line| line.to_string()).collect();
    lines.join("\n") + "\nbroken\n{\"uri\": 1}\n"
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let workshop = Workshop::new();
    workshop.write("feed.jsonl", large_feed());
    let sources = ["--with-text", "feed.jsonl", "story.txt", "other.txt"];
    let built = |jobs: &str, pack: &str| {
        workshop.run(&[&["pack", "build", "--jobs", jobs, "--out", pack], &sources[..]].concat())
    };
    let (one, many) = (built("1", "one.pack"), built("7", "many.pack"));
    assert_eq!((one.status, one.err.as_str()), (1, many.err.as_str()));
    assert!(one.err.contains("50 stories had the words of others of their day"), "{}", one.err);
    assert!(workshop.read("one.pack") == workshop.read("many.pack"));
    assert_eq!(stories(&workshop, "one.pack"), 2002);
}

#[cfg(unix)]
#[test]
fn a_build_that_is_stopped_leaves_what_was_there() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let workshop = Workshop::new();
    let before = workshop.read("wire.pack");
    let mut child = Command::new(env!("CARGO_BIN_EXE_copytaster"))
        .args(["pack", "build", "--out", "wire.pack", "-"])
        .current_dir(workshop.path("."))
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    // Its input stays open, so it can only be in the middle of its work.
    let mut input = child.stdin.take().unwrap();
    input.write_all(large_feed().as_bytes()).unwrap();
    // Whoever starts tests in the background has them ignore an interruption.
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(!child.wait().unwrap().success());
    assert!(workshop.read("wire.pack") == before);
    let left = std::fs::read_dir(workshop.path(".")).unwrap().flatten();
    assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().contains("unfinished")));
}
