//! Which pages are in this piece, to be checked rather than to be packed?
//!
//! A file that is a text or a page, what answered a request in a web archive, and the items of feeds and tables: all are
//! articles that somebody published.

use super::{Content, Found, Piece, Skipped, format, warc};
use crate::input::{self, Page};
use copytaster::page;
use copytaster::story::{Article, Story};

/// A page of a source.
#[derive(Debug)]
pub(crate) struct SourcePage {
    /// The source's name, and its number where it is one of many: `crawl.warc.gz#17`.
    pub(crate) name: String,
    /// Where it stood, as a web archive says.
    pub(crate) address: Option<String>,
    /// The page, or why there is none.
    pub(crate) page: Result<Page, NoPage>,
}

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum NoPage {
    /// It is something else.
    Skipped(Skipped),
    /// It could not be read.
    Fault(String),
}

impl Piece {
    /// What the piece is called; of pages that stand in one piece each has a number more.
    pub(crate) fn name(&self) -> String {
        if self.number == 0 { self.source.to_string() } else { format!("{}#{}", self.source, self.number) }
    }

    /// The pages of the piece.
    pub(crate) fn pages(self) -> Vec<SourcePage> {
        let name = self.name();
        let alone = |page| vec![SourcePage { name: name.clone(), address: None, page }];
        match self.content {
            Content::Page(response) => vec![of_response(name, response)],
            Content::File(path) => alone(of_bytes(&self.source, input::bytes(&path.to_string_lossy()))),
            Content::Bytes(bytes) => alone(of_bytes(&self.source, Ok(bytes))),
            _ => {
                let found = self.read();
                let several = found.len() > 1;
                let name = |at: usize| if several { format!("{name}.{at}") } else { name.clone() };
                (1..).zip(found).map(|(at, found)| of_item(name(at), found)).collect()
            }
        }
    }
}

fn of_response(name: String, response: warc::Response) -> SourcePage {
    let address = response.address.clone();
    let page = match response.html() {
        Some(html) => input::page_of_html(&html).map_err(|error| NoPage::Fault(error.to_string())),
        None => Err(NoPage::Skipped(Skipped::NotPage)),
    };
    // A web archive knows where it had a page from.
    let page = page.map(|page| Page { host: page::host(&address).map(str::to_owned), ..page });
    SourcePage { name, address: Some(address), page }
}

fn of_bytes(name: &str, bytes: Result<Vec<u8>, input::InputError>) -> Result<Page, NoPage> {
    let page = bytes.and_then(|bytes| input::page_of(format::uncompressed_name(name), bytes));
    page.map_err(|error| NoPage::Fault(error.to_string()))
}

fn of_item(name: String, found: Found) -> SourcePage {
    let page = match found {
        Found::Story(story) => Ok(of_story(*story)),
        Found::Skipped(reason) => Err(NoPage::Skipped(reason)),
        Found::Fault(fault) => Err(NoPage::Fault(fault)),
    };
    SourcePage { name, address: None, page }
}

/// What a feed's item is as an article.
fn of_story(story: Story) -> Page {
    let day = story.version_created.map(|day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day));
    let article = Article {
        title: story.headline,
        byline: story.byline,
        published_time: day,
        lang: story.language,
        canonical_url: story.url,
        document: story.document,
        ..Article::default()
    };
    let credit = page::credit(&article, None);
    Page { article, credit, host: None, before: 0, source: None }
}
