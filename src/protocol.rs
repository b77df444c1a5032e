//! What do content script and background say to each other?
//!
//! Every message is an object with a `kind`. The engine's own messages are [`Request`] and [`Answer`]; they are the only
//! serialised shapes of the program besides packs, and every other room's types stay free of serialisation. Messages
//! about tabs and scripts need nothing of the engine and end in JavaScript:
//!
//! | kind | from → to | says | answer |
//! |---|---|---|---|
//! | `article` | content script → background | this page looks like an article; `asked` where the reader asked for it | – |
//! | `engine` | page script → background | send me the engine; `policies` of the page's `<meta>` | its bytes in base64, or null where the page refuses wasm |
//! | `styles` | page script → background | send me the overlay's style sheet | its text |
//! | `badge` | page script → background | show this on the button: [`Report`]'s badge, or none | – |
//! | `look-up` | page script → background | [`Request::LookUp`] | [`Answer::Candidates`] |
//! | `check` | page script → background | [`Request::Check`]: this page refuses wasm, judge it for me | [`Answer::Report`] |
//! | `state` | popup → page | what do you know of your page? | `{kind: "state", state, report}` |
//! | `check-now` | popup → page | check your page, whatever the gate said | – |
//! | `show` | popup → page | scroll to this passage | – |

mod page;
mod report;
mod story;

pub use page::PageMessage;
pub use report::ReportMessage;
pub use story::StoryMessage;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

/// What a page asks of the background's engine.
#[derive(Debug)]
pub enum Request {
    /// Which known stories could this be? Nothing but hashed terms leaves the page.
    LookUp(LookUp),
    /// Judge the page for me: its own policy refuses wasm.
    Check(Box<Check>),
}

/// The body of [`Request::LookUp`].
#[derive(Debug, Deserialize)]
pub struct LookUp {
    /// The hashed stems of the page's article.
    pub terms: Vec<u32>,
}

/// The body of [`Request::Check`].
#[derive(Debug, Deserialize)]
pub struct Check {
    /// What was read of the page.
    pub page: PageMessage,
}

/// What the background's engine answers.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Answer {
    /// To [`Request::LookUp`].
    Candidates(Candidates),
    /// To [`Request::Check`].
    Report(Box<ReportMessage>),
}

/// The stories that a page may repeat, best first.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Candidates {
    /// How many stories are known in all packs together.
    pub known: usize,
    /// The best of them.
    pub stories: Vec<StoryMessage>,
}

impl Request {
    /// Reads a request of this `kind` from the whole message.
    ///
    /// By hand, since a derived reading of a tagged union first copies the message into a form of its own: for a page's
    /// snapshot that costs time, and 15 KB of wasm.
    pub fn read<'de, D: Deserializer<'de>>(kind: &str, message: D) -> Result<Self, D::Error> {
        match kind {
            "look-up" => LookUp::deserialize(message).map(Self::LookUp),
            "check" => Check::deserialize(message).map(Box::new).map(Self::Check),
            _ => Err(D::Error::custom(format_args!("the engine knows no request of the kind {kind:?}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: &str, json: &str) -> Result<Request, String> {
        Request::read(kind, &mut serde_json::Deserializer::from_str(json)).map_err(|problem| problem.to_string())
    }

    #[test]
    fn a_look_up_is_read() {
        let request = read("look-up", r#"{"kind": "look-up", "terms": [1, 4294967295]}"#);
        assert!(matches!(request, Ok(Request::LookUp(LookUp { terms })) if terms == [1, u32::MAX]));
    }

    #[test]
    fn an_unknown_kind_is_named() {
        assert!(read("look-down", "{}").unwrap_err().contains("look-down"));
    }

    #[test]
    fn a_message_without_its_body_is_an_error() {
        assert!(read("look-up", r#"{"kind": "look-up"}"#).is_err());
        assert!(read("check", r#"{"kind": "check", "page": 3}"#).is_err());
    }

    #[test]
    fn answers_bear_their_kind() {
        let answer = Answer::Candidates(Candidates { known: 7, stories: Vec::new() });
        let json = serde_json::to_string(&answer).unwrap();
        assert_eq!(json, r#"{"kind":"candidates","known":7,"stories":[]}"#);
    }
}
