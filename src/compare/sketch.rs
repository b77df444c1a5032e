//! What does a page keep of a story of which only a sketch is known?
//!
//! The page is sketched as the story was, and its sentences are aligned with the story's by the same rules as two texts
//! are; only the words' order inside a sentence and the common words are missing from what is compared. So sentences that
//! were kept, changed, split, joined, dropped, added or moved are told as ever, and figures, dates and names that differ
//! are named, since both sketches have them in clear. What else was changed in a sentence is known, but not its words:
//! such an edit has an original without text.

mod edits;
mod facts;

use super::align::{self, Link};
use super::measure::Measures;
use super::parameters as set;
use super::reading::{Reading, Sentence, Vocabulary};
use super::{Edit, Side};
use crate::order::order_numbers;
use crate::story::Role;
use crate::story::sketch::{Bag, FactKind, Place, Sketch, SketchedSentence};
use crate::text::Span;
use crate::text::date::Date;
use facts::Known;

/// A page, sketched once for all stories that it is compared with.
#[derive(Clone, Debug)]
pub struct SketchedPage<'a> {
    side: Side<'a>,
    sketch: Sketch,
    places: Vec<Place>,
    /// What its facts mean.
    known: Vec<Known>,
    /// Every stem that stands on it, in ascending order.
    stems: Vec<u16>,
}

/// What comparing a sketch with a page found.
#[derive(Clone, Debug, Default)]
pub struct SketchComparison {
    /// The differences that are known of, most serious first, then in the page's order.
    pub edits: Vec<Edit>,
    /// The statistics on which a verdict stands. What asks for words in their order is 0: `tiled_outside_quotations`,
    /// `rare_triples`; [`page_reused`](Measures::page_reused) is the share of the page in aligned sentences.
    pub measures: Measures,
    /// How alike aligned sentences are on average, the longer ones weighing more, 0–1.
    pub closeness: f32,
    /// How many groups of sentences are aligned.
    pub kept: usize,
    /// How many of them differ in what a sketch shows.
    pub reworded: usize,
    /// Sentences of the story that the page has not.
    pub dropped: usize,
    /// Figures, dates and names for which aligned sentences of the page have others.
    pub changed_facts: usize,
    /// Facts of the story in aligned sentences.
    pub kept_facts: usize,
    /// Figures of the story in aligned sentences, once a sentence.
    pub figures: usize,
    /// Figures among them that the page's sentence has not, whether they stand elsewhere on the page or nowhere.
    pub displaced_figures: usize,
    /// Words of the story in aligned sentences.
    pub kept_words: usize,
    /// Days between the publication of the two, where both are known.
    pub days_apart: Option<u64>,
}

/// The sentences of one side's body.
struct Body<'a> {
    sketch: &'a Sketch,
    /// What the sketch's facts mean.
    known: &'a [Known],
    sentences: Vec<&'a SketchedSentence>,
    /// Of each sentence the stems that it says and those that it quotes, its facts' among them.
    stems: Vec<[Vec<u16>; 2]>,
}

/// Which of a sentence's words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    All,
    Said,
    Quoted,
}

impl<'a> SketchedPage<'a> {
    /// Sketches a page.
    pub fn new(page: Side<'a>) -> Self {
        // What was taken for a site's furniture may be the story's after all: it can be linked, but it is never an edit.
        let (sketch, places) = Sketch::with_places(page.document, &[Role::Headline, Role::Body, Role::Furniture]);
        let known = Known::of_strip(&sketch.facts);
        let bags = sketch.sentences.iter().flat_map(|sentence| [&sentence.said, &sentence.quoted]);
        let stems = in_order(bags.flat_map(|bag| sketch.stems(bag)).collect());
        Self { side: page, sketch, places, known, stems }
    }

    /// The share of a story's stems that stand anywhere on the page, 0–1: without order or sentences, but cheap.
    pub fn shares(&self, original: &Sketch) -> f32 {
        let (mut all, mut shared) = (0, 0);
        for sentence in &original.sentences {
            for stem in [&sentence.said, &sentence.quoted].into_iter().flat_map(|bag| original.stems(bag)) {
                all += 1;
                shared += usize::from(self.stems.binary_search(&stem).is_ok());
            }
        }
        shared as f32 / all.max(1) as f32
    }

    /// Compares a story with the page. Its dates are read against the day on which it was `published`; `headline` is the
    /// story's, where the pack may hold it.
    pub fn compare(&self, original: &Sketch, published: Option<Date>, headline: &str) -> SketchComparison {
        let known = Known::of_strip(&original.facts);
        let was = Body::of(original, &known, |role| role == Role::Body);
        let now = Body::of(&self.sketch, &self.known, |role| role != Role::Headline);
        let mut vocabulary = Vocabulary::with_capacity(was.sentences.len() * 30);
        let (left, right) = (was.reading(&mut vocabulary), now.reading(&mut vocabulary));
        let links = align::links(&left, &right, &vocabulary);
        let measures = measures(&links, &was, &now, &mut vocabulary);
        let quoted = [&was, &now].map(|body| in_order(body.stems((0, body.sentences.len()), Words::Quoted)));
        let survey = edits::Survey { was: &was, now: &now, page: self, quoted, published };
        let mut found = survey.compare(&links, headline);
        let mass: f32 = links.iter().map(|link| was.words(link.original)).sum();
        let score: f32 = links.iter().map(|link| link.score * was.words(link.original)).sum();
        found.kept_words = mass as usize;
        found.days_apart = published.zip(self.side.published).map(|(a, b)| a.day_number().abs_diff(b.day_number()));
        found.closeness = if mass > 0.0 { score / mass } else { 0.0 };
        found.measures = measures;
        found
    }
}

impl<'a> Body<'a> {
    fn of(sketch: &'a Sketch, known: &'a [Known], takes: impl Fn(Role) -> bool) -> Self {
        let sentences: Vec<_> = sketch.sentences.iter().filter(|sentence| takes(sentence.role)).collect();
        let stems_of = |bag: &Bag| {
            let facts = bag.facts.iter().filter_map(|fact| known.get(usize::from(*fact)));
            in_order(facts.flat_map(Known::stems).chain(&bag.stems).copied().collect())
        };
        let stems = sentences.iter().map(|sentence| [stems_of(&sentence.said), stems_of(&sentence.quoted)]).collect();
        Self { sketch, known, sentences, stems }
    }

    /// The body as the aligner reads it: words without a text.
    fn reading(&self, vocabulary: &mut Vocabulary) -> Reading<'static> {
        let mut reading = Reading::default();
        for (at, sentence) in self.sentences.iter().enumerate() {
            let first = reading.stems.len();
            let stems = self.stems((at, at + 1), Words::All);
            reading.stems.extend(stems.into_iter().map(|stem| vocabulary.number_of_short(stem)));
            let (end, role) = (reading.stems.len(), sentence.role);
            reading.sentences.push(Sentence { span: Span::default(), first, end, role });
        }
        reading
    }

    fn of_range(&self, range: (usize, usize)) -> &[&'a SketchedSentence] {
        self.sentences.get(range.0..range.1).unwrap_or_default()
    }

    /// The stems of some sentences, in ascending order.
    fn stems(&self, range: (usize, usize), which: Words) -> Vec<u16> {
        let mut stems = Vec::new();
        for [said, quoted] in self.stems.get(range.0..range.1).unwrap_or_default() {
            if which != Words::Quoted {
                stems.extend(said);
            }
            if which != Words::Said {
                stems.extend(quoted);
            }
        }
        order_numbers(&mut stems);
        stems
    }

    /// The facts of some sentences, in ascending order, each once.
    fn facts(&self, range: (usize, usize)) -> Vec<u16> {
        let bags = self.of_range(range).iter().flat_map(|sentence| [&sentence.said, &sentence.quoted]);
        in_order(bags.flat_map(|bag| bag.facts.iter().copied()).collect())
    }

    /// How many words some sentences have.
    fn words(&self, range: (usize, usize)) -> f32 {
        self.of_range(range).iter().map(|sentence| f32::from(sentence.words)).sum()
    }
}

/// The statistics of a pair.
fn measures(links: &[Link], was: &Body<'_>, now: &Body<'_>, vocabulary: &mut Vocabulary) -> Measures {
    let mut mass = |stems: &[u16]| -> f32 {
        let idf = |stem: &u16| {
            let number = vocabulary.number_of_short(*stem);
            vocabulary.idf(number)
        };
        stems.iter().map(idf).sum()
    };
    let is_body = |at: &usize| now.sentences.get(*at).is_some_and(|sentence| sentence.role == Role::Body);
    let whole = was.stems((0, was.sentences.len()), Words::All);
    let mut measures = Measures {
        original_stems: whole.len(),
        original_sentences: was.sentences.len(),
        page_sentences: (0..now.sentences.len()).filter(is_body).count(),
        ..Measures::default()
    };
    let (mut kept, mut kept_outside, mut reused) = (0.0, 0.0, 0.0);
    let (mut particulars, mut particulars_kept) = (Vec::new(), Vec::new());
    for link in links {
        let [from, to] = [Words::All, Words::Said].map(|which| was.stems(link.original, which));
        let [on_page, said_on_page] = [Words::All, Words::Said].map(|which| now.stems(link.page, which));
        kept += mass(&common(&from, &on_page));
        let outside = mass(&common(&to, &said_on_page));
        kept_outside += outside;
        reused += (link.page.0..link.page.1)
            .filter(is_body)
            .map(|at| mass(&now.stems((at, at + 1), Words::All)))
            .sum::<f32>();
        measures.aligned_in_order += usize::from(!link.moved);
        measures.aligned_outside_quotations += usize::from(!link.moved && outside >= set::ALIGN_MIN_MASS);
        for fact in was.facts(link.original) {
            let Some(fact) = was.known.get(usize::from(fact)) else { continue };
            let stems = fact.stems();
            let shared = common(stems, &on_page);
            let is_kept = usize::from(shared.len() == stems.len());
            match fact.kind {
                FactKind::Figure => {
                    (measures.figures, measures.figures_kept) =
                        (measures.figures + 1, measures.figures_kept + is_kept as f32)
                }
                FactKind::Name => {
                    (measures.names, measures.names_kept) = (measures.names + 1, measures.names_kept + is_kept as f32)
                }
                FactKind::Date => {}
            }
            particulars.extend(stems);
            particulars_kept.extend(shared);
        }
    }
    let share =
        |part: f32, whole: f32, of_nothing: f32| if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { of_nothing };
    measures.figures_kept = share(measures.figures_kept, measures.figures as f32, 1.0);
    measures.names_kept = share(measures.names_kept, measures.names as f32, 1.0);
    let whole = mass(&whole);
    let outside = mass(&was.stems((0, was.sentences.len()), Words::Said));
    let page = (0..now.sentences.len()).filter(is_body).map(|at| mass(&now.stems((at, at + 1), Words::All))).sum();
    measures.kept = share(kept, whole, 0.0);
    measures.kept_outside_quotations = share(kept_outside, outside, 0.0);
    measures.quoted = share(whole - outside, whole, 0.0);
    measures.page_reused = share(reused, page, 0.0);
    measures.particulars_kept = share(mass(&in_order(particulars_kept)), mass(&in_order(particulars)), 1.0);
    measures
}

/// Numbers in ascending order, each once.
fn in_order(mut numbers: Vec<u16>) -> Vec<u16> {
    order_numbers(&mut numbers);
    numbers.dedup();
    numbers
}

/// What two lists in ascending order have in common, each number as often as the poorer one has it.
fn common(a: &[u16], b: &[u16]) -> Vec<u16> {
    let mut rest = b.iter().peekable();
    let mut taken = |number: &&u16| {
        while rest.next_if(|other| *other < *number).is_some() {}
        rest.next_if_eq(number).is_some()
    };
    a.iter().filter(|number| taken(number)).copied().collect()
}

/// What of `a` is not in `b`, both in ascending order.
fn without(a: &[u16], b: &[u16]) -> Vec<u16> {
    a.iter().filter(|number| b.binary_search(number).is_err()).copied().collect()
}

#[cfg(test)]
mod tests;
