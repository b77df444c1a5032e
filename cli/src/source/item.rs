//! What does every format say of a story, under whatever names, and what becomes of it?
//!
//! A format's own file fills an [`Item`]; here it becomes a [`Story`], or the reason why it becomes none.

use super::embargo;
use super::skipped::Skipped;
use super::version;
use copytaster::story::{Document, Status, Story, agency};
use copytaster::text::date::Date;

/// A story in the words of its format. What is empty is not said.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// `uri`, `guid`, `doc-id`.
    pub(super) id: String,
    /// The number of this version, as the format counts.
    pub(super) version: u32,
    pub(super) headline: String,
    /// The writers, with or without "By".
    pub(super) byline: String,
    /// "LOWHAVEN (Reuters) –", where the format keeps it apart.
    pub(super) dateline: String,
    /// Paragraphs with blank lines between them.
    pub(super) body: String,
    /// The credit line, where the format keeps it apart.
    pub(super) credit_line: String,
    /// When this version was published, in any of the forms in which formats write that.
    pub(super) time: String,
    /// Addresses and ids, of which the first that is https is the story's address.
    pub(super) links: Vec<String>,
    /// Whose it could be, most telling first.
    pub(super) agencies: Vec<String>,
    pub(super) language: String,
    /// ninjs' `pubstatus`, NewsML's `pubStatus` without its scheme, NITF's `management-status`.
    pub(super) status: String,
    /// Whether the format itself marks it as a correction.
    pub(super) corrects: bool,
    /// Until when it may not be published; none where it may be.
    pub(super) embargoed: Option<String>,
    /// Whether there is a summary, though no body.
    pub(super) summary: bool,
}

impl Item {
    /// The story; `otherwise` is its id where the format gives it none.
    pub(super) fn story(mut self, otherwise: &str) -> Result<Story, Skipped> {
        if self.embargoed.as_deref().is_some_and(embargo::holds) {
            return Err(Skipped::Embargoed);
        }
        let withdrawn = match self.status.to_ascii_lowercase().as_str() {
            "withheld" => return Err(Skipped::Withheld),
            "embargoed" if self.embargoed.is_none() => return Err(Skipped::Embargoed),
            "canceled" | "cancelled" | "killed" | "withdrawn" => true,
            _ => false,
        };
        let sent = one_line(&self.headline);
        let headline = version::of(&sent);
        let status = match headline.status {
            _ if withdrawn => Status::Withdrawn,
            Status::Usable if self.corrects => Status::Corrected,
            status => status,
        };
        if self.body.trim().is_empty() && status != Status::Withdrawn {
            return Err(if self.summary { Skipped::Summary } else { Skipped::NoWords });
        }
        self.links.push(self.id.clone());
        let url = self.links.iter().map(|link| link.trim()).find(|link| link.starts_with("https://"));
        let id = [self.id.trim(), url.unwrap_or_default(), otherwise].into_iter().find(|id| !id.is_empty());
        let named = |name: &String| agency::by_name(name).or_else(|| Some(agency::find_mark(name)?.1));
        let agency = self.agencies.iter().find_map(named).map(|agency| agency.name.to_owned());
        let byline = one_line(without_by(&self.byline));
        let version_created = day(&self.time);
        Ok(Story {
            id: id.unwrap_or_default().to_owned(),
            agency: agency.unwrap_or_default(),
            headline: headline.rest.to_owned(),
            byline: (!byline.is_empty()).then_some(byline),
            url: url.map(str::to_owned),
            version_created,
            // A format that counts versions has one id for all of them.
            family: if self.version > 0 { None } else { version::family(headline.rest, version_created) },
            version: if self.version > 0 { self.version } else { headline.version },
            status,
            language: Some(self.language.trim().to_owned()).filter(|language| !language.is_empty()),
            document: Document::from_plain_text(self.text(headline.rest)),
            ..Story::default()
        })
    }

    /// The story as one text: the byline is part of it as it was sent, and dropping it is an edit.
    fn text(&self, headline: &str) -> String {
        let body = self.body.trim();
        let byline = one_line(without_by(&self.byline));
        let byline = if byline.is_empty() || body.contains(&format!("By {byline}")) {
            String::new()
        } else {
            format!("By {byline}")
        };
        let dateline = one_line(&self.dateline);
        // A body that repeats its dateline needs no second one.
        let apart = !dateline.is_empty() && !body.contains(dateline.trim_end_matches(['-', '–', '—', ' ']));
        let body = if apart { format!("{dateline} {body}") } else { body.to_owned() };
        let credit = one_line(&self.credit_line);
        let credit = if body.contains(&credit) { String::new() } else { credit };
        let parts = [headline, &byline, &body, &credit].map(str::trim);
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// The day of a time as formats write it: ISO 8601, its basic form (`20240503T100000Z`), RFC 2822, or in words.
pub(super) fn day(time: &str) -> Option<Date> {
    let time = time.trim();
    let basic = || {
        let digits = time.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?)
    };
    Date::parse_leading(time).or_else(basic).or_else(|| Date::read(time))
}

/// A text with its white space made single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_by(byline: &str) -> &str {
    let byline = byline.trim();
    ["By ", "by ", "BY "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(byline).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use copytaster::story::Role;

    fn item() -> Item {
        Item {
            id: "tag:1".to_owned(),
            headline: "Ferry\n returns".to_owned(),
            byline: "By Ada Penn".to_owned(),
            dateline: "LOWHAVEN (Reuters) –".to_owned(),
            body: "The ferry sailed again on Friday.\n\nIt was late.".to_owned(),
            time: "20240503T100000Z".to_owned(),
            ..Item::default()
        }
    }

    #[test]
    fn a_story_has_its_parts() {
        let story = item().story("").unwrap();
        let parts: Vec<Role> = story.document.parts.iter().map(|part| part.role).collect();
        assert_eq!(parts, [Role::Headline, Role::Byline, Role::Dateline, Role::Body, Role::Body]);
        assert_eq!((story.headline.as_str(), story.byline.as_deref()), ("Ferry returns", Some("Ada Penn")));
        assert_eq!(story.version_created, Date::new(2024, 5, 3));
    }

    #[test]
    fn a_dateline_and_a_byline_stand_once() {
        let body = "By Ada Penn\n\nLOWHAVEN (Reuters) – The ferry sailed again on Friday.".to_owned();
        let story = Item { body, ..item() }.story("").unwrap();
        assert_eq!(story.document.text.matches("LOWHAVEN").count(), 1);
        assert_eq!(story.document.text.matches("Ada Penn").count(), 1);
    }

    #[test]
    fn the_first_https_address_is_the_storys() {
        let links = ["http://a.example/1", "https://a.example/1", "https://b.example/"].map(str::to_owned).to_vec();
        assert_eq!(Item { links, ..item() }.story("").unwrap().url.as_deref(), Some("https://a.example/1"));
        let id = "https://c.example/".to_owned();
        assert_eq!(Item { id, ..item() }.story("").unwrap().url.as_deref(), Some("https://c.example/"));
    }

    #[test]
    fn an_id_is_found_for_every_story() {
        let links = vec!["https://a.example/1".to_owned()];
        assert_eq!(Item { id: String::new(), links, ..item() }.story("x").unwrap().id, "https://a.example/1");
        assert_eq!(Item { id: String::new(), ..item() }.story("feed:7").unwrap().id, "feed:7");
    }

    #[test]
    fn what_may_not_be_published_is_no_story() {
        let status = |status: &str| Item { status: status.to_owned(), ..item() }.story("").map(|story| story.status);
        assert_eq!(status("usable"), Ok(Status::Usable));
        assert_eq!(status("withheld"), Err(Skipped::Withheld));
        assert_eq!(status("canceled"), Ok(Status::Withdrawn));
        let until = |time: &str| Item { embargoed: Some(time.to_owned()), ..item() }.story("").is_ok();
        assert!(until("2001-01-01T00:00:00Z"));
        assert!(!until("2999-01-01T00:00:00Z"));
    }

    #[test]
    fn words_are_needed_but_to_take_a_story_back() {
        let empty = || Item { body: " \n".to_owned(), ..item() };
        assert_eq!(empty().story("").map(|_| ()), Err(Skipped::NoWords));
        assert_eq!(Item { summary: true, ..empty() }.story("").map(|_| ()), Err(Skipped::Summary));
        assert!(Item { status: "canceled".to_owned(), ..empty() }.story("").is_ok());
    }

    #[test]
    fn versions_are_a_family() {
        let of =
            |headline: &str, version: u32| Item { headline: headline.to_owned(), version, ..item() }.story("").unwrap();
        let (first, update) = (of("Ferry returns", 0), of("UPDATE 1-Ferry returns", 0));
        let taken_back = of("WITHDRAWN-Ferry returns", 0);
        assert_eq!((update.version, taken_back.status), (2, Status::Withdrawn));
        assert!(first.family.is_some() && first.family == update.family && first.family == taken_back.family);
        // Where the format counts, the id says it.
        assert_eq!(of("UPDATE 1-Ferry returns", 2).family, None);
    }

    #[test]
    fn times_in_every_form() {
        let may = Date::new(2024, 5, 3);
        for time in [
            "2024-05-03T10:00:00Z",
            " 20240503T100000Z",
            "20240503",
            "Fri, 03 May 2024 10:00:00 GMT",
            "Fri, 3 May 2024 10:00:00 +0200",
            "May 3, 2024",
        ] {
            assert_eq!(day(time), may, "{time}");
        }
        assert_eq!(day("soon"), None);
    }
}
