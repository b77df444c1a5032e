//! How is a story read from an entry of RSS or Atom?
//!
//! RSS 2.0, 1.0 (RDF) and 0.9x call an entry `item` and keep its words in `content:encoded`; Atom (RFC 4287) calls it
//! `entry` and keeps them in `content`. A `description` or `summary` is none of the words to compare with: a feed of
//! summaries gives no stories.

use super::html;
use super::item::{Item, one_line};
use super::xml::{Context, Element};

/// The story of an `<item>` or `<entry>`.
pub(super) fn item(entry: &Element, context: &Context) -> Item {
    let text = |name: &str| {
        let own = |child: &&Element| child.name == name && child.prefix != "media" && child.prefix != "itunes";
        entry.children().find(own).map(|child| one_line(&child.text())).unwrap_or_default()
    };
    let first = |names: &[&str]| names.iter().map(|name| text(name)).find(|text| !text.is_empty()).unwrap_or_default();
    let author = entry.child("author").map(|author| author.child("name").unwrap_or(author).text());
    // RSS wants an address for mail before the author's name: `ada@wire.example (Ada Penn)`.
    let author = author.map(|author| match author.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches([')', ' ']).to_owned(),
        _ => author,
    });
    let source = entry.child("source").map(|source| source.child("title").unwrap_or(source).text());
    let body = words(entry);
    Item {
        id: first(&["guid", "id", "identifier"]),
        headline: html::characters(&first(&["title"])),
        byline: author.filter(|author| !author.trim().is_empty()).unwrap_or_else(|| first(&["creator"])),
        summary: entry.child("description").or(entry.child("summary")).is_some(),
        time: first(&["updated", "modified", "published", "pubDate", "date", "issued"]),
        links: links(entry),
        agencies: [
            source.unwrap_or_default(),
            text("publisher"),
            text("rights"),
            text("creator"),
            context.title.clone(),
        ]
        .into(),
        language: entry.attribute("xml:lang").map_or_else(|| first(&["language"]), str::to_owned),
        body,
        ..Item::default()
    }
    .with_language(&context.language)
}

impl Item {
    fn with_language(mut self, language: &str) -> Self {
        if self.language.is_empty() {
            language.trim().clone_into(&mut self.language);
        }
        self
    }
}

fn links(entry: &Element) -> Vec<String> {
    let links = entry.children().filter(|child| child.name == "link");
    let own = links.filter(|link| link.attribute("rel").is_none_or(|relation| relation == "alternate"));
    own.map(|link| link.attribute("href").map_or_else(|| link.text(), str::to_owned)).collect()
}

/// The full text: `content:encoded`, Atom's `content`, or what stands in an entry's XHTML body.
fn words(entry: &Element) -> String {
    let mut content = entry.children().filter(|child| {
        (child.name == "encoded" && child.prefix != "excerpt") || (child.name == "content" && child.prefix != "media")
    });
    let Some(content) = content.next().or_else(|| entry.children().find(|child| child.name == "body")) else {
        return String::new();
    };
    if content.children().next().is_some() {
        return content.paragraphs();
    }
    let text = content.text();
    let plain = content.attribute("type").is_some_and(|kind| kind == "text" || kind == "text/plain");
    if plain { text } else { html::paragraphs(&text) }
}

#[cfg(test)]
mod tests {
    use super::super::skipped::Skipped;
    use super::super::xml::tests::item as element;
    use super::*;
    use copytaster::story::{Role, Story};

    const RSS: &str = "<item><title>Ferry &amp;amp; crew return</title><link>https://www.reuters.com/world/ferry</link>
        <guid isPermaLink='false'>ferry-1</guid><pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate>
        <dc:creator>Ada Penn</dc:creator><media:content url='x'><media:title>no</media:title></media:content>
        <description>Short.</description>
        <content:encoded><![CDATA[<p>The ferry sailed again on Friday.</p><p>It was late.</p>]]></content:encoded></item>";

    const ATOM: &str = "<entry xml:lang='en'><title>Ferry returns</title><id>tag:examplewire,2024:1</id>
        <link rel='self' href='https://feed.example/1'/><link rel='alternate' href='https://www.reuters.com/world/ferry'/>
        <updated>2024-05-03T10:00:00Z</updated><author><name>Ada Penn</name><uri>x</uri></author><summary>Short.</summary>
        <content type='html'>&lt;p>The ferry sailed again on Friday.&lt;/p>&lt;p>It was late.&lt;/p></content></entry>";

    fn story(xml: &str) -> Result<Story, Skipped> {
        let context = Context { language: "en".to_owned(), title: "Reuters: World".to_owned() };
        item(&element(xml), &context).story("")
    }

    fn check(xml: &str, id: &str) {
        let story = story(xml).unwrap();
        assert_eq!(
            (story.id.as_str(), story.agency.as_str(), story.byline.as_deref()),
            (id, "Reuters", Some("Ada Penn"))
        );
        assert_eq!(story.url.as_deref(), Some("https://www.reuters.com/world/ferry"));
        assert_eq!(story.version_created.map(|date| (date.year, date.month, date.day)), Some((2024, 5, 3)));
        assert_eq!(story.language.as_deref(), Some("en"));
        let bodies: Vec<&str> = story.document.of_role(Role::Body).collect();
        assert_eq!(bodies, ["The ferry sailed again on Friday.", "It was late."]);
    }

    #[test]
    fn rss_with_full_text() {
        check(RSS, "ferry-1");
        check(&RSS.replace("dc:creator", "author").replace("Ada Penn", "ada@wire.example (Ada Penn)"), "ferry-1");
        assert_eq!(story(RSS).unwrap().headline, "Ferry & crew return");
    }

    #[test]
    fn atom_in_all_types_of_content() {
        check(ATOM, "tag:examplewire,2024:1");
        let xhtml =
            "<content type='xhtml'><div><p>The ferry sailed again on Friday.</p><p>It was late.</p></div></content>";
        let start = ATOM.find("<content").unwrap();
        check(&format!("{}{xhtml}</entry>", &ATOM[..start]), "tag:examplewire,2024:1");
        let text = "<content type='text'>The ferry sailed again on Friday.\n\nIt was late.</content>";
        check(&format!("{}{text}</entry>", &ATOM[..start]), "tag:examplewire,2024:1");
    }

    #[test]
    fn a_summary_is_no_story() {
        assert_eq!(story(&RSS.replace("content:encoded", "x:other")), Err(Skipped::Summary));
        assert_eq!(story(&ATOM.replace("content", "rights")), Err(Skipped::Summary));
    }
}
