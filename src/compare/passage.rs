//! Which passages were reused?

use crate::text::Span;

/// A passage that stands on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the original's text.
    pub original: Span,
    /// Where it stands in the page's text.
    pub page: Span,
    /// How the two relate.
    pub relation: Relation,
}

/// How a passage of the page relates to the original's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same words.
    Same,
    /// Nothing but house style differs.
    HouseStyle,
    /// Changed in places.
    Edited,
    /// Told in other words.
    Rewritten,
    /// Stands out of the original's order.
    Moved,
}

impl Relation {
    /// The name in reports and in the program's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::HouseStyle => "house-style",
            Self::Edited => "edited",
            Self::Rewritten => "rewritten",
            Self::Moved => "moved",
        }
    }
}
