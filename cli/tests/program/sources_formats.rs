//! Does each format that agencies and archives deliver give its stories, whatever its file is called?

use crate::workshop::{Ran, STORY, Workshop};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::Write;

/// The story's body, without headline and byline.
fn paragraphs() -> Vec<String> {
    STORY.split("\n\n").skip(2).map(|paragraph| paragraph.trim().to_owned()).collect()
}

fn markup() -> String {
    paragraphs().iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect()
}

/// Builds a pack of one file.
fn build(workshop: &Workshop, name: &str, bytes: impl AsRef<[u8]>) -> Ran {
    workshop.write(name, bytes);
    workshop.run(&["pack", "build", "--out", "new.pack", "--with-text", name])
}

/// Checks that a file gives the one story, with nothing to complain about, and returns what `check` says of it.
fn check(name: &str, bytes: impl AsRef<[u8]>) -> Value {
    let workshop = Workshop::new();
    let ran = build(&workshop, name, bytes);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{name}");
    story_of_repost(&workshop)
}

fn story_of_repost(workshop: &Workshop) -> Value {
    let ran = workshop.run(&["check", "--pack", "new.pack", "--format", "json", "repost.txt"]);
    ran.json()[0]["story"].clone()
}

fn check_story(story: &Value, id: &str) {
    assert_eq!(story["id"], id);
    assert_eq!(story["agency"], "Reuters");
    assert_eq!(story["headline"], "Ferry returns to Lowhaven");
    assert_eq!(story["url"], "https://www.reuters.com/world/ferry");
    assert_eq!(story["published"], "2024-05-03");
}

fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes.as_ref()).unwrap();
    encoder.finish().unwrap()
}

fn news_item(guid: &str, class: &str, extra: &str) -> String {
    format!(
        "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"{guid}\" version=\"2\" standard=\"NewsML-G2\" \
         standardversion=\"2.33\" xml:lang=\"en\"><itemMeta><itemClass qcode=\"ninat:{class}\"/><provider literal=\"Reuters\"/>\
         <versionCreated>2024-05-03T10:00:00Z</versionCreated>{extra}</itemMeta><contentMeta>\
         <altId>https://www.reuters.com/world/ferry</altId><headline>Ferry returns to Lowhaven</headline></contentMeta>\
         <contentSet><inlineXML contenttype=\"application/nitf+xml\"><nitf><body><body.content>{}</body.content></body></nitf>\
         </inlineXML></contentSet></newsItem>",
        markup()
    )
}

#[test]
fn a_newsml_message() {
    let workshop = Workshop::new();
    let message = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header>\
         <sent>2024-05-03T10:00:01Z</sent></header><itemSet>{}{}{}{}<packageItem guid=\"p\"/></itemSet></newsMessage>",
        news_item("tag:1", "text", "<pubStatus qcode=\"stat:usable\"/>"),
        news_item("tag:2", "picture", ""),
        news_item("tag:3", "text", "<embargoed>2999-01-01T00:00:00Z</embargoed>"),
        news_item("tag:4", "text", "<pubStatus qcode=\"stat:withheld\"/>"),
    );
    let ran = build(&workshop, "message.dat", message);
    assert_eq!(ran.status, 0);
    for said in [
        "1 left out (message.dat <newsItem> 2): no text but a picture",
        "1 left out (message.dat <newsItem> 3): under embargo",
        "1 left out (message.dat <newsItem> 4): withheld",
        "1 left out (message.dat <packageItem> 5): only names other items",
    ] {
        assert!(ran.err.contains(said), "{said} is not in {}", ran.err);
    }
    check_story(&story_of_repost(&workshop), "tag:1");
}

#[test]
fn nitf_in_another_encoding() {
    let nitf = format!(
        "<?xml version='1.0' encoding='macintosh'?><!DOCTYPE nitf SYSTEM 'nitf-3-6.dtd'><nitf><head><docdata>\
         <doc-id regsrc='Reuters' id-string='ferry.1'/><date.issue norm='20240503T100000Z'/></docdata>\
         <pubdata ex-ref='https://www.reuters.com/world/ferry'/></head><body><body.head><hedline>\
         <hl1>Ferry returns to Lowhaven</hl1></hedline></body.head><body.content>{}</body.content></body></nitf>",
        markup()
    );
    let (bytes, _, lost) = encoding_rs::MACINTOSH.encode(&nitf);
    assert!(!lost);
    let workshop = Workshop::new();
    assert_eq!(build(&workshop, "wire.001", bytes).status, 0);
    check_story(&story_of_repost(&workshop), "ferry.1");
    assert!(String::from_utf8_lossy(&workshop.read("new.pack")).contains("“We had stopped counting the promises,”"));
}

fn rss(items: &str) -> String {
    format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <title>Reuters: World</title><link>https://www.reuters.com</link>{items}</channel></rss>"
    )
}

fn rss_item() -> String {
    format!(
        "<item><title>Ferry returns to Lowhaven</title><link>https://www.reuters.com/world/ferry</link><guid>f1</guid>\
         <pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate><content:encoded><![CDATA[{}]]></content:encoded></item>",
        markup()
    )
}

#[test]
fn rss_with_full_text_compressed() {
    check_story(&check("feed", gzip(rss(&rss_item()))), "f1");
}

#[test]
fn a_feed_of_summaries_has_no_stories() {
    let workshop = Workshop::new();
    let item = "<item><title>Ferry returns</title><description>Two years of repairs are over.</description></item>";
    let ran = build(&workshop, "feed.xml", rss(&item.repeat(5)));
    assert_eq!(ran.status, 1);
    let said = "5 left out (feed.xml <item> 1, feed.xml <item> 2, feed.xml <item> 3, …): only a summary";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert!(ran.err.contains("no story was found"), "{}", ran.err);
}

#[test]
fn atom() {
    let escaped = markup().replace('&', "&amp;").replace('<', "&lt;");
    let feed = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Reuters</title><entry><id>tag:1</id>\
         <title>Ferry returns to Lowhaven</title><link href=\"https://www.reuters.com/world/ferry\"/>\
         <updated>2024-05-03T10:00:00Z</updated><content type=\"html\">{escaped}</content></entry></feed>"
    );
    check_story(&check("feed.html.xml", feed), "tag:1");
}

#[test]
fn a_json_feed() {
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Reuters", "items": [{
            "id": "1", "url": "https://www.reuters.com/world/ferry", "title": "Ferry returns to Lowhaven",
            "date_published": "2024-05-03T10:00:00Z", "content_html": markup()
        }]
    });
    check_story(&check("feed.txt.json", serde_json::to_vec_pretty(&feed).unwrap()), "1");
}

#[test]
fn a_sitemap_has_no_words() {
    let map = "<?xml version=\"1.0\"?><urlset xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url>\
               <loc>https://www.reuters.com/world/ferry</loc><news:news><news:title>Ferry returns</news:title></news:news></url></urlset>";
    let ran = build(&Workshop::new(), "news.xml", map);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("a sitemap has addresses and titles, no words"), "{}", ran.err);
}

#[test]
fn tables() {
    let cell = paragraphs().join("\n\n").replace('"', "\"\"");
    let row = format!("t1;\"Ferry returns to Lowhaven\";https://www.reuters.com/world/ferry;2024-05-03;\"{cell}\"\r\n");
    check_story(&check("export", format!("\u{feff}Id;Title;URL;Date;Text\r\n{row}")), "t1");
    // Rows without an id have their number.
    let comma = format!("title,text\n\"Ferry returns\",\"{cell}\"\n");
    assert_eq!(check("export.csv", comma)["id"], "export:2");
}

fn warc_record(address: &str, page: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    head.into_bytes()
}

fn page() -> String {
    format!(
        "<!doctype html><html><head><title>Ferry returns to Lowhaven</title><meta property=article:published_time \
         content=2024-05-03T10:00:00Z></head><body><article><h1>Ferry returns to Lowhaven</h1>{}</article></body></html>",
        markup()
    )
}

#[test]
fn a_web_archive() {
    let workshop = Workshop::new();
    // As crawlers write it: each record compressed by itself.
    let archive = [
        gzip(warc_record("https://www.reuters.com/world/ferry", &page())),
        gzip(warc_record("https://www.reuters.com/empty", "<html><body><script>start()</script></body></html>")),
        gzip("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nself\r\n\r\n"),
    ];
    let ran = build(&workshop, "crawl.warc.gz", archive.concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("1 left out (https://www.reuters.com/empty): no article on the page"), "{}", ran.err);
    assert!(ran.err.contains("1 left out (crawl.warc.gz): a record that is no page"), "{}", ran.err);
    assert_eq!(story_of_repost(&workshop)["id"], "https://www.reuters.com/world/ferry");
}

#[test]
fn standard_input_in_any_format() {
    let workshop = Workshop::new();
    let line = json!({"uri": "a", "headline": "Ferry returns", "body_text": paragraphs().join("\n\n")}).to_string();
    for input in [line.into_bytes(), gzip(rss(&rss_item())), STORY.as_bytes().to_vec()] {
        let ran = workshop.run_with_input(&["pack", "build", "--out", "new.pack", "--with-text", "-"], &input);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        assert!(story_of_repost(&workshop)["headline"].as_str().unwrap().starts_with("Ferry returns"));
    }
    assert_eq!(workshop.run(&["pack", "build", "--out", "new.pack", "-", "-"]).status, 2);
}

#[test]
fn what_is_cut_short_gives_what_stands_before() {
    let line = |id: usize| {
        json!({"uri": id.to_string(), "headline": "Ferry", "body_text": paragraphs().join("\n\n")}).to_string()
    };
    let feed: String = (0..3000).map(|id| line(id) + "\n").collect();
    let whole = gzip(&feed);
    let workshop = Workshop::new();
    let ran = build(&workshop, "feed.jsonl.gz", &whole[..whole.len() / 2]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("feed.jsonl.gz: it is cut short; copy or download it again"), "{}", ran.err);
    assert!(!story_of_repost(&workshop).is_null());
    let xml = rss(&rss_item().repeat(3));
    let ran = build(&workshop, "feed.xml", &xml[..xml.rfind("</channel>").unwrap()]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("feed.xml: its XML has no end"), "{}", ran.err);
    assert_eq!(story_of_repost(&workshop)["id"], "f1");
}

#[test]
fn a_withdrawn_story_is_kept_as_such_and_versions_lose_their_notes() {
    let item = json!({
        "uri": "a", "headline": "UPDATE 2-Ferry returns to Lowhaven", "pubstatus": "usable",
        "body_text": paragraphs().join("\n\n")
    });
    let story = check("feed", item.to_string());
    assert_eq!(story["headline"], "Ferry returns to Lowhaven");
}

#[test]
fn a_file_that_was_named_is_read_whatever_it_is() {
    let workshop = Workshop::new();
    workshop.write("notes.md", STORY);
    assert_eq!(workshop.run(&["pack", "build", "--out", "new.pack", "notes.md"]).status, 0);
    std::fs::create_dir(workshop.path("folder")).unwrap();
    workshop.write("folder/notes.md", STORY);
    workshop.write("folder/story.txt", STORY);
    let ran = workshop.run(&["pack", "build", "--out", "new.pack", "folder"]);
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("1 left out (folder/notes.md): no format that is known"), "{}", ran.err);
}
