//! Why is something no story, though it could be read?

use std::fmt;

/// Why an item of a source became no story. None of them is a fault of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Skipped {
    /// It may not be published yet.
    Embargoed,
    /// Its agency holds it back.
    Withheld,
    /// It has a summary, and its words stand elsewhere.
    Summary,
    /// It has a headline at most.
    NoWords,
    /// A picture, a video, an event.
    NotText,
    /// It names other items.
    Package,
    /// A sitemap's entry: address, title and date.
    Sitemap,
    /// A page of a web archive on which there is no article.
    NoArticle,
    /// A record of a web archive that is no page: a request, a picture, a style sheet, an error.
    NotPage,
    /// A file in a folder of which nothing says that it is a source.
    NotSource,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Embargoed => "under embargo; build again when it has ended",
            Self::Withheld => "withheld by the agency",
            Self::Summary => "only a summary; a feed with full text is needed",
            Self::NoWords => "no words",
            Self::NotText => "no text but a picture, a video, an event or the like",
            Self::Package => "only names other items",
            Self::Sitemap => "a sitemap has addresses and titles, no words; give the stories themselves",
            Self::NoArticle => "no article on the page",
            Self::NotPage => "a record that is no page",
            Self::NotSource => "no format that is known",
        })
    }
}
