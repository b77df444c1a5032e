//! Which items are in this XML?
//!
//! Read event by event; an item (`<item>`, `<entry>`, `<newsItem>`, `<nitf>`, `<url>`, wherever it stands) is built into
//! a tree of its own and handed over before the next one is begun. So a feed may be larger than the memory, and what was
//! cut short or is broken further on gives the items before. Entities that a document declares itself are never
//! expanded, so one that grows without end stays the few characters that it is.

mod element;

pub(super) use element::Element;

use super::cut::Cut;
use super::item::Item;
use super::limit::{LARGEST, Limited};
use super::skipped::Skipped;
use super::{Content, broken_off, feed, newsml, nitf};
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};
use std::io::BufRead;
use std::sync::Arc;

/// How deep elements may stand in each other; real items need some twenty.
const DEEPEST: usize = 200;

/// Elements that are an item, wherever they stand; so are the entries of sitemaps, in these alone.
const ITEMS: [&str; 10] = [
    "item",
    "entry",
    "nitf",
    "newsItem",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
    "NewsItem",
];

/// What the document says for all of its items.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// The language of a feed.
    pub(super) language: String,
    /// What the feed is called, which often names its agency.
    pub(super) title: String,
}

/// Cuts a document into items.
pub(super) fn cut(document: impl BufRead, cut: &mut Cut<'_>) {
    let (document, allowance) = Limited::new(document);
    let mut reader = Reader::from_reader(document);
    reader.config_mut().allow_dangling_amp = true;
    let mut builder = Builder::default();
    let mut buffer = Vec::new();
    while !cut.stopped() {
        buffer.clear();
        allowance.renew();
        let taken = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => builder.take(event, cut),
            Err(Error::Io(error)) => Err(broken_off(&error)),
            Err(error) => {
                let at = reader.error_position();
                Err(format!("its XML is broken at byte {at} ({error}); what stands before is read"))
            }
        };
        if let Err(problem) = taken {
            return cut.fault(problem);
        }
    }
    if !builder.outer.is_empty() || !builder.open.is_empty() {
        cut.fault("its XML has no end, so it was cut short; copy or download it again");
    } else if builder.items == 0 {
        cut.fault(
            "this XML has none of the items that are read: NewsML-G2, NITF, RSS, Atom, sitemaps; give one of them",
        );
    }
}

/// The story of an item, or why there is none.
pub(super) fn item(element: &Element, context: &Context) -> Result<Item, Skipped> {
    match element.name.as_str() {
        "nitf" => Ok(nitf::item(element)),
        "item" | "entry" => Ok(feed::item(element, context)),
        "url" | "sitemap" => Err(Skipped::Sitemap),
        // NewsML 1, of which only the NITF in it is read.
        "NewsItem" => element.find("nitf").map(nitf::item).ok_or(Skipped::NotText),
        _ => newsml::item(element, context),
    }
}

/// Builds items out of events.
#[derive(Default)]
struct Builder {
    context: Arc<Context>,
    /// Names of the open elements that are in no item.
    outer: Vec<String>,
    /// The open elements of the item, outermost first.
    open: Vec<Element>,
    /// Bytes of the item so far.
    size: usize,
    items: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, cut: &mut Cut<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => self.start(&start)?,
            Event::Empty(start) => {
                self.start(&start)?;
                self.end(cut);
            }
            Event::End(_) => self.end(cut),
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(entity) => {
                let name = entity.xml10_content();
                match entity.resolve_char_ref().ok().flatten() {
                    Some(character) => self.text(character.encode_utf8(&mut [0; 4]))?,
                    // Of the entities that a document declares itself only the name is known.
                    None => self.text(resolve_html5_entity(&name).unwrap_or(&name))?,
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        if self.outer.len() + self.open.len() >= DEEPEST {
            return Err(format!("its elements stand more than {DEEPEST} deep in each other, as in no news format"));
        }
        let element = Element::of(start);
        if !self.open.is_empty() || self.is_item(&element.name) {
            self.grow(
                element.attributes.iter().map(|(name, value)| name.len() + value.len() + 64).sum::<usize>() + 64,
            )?;
            self.open.push(element);
            return Ok(());
        }
        if let Some(language) = element.attribute("xml:lang").filter(|_| self.context.language.is_empty()) {
            Arc::make_mut(&mut self.context).language = language.to_owned();
        }
        self.outer.push(element.name);
        Ok(())
    }

    fn is_item(&self, name: &str) -> bool {
        match name {
            "url" => self.outer.last().is_some_and(|outer| outer == "urlset"),
            "sitemap" => self.outer.last().is_some_and(|outer| outer == "sitemapindex"),
            _ => ITEMS.contains(&name),
        }
    }

    fn end(&mut self, cut: &mut Cut<'_>) {
        let Some(element) = self.open.pop() else {
            self.outer.pop();
            return;
        };
        match self.open.last_mut() {
            Some(parent) => parent.push(element),
            None => {
                self.items += 1;
                let size = std::mem::take(&mut self.size);
                let place = format!("<{}> {}", element.name, self.items);
                cut.give(place, self.items, size, Content::Item(Box::new(element), self.context.clone()));
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        if let Some(element) = self.open.last_mut() {
            element.push_text(text);
            return self.grow(text.len());
        }
        let [.., parent, name] = self.outer.as_slice() else { return Ok(()) };
        let says = match (parent.as_str(), name.as_str()) {
            ("channel" | "feed", "title") => &mut Arc::make_mut(&mut self.context).title,
            ("channel", "language") => &mut Arc::make_mut(&mut self.context).language,
            _ => return Ok(()),
        };
        let longest = says.len() + text.len() <= 1000;
        says.push_str(if longest { text } else { "" });
        Ok(())
    }

    fn grow(&mut self, bytes: usize) -> Result<(), String> {
        self.size += bytes;
        if self.size > LARGEST {
            return Err(format!("its item {} is larger than {} MB", self.items + 1, LARGEST >> 20));
        }
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The items with their contexts, and whether nothing was wrong.
    fn items(xml: &str) -> (Vec<(Element, Arc<Context>)>, bool) {
        let (mut items, mut complete) = (Vec::new(), true);
        let mut give = |piece: super::super::Piece| {
            match piece.content {
                Content::Item(element, context) => items.push((*element, context)),
                _ => complete = false,
            }
            true
        };
        cut(xml.as_bytes(), &mut Cut::new("test.xml", &mut give));
        (items, complete)
    }

    /// The one item of a piece of XML, prefixes as they are.
    pub(in crate::source) fn item(xml: &str) -> Element {
        items(xml).0.remove(0).0
    }

    fn check(xml: &str, expected: &[&str], complete: bool) {
        let (items, whole) = items(xml);
        let texts: Vec<String> = items.iter().map(|(item, _)| item.text()).collect();
        assert_eq!((texts, whole), (expected.iter().map(|text| (*text).to_owned()).collect(), complete), "{xml:.200}");
    }

    #[test]
    fn items_are_found_wherever_they_stand() {
        check(
            "<rss><channel><title>no</title><item>a</item><item>b<i>c</i></item></channel></rss>",
            &["a", "bc"],
            true,
        );
        check("<nitf><body>a</body></nitf>", &["a"], true);
        check("<x:wrap xmlns:x='y'><x:newsItem>a</x:newsItem></x:wrap>", &["a"], true);
    }

    #[test]
    fn entities_are_the_characters_that_they_name() {
        check("<item>&lt;p&gt; caf&eacute; &#8220;&#x201D; R&D</item>", &["<p> café “” R&D"], true);
    }

    #[test]
    fn an_entity_that_grows_without_end_stays_its_name() {
        let bomb =
            "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><item>&b;</item>";
        check(bomb, &["b"], true);
    }

    #[test]
    fn what_stands_before_a_fault_is_read() {
        check("<rss><item>a</item><item>b</wrong></rss>", &["a"], false);
        check("<rss><item>a</item><item>b", &["a"], false);
        check("<rss><item>a</item>", &["a"], false);
    }

    #[test]
    fn endless_depth_ends() {
        let deep = format!("<rss><item>a</item><item>{}", "<b>".repeat(100_000));
        check(&deep, &["a"], false);
        check(&"<b>".repeat(100_000), &[], false);
    }

    #[test]
    fn an_endless_item_ends() {
        let long = format!("<rss><item>a</item><item>{}</item></rss>", "many words ".repeat(LARGEST / 10));
        check(&long, &["a"], false);
        // Neither text nor a tag that goes on and on.
        check(&format!("<rss><item>a</item>{}", "many words ".repeat(LARGEST / 10)), &["a"], false);
        check(&format!("<rss><item>a</item><b {}", "many='words' ".repeat(LARGEST / 10)), &["a"], false);
    }

    #[test]
    fn xml_without_items_is_named_so() {
        check("<svg><path/></svg>", &[], false);
    }

    #[test]
    fn a_feed_says_its_name_and_language() {
        let xml = "<rss><channel><title>Examplewire</title><language>en-gb</language><image><title>x</title></image><item/></channel></rss>";
        let context = &items(xml).0[0].1;
        assert_eq!((context.title.as_str(), context.language.as_str()), ("Examplewire", "en-gb"));
    }

    #[test]
    fn entries_of_sitemaps_are_counted_and_addresses_elsewhere_are_none() {
        let map = "<urlset><url><loc>https://a.example/</loc></url></urlset>";
        assert_eq!(super::item(&item(map), &Context::default()).map(|_| ()), Err(Skipped::Sitemap));
        check("<rss><channel><image><url>x</url></image><item>a</item></channel></rss>", &["a"], true);
    }
}
