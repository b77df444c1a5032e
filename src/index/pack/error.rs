//! Why is this no pack, and what helps?

use super::VERSION;
use std::{fmt, io};

/// Why bytes are no pack that can be used. The texts name the cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The bytes do not begin as a pack does.
    NotAPack,
    /// A newer program made it.
    NewerVersion(u32),
    /// It was made with another lexicon, so its stems are not ours.
    OtherLexicon {
        /// The lexicon it was made with.
        pack: u32,
    },
    /// Its end is missing.
    CutShort {
        /// Bytes that it should have.
        expected: u64,
        /// Bytes that it has.
        found: u64,
    },
    /// A part of it is not what was written.
    Damaged(&'static str),
    /// Packs of several agencies cannot be merged.
    OtherAgency {
        /// Whose the first pack is.
        one: String,
        /// Whose another is.
        other: String,
    },
    /// Packs with text and packs without cannot be merged.
    TextInSome,
    /// It has no story of this number.
    NoSuchStory(usize),
    /// More than a pack can hold was to be written.
    TooLarge,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => f.write_str(
                "this is not a Copytaster pack; packs are made by `copytaster pack build --out FILE SOURCE…`",
            ),
            Self::NewerVersion(version) => write!(
                f,
                "this pack was made by a newer Copytaster (format {version}, this one reads up to {VERSION}); \
                 update Copytaster"
            ),
            Self::OtherLexicon { pack } => write!(
                f,
                "this pack was made with word table {pack}, this Copytaster has {}; build the pack again from its \
                 sources, or use the Copytaster that made it",
                crate::text::lexicon::VERSION
            ),
            Self::CutShort { expected, found } => write!(
                f,
                "this pack is cut short: {found} of {expected} bytes are there; copy, download or build it again"
            ),
            Self::Damaged(part) => write!(f, "this pack is damaged ({part}); copy, download or build it again"),
            Self::OtherAgency { one, other } => write!(
                f,
                "one of these packs is of {one}, another of {other}; merge the packs of each agency by themselves"
            ),
            Self::TextInSome => {
                f.write_str("some of these packs hold text and some do not; merge local and public packs by themselves")
            }
            Self::NoSuchStory(number) => write!(f, "this pack has no story {number}"),
            Self::TooLarge => f.write_str("these stories are more than one pack can hold (4 GB); make several packs"),
        }
    }
}

impl std::error::Error for PackError {}

/// Why packs could not be merged where they lie.
#[derive(Debug)]
pub enum MergeError {
    /// They cannot be one pack, or one of them is damaged.
    Pack(PackError),
    /// One of them could not be read, or the merged one not be written.
    Storage(io::Error),
}

impl From<PackError> for MergeError {
    fn from(error: PackError) -> Self {
        Self::Pack(error)
    }
}

impl From<io::Error> for MergeError {
    fn from(error: io::Error) -> Self {
        Self::Storage(error)
    }
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pack(error) => error.fmt(f),
            Self::Storage(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MergeError {}
