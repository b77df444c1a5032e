//! Which elements does a selector mean?
//!
//! Tags, classes and ids, and elements inside others. What cannot be told from a file (attributes, most pseudo-classes,
//! neighbours) is left out of the selector, which is then no longer sure; what no reader sees at first (`:hover`) or is no
//! element (`::before`) makes it mean nothing.

use super::super::tree::Node;

/// Pseudo-classes and pseudo-elements whose rules say nothing of an element as it stands.
const NEVER: &[&str] = &[
    "hover",
    "focus",
    "active",
    "focus-within",
    "focus-visible",
    "target",
    "checked",
    "visited",
    "before",
    "after",
    "first-letter",
    "first-line",
    "placeholder",
    "selection",
    "marker",
    "backdrop",
];

/// So many elements around one are looked through for the outer parts of a selector.
const REACH: usize = 64;

/// A selector without the commas.
#[derive(Debug)]
pub(super) struct Selector {
    /// The innermost element first, each with whether it stands right inside the next.
    compounds: Vec<(Compound, bool)>,
    /// The names that are asked of the innermost element, and of those around it.
    names: Named,
    is_sure: bool,
}

/// The tags, classes and ids of an element and of all that it stands in, roughly: a selector with a name that is not among
/// them does not match, and nearly all of those that do not are told so. Browsers know as much, by Bloom filters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Named {
    own: Names,
    around: Names,
}

/// A set of names, a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Names([u64; 4]);

impl Named {
    /// Those of all elements of a page. One that stands before the element that it is in, as broken markup brings about, may
    /// be in anything.
    pub(super) fn of(nodes: &[Node]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let mut own = Names::default();
            own.add('<', &node.tag);
            node.attribute("id").into_iter().for_each(|id| own.add('#', id));
            let classes = node.attribute("class").unwrap_or_default();
            classes.split_ascii_whitespace().for_each(|class| own.add('.', class));
            let around = |parent: usize| all.get(parent).map_or(Names([u64::MAX; 4]), |it| it.own.and(it.around));
            all.push(Self { own, around: node.parent.map(around).unwrap_or_default() });
        }
        all
    }

    /// Whether all names that a selector asks for may be there.
    fn may_match(&self, asked: &Self) -> bool {
        self.own.has(asked.own) && self.around.has(asked.around)
    }
}

impl Names {
    fn add(&mut self, sign: char, name: &str) {
        let seed = sign as u32;
        let hash = name.bytes().fold(seed, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let bit = hash >> 24;
        self.0[bit as usize / 64] |= 1 << (bit % 64);
    }

    fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }

    fn has(&self, other: Self) -> bool {
        self.0.iter().zip(other.0).all(|(own, other)| own & other == other)
    }
}

/// What is asked of one element.
#[derive(Debug, Default)]
struct Compound {
    tag: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
}

/// The selectors of a list.
pub(super) fn list(selectors: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    selectors.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    })
}

impl Selector {
    /// Reads a selector; nothing where it means no element as it stands.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut this = Self { compounds: Vec::new(), names: Named::default(), is_sure: true };
        let spaced = text.replace('>', " > ").replace('+', " + ").replace('~', " ~ ");
        let mut is_right_inside = false;
        for word in spaced.split_ascii_whitespace().rev() {
            match word {
                ">" => {
                    if let Some(last) = this.compounds.last_mut() {
                        last.1 = true;
                    }
                    is_right_inside = true;
                }
                // Neighbours are not looked at: what stands before them may be anything.
                "+" | "~" => {
                    this.is_sure = false;
                    break;
                }
                _ => {
                    let compound = this.compound(word)?;
                    this.compounds.push((compound, false));
                    is_right_inside = false;
                }
            }
        }
        for (at, (compound, _)) in this.compounds.iter().enumerate() {
            let names = if at == 0 { &mut this.names.own } else { &mut this.names.around };
            compound.tag.iter().for_each(|tag| names.add('<', tag));
            compound.id.iter().for_each(|id| names.add('#', id));
            compound.classes.iter().for_each(|class| names.add('.', class));
        }
        (!this.compounds.is_empty() && !is_right_inside).then_some(this)
    }

    fn compound(&mut self, word: &str) -> Option<Compound> {
        let mut compound = Compound::default();
        let mut rest = word;
        while !rest.is_empty() {
            let next = rest.char_indices().skip(1).find(|(_, letter)| matches!(letter, '.' | '#' | '[' | ':'));
            let end = next.map_or(rest.len(), |(end, _)| end);
            let (piece, after) = rest.split_at_checked(end)?;
            rest = after;
            match piece.as_bytes()[0] {
                b'.' => compound.classes.push(piece[1..].to_owned()),
                b'#' => compound.id = Some(piece[1..].to_owned()),
                b'*' => {}
                b':' => {
                    let name = piece[1..].split('(').next().unwrap_or_default();
                    if NEVER.contains(&name) {
                        return None;
                    }
                    self.is_sure &= name == "root" || name.is_empty();
                    if piece.contains('(') {
                        // What stands in brackets is passed over with all that follows.
                        rest = "";
                    }
                }
                b'[' => {
                    self.is_sure = false;
                    rest = piece.find(']').map_or("", |_| after);
                }
                _ => compound.tag = Some(piece.to_ascii_lowercase()),
            }
        }
        Some(compound)
    }

    /// Whether it holds for certain where it matches.
    pub(super) fn is_sure(&self) -> bool {
        self.is_sure
    }

    /// What the rule is found by: a class, an id or the tag of the innermost element.
    pub(super) fn key(&self) -> String {
        let Some((last, _)) = self.compounds.first() else { return String::new() };
        match (&last.id, last.classes.first(), &last.tag) {
            (Some(id), _, _) => format!("#{id}"),
            (_, Some(class), _) => format!(".{class}"),
            (_, _, Some(tag)) => tag.clone(),
            _ => "*".to_owned(),
        }
    }

    /// Its specificity: ids before classes before tags.
    pub(super) fn weight(&self) -> u32 {
        let weight = |compound: &Compound| {
            u32::from(compound.id.is_some()) * 10_000
                + u32::try_from(compound.classes.len()).unwrap_or_default() * 100
                + u32::from(compound.tag.is_some())
        };
        self.compounds.iter().map(|(compound, _)| weight(compound)).sum()
    }

    /// Whether it means this element; `names` are those of all elements.
    pub(super) fn matches(&self, nodes: &[Node], names: &[Named], at: usize) -> bool {
        if !names[at].may_match(&self.names) {
            return false;
        }
        let mut compounds = self.compounds.iter();
        let Some(&(ref first, mut is_right_inside)) = compounds.next() else { return false };
        if !first.matches(&nodes[at]) {
            return false;
        }
        let mut around = std::iter::successors(nodes[at].parent, |&at| nodes[at].parent).take(REACH);
        // Of several ways to fit the outer elements the innermost is taken.
        for (compound, next) in compounds {
            let mut candidates = around.by_ref().take(if is_right_inside { 1 } else { REACH });
            if !candidates.any(|at| compound.matches(&nodes[at])) {
                return false;
            }
            is_right_inside = *next;
        }
        true
    }
}

impl Compound {
    fn matches(&self, node: &Node) -> bool {
        let has = |class: &String| {
            node.attribute("class").is_some_and(|own| own.split_ascii_whitespace().any(|own| own == class))
        };
        !node.tag.is_empty()
            && self.tag.as_ref().is_none_or(|tag| *tag == node.tag)
            && self.id.as_ref().is_none_or(|id| node.attribute("id") == Some(id))
            && self.classes.iter().all(has)
    }
}
