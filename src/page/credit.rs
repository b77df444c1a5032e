//! Whom does the page credit?
//!
//! A credit names the agency as the one who wrote: in the byline, before the first sentence, in the head's markup, after
//! the last sentence or below it. An agency inside a sentence of the story ("told Reuters") is part of the story. Where
//! the text says that it has its news from somebody else ("CNN reports"), that is another source, see [`sources`].

use crate::text::case::lowercase;
use crate::text::list::List;

mod media;
mod reporting;
mod sources;

use super::Snapshot;
use crate::order::Order as _;
use crate::story::agency::{self, Agency};
use crate::story::credit_line;
use crate::story::dateline;
use crate::story::{Article, Role};

/// The credit that a page gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// The agency that is named as the source, by its [`Agency`](crate::story::agency::Agency) name; none where the
    /// page credits no agency.
    pub agency: Option<String>,
    /// Where the agency is named, in this order, each once. A footer that names only the writers counts where the
    /// agency is named elsewhere.
    pub found_in: Vec<CreditPlace>,
    /// Other sources that the text names as where it has its news from, without article, in the order in which they
    /// are named: "CNN", "Financial Times".
    pub other_sources: Vec<String>,
}

/// A place in which a page can credit an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditPlace {
    /// "By Thomson Reuters", an author line.
    Byline,
    /// "WASHINGTON (Reuters) –".
    Dateline,
    /// Machine-readable: author or provider in JSON-LD or `<meta>`.
    Markup,
    /// The end of the text: "— Reuters".
    Tail,
    /// A line of its own after the text: "Reporting by …", "© Reuters".
    Footer,
}

/// Keys of JSON-LD under which a page names who wrote: the last steps of a path.
const CREDIT_PATHS: List = List::words(
    ".author .author.name .author.url .contributor.name .copyrightholder.name .creator .creator.name .credittext \
    .isbasedon .isbasedon.publisher.name .isbasedon.url .provider.name .sourceorganization.name",
);

/// Names of `<meta>` under which a page says who wrote.
const CREDIT_META: List = List::words(
    "article:author article:provider author byl copyright credit cxenseparse:author dc.creator dc.rights dc.source \
    dcterms.creator dcterms.rightsholder link:canonical news_source og:article:author original-source \
    parsely-author provider sailthru.author source syndication-source",
);

impl Credit {
    /// Whether the page credits an agency at all.
    pub fn is_credited(&self) -> bool {
        self.agency.is_some()
    }
}

impl CreditPlace {
    /// The name in reports and in the program's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Markup => "markup",
            Self::Tail => "tail",
            Self::Footer => "footer",
        }
    }
}

/// Reads the credit from an article and the head of its page (none for plain text).
///
/// ```
/// use copytaster::page::{CreditPlace, credit, from_plain_text};
/// let page = "Board puts off vote\n\nOSLO (Reuters) - The harbour board put off its vote, it told Reuters.".to_owned();
/// let credit = credit(&from_plain_text(page), None);
/// assert_eq!(credit.agency.as_deref(), Some("Reuters"));
/// assert_eq!(credit.found_in, [CreditPlace::Dateline]);
/// ```
pub fn credit(article: &Article, head: Option<&Snapshot>) -> Credit {
    let mut places = places(article);
    places.extend(head.into_iter().flat_map(markup).map(|agency| (CreditPlace::Markup, Some(agency))));
    let agency = strongest(&places);
    let mut found_in: Vec<CreditPlace> = places
        .iter()
        .filter(|(_, named)| agency.is_some() && named.is_none_or(|named| Some(named) == agency))
        .map(|(place, _)| *place)
        .collect();
    found_in.order();
    found_in.dedup();
    let mut other_sources = sources::sources(&article.document);
    other_sources.retain(|source| agency.is_none() || agency::by_mark(source) != agency);
    Credit { agency: agency.map(|agency| agency.name.to_owned()), found_in, other_sources }
}

/// Where agencies are credited on the page that its readers see; no agency where a line names only writers.
fn places(article: &Article) -> Vec<(CreditPlace, Option<&'static Agency>)> {
    let document = &article.document;
    let mut places = Vec::new();
    let mut body_end = None;
    for part in &document.parts {
        let text = part.span.of(&document.text);
        let named = |text| agency::find_mark(text).map(|(_, agency)| agency);
        match part.role {
            Role::Byline => places.extend(named(text).map(|agency| (CreditPlace::Byline, Some(agency)))),
            Role::Dateline => {
                let agency = dateline::mark_in(text).and_then(|at| credit_line::named(&text[at..]));
                places.extend(agency.map(|agency| (CreditPlace::Dateline, Some(agency))));
            }
            Role::CreditLine => {
                let between = body_end.and_then(|end| document.text.get(end..part.span.start));
                let same_paragraph = between.is_some_and(|between| !between.contains('\n'));
                let place = if same_paragraph { CreditPlace::Tail } else { CreditPlace::Footer };
                places.push((place, credit_line::named(text)));
            }
            Role::Body => body_end = Some(part.span.end),
            Role::Headline | Role::Furniture => {}
        }
    }
    let byline = article.byline.as_deref().and_then(agency::find_mark);
    places.extend(byline.map(|(_, agency)| (CreditPlace::Byline, Some(agency))));
    places
}

/// The agencies that the head names as the writer.
fn markup(head: &Snapshot) -> Vec<&'static Agency> {
    let own = head.url.as_deref().and_then(host);
    let json_ld = head.json_ld.iter().filter(|(path, _)| {
        let path = lowercase(path);
        // Whoever took a picture has not written the text.
        let is_of_picture = ["image", "video", "thumbnail"].iter().any(|part| path.contains(part));
        !is_of_picture && CREDIT_PATHS.iter().any(|end| path.ends_with(end))
    });
    let meta = head.meta.iter().filter(|(name, _)| CREDIT_META.has(name));
    json_ld
        .chain(meta)
        .filter_map(|(_, value)| match host(value) {
            Some(host) if own.is_some_and(|own| own == host) => None,
            Some(host) => agency::of_host(host),
            None => agency::find_mark(value).map(|(_, agency)| agency),
        })
        .collect()
}

/// The host of a web address: `https://example.org:8080/a` gives `example.org`.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.trim().strip_prefix("https://").or_else(|| url.trim().strip_prefix("http://"))?;
    rest.split(['/', '?', '#', ':']).next()
}

/// The agency that most places name; of several the one that is named where an agency signs itself, in the dateline.
fn strongest(places: &[(CreditPlace, Option<&'static Agency>)]) -> Option<&'static Agency> {
    let weight = |agency: &Agency| -> usize {
        let named = places.iter().filter(|(_, named)| named.is_some_and(|named| named == agency));
        named.map(|(place, _)| if *place == CreditPlace::Dateline { 3 } else { 1 }).sum()
    };
    let mut best: Option<(usize, &'static Agency)> = None;
    for agency in places.iter().filter_map(|(_, named)| *named) {
        let weight = weight(agency);
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, agency));
        }
    }
    best.map(|(_, agency)| agency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::from_plain_text;

    fn check(text: &str, agency: Option<&str>, found_in: &[CreditPlace]) {
        let credit = credit(&from_plain_text(text.to_owned()), None);
        assert_eq!(credit.agency.as_deref(), agency, "{text}");
        assert_eq!(credit.found_in, found_in, "{text}");
    }

    const BODY: &str =
        "The harbour board put off its vote on the new crane on Monday.\n\nIt gave no reason, a member told Reuters.";

    #[test]
    fn each_place() {
        check(&format!("Board puts off vote\n\nBy Thomson Reuters\n\n{BODY}"), Some("Reuters"), &[CreditPlace::Byline]);
        check(
            &format!("Board puts off vote\n\nOSLO (AP) — {BODY}"),
            Some("Associated Press"),
            &[CreditPlace::Dateline],
        );
        check(&format!("Board puts off vote\n\n{BODY} — AFP"), Some("AFP"), &[CreditPlace::Tail]);
        check(&format!("Board puts off vote\n\n{BODY}\n\n© 2024 Reuters"), Some("Reuters"), &[CreditPlace::Footer]);
        check(&format!("Board puts off vote\n\n{BODY}\n\nSource: Xinhua"), Some("Xinhua"), &[CreditPlace::Footer]);
    }

    #[test]
    fn a_dateline_by_itself_says_less_than_before_its_sentence() {
        for (line, agency) in [
            ("AFP — ", Some("AFP")),
            ("Bloomberg — ", Some("Bloomberg")),
            ("REUTERS, OSLO — ", Some("Reuters")),
            ("OSLO, AFP, April 3 – ", Some("AFP")),
            ("OSLO, AP — ", Some("Associated Press")),
            ("HALMERTON, PA — ", None),
        ] {
            let place = agency.map(|_| CreditPlace::Dateline);
            check(&format!("Board puts off vote\n\n{line}{BODY}"), agency, place.as_slice());
        }
    }

    #[test]
    fn writers_alone_credit_no_agency() {
        let footer = "(Reporting by Ann Example; Editing by Bo Example)";
        check(&format!("Board puts off vote\n\n{BODY}\n\n{footer}"), None, &[]);
        check(
            &format!("Board puts off vote\n\nOSLO (Reuters) - {BODY}\n\n{footer}"),
            Some("Reuters"),
            &[CreditPlace::Dateline, CreditPlace::Footer],
        );
    }

    #[test]
    fn a_mention_is_no_credit() {
        check(&format!("Board puts off vote\n\n{BODY}"), None, &[]);
        check(&format!("Reuters hires new editor\n\n{BODY}"), None, &[]);
        check(&format!("Board puts off vote\n\nREUTERS/Ann Example\n\n{BODY}"), None, &[]);
        check(&format!("Board puts off vote\n\n(AP Photo/Ann Example)\n\n{BODY}"), None, &[]);
    }

    #[test]
    fn markup_names_the_writer_but_not_the_site_itself() {
        let article = Article::default();
        let snapshot = |path: &str, value: &str| Snapshot {
            url: Some("https://www.reuters.com/world/x".to_owned()),
            json_ld: vec![(path.to_owned(), value.to_owned())],
            ..Snapshot::default()
        };
        let found = |path, value| credit(&article, Some(&snapshot(path, value))).agency;
        assert_eq!(found("NewsArticle.author.name", "Reuters").as_deref(), Some("Reuters"));
        assert_eq!(found("NewsArticle.publisher.name", "Reuters"), None);
        assert_eq!(found("NewsArticle.isBasedOn", "https://apnews.com/article/1").as_deref(), Some("Associated Press"));
        assert_eq!(found("NewsArticle.author.name", "Ann Example"), None);
        assert_eq!(found("NewsArticle.creditText", "Associated Press").as_deref(), Some("Associated Press"));
        assert_eq!(found("NewsArticle.image.creditText", "Associated Press"), None);
        assert_eq!(found("NewsArticle.image.creator.name", "Associated Press"), None);
    }
}
