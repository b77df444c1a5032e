//! Why was it judged so?

use std::fmt;

/// A reason for a verdict. `Display` says it in English; a report has it translated by [`key`](Self::key).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// The page stands on the agency's own host.
    AgencyHost,
    /// No known story shares enough with the page.
    NothingShared,
    /// So many of the original's sentences stand on the page in the original's order.
    InOrder {
        /// Sentences with a partner, in order.
        aligned: usize,
        /// Sentences of the original.
        of: usize,
    },
    /// How much of the original the page keeps.
    Kept {
        /// Per cent of the original's idf mass.
        percent: u8,
    },
    /// How much of the page is the original's.
    PageReused {
        /// Per cent of the page's idf mass.
        percent: u8,
    },
    /// So many of the kept sentences are told in other words.
    Reworded {
        /// Kept sentences with a change beyond house style.
        changed: usize,
        /// Kept sentences.
        of: usize,
    },
    /// Nothing differs but house style and credit.
    OnlyHouseStyle,
    /// Outside quotations the two share too little.
    OnlyQuotations,
    /// The two have one form, but figures, dates and names differ throughout: a template filled anew.
    SameTemplate,
    /// What the two have in common may be what every report on the subject repeats.
    LaterReport,
    /// The original is too short to be sure.
    ShortOriginal,
    /// Only sentences and facts of the original are known, not its words.
    SketchOnly,
}

impl Reason {
    /// The message key under which a report says it.
    pub fn key(self) -> &'static str {
        match self {
            Self::AgencyHost => "reasonAgencyHost",
            Self::NothingShared => "reasonNothingShared",
            Self::InOrder { .. } => "reasonInOrder",
            Self::Kept { .. } => "reasonKept",
            Self::PageReused { .. } => "reasonPageReused",
            Self::Reworded { .. } => "reasonReworded",
            Self::OnlyHouseStyle => "reasonOnlyHouseStyle",
            Self::OnlyQuotations => "reasonOnlyQuotations",
            Self::SameTemplate => "reasonSameTemplate",
            Self::LaterReport => "reasonLaterReport",
            Self::ShortOriginal => "reasonShortOriginal",
            Self::SketchOnly => "reasonSketchOnly",
        }
    }

    /// The message's arguments, in order.
    pub fn arguments(self) -> Vec<String> {
        match self {
            Self::InOrder { aligned: part, of } | Self::Reworded { changed: part, of } => {
                vec![part.to_string(), of.to_string()]
            }
            Self::Kept { percent } | Self::PageReused { percent } => vec![percent.to_string()],
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AgencyHost => f.write_str("the page stands on the agency's own site"),
            Self::NothingShared => f.write_str("no known story shares enough with the page"),
            Self::InOrder { aligned, of } => {
                write!(f, "{aligned} of the original's {of} sentences stand on the page in the same order")
            }
            Self::Kept { percent } => write!(f, "{percent} % of the original is kept"),
            Self::PageReused { percent } => write!(f, "{percent} % of the page is the original's"),
            Self::Reworded { changed, of } => {
                write!(f, "{changed} of {of} kept sentences are changed in wording or substance")
            }
            Self::OnlyHouseStyle => f.write_str("nothing differs but house style and credit"),
            Self::OnlyQuotations => f.write_str("outside quotations the two share too little"),
            Self::SameTemplate => f.write_str("the two have one form, but figures, dates and names differ throughout"),
            Self::LaterReport => {
                f.write_str("what both have may be background that every report on the subject repeats")
            }
            Self::ShortOriginal => f.write_str("the original is too short to be sure"),
            Self::SketchOnly => f.write_str("only the original's sentences and facts were at hand, not its words"),
        }
    }
}
