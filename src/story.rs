//! What is a story, what is an article?
//!
//! Plain data that every later room shares. A [`Story`] is the wire's (fields named as IPTC ninjs names them), an
//! [`Article`] is what a page shows (fields named as Readability names them); both hold their words as a
//! [`Document`]. The two sides of a comparison are always called `original` and `page`.

pub(crate) mod acknowledgement;
pub mod agency;
pub(crate) mod byline;
pub(crate) mod credit_line;
pub(crate) mod dateline;
pub(crate) mod layout;
pub(crate) mod parts;
pub mod sketch;
pub(crate) mod words;

use crate::text::Span;
use crate::text::date::Date;
use crate::text::token;
use sketch::Sketch;

/// A text and the parts it is made of.
///
/// Every offset in the program is an offset into [`text`](Self::text). For a plain file the text is the file as it
/// lies, line breaks and all; for a page it is the title, a blank line, and the article's paragraphs with blank lines
/// between them. White space carries no meaning beyond separating words, lines and paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The whole text, headline first.
    pub text: String,
    /// What is what in it: in order, without overlap. Text in no part is only white space.
    pub parts: Vec<Part>,
}

/// A stretch of a [`Document`] and what it is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is there for.
    pub role: Role,
    /// Where it stands in the document's text.
    pub span: Span,
}

/// What a part of a news text is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The title.
    Headline,
    /// Who wrote it, when it was published: "By Simon Lewis".
    Byline,
    /// Where it was filed and by which agency, before the first sentence: "WASHINGTON (Reuters) –".
    Dateline,
    /// A paragraph, a list item or a subheading of the story itself.
    Body,
    /// Who stands behind it, after the last sentence: "(Reporting by …; Editing by …)", "— Reuters".
    CreditLine,
    /// What the site put around the story: menus, teasers, notices. Never an edit; only plain text brings it here, since
    /// a page's furniture is left behind when the article is read.
    Furniture,
}

/// A story as an agency published it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// The id its own format gives it (`uri`, `guid`, SGML `NEWID`); for a plain file the file's name without ending.
    pub id: String,
    /// The agency's name as readers know it: "Reuters".
    pub agency: String,
    /// The headline, without line breaks.
    pub headline: String,
    /// The writers, without "By".
    pub byline: Option<String>,
    /// The story's own address: https, on one of the agency's hosts. Never invented.
    pub url: Option<String>,
    /// The day this version was published.
    pub version_created: Option<Date>,
    /// What all versions of the story have in common: the id without its version, or the id of the first one that was
    /// sent, or what tells its headline and day. None for a story that came once, and for one whose format has one id for
    /// all versions; see [`family_id`](Self::family_id).
    pub family: Option<String>,
    /// Which version it is, counted from 1 as NewsML does (so `UPDATE 1` is 2); 0 where its format does not say. A page
    /// counts no versions: of a story that was learned it is the minute of its last change since 1970, which orders them.
    pub version: u32,
    /// What its agency says of it since.
    pub status: Status,
    /// The language tag: "en", "pt-BR".
    pub language: Option<String>,
    /// How many words its body has; 0 where nobody has counted. A pack counts.
    pub word_count: u32,
    /// The words; empty where only a sketch of them is known.
    pub document: Document,
    /// What is known of the words where they are not: a pack that is passed on holds sketches.
    pub sketch: Option<Sketch>,
}

/// What an agency says of a version of a story (finer than ninjs' `pubstatus`, which knows no correction).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It stands.
    #[default]
    Usable,
    /// It corrects what an earlier version said: `CORRECTED`, `REFILE`, NewsML's `sig:correction`.
    Corrected,
    /// It takes the story back: `WITHDRAWN`, a kill, `pubstatus: canceled`. Often it has no words of its own.
    Withdrawn,
}

/// An article as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The headline.
    pub title: String,
    /// The writers as the page names them.
    pub byline: Option<String>,
    /// What the site calls itself.
    pub site_name: Option<String>,
    /// When the page says that it was published, in the page's own form (usually RFC 3339).
    pub published_time: Option<String>,
    /// When the page says that it was last changed.
    pub modified_time: Option<String>,
    /// The language tag: "en-GB".
    pub lang: Option<String>,
    /// The address that the page calls its own.
    pub canonical_url: Option<String>,
    /// The words.
    pub document: Document,
}

/// Begins the id of a story that was read on another site than its agency's; the address of that copy follows.
pub const COPY_PREFIX: &str = "copy:";

/// Versions from here on are minutes, not counts: 15 February 1970.
const FIRST_MINUTE: u32 = 1 << 16;

impl Story {
    /// What stories have to share to be versions of one story: the family, or the id where there is none.
    pub fn family_id(&self) -> &str {
        self.family.as_deref().unwrap_or(&self.id)
    }
}

impl Story {
    /// The address at which it was read, where that is a credited copy on another site than its agency's.
    pub fn copy_on(&self) -> Option<&str> {
        self.id.strip_prefix(COPY_PREFIX)
    }

    /// The number of the update, as agencies count: 1 for the second version. None for the first, and where nobody counts.
    pub fn update(&self) -> Option<u32> {
        (2..FIRST_MINUTE).contains(&self.version).then(|| self.version - 1)
    }

    /// The sketch, where the words are not at hand.
    pub fn sketch_alone(&self) -> Option<&Sketch> {
        self.sketch.as_ref().filter(|_| self.document.text.is_empty())
    }
}

impl Article {
    /// The day on which the page says that it was published.
    pub fn published(&self) -> Option<Date> {
        self.published_time.as_deref().and_then(Date::read)
    }
}

impl Document {
    /// Reads a plain text: headline, blank line, body. Where no blank line follows the first line there is no headline.
    ///
    /// ```
    /// use copytaster::story::{Document, Role};
    /// let document = Document::from_plain_text("Rates held\n\nThe bank held rates.\n\nIt gave no reason.".to_owned());
    /// assert_eq!(document.headline(), "Rates held");
    /// assert_eq!(document.parts.iter().filter(|part| part.role == Role::Body).count(), 2);
    /// ```
    pub fn from_plain_text(text: String) -> Self {
        let stretches = layout::stretches(&text);
        let mut spans = stretches.iter().flat_map(|stretch| layout::paragraphs(&text, stretch)).peekable();
        let mut parts = Vec::new();
        if stretches.len() > 1 && stretches[0].len() == 1 && is_headline(spans.peek().copied(), &text) {
            parts.extend(spans.next().map(|span| Part { role: Role::Headline, span }));
        }
        let paragraphs: Vec<Span> = spans.collect();
        parts.extend(parts::label(&text, &paragraphs, None));
        Self { text, parts }
    }

    /// Puts a title and paragraphs together; the parts are a headline (unless the title is empty) and body.
    pub fn from_paragraphs<'a>(title: &str, paragraphs: impl IntoIterator<Item = &'a str>) -> Self {
        let mut document = Self::default();
        if !title.is_empty() {
            document.push(Role::Headline, title);
        }
        for paragraph in paragraphs {
            document.push(Role::Body, paragraph);
        }
        document
    }

    /// Appends a part as a paragraph of its own.
    pub fn push(&mut self, role: Role, text: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push(Part { role, span: Span::new(start, self.text.len()) });
    }

    /// The headline, or nothing.
    pub fn headline(&self) -> &str {
        self.of_role(Role::Headline).next().unwrap_or_default()
    }

    /// The writers that the first byline names, without "By".
    pub fn writers(&self) -> Option<String> {
        self.of_role(Role::Byline).find_map(byline::writers)
    }

    /// The story's paragraphs as a reader sees them: with the dateline, and with the credit at the end of the last.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let mut spans: Vec<Span> = Vec::new();
        let mut before: Option<Part> = None;
        for &part in &self.parts {
            let is_shown = |role: Role| matches!(role, Role::Body | Role::Dateline);
            let joins = before.is_some_and(|before| {
                let between = self.text.get(before.span.end..part.span.start);
                is_shown(before.role) && between.is_some_and(|between| !between.contains('\n'))
            });
            let shown = is_shown(part.role);
            match spans.last_mut() {
                Some(last) if joins && (shown || part.role == Role::CreditLine) => last.end = part.span.end,
                _ if shown => spans.push(part.span),
                _ => {}
            }
            before = Some(part);
        }
        spans.into_iter().map(|span| span.of(&self.text))
    }

    /// The day of publication that a byline names: "By Simon Lewis Apr 16, 2024".
    pub fn day(&self) -> Option<Date> {
        self.of_role(Role::Byline).find_map(Date::read)
    }

    /// How many words the body has.
    pub fn word_count(&self) -> usize {
        self.of_role(Role::Body).map(|text| token::words(text).count()).sum()
    }

    /// The texts of all parts with this role, in order.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &str> {
        self.parts.iter().filter(move |part| part.role == role).map(|part| part.span.of(&self.text))
    }
}

/// A line of more words is a paragraph that happens to stand first.
const MOST_HEADLINE_WORDS: usize = 50;

/// Whether the first line of a text, with a blank line after it, can be a headline.
fn is_headline(span: Option<Span>, text: &str) -> bool {
    span.is_some_and(|span| {
        let line = span.of(text);
        line.split_whitespace().take(MOST_HEADLINE_WORDS + 1).count() <= MOST_HEADLINE_WORDS
            && !layout::is_first_sentence(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_without_a_family_is_one_of_its_own() {
        let alone = Story { id: "a".to_owned(), ..Story::default() };
        assert_eq!(alone.family_id(), "a");
        assert_eq!(Story { family: Some("f".to_owned()), ..alone }.family_id(), "f");
    }

    #[test]
    fn updates_are_counted_where_versions_are() {
        let update = |version| Story { version, ..Story::default() }.update();
        assert_eq!([0, 1, 2, 3, 28_000_000].map(update), [None, None, Some(1), Some(2), None]);
    }

    #[test]
    fn a_copy_says_where_it_was_read() {
        let of = |id: &str| Story { id: id.to_owned(), ..Story::default() }.copy_on().map(str::to_owned);
        assert_eq!(of("copy:https://station.example/a").as_deref(), Some("https://station.example/a"));
        assert_eq!(of("https://www.reuters.com/a"), None);
    }

    #[test]
    fn words_of_the_body_are_counted() {
        let mut document = Document::from_paragraphs("Rates held", ["The bank held rates."]);
        document.push(Role::CreditLine, "(Reporting by A. Writer)");
        assert_eq!(document.word_count(), 4);
    }
}
