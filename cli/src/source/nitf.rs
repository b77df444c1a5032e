//! How is a story read from NITF, alone or inside another format?
//!
//! News Industry Text Format 3.x (IPTC): what is said about the story stands in `head/docdata`, its words in
//! `body/body.content`, headline, byline and dateline in `body/body.head`.

use super::item::{Item, one_line};
use super::xml::Element;

/// The story of an `<nitf>` element.
pub(super) fn item(nitf: &Element) -> Item {
    let mut item = Item { language: nitf.attribute("xml:lang").unwrap_or_default().to_owned(), ..Item::default() };
    fill(nitf, &mut item);
    let (head, data) = (nitf.child("head"), nitf.find("docdata"));
    let of = |name: &str, attribute: &str| {
        let found = data.and_then(|data| data.child(name)?.attribute(attribute));
        found.unwrap_or_default().to_owned()
    };
    item.id = of("doc-id", "id-string");
    item.time = ["date.issue", "date.release"]
        .map(|name| of(name, "norm"))
        .into_iter()
        .find(|time| !time.is_empty())
        .unwrap_or_default();
    item.status = data.and_then(|data| data.attribute("management-status")).unwrap_or_default().to_owned();
    // A release in the future is an embargo.
    item.embargoed = Some(of("date.release", "norm")).filter(|time| !time.is_empty());
    item.agencies.push(of("doc-id", "regsrc"));
    item.agencies.push(of("doc.copyright", "holder"));
    let revisions = head.map(|head| head.children().filter(|child| child.name == "revision-history").count());
    item.version = revisions.and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
    let publication = head.and_then(|head| head.child("pubdata"));
    item.links.extend(publication.and_then(|publication| publication.attribute("ex-ref")).map(str::to_owned));
    item
}

/// Puts the words of an `<nitf>` element into an item whose own format says everything else; what it has already stays.
pub(super) fn fill(nitf: &Element, item: &mut Item) {
    let Some(body) = nitf.find("body") else { return };
    let set = |place: &mut String, text: String| {
        if place.is_empty() {
            *place = text;
        }
    };
    if let Some(head) = body.child("body.head") {
        let headline = head.child("hedline");
        let headline = headline.map(|headline| headline.child("hl1").unwrap_or(headline).text());
        set(&mut item.headline, headline.unwrap_or_default());
        set(&mut item.byline, head.child("byline").map(byline).unwrap_or_default());
        set(&mut item.dateline, one_line(&head.text_of("dateline")));
    }
    if item.headline.trim().is_empty() {
        item.headline = nitf.child("head").map(|head| head.text_of("title")).unwrap_or_default();
    }
    let content = body.child("body.content").map(Element::paragraphs).unwrap_or_default();
    set(&mut item.body, content);
    set(&mut item.credit_line, body.child("body.end").map(|end| one_line(&end.text_of("tagline"))).unwrap_or_default());
    item.agencies.extend(body.find("distributor").map(Element::text));
}

/// The writers without their titles: `<byline>By <person>Ada Penn</person><byttl>Reuters</byttl></byline>`.
fn byline(byline: &Element) -> String {
    let mut people = Vec::new();
    byline.find_all("person", &mut people);
    if people.is_empty() {
        byline.text()
    } else {
        people.iter().map(|one| one_line(&one.text())).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::tests::item as element;
    use super::*;
    use copytaster::story::{Role, Status};

    const NITF: &str = "<nitf xml:lang='en'><head><title>Ferry</title>
        <docdata management-status='usable'><doc-id regsrc='Reuters' id-string='ferry.240503'/>
        <date.issue norm='20240503T100000Z'/><doc.copyright holder='Thomson Reuters'/></docdata>
        <revision-history name='AP' function='editor' norm='20240503T090000Z'/></head>
        <body><body.head><hedline><hl1>Ferry returns to Lowhaven</hl1><hl2>After two years</hl2></hedline>
        <byline>By <person>Ada Penn</person><byttl>Correspondent</byttl></byline>
        <dateline><location>LOWHAVEN</location> (Reuters) –</dateline></body.head>
        <body.content><media media-type='image'><media-caption>The pier</media-caption></media>
        <p>The ferry sailed <em>again</em> on Friday.</p><p>It was late.</p></body.content>
        <body.end><tagline>(Reporting by Ada Penn)</tagline></body.end></body></nitf>";

    #[test]
    fn a_story_has_its_parts() {
        let story = item(&element(NITF)).story("").unwrap();
        assert_eq!((story.id.as_str(), story.agency.as_str(), story.version), ("ferry.240503", "Reuters", 1));
        assert_eq!((story.headline.as_str(), story.byline.as_deref()), ("Ferry returns to Lowhaven", Some("Ada Penn")));
        assert_eq!((story.language.as_deref(), story.status), (Some("en"), Status::Usable));
        let bodies: Vec<&str> = story.document.of_role(Role::Body).collect();
        assert_eq!(bodies, ["The ferry sailed again on Friday.", "It was late."]);
        assert_eq!(story.document.of_role(Role::Dateline).collect::<Vec<_>>(), ["LOWHAVEN (Reuters) –"]);
        assert_eq!(story.document.of_role(Role::CreditLine).collect::<Vec<_>>(), ["(Reporting by Ada Penn)"]);
    }

    #[test]
    fn management_status_and_release_are_respected() {
        let with = |from: &str, to: &str| item(&element(&NITF.replace(from, to))).story("").is_ok();
        assert!(!with("'usable'", "'withheld'"));
        assert!(!with("'usable'", "'embargoed'"));
        assert!(!with("<date.issue", "<date.release norm='29990101T000000Z'/><date.issue"));
        assert!(with("<date.issue", "<date.release norm='20010101T000000Z'/><date.issue"));
    }
}
