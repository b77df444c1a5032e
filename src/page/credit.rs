//! Whom does the page credit?

use super::Snapshot;
use crate::story::Article;

/// The credit that a page gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// The agency that is named as the source, by its [`Agency`](crate::story::agency::Agency) name; none where the
    /// page credits no agency.
    pub agency: Option<String>,
    /// Where the agency is named, in this order, each once.
    pub found_in: Vec<CreditPlace>,
    /// Other sources that the text names as where it has its news from: "CNN", "the Financial Times".
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

impl Credit {
    /// Whether the page credits an agency at all.
    pub fn is_credited(&self) -> bool {
        self.agency.is_some()
    }
}

impl CreditPlace {
    /// The name in the program's output.
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
pub fn credit(_article: &Article, _head: Option<&Snapshot>) -> Credit {
    Credit::default()
}
