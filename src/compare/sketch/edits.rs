//! Which edits are known of a story's sketch?

use super::facts::{self, Known, Told};
use super::{Body, SketchComparison, SketchedPage, Words, common, in_order, without};
use crate::compare::align::Link;
use crate::compare::edits::Published;
use crate::compare::parameters as set;
use crate::compare::{Edit, EditKind, Excerpt, Note, Place, Seriousness};
use crate::order::Order as _;
use crate::story::Role;
use crate::story::sketch::short;
use crate::text::Span;
use crate::text::date::Date;
use crate::text::stem;

/// Quotations that share less of their words are not one quotation, altered.
const QUOTATION_ALIKE: f32 = 0.34;
/// This share of a quotation's words stands outside of quotation marks where the marks were taken off.
const UNQUOTED: f32 = 0.7;
/// A sentence whose words of content are all there was reworded all the same where it is longer or shorter by this many
/// common words, or by one in [`COMMON_WORDS_OF`].
const COMMON_WORDS: f32 = 3.0;
/// See [`COMMON_WORDS`].
const COMMON_WORDS_OF: f32 = 6.0;
/// So many facts of a dropped sentence are named, that a reader may know it again.
const FACTS_NAMED: usize = 4;

/// Forms of address, which house styles add and leave out.
const ADDRESSES: [&str; 4] = ["mr", "mrs", "ms", "dr"];

/// A story and a page whose sentences are aligned.
pub(super) struct Survey<'a> {
    pub(super) was: &'a Body<'a>,
    pub(super) now: &'a Body<'a>,
    pub(super) page: &'a SketchedPage<'a>,
    /// What the story quotes, and what the page does, in ascending order.
    pub(super) quoted: [Vec<u16>; 2],
    pub(super) published: Option<Date>,
}

/// Edits on their way, each with where on the page it stands or would stand.
#[derive(Default)]
struct Listed(Vec<(usize, Edit)>);

impl Survey<'_> {
    /// Lists what differs, and counts.
    pub(super) fn compare(&self, links: &[Link], headline: &str) -> SketchComparison {
        let mut listed = Listed::default();
        let mut found = SketchComparison::default();
        self.headline(headline, &mut listed);
        for link in links {
            let before = listed.0.len();
            self.group(link, &mut listed, &mut found);
            found.kept += 1;
            found.reworded += usize::from(listed.0.len() > before);
            if link.moved {
                listed.push(
                    EditKind::SentenceMoved,
                    Seriousness::Wording,
                    Note::NONE,
                    Some(unknown()),
                    self.sentences(link.page),
                );
            }
        }
        self.alone(links, &mut listed, &mut found);
        listed.0.order_by(|a, b| {
            let key = |edit: &Edit| (edit.seriousness, edit.kind);
            key(&a.1).cmp(&key(&b.1)).then(a.0.cmp(&b.0))
        });
        found.edits = listed.0.into_iter().map(|(_, edit)| edit).collect();
        found
    }

    /// Compares aligned sentences.
    fn group(&self, link: &Link, listed: &mut Listed, found: &mut SketchComparison) {
        let [was, now] = [self.was.stems(link.original, Words::All), self.now.stems(link.page, Words::All)];
        let (facts_was, facts_now) = (self.was.facts(link.original), self.now.facts(link.page));
        let left = Told { strip: self.was.known, facts: &facts_was, stems: &was };
        let right = Told { strip: self.now.known, facts: &facts_now, stems: &now };
        let published = Published { original: self.published, page: self.page.side.published };
        let (changes, changed) = facts::changes(&left, &right, link.score >= set::EDITED_MIN, published);
        found.changed_facts += changed;
        found.kept_facts += facts_was.len();
        let (figures, displaced) = facts::displaced_figures(&left, &right, published);
        found.figures += figures;
        found.displaced_figures += displaced;
        for change in changes {
            let texts = change.original.iter().filter_map(|at| self.was.sketch.facts.get(usize::from(*at)));
            let text = texts.map(|fact| fact.text.as_str()).collect::<Vec<_>>().join(", ");
            let places = self.places(link.page).flat_map(|place| &place.facts);
            let spans = places.filter(|(at, _)| change.page.contains(at)).map(|(_, span)| *span);
            let original = Excerpt { span: Span::default(), text };
            listed.push(change.kind, change.seriousness, change.note, Some(original), self.excerpt(hull(spans)));
        }
        let quoted = self.quotation(link, &now, listed);
        // What facts and quotations account for is no rewording, and a form of address is house style.
        let told = |body: &Body<'_>, facts: &[u16]| -> Vec<u16> {
            facts.iter().filter_map(|at| body.known.get(usize::from(*at))).flat_map(Known::stems).copied().collect()
        };
        let accounted = in_order(
            [
                told(self.was, &facts_was),
                told(self.now, &facts_now),
                quoted,
                ADDRESSES.map(|word| short(stem::hash(word))).to_vec(),
            ]
            .concat(),
        );
        let [was, now] = [in_order(was), in_order(now)];
        let gone = without(&without(&was, &now), &accounted).len();
        let new = without(&without(&now, &was), &accounted).len();
        let (words_was, words_now) = (self.was.words(link.original), self.now.words(link.page));
        let few = COMMON_WORDS.max(words_was / COMMON_WORDS_OF);
        let note = if gone + new > 0 {
            Note::main_words(gone, was.len(), new)
        } else if (words_was - words_now).abs() >= few {
            Note::COMMON_WORDS
        } else {
            return;
        };
        listed.push(EditKind::Reworded, Seriousness::Wording, note, Some(unknown()), self.sentences(link.page));
    }

    /// Compares what aligned sentences quote; gives the stems that it has accounted for.
    fn quotation(&self, link: &Link, now: &[u16], listed: &mut Listed) -> Vec<u16> {
        let was_quoted = in_order(self.was.stems(link.original, Words::Quoted));
        let now_quoted = in_order(self.now.stems(link.page, Words::Quoted));
        if was_quoted.is_empty() {
            return Vec::new();
        }
        let [quoted_in_original, quoted_on_page] = &self.quoted;
        let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
        let both = common(&was_quoted, &now_quoted).len();
        let spans = || self.places(link.page).flat_map(|place| &place.quoted).copied();
        if share(2 * both, was_quoted.len() + now_quoted.len()) >= QUOTATION_ALIKE {
            // Words that another sentence's quotation has may only have been parted from this one.
            let gone = without(&was_quoted, quoted_on_page);
            let new = without(&now_quoted, quoted_in_original);
            if gone.is_empty() && new.is_empty() {
                return Vec::new();
            }
            let note = Note::main_words(gone.len(), was_quoted.len(), new.len());
            listed.push(
                EditKind::QuoteAltered,
                Seriousness::Substance,
                note,
                Some(unknown()),
                self.excerpt(hull(spans())),
            );
            return [gone, new].concat();
        }
        if share(common(&was_quoted, quoted_on_page).len(), was_quoted.len()) >= QUOTATION_ALIKE {
            return Vec::new();
        }
        if share(common(&was_quoted, now).len(), was_quoted.len()) >= UNQUOTED {
            let note = Note::UNQUOTED;
            listed.push(
                EditKind::QuoteAltered,
                Seriousness::Substance,
                note,
                Some(unknown()),
                self.sentences(link.page),
            );
            return Vec::new();
        }
        let at = self.places(link.page).next().map_or(0, |place| place.span.start);
        listed.drop_at(at, EditKind::QuoteDropped, Note::NONE);
        was_quoted
    }

    /// Sentences that stand on one side alone.
    fn alone(&self, links: &[Link], listed: &mut Listed, found: &mut SketchComparison) {
        let [_, quoted_on_page] = &self.quoted;
        let mut at = 0;
        for place in 0..self.was.sentences.len() {
            let holds = |link: &&Link| link.original.0 <= place && place < link.original.1;
            if let Some(link) = links.iter().find(holds) {
                at = self.places(link.page).last().map_or(at, |place| place.span.end);
                continue;
            }
            found.dropped += 1;
            let facts = self.was.facts((place, place + 1));
            let named = facts.iter().filter_map(|at| self.was.sketch.facts.get(usize::from(*at)));
            let named: Vec<&str> = named.take(FACTS_NAMED).map(|fact| fact.text.as_str()).collect();
            let note = Note::gave(&named);
            listed.drop_at(at, EditKind::SentenceDropped, note);
            let quoted = in_order(self.was.stems((place, place + 1), Words::Quoted));
            if 2 * common(&quoted, quoted_on_page).len() < quoted.len() {
                listed.drop_at(at, EditKind::QuoteDropped, Note::WITH_ITS_SENTENCE);
            }
        }
        for (place, sentence) in self.now.sentences.iter().enumerate() {
            let is_linked = links.iter().any(|link| link.page.0 <= place && place < link.page.1);
            if !is_linked && sentence.role == Role::Body {
                let page = self.sentences((place, place + 1));
                listed.push(EditKind::SentenceAdded, Seriousness::Substance, Note::NONE, None, page);
            }
        }
    }

    /// Compares the headlines; where the pack holds the story's, it is shown.
    fn headline(&self, headline: &str, listed: &mut Listed) {
        let is_headline = |role| role == Role::Headline;
        let [was, now] = [self.was, self.now].map(|body| Body::of(body.sketch, body.known, is_headline));
        let stems = |body: &Body<'_>| in_order(body.stems((0, body.sentences.len()), Words::All));
        let spans = self.page.sketch.sentences.iter().zip(&self.page.places);
        let spans = spans.filter(|(sentence, _)| is_headline(sentence.role)).map(|(_, place)| place.span);
        let page = self.excerpt(hull(spans));
        if !was.sentences.is_empty() && page.is_some() && stems(&was) != stems(&now) {
            let original = Excerpt { span: Span::default(), text: headline.to_owned() };
            listed.push(EditKind::HeadlineChanged, Seriousness::Wording, Note::NONE, Some(original), page);
        }
    }

    /// Where the page's sentences of a link stand.
    fn places(&self, range: (usize, usize)) -> impl Iterator<Item = &crate::story::sketch::Place> {
        let sentences = self.page.sketch.sentences.iter().zip(&self.page.places);
        let body = sentences.filter(|(sentence, _)| sentence.role != Role::Headline).map(|(_, place)| place);
        body.skip(range.0).take(range.1 - range.0)
    }

    fn sentences(&self, range: (usize, usize)) -> Option<Excerpt> {
        self.excerpt(hull(self.places(range).map(|place| place.span)))
    }

    fn excerpt(&self, span: Option<Span>) -> Option<Excerpt> {
        span.map(|span| Excerpt { span, text: span.of(&self.page.side.document.text).to_owned() })
    }
}

impl Listed {
    fn push(
        &mut self,
        kind: EditKind,
        seriousness: Seriousness,
        note: Note,
        original: Option<Excerpt>,
        page: Option<Excerpt>,
    ) {
        let at = page.as_ref().map_or(0, |excerpt| excerpt.span.start);
        self.0.push((at, Edit { kind, seriousness, note, original, page, place: Place::default() }));
    }

    /// Something that the page has not; it would stand at this place.
    fn drop_at(&mut self, at: usize, kind: EditKind, note: Note) {
        let original = Some(unknown());
        let edit =
            Edit { kind, seriousness: Seriousness::Substance, note, original, page: None, place: Place::default() };
        self.0.push((at, edit));
    }
}

/// Words of the original that its sketch does not give.
fn unknown() -> Excerpt {
    Excerpt::default()
}

/// From the first start to the last end.
fn hull(spans: impl Iterator<Item = Span>) -> Option<Span> {
    spans.reduce(|hull, span| Span::new(hull.start.min(span.start), hull.end.max(span.end)))
}
