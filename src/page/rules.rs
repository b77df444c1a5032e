//! By which thresholds and words is an article told from the page around it? All of them stand here.
//!
//! Lengths are in characters that are no white space. The shape of the rules follows the literature on boilerplate
//! detection with shallow text features (Kohlschütter, Fankhauser and Nejdl, WSDM 2010: text length and link density)
//! and on scoring containers by the paragraphs in them (Readability, 2009).

use crate::text::list::{Beginnings, List};

/// Shorter blocks say nothing about where the article is.
pub(super) const LEAST_CHARS: usize = 25;
/// A block with a larger share of link text speaks for no article.
pub(super) const MOST_LINKS: f32 = 0.5;
/// A block with a larger share, if it is no heading, leads elsewhere: it is no part of the article around it.
pub(super) const NAVIGATION: f32 = 0.8;
/// What is left of a block's strength when it holds no end of a sentence.
pub(super) const NO_SENTENCE: f32 = 0.2;
/// What is left in a list item: navigation is made of lists.
pub(super) const IN_LIST: f32 = 0.6;
/// What is left among readers' comments, and in elements that are not for the article (`nav`, `footer`, `aside` …).
pub(super) const ASIDE: f32 = 0.1;
/// What is left in a card of a list of teasers, each a linked heading with few words of text.
pub(super) const IN_CARD: f32 = 0.1;
/// So many boxes of a kind make a list of cards.
pub(super) const LEAST_CARDS: u32 = 3;
/// A card has at most so much text outside links.
pub(super) const LONGEST_CARD: usize = 300;
/// So many elements around a linked heading are asked whether they are its card.
pub(super) const CARD_LEVELS: usize = 4;
/// One long block (a licence, a legal notice) does not make a container.
pub(super) const MOST_STRENGTH: f32 = 1500.0;
/// How a block's strength fades with each level between its paragraph and a container.
pub(super) const DECAY: f32 = 0.3;
/// Containers further above a block get nothing from it.
pub(super) const REACH: usize = 24;
/// A block this strong is one of the article's own when its place speaks for it.
pub(super) const GOOD: f32 = 40.0;
/// A sibling of the container that looks like it joins with this share of its strength; any other with the second.
pub(super) const LIKE_SIBLING: f32 = 0.05;
/// See [`LIKE_SIBLING`].
pub(super) const OTHER_SIBLING: f32 = 0.25;
/// A joining sibling has at most this share of link text.
pub(super) const SIBLING_LINKS: f32 = 0.2;
/// Containers this far above the top one are searched for more of the article.
pub(super) const WIDEN: usize = 8;
/// What is named as related content is dropped only while it is a smaller share of the whole than this.
pub(super) const MOST_RELATED: f32 = 0.4;
/// The same for captions: a gallery can hold more words than the story beside it.
pub(super) const MOST_CAPTIONS: f32 = 0.7;
/// The longest `<article>` in the container makes teasers of the others when it has this share of all the text, or the
/// headline; else all are sections: a list of places, of books, of answers.
pub(super) const MAIN_ARTICLE: f32 = 0.5;
/// Hidden text is taken for the article when it is so many times stronger than all that is visible …
pub(super) const HIDDEN_TIMES: f32 = 4.0;
/// … this strong …
pub(super) const HIDDEN_STRENGTH: f32 = 800.0;
/// … and stands in so many blocks: a page that shows its text only after a script has run …
pub(super) const HIDDEN_BLOCKS: usize = 4;
/// … of each of which so much counts: a box for machines repeats the whole text in one.
pub(super) const MOST_HIDDEN: f32 = 500.0;
/// The head's own copy of the text is taken for the article when it has so many bytes …
pub(super) const LEAST_STATED: usize = 400;
/// … and no more than these …
pub(super) const MOST_STATED: usize = 100_000;
/// … on a page of no more blocks than these, each of which is looked for in it …
pub(super) const MOST_ASKED: usize = 1_000;
/// … and so many times as many as what was found on the page, of which it has nothing.
pub(super) const STATED_TIMES: usize = 2;
/// A heading that shares this much of its words with the page's title is its headline.
pub(super) const SAME_TITLE: f32 = 0.75;
/// What stands between headline and text introduces it from so many words on, where a sentence ends in it …
pub(super) const LEAST_SENTENCE: usize = 8;
/// … and from so many where none does …
pub(super) const LEAST_LINE: usize = 12;
/// … with at most this share of link text …
pub(super) const STANDFIRST_LINKS: f32 = 0.1;
/// … and unless this much of its words is in the first paragraph: the same again.
pub(super) const SAME_STANDFIRST: f32 = 0.9;
/// Bylines are looked for in so many blocks above the first paragraph, credits in so many below the last.
pub(super) const BYLINE_REACH: usize = 30;
/// See [`BYLINE_REACH`].
pub(super) const CREDIT_REACH: usize = 6;
/// Elements that are named after the writers are looked for from so many blocks above the headline.
pub(super) const BYLINE_ABOVE: usize = 6;
/// A longer table cell holds a text of its own, in bytes.
pub(super) const LONGEST_CELL: usize = 200;
/// Of an element's class names so many bytes are looked at.
pub(super) const MOST_MARKS: usize = 400;

/// Elements that are not for the article.
pub(super) const ASIDE_TAGS: List = List::words("nav footer aside form menu dialog search");

/// Roles of elements that are not for the article (WAI-ARIA landmarks and widgets), and classes of video players; whole
/// marks.
pub(super) const ASIDE_MARKS: List = List::words(
    "navigation dialog alertdialog menu menubar menuitem toolbar contentinfo banner complementary search tablist \
    button modal video-js jwplayer",
);

/// Beginnings of classes that say what an article is about, not what a box is for (WordPress's `post_class`), or by which
/// scripts find it.
pub(super) const SUBJECTS: List = List::words("category- tag- js-");

/// Names of elements that hold what readers wrote; whole words.
pub(super) const COMMENTS: List = List::words(
    "comment comments commentlist commentbody disqus respond replies livefyre coral kommentar kommentare \
    comentarios commentaires reacties",
);

/// Beginnings of words by which sites name what they put between paragraphs, about the text or beside it; at most 64.
/// "callout" is none of them: it names notes and summaries that belong to the text.
pub(super) const RELATED: Beginnings = Beginnings::words(
    "related recommend readmore morefrom moreon trending popular promo newsletter signup subscri outbrain taboola \
    teaser cta advert sponsor social share sharing follow widget authorbio bio tags topics byline \
    dateline breadcrumb cookie consent paywall mostread toolbar pagination infobox zergnet nativead adslot \
    adunit yarpp seealso readnext upnext author disclaimer disclosure",
);

/// Beginnings of words by which sites name captions and credits of pictures.
pub(super) const CAPTIONS: Beginnings = Beginnings::words(
    "caption credit photoby imagemeta imageinfo mediameta gallery slideshow slider figcaption photocredit",
);

/// Names of elements that hold the writers; whole words.
pub(super) const AUTHORS: List =
    List::words("byline author authors authorname writer writers writtenby byauthor autor");

/// Classes of embedded posts: text of the article though their names say "social".
pub(super) const EMBEDS: List = List::words("twitter-tweet instagram-media tiktok-embed twitter-video");

/// Tags that hold pieces of one text: as a container they stand for the element around them.
pub(super) const PIECES: List = List::words("table tbody thead tfoot tr ul ol dl blockquote");

/// Tags whose text is one run: a block inside them belongs to their container.
pub(super) const TEXT_TAGS: List = List::words("p li h1 h2 h3 h4 h5 h6 td th dt dd pre");

/// Tags of items that stand beside others of their kind.
pub(super) const ITEMS: List = List::words("li td th");
