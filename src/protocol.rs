//! What do content script and background say to each other?
//!
//! Every message is an object with a `kind`. Those of the engine are read and written here, through [`Value`]; they are the
//! only serialised shapes of the program besides packs, and every other room's types stay free of serialisation. Messages
//! about tabs and scripts need nothing of the engine and end in JavaScript:
//!
//! | kind | from → to | says | answer |
//! |---|---|---|---|
//! | `article` | content script → background | this page looks like an article; `asked` where the reader asked for it, `policies` of the page's `<meta>` | as to `engine`, and the page script comes beside it; null where the reader has switched the site off |
//! | `engine` | page script → background | send me the engine once more; `policies` as above | its bytes, or null where the page refuses wasm |
//! | `styles` | page script → background | send me the overlay's style sheet | its text |
//! | `badge` | page script → background | show this on the button: the report's badge, or none | – |
//! | `look-up` | page script, compare page → background | [`Request::LookUp`] | [`Candidates`], with the words of those that this session has read |
//! | `check` | page script → background | this page refuses wasm: judge `page` (as [`snapshot`] reads it) for me | [`write_report`] |
//! | `learn` | page script → background | the report's `lesson`: `story`, and `known` where only its words are new | whether its words are held now |
//! | `compare` | page script → background | open the compare page for this tab | – |
//! | `subscriptions` and others | options → background | which lists are there, and what the reader does with them: see `extension/background/subscriptions.js` | – |
//! | `state` | popup → page | what do you know of your page? | `{kind: "state", state, report}` |
//! | `show` | popup → page | scroll to this passage | – |
//! | `read` | compare page → page | what stands on your page now? | as to `check` |
//! | `words` | background → pages | the words of some story are at hand now | – |
//! | `has-words` | page script → background | are those of the `story` that this page repeats, by its id and version? | a truth |
//! | `toggle`, `step` | background → page | a key was pressed: open or close the panel; go `by` so many edits | – |
//! | `not-same` | page script → background | the reader says that this page is not the `story` | – |
//! | `installed` | options → background | which packs are installed? | `sources`: each as [`write_source`] does |
//! | `learned-list` | options → background | learned stories, newest first: those with `search` in headline or id, fifty of them after the first `from` | `{total, stories}`: each as [`write_learned`] does, with `hasText` |
//! | `learned-delete` | options → background | forget the learned stories with these `ids`, words and all | – |
//! | `learned-clear` | options → background | forget all of them | – |

mod evidence;
mod installed;
mod learned;
mod page;
mod report;
mod sketch;
mod story;
mod value;

pub use evidence::{write_comparison, write_pasted};
pub use installed::{write_pack, write_source};
pub use learned::write_learned;
pub use page::snapshot;
pub use report::write_report;
pub use story::{read_story, write_story};
pub use value::Value;

use crate::story::Story;

/// What a page asks of the background's engine.
#[derive(Debug)]
pub enum Request {
    /// Which known stories could this be, by the hashed stems of the page's article? Nothing else leaves the page.
    LookUp(Vec<u32>),
}

/// The stories that a page may repeat, best first: the answer to [`Request::LookUp`].
#[derive(Debug, Default, PartialEq)]
pub struct Candidates {
    /// How many stories are known in all packs together.
    pub known: usize,
    /// The best of them.
    pub stories: Vec<Story>,
}

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// Says which request is unknown, or what one lacks.
    pub fn read(mut message: Value) -> Result<Self, String> {
        let kind = message.take("kind").text().unwrap_or_default();
        match kind.as_str() {
            "look-up" => {
                let Value::List(terms) = message.take("terms") else {
                    return Err("a look-up lacks its terms".to_owned());
                };
                let term = |term: &Value| term.whole().and_then(|term| u32::try_from(term).ok());
                let terms: Option<Vec<u32>> = terms.iter().map(term).collect();
                terms.map(Self::LookUp).ok_or_else(|| "a look-up's terms are not whole numbers of 32 bits".to_owned())
            }
            _ => Err(["the engine knows no request of the kind “", &kind, "”"].concat()),
        }
    }
}

impl Candidates {
    /// Writes the answer; `sources` names the source of each story, for the evidence of a comparison.
    pub fn write(self, sources: Vec<String>) -> Value {
        let mut sources = sources.into_iter();
        let stories = Value::list(self.stories, |story| {
            let mut story = write_story(story);
            if let (Value::Record(members), Some(source)) = (&mut story, sources.next()) {
                members.push(("source".to_owned(), source.into()));
            }
            story
        });
        Value::record([("kind", "candidates".into()), ("known", self.known.into()), ("stories", stories)])
    }

    /// Reads what [`write`](Self::write) wrote; what is missing is empty.
    pub fn read(mut message: Value) -> Self {
        let stories = message.take("stories").items().into_iter().map(read_story).collect();
        Self { known: message.take("known").whole().unwrap_or_default(), stories }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn read(json: Json) -> Result<Request, String> {
        Request::read(json.into())
    }

    #[test]
    fn a_look_up_is_read() {
        let request = read(json!({"kind": "look-up", "terms": [1, u32::MAX]}));
        assert!(matches!(request, Ok(Request::LookUp(terms)) if terms == [1, u32::MAX]));
    }

    #[test]
    fn an_unknown_kind_is_named() {
        assert!(read(json!({"kind": "look-down"})).unwrap_err().contains("look-down"));
        assert!(read(json!(null)).is_err());
    }

    #[test]
    fn a_message_without_its_body_is_an_error() {
        assert!(read(json!({"kind": "look-up"})).unwrap_err().contains("terms"));
        assert!(read(json!({"kind": "look-up", "terms": [1, -1]})).unwrap_err().contains("32 bits"));
    }

    #[test]
    fn candidates_survive_the_way() {
        let story = Story { id: "1".to_owned(), ..Story::default() };
        let candidates = Candidates { known: 7, stories: vec![story.clone()] };
        let json = serde_json::to_value(candidates.write(vec!["learned".to_owned()])).unwrap();
        assert_eq!((&json["kind"], &json["stories"][0]["source"]), (&"candidates".into(), &"learned".into()));
        assert_eq!(Candidates::read(json.into()), Candidates { known: 7, stories: vec![story] });
    }
}
