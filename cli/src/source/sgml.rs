//! How are the stories of Reuters-21578 read, in SGML as the collection has it?
//!
//! The files are Latin-1 with control characters of the wire in them, mostly written as `&#3;`. A story stands between
//! `<REUTERS … NEWID="1">` and `</REUTERS>`; the ones without a body (headlines alone) are counted, since there is
//! nothing to compare. Lines are wrapped; a paragraph begins with a line that is indented. The body ends with a line
//! that says "Reuter".

use super::cut::Cut;
use super::item::one_line;
use super::skipped::Skipped;
use super::{Content, broken_off, version};
use copytaster::story::{Document, Part, Role, Story};
use copytaster::text::Span;
use copytaster::text::date::Date;
use std::io::{BufRead, Read};
use std::mem;

/// How a story begins, and how it ends.
const OPENING: &str = "<REUTERS";
const END: &str = "</REUTERS>";

/// Room for most stories, in bytes.
const USUAL: usize = 8 << 10;

/// The longest story, in bytes.
const LARGEST: usize = 16 << 20;

/// Cuts a file into stories.
pub(super) fn cut(mut file: impl BufRead, cut: &mut Cut<'_>) {
    let mut story = Vec::new();
    let mut number = 0;
    while !cut.stopped() {
        let before = story.len();
        match file.by_ref().take(LARGEST as u64).read_until(b'>', &mut story) {
            Ok(0) => break,
            Ok(_) if story.len() > LARGEST => return cut.fault(format!("story {} has no end", number + 1)),
            Ok(_) => {}
            Err(error) => return cut.fault(broken_off(&error)),
        }
        let at_end = story.ends_with(END.as_bytes());
        let tag = story[before..].iter().rposition(|&byte| byte == b'<');
        let begins = tag.filter(|&at| story[before + at..].starts_with(OPENING.as_bytes()));
        if let Some(at) = begins {
            // What came before this story is the file's head, or a story without an end.
            let head = story.drain(..before + at).collect::<Vec<u8>>();
            if head.starts_with(OPENING.as_bytes()) {
                cut.fault("one of its stories has no end; copy or unpack the file again");
            }
        } else if at_end {
            number += 1;
            let whole = mem::replace(&mut story, Vec::with_capacity(USUAL));
            let sgml = String::from_utf8(whole).unwrap_or_default();
            cut.give(format!("story {number}"), number, sgml.len(), Content::Sgml(sgml));
        }
    }
    if story.starts_with(OPENING.as_bytes()) {
        cut.fault("its last story has no end; copy or unpack the file again");
    } else if cut.is_empty() {
        cut.fault("this SGML is not Reuters-21578, the only kind that is read; give the stories in another format");
    }
}

/// The story of a piece; `otherwise` is its id where it has none.
pub(super) fn read(sgml: &str, otherwise: &str) -> Result<Story, Skipped> {
    let id = sgml.split_once("NEWID=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(id, _)| id);
    let body = element(sgml, "BODY").ok_or(Skipped::NoWords)?;
    Ok(story(id.unwrap_or(otherwise), sgml, body))
}

fn story(id: &str, sgml: &str, body: &str) -> Story {
    let sent = one_line(&characters(element(sgml, "TITLE").unwrap_or_default()));
    let version::Headline { rest: headline, version, status } = version::of(&sent);
    let author = element(sgml, "AUTHOR").map(|author| one_line(&characters(author)));
    let dateline = element(sgml, "DATELINE").map(|dateline| one_line(&characters(dateline)));
    let mut document = Document::default();
    if !headline.is_empty() {
        document.push(Role::Headline, headline);
    }
    if let Some(author) = author.as_deref().filter(|author| !author.is_empty()) {
        document.push(Role::Byline, author);
    }
    let (paragraphs, signature) = paragraphs(&characters(body));
    let mut paragraphs = paragraphs.iter();
    if let Some(dateline) = dateline.filter(|dateline| !dateline.is_empty()) {
        document.push(Role::Dateline, &dateline);
        // The first paragraph goes on in the dateline's line.
        if let Some(first) = paragraphs.next() {
            document.text.push(' ');
            let start = document.text.len();
            document.text.push_str(first);
            document.parts.push(Part { role: Role::Body, span: Span::new(start, document.text.len()) });
        }
    }
    paragraphs.for_each(|paragraph| document.push(Role::Body, paragraph));
    if let Some(signature) = signature {
        document.push(Role::CreditLine, &signature);
    }
    let byline = author.map(|author| {
        let name =
            author.split_once(' ').filter(|(by, _)| by.eq_ignore_ascii_case("by")).map_or(&*author, |(_, name)| name);
        name.trim_end_matches(", Reuters").to_owned()
    });
    let version_created = element(sgml, "DATE").and_then(day);
    Story {
        id: id.to_owned(),
        agency: "Reuters".to_owned(),
        headline: headline.to_owned(),
        byline: byline.filter(|byline| !byline.is_empty()),
        family: version::family(headline, version_created),
        version_created,
        version,
        status,
        language: Some("en".to_owned()),
        document,
        ..Story::default()
    }
}

/// What stands between the first tags of a name, if both are there.
fn element<'a>(sgml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = sgml.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(content, _)| content)
}

/// A text without entities and control characters; line ends are kept.
fn characters(sgml: &str) -> String {
    let mut text = String::with_capacity(sgml.len());
    let mut rest = sgml;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest[1..].split_once(';').map(|(name, _)| name).filter(|name| name.len() <= 6);
        let meant = entity.and_then(|name| match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            _ => name.strip_prefix('#').and_then(|code| code.parse().ok()).and_then(char::from_u32),
        });
        match (meant, entity) {
            (Some(meant), Some(name)) => {
                text.push(meant);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text.retain(|c| c == '\n' || !c.is_control());
    text
}

/// The paragraphs of a body, each on one line, and the line with which the agency signs.
fn paragraphs(body: &str) -> (Vec<String>, Option<String>) {
    let mut lines: Vec<&str> = body.lines().filter(|line| !line.trim().is_empty()).collect();
    let is_signature = |line: &str| line.trim().trim_end_matches(['.', '^', 'M']).eq_ignore_ascii_case("reuter");
    let signature = lines.pop_if(|line| is_signature(line)).map(one_line);
    let mut paragraphs: Vec<String> = Vec::new();
    for line in lines {
        match paragraphs.last_mut() {
            Some(paragraph) if !line.starts_with("   ") => {
                paragraph.push(' ');
                paragraph.push_str(&one_line(line));
            }
            _ => paragraphs.push(one_line(line)),
        }
    }
    (paragraphs, signature)
}

/// The day of `26-FEB-1987 15:01:01.79`.
fn day(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let mut fields = text.split_whitespace().find(|word| word.contains('-'))?.split('-');
    let (day, month, year) = (fields.next()?, fields.next()?, fields.next()?);
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? as u8 + 1;
    let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    Some(Date { year: year.parse().ok()?, month, day })
}

#[cfg(test)]
mod tests {
    use super::super::Piece;
    use super::*;

    const FILE: &str = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">
<REUTERS TOPICS=\"NO\" LEWISSPLIT=\"TRAIN\" OLDID=\"7\" NEWID=\"12\">
<DATE> 3-APR-1987 09:18:21.26</DATE>
<TEXT>&#2;
<TITLE>QUILLON &lt;QLN.X> SEES FEWER BEES</TITLE>
<AUTHOR>    By Ada Penn, Reuters</AUTHOR>
<DATELINE>    LOWHAVEN, April 3 - </DATELINE><BODY>Keepers of the Quillon
valley counted fewer swarms &amp; less honey.
    One said it was quiet.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS NEWID=\"13\"><DATE>3-APR-1987</DATE><TEXT TYPE=\"BRIEF\"><TITLE>A HEADLINE ALONE</TITLE></TEXT>
</REUTERS>
";

    fn stories(text: &str) -> (Vec<Story>, bool) {
        let (mut stories, mut complete) = (Vec::new(), true);
        let mut give = |piece: Piece| {
            match &piece.content {
                Content::Sgml(sgml) => stories.extend(read(sgml, "")),
                _ => complete = false,
            }
            true
        };
        cut(text.as_bytes(), &mut Cut::new("test.sgm", &mut give));
        (stories, complete)
    }

    #[test]
    fn a_story_has_its_parts() {
        let (stories, complete) = stories(FILE);
        assert!(complete);
        let [story] = stories.as_slice() else { panic!("{stories:?}") };
        assert_eq!((story.id.as_str(), story.byline.as_deref()), ("12", Some("Ada Penn")));
        assert_eq!(story.headline, "QUILLON <QLN.X> SEES FEWER BEES");
        assert_eq!(story.version_created, Some(Date { year: 1987, month: 4, day: 3 }));
        let parts: Vec<(Role, &str)> =
            story.document.parts.iter().map(|part| (part.role, part.span.of(&story.document.text))).collect();
        assert_eq!(
            parts[1..],
            [
                (Role::Byline, "By Ada Penn, Reuters"),
                (Role::Dateline, "LOWHAVEN, April 3 -"),
                (Role::Body, "Keepers of the Quillon valley counted fewer swarms & less honey."),
                (Role::Body, "One said it was quiet."),
                (Role::CreditLine, "Reuter"),
            ]
        );
    }

    #[test]
    fn a_file_that_was_cut_keeps_its_whole_stories() {
        let cut = FILE.replace("</TEXT>\n</REUTERS>\n<REUTERS", "</TEXT>\n</REUTERS>\n<REUTERS NEWID=\"1\"> <REUTERS");
        let (stories, complete) = stories(&cut);
        assert_eq!((stories.len(), complete), (1, false));
    }

    #[test]
    fn other_sgml_is_refused() {
        assert!(!stories("<!DOCTYPE nitf><nitf></nitf>").1);
    }
}
