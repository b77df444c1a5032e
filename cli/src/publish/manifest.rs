//! What does a list say of itself?
//!
//! The manifest is JSON, for the reader's browser to understand without the engine. docs/publishing.md describes it member by
//! member. A browser and this program hold it to the same limits, so that nothing is published that no reader would take.

use super::period::Period;
use serde::{Deserialize, Serialize};

/// The version of the manifest.
pub(super) const FORMAT: u32 = 1;

/// The largest manifest, in bytes.
pub(super) const LARGEST_MANIFEST: usize = 512 << 10;
/// The largest segment, in bytes: it stands in the memory of a browser's background while it is installed.
pub(super) const LARGEST_SEGMENT: u64 = 64 << 20;
/// The most that all segments have together, in bytes.
pub(super) const LARGEST_LIST: u64 = 1 << 30;
/// The most segments: every one costs each look-up some time.
pub(super) const MOST_SEGMENTS: usize = 400;
/// The most names, hosts or mirrors of a list.
pub(super) const MOST_NAMED: usize = 64;
/// The longest name or licence, in characters.
pub(super) const LONGEST_NAME: usize = 200;

/// A list of packs, as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// [`FORMAT`].
    pub(super) format: u32,
    /// Grows with every manifest of a list; no reader goes back.
    pub(super) sequence: u64,
    /// What readers see in their options.
    pub(super) name: String,
    /// The agency whose stories they are.
    pub(super) agency: String,
    /// The hosts to which stories may link.
    pub(super) hosts: Vec<String>,
    /// Under which licence the packs may be used and passed on.
    pub(super) licence: String,
    /// The minisign key that signs this manifest.
    pub(super) key: String,
    /// The key that may sign the next ones as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) next_key: Option<String>,
    /// When it was published: `2026-11-22T19:00:00Z`. Such times compare as text.
    pub(super) published: String,
    /// Until when it counts as fresh.
    pub(super) expires: String,
    /// Other addresses of the same folder.
    pub(super) mirrors: Vec<String>,
    /// The packs, newest last.
    pub(super) segments: Vec<Segment>,
    /// What a browser asks the packs before it switches to them.
    pub(super) tests: Vec<Test>,
}

/// A pack of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Segment {
    /// The hash of its bytes, and its name: `segments/HASH.pack`.
    pub(super) sha256: String,
    /// Its size.
    pub(super) bytes: u64,
    /// How many stories it holds.
    pub(super) stories: usize,
    /// How many ids it takes back in all packs.
    pub(super) takes_back: usize,
    /// What it covers.
    pub(super) period: Period,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Test {
    /// What is looked up: hashed stems, as a page's.
    pub(super) terms: Vec<u32>,
    /// The id of the story that has to be among the first candidates.
    pub(super) story: String,
}

impl Manifest {
    /// Reads a manifest and holds it to the limits.
    pub(super) fn read(json: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(json)
            .map_err(|error| format!("its manifest cannot be read ({error}); publish it again"))?;
        manifest.check().map(|()| manifest)
    }

    /// Writes it.
    pub(super) fn write(&self) -> Result<Vec<u8>, String> {
        self.check()?;
        let mut json = serde_json::to_vec(self).map_err(|error| error.to_string())?;
        json.push(b'\n');
        match json.len() {
            0..=LARGEST_MANIFEST => Ok(json),
            _ => {
                Err(format!("its manifest is larger than {} KB; shorten its names and mirrors", LARGEST_MANIFEST >> 10))
            }
        }
    }

    /// How many stories all segments hold.
    pub(super) fn stories(&self) -> usize {
        self.segments.iter().map(|segment| segment.stories).sum()
    }

    /// How many bytes all segments have.
    pub(super) fn bytes(&self) -> u64 {
        self.segments.iter().map(|segment| segment.bytes).sum()
    }

    fn check(&self) -> Result<(), String> {
        if self.format != FORMAT {
            return Err(format!(
                "its manifest has format {}, and this program knows {FORMAT}; get a newer one",
                self.format
            ));
        }
        let is_line = |text: &str| text.chars().count() <= LONGEST_NAME && !text.chars().any(char::is_control);
        for (what, text) in [("name", &self.name), ("agency", &self.agency), ("licence", &self.licence)] {
            if text.trim().is_empty() || !is_line(text) {
                return Err(format!("its {what} is not one line of 1 to {LONGEST_NAME} characters"));
            }
        }
        if let Some(mirror) = self.mirrors.iter().find(|mirror| !is_address(mirror)) {
            return Err(format!("{mirror}: a mirror is an https address without user name, query and fragment"));
        }
        if self.mirrors.len().max(self.hosts.len()) > MOST_NAMED {
            return Err(format!("it names more than {MOST_NAMED} hosts or mirrors"));
        }
        if self.segments.len() > MOST_SEGMENTS {
            let many = self.segments.len();
            return Err(format!(
                "it has {many} segments, and {MOST_SEGMENTS} is the most; merge packs with `pack merge`"
            ));
        }
        if let Some(large) = self.segments.iter().find(|segment| segment.bytes > LARGEST_SEGMENT) {
            let (size, most) = (large.bytes >> 20, LARGEST_SEGMENT >> 20);
            return Err(format!(
                "a pack of it has {size} MB, and {most} is the most; build it in several, by days or months"
            ));
        }
        if self.bytes() > LARGEST_LIST {
            let (size, most) = (self.bytes() >> 20, LARGEST_LIST >> 20);
            return Err(format!("it has {size} MB, and {most} is the most; make two lists of it"));
        }
        let hashes = self.segments.iter().all(|segment| is_hash(&segment.sha256));
        if !hashes
            || (self.stories() > 0 && self.tests.is_empty())
            || !is_time(&self.published)
            || !is_time(&self.expires)
        {
            return Err("its manifest is damaged; publish it again".to_owned());
        }
        Ok(())
    }
}

/// Whether this names a segment or a manifest: a SHA-256 in small hexadecimal letters.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Whether a folder may stand there. Developers may serve it to themselves without encryption.
fn is_address(text: &str) -> bool {
    let own = ["http://localhost/", "http://localhost:", "http://127.0.0.1/", "http://127.0.0.1:"];
    let is_plain = !text.chars().any(|c| c.is_control() || c.is_whitespace() || "@?#\\".contains(c));
    is_plain && (text.starts_with("https://") || own.iter().any(|own| text.starts_with(own)))
}

fn is_time(text: &str) -> bool {
    let form = "0000-00-00T00:00:00Z";
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, of)| byte == of || (of == b'0' && byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            format: FORMAT,
            sequence: 1,
            name: "Examplewire".to_owned(),
            agency: "Examplewire".to_owned(),
            hosts: vec!["examplewire.example".to_owned()],
            licence: "CC0-1.0".to_owned(),
            key: "RW".to_owned(),
            next_key: None,
            published: "2026-11-22T19:00:00Z".to_owned(),
            expires: "2026-12-22T19:00:00Z".to_owned(),
            mirrors: vec!["https://mirror.example/wire/".to_owned()],
            segments: Vec::new(),
            tests: Vec::new(),
        }
    }

    fn check(change: impl FnOnce(&mut Manifest), refused: &str) {
        let mut manifest = manifest();
        change(&mut manifest);
        let problem = manifest.write().err().unwrap_or_default();
        assert!(if refused.is_empty() { problem.is_empty() } else { problem.contains(refused) }, "{problem}");
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Manifest::read(&manifest().write().unwrap()), Ok(manifest()));
    }

    #[test]
    fn no_list_is_published_that_no_reader_would_take() {
        let segment = |bytes| Segment {
            sha256: "0".repeat(64),
            bytes,
            stories: 0,
            takes_back: 0,
            period: Period::ARCHIVE.parse().unwrap(),
        };
        check(|_| {}, "");
        check(|it| it.name = "two\nlines".to_owned(), "its name is not one line");
        check(|it| it.licence = String::new(), "its licence is not one line");
        check(|it| it.mirrors.push("http://mirror.example/".to_owned()), "a mirror is an https address");
        check(|it| it.mirrors.push("https://reader@mirror.example/".to_owned()), "a mirror is an https address");
        check(|it| it.mirrors.push("http://127.0.0.1:8000/".to_owned()), "");
        check(|it| it.segments = vec![segment(65 << 20)], "65 MB, and 64 is the most");
        check(|it| it.segments = vec![segment(63 << 20); 17], "1071 MB, and 1024 is the most");
        check(|it| it.segments = vec![segment(1); 401], "401 segments, and 400 is the most");
        check(|it| it.published = "yesterday".to_owned(), "damaged");
        check(|it| it.format = 2, "format 2");
    }
}
