//! Which facts took the place of which?
//!
//! In a strip facts stand without their sentences' words, so it is never seen which figure stood where. What is claimed is
//! therefore only what follows without them: a fact is *lost* where neither the aligned sentence nor the rest of the page
//! has it in any form, *gained* where the original nowhere has it, and changed where one lost and one gained fact of the
//! same sort are all there is.

use crate::compare::edits::{Published, is_same_day, relation_of_dates};
use crate::compare::{EditKind, Note, Seriousness};
use crate::story::sketch::{Fact, FactKind};
use crate::text::date::When;
use crate::text::name::{bond, is_transliteration};
use crate::text::number::{Qualifier, Quantity};
use crate::text::scan::Words;

/// A fact and what it means.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) kind: FactKind,
    text: String,
    quantity: Option<Quantity>,
    when: Option<When>,
    stems: Vec<u16>,
}

/// One side of aligned sentences.
pub(super) struct Told<'a> {
    /// What the facts of the whole text mean.
    pub(super) strip: &'a [Known],
    /// The sentences' own facts, by their place in the strip.
    pub(super) facts: &'a [u16],
    /// All stems of the sentences, in ascending order.
    pub(super) stems: &'a [u16],
}

/// A fact of the page in the place of one of the original's; more than one where it cannot be told which of them.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) kind: EditKind,
    pub(super) seriousness: Seriousness,
    pub(super) note: Note,
    pub(super) original: Vec<u16>,
    pub(super) page: Vec<u16>,
}

impl Known {
    /// What the facts of a strip mean, in its order.
    pub(super) fn of_strip(facts: &[Fact]) -> Vec<Self> {
        let known = |fact: &Fact| {
            let stems = super::in_order(fact.stems());
            let words = Words::of(&fact.text);
            // "U.S." and "US" are one word so.
            let text = (0..words.len()).map(|at| words.get(at)).collect::<Vec<_>>().join(" ");
            Self { kind: fact.kind, text, quantity: fact.quantity(), when: fact.when(), stems }
        };
        facts.iter().map(known).collect()
    }

    /// Its content words, as a sketch has them, in ascending order, each once.
    pub(super) fn stems(&self) -> &[u16] {
        &self.stems
    }

    /// Whether both tell the same.
    fn agrees(&self, other: &Self, published: Published) -> bool {
        if self.kind != other.kind {
            return false;
        }
        match (self.kind, self.quantity, other.quantity, self.when, other.when) {
            (FactKind::Figure, Some(a), Some(b), ..) => a.has_value_of(&b) || a.is_conversion_of(&b),
            (FactKind::Date, .., Some(a), Some(b)) => is_same_day(a, b, published),
            (FactKind::Name, ..) => self.is_name_of(other),
            _ => self.text == other.text,
        }
    }

    /// Whether two names may be one: a word in common, an alias, another spelling.
    fn is_name_of(&self, other: &Self) -> bool {
        let last = |name: &Self| name.text.rsplit(' ').next().unwrap_or_default().to_owned();
        self.text == other.text
            || self.stems.iter().any(|stem| other.stems.contains(stem))
            || bond(&self.text, &other.text).is_some()
            || is_transliteration(&last(self), &last(other))
    }

    /// Whether the one can stand in the other's place: figures of one unit, dates of one form, any two names.
    fn is_of_sort(&self, other: &Self) -> bool {
        match (self.quantity, other.quantity, self.when, other.when) {
            (Some(a), Some(b), ..) => a.unit == b.unit && a.is_ordinal == b.is_ordinal,
            (.., Some(a), Some(b)) => std::mem::discriminant(&a) == std::mem::discriminant(&b),
            _ => self.kind == other.kind,
        }
    }

    /// Whether some of a sentence's words are this fact's: all of a figure's or a date's, one of a name's. A name of common
    /// words may always be among those that a sketch leaves out.
    fn stands_among(&self, stems: &[u16]) -> bool {
        let has = |stem: &u16| stems.binary_search(stem).is_ok();
        match self.kind {
            FactKind::Name => self.stems.is_empty() || self.stems.iter().any(has),
            _ => !self.stems.is_empty() && self.stems.iter().all(has),
        }
    }
}

/// The facts that were changed between aligned sentences, and how many those are at least. Where the sentences are `close`,
/// a figure or a date that the page gives no other for was left out; else it went with the words around it.
pub(super) fn changes(was: &Told<'_>, now: &Told<'_>, close: bool, published: Published) -> (Vec<Change>, usize) {
    let mut found = Vec::new();
    let mut changed = 0;
    for kind in [FactKind::Figure, FactKind::Date, FactKind::Name] {
        same(was, now, kind, published, &mut found);
        let mut lost = missing(was, now, kind, &|a, b| a.agrees(b, published));
        let mut gained = missing(now, was, kind, &|a, b| b.agrees(a, published));
        changed += lost.len().min(gained.len());
        while let Some(first) = lost.first().and_then(|at| was.known(*at)) {
            let of_sort = |side: &Told<'_>, places: &mut Vec<u16>| -> Vec<u16> {
                let is = |at: &mut u16| side.known(*at).is_some_and(|known| first.is_of_sort(known));
                places.extract_if(.., is).collect()
            };
            let (original, page) = (of_sort(was, &mut lost), of_sort(now, &mut gained));
            if !page.is_empty() || close && kind != FactKind::Name {
                found.push(change(was, now, kind, (original, page), published));
            }
        }
    }
    (found, changed)
}

/// How many figures aligned sentences of the story have, and how many of them those of the page have not.
pub(super) fn displaced_figures(was: &Told<'_>, now: &Told<'_>, published: Published) -> (usize, usize) {
    let stands = |known: &Known| {
        known.stands_among(now.stems) || now.of_kind(FactKind::Figure).any(|(_, there)| known.agrees(there, published))
    };
    let displaced = was.of_kind(FactKind::Figure).filter(|(_, known)| !stands(known)).count();
    (was.of_kind(FactKind::Figure).count(), displaced)
}

impl Told<'_> {
    fn known(&self, at: u16) -> Option<&Known> {
        self.strip.get(usize::from(at))
    }

    fn of_kind(&self, kind: FactKind) -> impl Iterator<Item = (u16, &Known)> {
        let known = self.facts.iter().filter_map(|at| Some((*at, self.known(*at)?)));
        known.filter(move |(_, known)| known.kind == kind)
    }
}

/// The facts of one side that the other nowhere has.
fn missing(side: &Told<'_>, other: &Told<'_>, kind: FactKind, agree: &dyn Fn(&Known, &Known) -> bool) -> Vec<u16> {
    let is_missing = |(_, known): &(u16, &Known)| {
        !known.stands_among(other.stems) && !other.strip.iter().any(|there| agree(known, there))
    };
    side.of_kind(kind).filter(is_missing).map(|(at, _)| at).collect()
}

/// Facts that tell the same in another way: a figure that is no longer said to be exact, a day by another name.
fn same(was: &Told<'_>, now: &Told<'_>, kind: FactKind, published: Published, found: &mut Vec<Change>) {
    for (original, left) in was.of_kind(kind) {
        let mut alike = now.of_kind(kind).filter(|(_, right)| left.agrees(right, published));
        let (Some((page, right)), None) = (alike.next(), alike.next()) else { continue };
        let told = |kind, seriousness, note: Note| Change {
            kind,
            seriousness,
            note,
            original: vec![original],
            page: vec![page],
        };
        match (left.quantity, right.quantity, left.when, right.when) {
            (Some(a), Some(b), ..) if a.qualifier != b.qualifier => {
                let is_vague = |quantity: Quantity| {
                    matches!(quantity.qualifier, Qualifier::Exact | Qualifier::About | Qualifier::Nearly)
                };
                let wording = is_vague(a) && is_vague(b);
                let seriousness = if wording { Seriousness::Wording } else { Seriousness::Substance };
                found.push(told(EditKind::FigureChanged, seriousness, Note::OTHERWISE_QUALIFIED));
            }
            (.., Some(a), Some(b)) if std::mem::discriminant(&a) != std::mem::discriminant(&b) => {
                found.push(told(EditKind::DateChanged, Seriousness::Wording, Note::OTHER_FORM));
            }
            _ => {}
        }
    }
}

fn change(
    was: &Told<'_>,
    now: &Told<'_>,
    kind: FactKind,
    (original, page): (Vec<u16>, Vec<u16>),
    published: Published,
) -> Change {
    let (mut seriousness, mut note) = (Seriousness::Substance, Note::NONE);
    let when = |side: &Told<'_>, places: &[u16]| side.known(*places.first()?)?.when;
    if page.is_empty() {
        note = if kind == FactKind::Date { Note::DATE_LEFT_OUT } else { Note::FIGURE_LEFT_OUT };
    } else if original.len() > 1 || page.len() > 1 {
        note = Note::WHICH_FOR_WHICH;
    } else if let (Some(left), Some(right)) = (when(was, &original), when(now, &page)) {
        (seriousness, note) = relation_of_dates(left, right, published);
    } else if kind == FactKind::Name {
        note = Note::ANOTHER_NAME;
    }
    let kind = match kind {
        FactKind::Figure => EditKind::FigureChanged,
        FactKind::Date => EditKind::DateChanged,
        FactKind::Name => EditKind::NameChanged,
    };
    Change { kind, seriousness, note, original, page }
}
