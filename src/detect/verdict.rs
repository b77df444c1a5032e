//! What can a page be?

/// What a page is, measured against the stories that are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The page is on the agency's own host.
    Original,
    /// Repeats the story; nothing but house style differs.
    Verbatim,
    /// Repeats the story with changes in a minority of its sentences.
    Edited,
    /// Tells the story sentence by sentence in other words.
    Rewritten,
    /// Repeats part of it inside its own text.
    Excerpt,
    /// Only quotations or a press release are shared: said quietly, never flagged.
    SharedQuotes,
    /// Between: said quietly.
    Unsure,
    /// Nothing.
    #[default]
    None,
}

impl Verdict {
    /// The name in reports and in the program's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Verbatim => "verbatim",
            Self::Edited => "edited",
            Self::Rewritten => "rewritten",
            Self::Excerpt => "excerpt",
            Self::SharedQuotes => "shared-quotes",
            Self::Unsure => "unsure",
            Self::None => "none",
        }
    }

    /// Whether a reader is told without asking.
    pub fn is_repeat(self) -> bool {
        matches!(self, Self::Verbatim | Self::Edited | Self::Rewritten | Self::Excerpt)
    }
}
