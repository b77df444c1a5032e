//! How is a story read from a NewsML-G2 item?
//!
//! NewsML-G2 (IPTC) says everything about a story around it: `itemMeta` about the item, `contentMeta` about the content,
//! `contentSet` holds the words, as NITF, XHTML or plain text. Codes come as `scheme:code`, and every agency may call a
//! scheme as it likes, so only the code is compared. Packages, concepts and plans have no words of their own.

use super::html;
use super::item::Item;
use super::nitf;
use super::skipped::Skipped;
use super::xml::{Context, Element};

/// The story of an item, or why there is none.
pub(super) fn item(item: &Element, context: &Context) -> Result<Item, Skipped> {
    if item.name != "newsItem" {
        return Err(Skipped::Package);
    }
    let empty = Element::default();
    let meta = item.child("itemMeta").unwrap_or(&empty);
    let about = item.child("contentMeta").unwrap_or(&empty);
    let rights = item.child("rightsInfo").unwrap_or(&empty);
    let class = code_of(meta, "itemClass");
    if !matches!(class.as_str(), "" | "text" | "composite") {
        return Err(Skipped::NotText);
    }
    let language = about.child("language").and_then(|language| language.attribute("tag"));
    let mut story = Item {
        id: item.attribute("guid").unwrap_or_default().to_owned(),
        version: item.attribute("version").and_then(|version| version.trim().parse().ok()).unwrap_or_default(),
        headline: headline(about),
        byline: about.text_of("by"),
        dateline: about.text_of("dateline"),
        time: [meta.text_of("versionCreated"), meta.text_of("firstCreated"), about.text_of("contentCreated")]
            .into_iter()
            .find(|time| !time.trim().is_empty())
            .unwrap_or_default(),
        links: links(meta, about),
        agencies: [
            (meta, "provider"),
            (about, "creditline"),
            (about, "infoSource"),
            (about, "creator"),
            (rights, "copyrightHolder"),
            (rights, "copyrightNotice"),
        ]
        .iter()
        .filter_map(|(place, name)| place.child(name))
        .flat_map(names)
        .collect(),
        language: language.or(item.attribute("xml:lang")).unwrap_or(&context.language).to_owned(),
        status: code_of(meta, "pubStatus"),
        corrects: meta.children().any(|child| child.name == "signal" && code(child).starts_with("correct")),
        embargoed: meta.child("embargoed").map(Element::text),
        ..Item::default()
    };
    if story.id.is_empty() {
        story.id = about.text_of("altId");
    }
    words(item, &mut story);
    story.summary = about.child("description").is_some();
    Ok(story)
}

/// The words of the content set, in the first form that is read; renditions of one story are the same words.
fn words(item: &Element, story: &mut Item) {
    let set = item.child("contentSet");
    for content in set.iter().flat_map(|set| set.children()) {
        match content.name.as_str() {
            "inlineXML" => {
                if let Some(nitf) = content.find("nitf") {
                    nitf::fill(nitf, story);
                } else {
                    story.body = content.find("body").unwrap_or(content).paragraphs();
                }
            }
            "inlineData" => {
                let text = content.text();
                let is_html = content.attribute("contenttype").is_some_and(|kind| kind.contains("html"));
                story.body = if is_html { html::paragraphs(&text) } else { text };
            }
            // Remote content is not fetched: what is read is what was given.
            _ => {}
        }
        if !story.body.trim().is_empty() {
            break;
        }
    }
}

/// The headline, of several the main one: not the slug, not the one for phones.
fn headline(about: &Element) -> String {
    let headlines: Vec<&Element> = about.children().filter(|child| child.name == "headline").collect();
    let main = headlines.iter().find(|headline| headline.attribute("role").is_none_or(|role| role.ends_with(":main")));
    main.or(headlines.first()).map(|headline| headline.text()).unwrap_or_default()
}

/// Addresses: of the story on the web, and ids that are one.
fn links(meta: &Element, about: &Element) -> Vec<String> {
    let ids = meta.children().chain(about.children()).filter(|child| child.name == "altId").map(Element::text);
    let web = meta.children().filter(|child| child.name == "link").filter(|link| {
        let relation = link.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        ["web", "canonical", "alternate"].iter().any(|word| relation.contains(word))
    });
    web.filter_map(|link| link.attribute("href")).map(str::to_owned).chain(ids).collect()
}

/// What an element calls somebody: its `<name>`s, its literal, its code, its text.
fn names(element: &Element) -> Vec<String> {
    let names = element.children().filter(|child| child.name == "name").map(Element::text);
    names.chain(element.attribute("literal").map(str::to_owned)).chain([code(element), element.text()]).collect()
}

fn code_of(place: &Element, name: &str) -> String {
    place.child(name).map(code).unwrap_or_default()
}

/// The code of `qcode="stat:usable"`, or the last part of `uri="http://cv.iptc.org/newscodes/pubstatusg2/usable"`.
fn code(element: &Element) -> String {
    let code = element.attribute("qcode").and_then(|code| code.rsplit(':').next());
    let uri = || element.attribute("uri").and_then(|uri| uri.rsplit(['/', ':']).next());
    code.or_else(uri).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::xml::tests::item as element;
    use super::*;
    use copytaster::story::{Role, Status, Story};

    const ITEM: &str = "<newsItem guid='urn:newsml:examplewire:20240503:ferry' version='3' xml:lang='en-GB'>
        <rightsInfo><copyrightHolder qcode='x:1'><name>Thomson Reuters</name></copyrightHolder></rightsInfo>
        <itemMeta><itemClass qcode='ninat:text'/><provider qcode='nprov:REUTERS'><name>Reuters</name></provider>
        <versionCreated>2024-05-03T12:00:00+02:00</versionCreated><pubStatus qcode='stat:usable'/></itemMeta>
        <contentMeta><altId>https://www.reuters.com/world/ferry</altId><headline role='hld:slug'>FERRY</headline>
        <headline role='hld:main'>UPDATE 2-Ferry returns</headline><by>Ada Penn</by>
        <dateline>LOWHAVEN (Reuters) –</dateline><description>Short.</description></contentMeta>
        <contentSet><remoteContent href='https://other.example/x'/>
        <inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>no</title></head>
        <body><p>The ferry sailed again on Friday.</p><p>It was late.</p></body></html></inlineXML></contentSet></newsItem>";

    fn story(from: &str, to: &str) -> Result<Story, Skipped> {
        item(&element(&ITEM.replace(from, to)), &Context::default())?.story("")
    }

    #[test]
    fn a_story_has_its_parts() {
        let story = story("", "").unwrap();
        assert_eq!((story.id.as_str(), story.version), ("urn:newsml:examplewire:20240503:ferry", 3));
        assert_eq!((story.agency.as_str(), story.headline.as_str()), ("Reuters", "Ferry returns"));
        assert_eq!(story.url.as_deref(), Some("https://www.reuters.com/world/ferry"));
        assert_eq!((story.byline.as_deref(), story.language.as_deref()), (Some("Ada Penn"), Some("en-GB")));
        let bodies: Vec<&str> = story.document.of_role(Role::Body).collect();
        assert_eq!(bodies, ["The ferry sailed again on Friday.", "It was late."]);
    }

    #[test]
    fn status_embargo_and_signals_are_respected() {
        assert_eq!(story("stat:usable", "stat:canceled").unwrap().status, Status::Withdrawn);
        assert_eq!(story("stat:usable", "stat:withheld"), Err(Skipped::Withheld));
        assert_eq!(
            story("<pubStatus", "<embargoed>2999-01-01T00:00:00Z</embargoed><pubStatus"),
            Err(Skipped::Embargoed)
        );
        assert_eq!(story("<pubStatus", "<embargoed/><pubStatus"), Err(Skipped::Embargoed));
        assert!(story("<pubStatus", "<embargoed>2001-01-01T00:00:00Z</embargoed><pubStatus").is_ok());
        assert_eq!(
            story("<pubStatus", "<signal qcode='sig:correction'/><pubStatus").unwrap().status,
            Status::Corrected
        );
        let uri = "<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/canceled'/>";
        assert_eq!(story("<pubStatus qcode='stat:usable'/>", uri).unwrap().status, Status::Withdrawn);
    }

    #[test]
    fn what_has_no_words_of_its_own_is_no_story() {
        assert_eq!(story("ninat:text", "ninat:picture"), Err(Skipped::NotText));
        assert_eq!(story("newsItem", "packageItem"), Err(Skipped::Package));
        assert_eq!(story("inlineXML", "remoteContent"), Err(Skipped::Summary));
    }

    #[test]
    fn nitf_and_plain_text_inside() {
        let start = ITEM.find("<inlineXML").unwrap();
        let end = ITEM.find("</contentSet>").unwrap();
        let nitf = "<inlineXML contenttype='application/nitf+xml'><nitf><body><body.head><hedline><hl1>No</hl1></hedline>\
                    </body.head><body.content><p>One.</p><p>Two.</p></body.content></body></nitf></inlineXML>";
        let with = story(&ITEM[start..end], nitf).unwrap();
        assert_eq!((with.headline.as_str(), with.document.of_role(Role::Body).count()), ("Ferry returns", 2));
        let data = "<inlineData contenttype='text/plain'>One.\n\nTwo.</inlineData>";
        assert_eq!(story(&ITEM[start..end], data).unwrap().document.of_role(Role::Body).count(), 2);
        let html = "<inlineData contenttype='text/html'>&lt;p>One.&lt;/p>&lt;p>Two.&lt;/p></inlineData>";
        assert_eq!(story(&ITEM[start..end], html).unwrap().document.of_role(Role::Body).count(), 2);
    }
}
