//! What does the page's head say about the article?
//!
//! Where several places say it, the one that sites fill with most care is asked first: JSON-LD of an article, then Open
//! Graph, then the many names of `<meta>`, then what stands on the page.

use super::Snapshot;
use super::words::{fold, same_words};
use crate::story::byline::{is_byline, writers};

/// What the head says.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: String,
    /// The article's text, its paragraphs on lines of their own; none where the head has markup in it.
    pub(super) text: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) site_name: Option<String>,
    pub(super) published_time: Option<String>,
    pub(super) modified_time: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) canonical_url: Option<String>,
}

/// Ends of the JSON-LD types that describe an article.
const ARTICLE_TYPES: &[&str] = &["article", "posting", "report", "review", "newsarticle", "critique"];

const TITLES: &[&str] = &[
    "dc.title",
    "dcterm:title",
    "dcterms.title",
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "weibo:article:title",
];
const BYLINES: &[&str] = &[
    "author",
    "dc.creator",
    "dcterm:creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "og:article:author",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publishdate",
    "publication_date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "article.published",
    "og:published_time",
    "cxenseparse:recs:publishtime",
    "timestamp",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
];
const SITE_NAMES: &[&str] = &["og:site_name", "application-name", "dc.publisher", "article:publisher", "twitter:site"];

/// Signs that part an article's title from its site's name in `<title>`.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " » ", " · ", " :: ", " / ", " • "];

impl Metadata {
    pub(super) fn of(page: &Snapshot) -> Self {
        let head = Head(page);
        let site_name = head
            .meta(&SITE_NAMES[..1])
            .or_else(|| head.article("publisher.name"))
            .or_else(|| head.meta(&SITE_NAMES[1..3]));
        let title = head
            .meta(TITLES)
            .or_else(|| head.article("headline"))
            .map(|title| fold(&title))
            .filter(|title| title.split_whitespace().count() > 1)
            .unwrap_or_else(|| page.title.clone());
        let canonical = head.link("canonical").or_else(|| head.meta(&["og:url"])).or_else(|| head.article("url"));
        let text = head.articles_raw("articlebody").max_by_key(|text| text.len());
        Self {
            text: text.filter(|text| !text.contains("</")).map(str::to_owned),
            title: without_site(&fold(&title), site_name.as_deref()),
            byline: head.authors().map(|names| writers(&names).unwrap_or(names)),
            published_time: head.article("datepublished").or_else(|| head.meta(PUBLISHED)),
            modified_time: head.article("datemodified").or_else(|| head.meta(MODIFIED)),
            lang: page
                .lang
                .clone()
                .or_else(|| head.article("inlanguage"))
                .or_else(|| head.meta(&["og:locale", "content-language", "language", "dc.language"])),
            canonical_url: canonical.filter(|url| url.starts_with("http")),
            site_name: site_name.map(|name| fold(&name)),
        }
    }
}

impl Metadata {
    /// Whether a name is the site's own: "Harbour Post", "harbourpost.example".
    pub(super) fn is_site(&self, name: &str) -> bool {
        let host = !name.contains(' ') && name.contains('.');
        host || self.site_name.as_ref().is_some_and(|site| site.eq_ignore_ascii_case(name))
    }
}

/// The head's pairs, looked up.
struct Head<'a>(&'a Snapshot);

impl Head<'_> {
    /// The first value that is not empty, in the order of the names.
    fn meta(&self, names: &[&str]) -> Option<String> {
        // One property can list several names: `property="dc:creator twitter:site"`.
        let value = |name: &&str| {
            let dotted = |byte: u8| if byte == b':' { b'.' } else { byte };
            let is = |key: &str| key.len() == name.len() && (key == *name || key.bytes().map(dotted).eq(name.bytes()));
            let of = |key: &str| key.len() >= name.len() && key.split_ascii_whitespace().any(is);
            self.0.meta.iter().filter(|(key, _)| of(key)).map(|(_, value)| value.trim()).find(|value| !value.is_empty())
        };
        names.iter().find_map(value).map(str::to_owned)
    }

    fn link(&self, rel: &str) -> Option<String> {
        let is =
            |key: &str| key.strip_prefix("link:").is_some_and(|rels| rels.split_whitespace().any(|own| own == rel));
        self.0.meta.iter().find(|(key, value)| is(key) && !value.is_empty()).map(|(_, value)| value.clone())
    }

    /// The first value of an article's property in JSON-LD, by the rest of its path in lower case.
    fn article(&self, property: &str) -> Option<String> {
        self.articles(property).next()
    }

    fn articles(&self, property: &str) -> impl Iterator<Item = String> {
        self.articles_raw(property).map(fold)
    }

    fn articles_raw(&self, property: &str) -> impl Iterator<Item = &str> {
        let is_article = |kind: &str| {
            let kind = kind.as_bytes();
            let ends = |end: &str| {
                kind.len().checked_sub(end.len()).is_some_and(|at| kind[at..].eq_ignore_ascii_case(end.as_bytes()))
            };
            ARTICLE_TYPES.iter().any(|end| ends(end))
        };
        self.0.json_ld.iter().filter_map(move |(path, value)| {
            let (kind, rest) = path.split_once('.')?;
            let value = value.trim();
            (rest.eq_ignore_ascii_case(property) && !value.is_empty() && is_article(kind)).then_some(value)
        })
    }

    /// The writers: all that JSON-LD names, or what `<meta>` says.
    fn authors(&self) -> Option<String> {
        let mut names: Vec<String> = Vec::new();
        for name in self.articles("author.name").chain(self.articles("author")).chain(self.articles("creator")) {
            if !names.contains(&name) && !is_address(&name) {
                names.push(name);
            }
        }
        if !names.is_empty() {
            return Some(names.join(", "));
        }
        let stated = BYLINES.iter().find_map(|name| self.meta(&[name]).filter(|value| !is_address(value)));
        // Cards label what they state: "Written by", "Est. reading time".
        let labelled =
            || self.meta(&["twitter:label1"]).filter(|label| is_byline(label)).and(self.meta(&["twitter:data1"]));
        stated.or_else(labelled).map(|value| fold(&value))
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http") || text.starts_with("//") || text.starts_with("www.")
}

/// A title without the site's name at its end or beginning.
fn without_site(title: &str, site: Option<&str>) -> String {
    let split = SEPARATORS.iter().filter_map(|sign| title.rfind(sign).map(|at| (at, sign.len()))).max();
    let Some((at, length)) = split else { return title.to_owned() };
    let (head, tail) = (&title[..at], &title[at + length..]);
    let words = |text: &str| text.split_whitespace().count();
    // "Example Post" may be called "Example Post Online", but a long part with its words in it says more.
    let is_site = |part: &str| {
        site.is_some_and(|site| {
            same_words(part, site) > 0.6 || same_words(site, part) > 0.9 && words(part) <= words(site) + 2
        })
    };
    if is_site(tail) || (site.is_none() && words(tail) <= 4 && words(head) >= 4 && words(head) > 2 * words(tail)) {
        // "Title | Section | Site"
        return without_site(head, site);
    }
    let first = SEPARATORS.iter().filter_map(|sign| title.find(sign).map(|at| (at, sign.len()))).min();
    match first {
        Some((at, length)) if is_site(&title[..at]) && words(&title[at + length..]) >= 3 => {
            title[at + length..].to_owned()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(meta: &[(&str, &str)], json_ld: &[(&str, &str)]) -> Snapshot {
        let own = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        Snapshot {
            title: "Board puts off vote | Harbour Post".to_owned(),
            meta: own(meta),
            json_ld: own(json_ld),
            ..Snapshot::default()
        }
    }

    #[test]
    fn json_ld_before_meta() {
        let page = page(
            &[("author", "Harbour Post"), ("article:published_time", "2024-04-16")],
            &[
                ("NewsArticle.author.name", "Ann Example"),
                ("NewsArticle.author.name", "Bo Example"),
                ("NewsArticle.datePublished", "2024-04-16T14:08:00Z"),
                ("WebPage.datePublished", "2020"),
            ],
        );
        let metadata = Metadata::of(&page);
        assert_eq!(metadata.byline.as_deref(), Some("Ann Example, Bo Example"));
        assert_eq!(metadata.published_time.as_deref(), Some("2024-04-16T14:08:00Z"));
    }

    #[test]
    fn addresses_are_no_names() {
        let page = page(&[("article:author", "https://example.com/ann"), ("byl", "By Ann Example")], &[]);
        assert_eq!(Metadata::of(&page).byline.as_deref(), Some("Ann Example"));
    }

    #[test]
    fn cards_say_what_they_state() {
        let byline = |label: &str| {
            Metadata::of(&page(&[("twitter:label1", label), ("twitter:data1", "Ann Example")], &[])).byline
        };
        assert_eq!(byline("Written by").as_deref(), Some("Ann Example"));
        assert_eq!(byline("Écrit par").as_deref(), Some("Ann Example"));
        assert_eq!(byline("Est. reading time"), None);
    }

    #[test]
    fn titles_lose_the_sites_name() {
        let check = |title: &str, site: Option<&str>, expected: &str| assert_eq!(without_site(title, site), expected);
        check("Board puts off vote | Harbour Post", Some("Harbour Post"), "Board puts off vote");
        check("Board puts off its vote - Harbour Post", None, "Board puts off its vote");
        check("Harbour Post: Board puts off vote", Some("Harbour Post"), "Harbour Post: Board puts off vote");
        check("Harbour Post - Board puts off vote", Some("Harbour Post"), "Board puts off vote");
        check("Board puts off its vote | News | Harbour Post", Some("Harbour Post"), "Board puts off its vote | News");
        check(
            "Board puts off vote at Harbour Post :: Blogs",
            Some("Harbour Post"),
            "Board puts off vote at Harbour Post :: Blogs",
        );
        check("US-China talks – what to know", None, "US-China talks – what to know");
    }
}
