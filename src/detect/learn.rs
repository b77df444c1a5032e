//! Is this page a story to learn, and as what?
//!
//! What a reader opens at an agency is learned, so that a repeat of it is known later; so is a credited, complete copy
//! elsewhere, since licensed sites carry most of the wire. Whatever is learned wrongly accuses somebody later. So a page
//! has to say of itself that it is an article, at one address of its own, dated and complete; everything else is left,
//! with a reason.

use super::{Finding, Verdict};
use crate::page::{CreditPlace, Snapshot, host};
use crate::story::agency::{self, Agency};
use crate::story::{Article, COPY_PREFIX, Role, Story};
use crate::text::case::lowercase;
use crate::text::date::Date;
use crate::text::list::List;

/// What a page teaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The story, with its words.
    pub story: Story,
    /// The id and version under which it is known already, from a pack or from before: then only its words are new.
    pub known: Option<(String, u32)>,
}

/// Why nothing is learned from a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotLearned {
    /// It does not say that it is an article, or says that it is a live blog, a gallery or a list of others.
    NoArticle,
    /// Whoever published it asks that no copy is kept (`noarchive`).
    NoArchive,
    /// Another site, which does not credit an agency both where the text begins and in its byline or at its end.
    NotCredited,
    /// It repeats a known story: it is that story.
    Repeats,
    /// It may repeat a known story.
    Unsure,
    /// It names an agency other than the one whose story it would be.
    OtherAgency,
    /// Its canonical address is missing, or is not the one under which it was read.
    OtherAddress,
    /// It does not say when it was published.
    Undated,
    /// It has no headline or few words, breaks off, or says that its text is not free and does not end as stories do.
    Incomplete,
}

impl NotLearned {
    /// The name in messages and in the console.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoArticle => "no-article",
            Self::NoArchive => "no-archive",
            Self::NotCredited => "not-credited",
            Self::Repeats => "repeats",
            Self::Unsure => "unsure",
            Self::OtherAgency => "other-agency",
            Self::OtherAddress => "other-address",
            Self::Undated => "undated",
            Self::Incomplete => "incomplete",
        }
    }
}

/// Words that a story has at least. Shorter ones say too little to recognise a repeat by, and most are the beginnings that
/// a site shows to those who have not paid.
const LEAST_WORDS: usize = 100;

/// Share of the words that a page says it has which are shown at least.
const LEAST_SHOWN: f32 = 0.8;

/// Share of another agency's story that a page on an agency's own host may keep.
const MOST_OF_ANOTHER: f32 = 0.2;

/// Share of a story that a page at its address keeps at least where it is the version that is known.
const SAME_VERSION: f32 = 0.97;

/// The type of a report that goes on.
const LIVE: &str = "liveblogposting";

/// Ends of the JSON-LD types that are one finished report, in lower case …
const REPORTS: &[&str] = &["newsarticle", "report"];
/// … and of those that are something else, also where a report stands beside them.
const OTHERS: &[&str] = &[LIVE, "gallery", "collectionpage", "searchresultspage"];

/// Steps of an address under which agencies keep what is no story.
const OTHER_STEPS: List = List::words(
    "author authors gallery galleries graphics hub live live-blog live-updates liveblog photo-gallery photos pictures \
    podcasts search section tag tags topic topics video videos",
);

/// What a page teaches, by its own word and by what was found out about it.
///
/// On an agency's own host it is the story, under its canonical address; its version is the minute of its last change.
/// Elsewhere it is a [copy](Story::copy_on), linked to the canonical address where that is the agency's.
///
/// `own` is what was learned from this page before; the finding is of the others.
///
/// # Errors
///
/// Says why nothing is learned.
pub fn learn(page: &Snapshot, article: &Article, finding: &Finding, own: Option<&Story>) -> Result<Lesson, NotLearned> {
    let url = page.url.as_deref().ok_or(NotLearned::OtherAddress)?;
    let here = host(url).ok_or(NotLearned::OtherAddress)?;
    let owner = agency::of_host(here);
    let agency = match owner {
        Some(owner) => owner,
        None => credited(finding).ok_or(NotLearned::NotCredited)?,
    };
    if !is_report(page) {
        return Err(NotLearned::NoArticle);
    }
    if forbids_copies(page) {
        return Err(NotLearned::NoArchive);
    }
    let copy = copy_id(url);
    repeats_nothing(finding, owner)?;
    if names_another(article, agency) {
        return Err(NotLearned::OtherAgency);
    }
    let canonical = article.canonical_url.as_deref().map(without_fragment);
    let of_agency = canonical.filter(|url| is_of(url, agency));
    let (id, address) = match owner {
        Some(_) => {
            let own =
                of_agency.filter(|own| is_same_site(own, here) && path(own) == path(url) && is_story_path(path(own)));
            let own = own.ok_or(NotLearned::OtherAddress)?;
            (own.to_owned(), Some(own))
        }
        None => (copy, of_agency),
    };
    let published = article.published_time.as_deref().ok_or(NotLearned::Undated)?;
    let day = Date::read(published).ok_or(NotLearned::Undated)?;
    if article.title.is_empty() || !is_complete(page, article) {
        return Err(NotLearned::Incomplete);
    }
    let version = article.modified_time.as_deref().and_then(minute).or_else(|| minute(published));
    let story = Story {
        id,
        agency: agency.name.to_owned(),
        headline: article.title.clone(),
        byline: article.byline.clone(),
        url: address.map(str::to_owned),
        version_created: Some(day),
        // A copy tells nothing of the agency's own versions.
        version: version.filter(|_| owner.is_some()).unwrap_or_default(),
        language: article.lang.clone(),
        document: article.document.clone(),
        ..Story::default()
    };
    let known = own.or(finding.story.as_ref()).filter(|known| is_known_as(known, &story, finding.kept()));
    Ok(Lesson { known: known.map(|known| (known.id.clone(), known.version)), story })
}

/// Whether a known story is this one: learned before, as long as it is now, or out of a pack that has its address.
fn is_known_as(known: &Story, story: &Story, kept: f32) -> bool {
    if known.id == story.id {
        return known.version == story.version && known.word_count as usize == story.document.word_count();
    }
    let address = |story: &Story| story.url.as_deref().map(|url| url.trim_end_matches('/').to_owned());
    known.copy_on().is_none() && known.url.is_some() && address(known) == address(story) && kept >= SAME_VERSION
}

/// Whether a story can have been learned from the page of this address: no page teaches for another site.
pub fn may_teach(url: &str, story: &Story) -> bool {
    let Some(here) = host(url) else { return false };
    let own = |address: &str| host(address) == Some(here);
    match (agency::of_host(here), story.copy_on()) {
        (None, Some(copy)) => own(copy),
        (Some(owner), None) => {
            let is_own = is_of(&story.id, owner) && is_same_site(&story.id, here);
            owner.name == story.agency && story.url.as_deref() == Some(&story.id) && is_own
        }
        _ => false,
    }
}

/// The agency that a page credits as licensed copies do: where the text begins, and in the byline or at the end.
fn credited(finding: &Finding) -> Option<&'static Agency> {
    let credit = &finding.credit;
    let names = |place| credit.found_in.contains(&place);
    let is_signed = names(CreditPlace::Dateline) && (names(CreditPlace::Byline) || names(CreditPlace::Footer));
    agency::by_name(credit.agency.as_deref().filter(|_| is_signed)?)
}

/// The id of a copy that is learned from the page of this address. Such a copy is the page itself: it repeats nothing.
pub fn copy_id(url: &str) -> String {
    [COPY_PREFIX, url.split(['?', '#']).next().unwrap_or_default()].concat()
}

/// Whether an address stands on a host, or on the same for other devices: agencies lend other names under theirs to others.
fn is_same_site(url: &str, here: &str) -> bool {
    fn bare(host: &str) -> &str {
        ["www.", "m.", "mobile.", "amp."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host)
    }
    host(url).is_some_and(|host| bare(host) == bare(here))
}

/// Whether the page repeats a story that is known: on an agency's own host one of another agency.
fn repeats_nothing(finding: &Finding, owner: Option<&Agency>) -> Result<(), NotLearned> {
    match (finding.verdict, owner) {
        (Verdict::None, _) => Ok(()),
        (Verdict::Original, Some(owner)) => {
            let is_another = finding.story.as_ref().is_some_and(|story| story.agency != owner.name);
            if is_another && finding.kept() > MOST_OF_ANOTHER { Err(NotLearned::Repeats) } else { Ok(()) }
        }
        (verdict, _) if verdict.is_repeat() => Err(NotLearned::Repeats),
        _ => Err(NotLearned::Unsure),
    }
}

/// Whether the head says that this is one finished report.
fn is_report(page: &Snapshot) -> bool {
    let mut is_report = page.meta.iter().any(|(name, content)| name == "og:type" && content == "article");
    let mut headline = None;
    for (path, value) in &page.json_ld {
        let path = lowercase(path);
        let (kind, property) = path.split_once('.').unwrap_or((&path, ""));
        // A report that goes on says so in its second type, or in its updates.
        let goes_on = path.ends_with("@type") && lowercase(value).ends_with(LIVE) || path.contains("liveblogupdate");
        if goes_on || OTHERS.iter().any(|end| kind.ends_with(end)) {
            return false;
        }
        if REPORTS.iter().any(|end| kind.ends_with(end)) {
            is_report = true;
            // A list of reports has many headlines.
            if property == "headline" && *headline.get_or_insert(value) != value {
                return false;
            }
        }
    }
    is_report
}

/// Whether whoever published the page asks that no copy is kept: a word of `robots`, or of a robot's own `<meta>`.
fn forbids_copies(page: &Snapshot) -> bool {
    page.meta.iter().filter(|(name, _)| matches!(name.as_str(), "robots" | "googlebot" | "bingbot")).any(
        |(_, content)| {
            content.split([',', ' ']).any(|word| matches!(lowercase(word).as_ref(), "noarchive" | "nocache"))
        },
    )
}

/// Whether the article is signed with the mark of an agency other than this one.
fn names_another(article: &Article, agency: &Agency) -> bool {
    let document = &article.document;
    let signs = |role| matches!(role, Role::Byline | Role::Dateline | Role::CreditLine);
    let signed = document.parts.iter().filter(|part| signs(part.role)).map(|part| part.span.of(&document.text));
    let other = |text| agency::find_mark(text).is_some_and(|(_, named)| named != agency);
    signed.chain(article.byline.as_deref()).any(other)
}

/// Whether all of the story is there, as far as the page tells.
fn is_complete(page: &Snapshot, article: &Article) -> bool {
    let document = &article.document;
    let words = document.word_count();
    let of_article = |end: &'static str| {
        page.json_ld.iter().filter(move |(path, _)| lowercase(path).ends_with(end)).map(|(_, value)| value.trim())
    };
    let said = of_article("article.wordcount").find_map(|count| count.parse::<usize>().ok()).unwrap_or_default();
    let last = document.parts.iter().rev().find(|part| matches!(part.role, Role::Body | Role::CreditLine));
    let Some(last) = last.filter(|_| words >= LEAST_WORDS && words as f32 >= LEAST_SHOWN * said as f32) else {
        return false;
    };
    // What comes after the last sentence is not shown to those who have not paid.
    let is_signed = last.role == Role::CreditLine;
    let is_free = !of_article(".isaccessibleforfree").any(|free| lowercase(free) == "false");
    let text = last.span.of(&document.text).trim_end_matches(['"', '”', '’', '\'', '»', '“', ')', ']', ' ']);
    let breaks_off = text.ends_with('…') || text.ends_with("...");
    is_signed || is_free && !breaks_off && text.ends_with(['.', '!', '?', '。', '！', '？', '؟', '।', '۔'])
}

/// Whether an address is https and on one of the agency's hosts.
fn is_of(url: &str, agency: &Agency) -> bool {
    url.starts_with("https://") && host(url).and_then(agency::of_host) == Some(agency)
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

/// The path of an address, without the slash at its end.
fn path(url: &str) -> &str {
    let after = url.split_once("://").map_or("", |(_, rest)| rest.split(['?', '#']).next().unwrap_or_default());
    after.find('/').map_or("", |at| &after[at..]).trim_end_matches('/')
}

/// Whether a path can be one story's: its last step is a slug or has a number, and no step leads to lists or pictures.
fn is_story_path(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_slug = last.matches('-').count() >= 2 || last.bytes().any(|byte| byte.is_ascii_digit());
    is_slug && !path.split('/').any(|step| OTHER_STEPS.has(&lowercase(step)))
}

/// The minute of a machine-readable time since 1970, UTC: `2024-04-16T14:08:00+02:00`. None without a time or a zone.
fn minute(time: &str) -> Option<u32> {
    let number = |text: Option<&str>| text?.parse::<u16>().ok().map(i64::from);
    let day = Date::parse_leading(time)?.day_number();
    let rest = time.trim().get(11..)?;
    let own = 60 * number(rest.get(..2))? + number(rest.get(3..5))?;
    let zone = &rest[rest.find(['Z', 'z', '+', '-'])?..];
    let ahead = match zone.strip_prefix(['Z', 'z']) {
        Some(_) => 0,
        None => {
            let size = 60 * number(zone.get(1..3))? + number(zone.get(zone.len().checked_sub(2)?..))?;
            if zone.starts_with('-') { -size } else { size }
        }
    };
    u32::try_from(day * 24 * 60 + own - ahead).ok()
}

#[cfg(test)]
mod tests;
