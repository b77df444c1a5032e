//! Where do the tests work? In a folder with stories and pages, and the program to run in it.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The wire's story.
pub(crate) const STORY: &str = "\
Ferry returns to Lowhaven after two years of repairs

By Ada Penn

LOWHAVEN (Reuters) – The ferry to Quillon Island sailed again on Friday after two years of repairs to its pier, the \
harbour board said, ending the longest break in the line's history.

“We had stopped counting the promises,” said Bertil Sund, who keeps the island's only shop.

The repairs cost 3.2 million crowns, twice what was planned, because divers found that worms had hollowed out the \
timbers of the northern landing stage.

About 1,400 people live on Quillon, most of them from fishing and from the wool of a small, dark breed of sheep.

The board said that it would halve fares until September to win back visitors, who had turned to the mainland \
beaches.

A second vessel, now being built at the Marren yard, is expected to join the line next spring, Chairwoman Ingrid Voss \
told reporters on the quay.

(Reporting by Ada Penn; Editing by Cleo Vane)
";

/// A page that repeats it, with another figure and without credit.
pub(crate) const REPOST: &str = "\
Lowhaven ferry is back after two years

The ferry to Quillon Island sailed again on Friday after two years of repairs to its pier, the harbour board said, \
ending the longest break in the line's history.

“We had stopped counting the promises,” said Bertil Sund, who keeps the island's only shop.

The repairs cost 2.3 million crowns, twice what was planned, because divers found that worms had hollowed out the \
timbers of the northern landing stage.

About 1,400 people live on Quillon, most of them from fishing and from the wool of a small, dark breed of sheep.

The board said that it would halve fares until September to win back visitors, who had turned to the mainland \
beaches.

A second vessel, now being built at the Marren yard, is expected to join the line next spring, Chairwoman Ingrid Voss \
told reporters on the quay.
";

/// A page that repeats nothing.
pub(crate) const OTHER: &str = "\
Choir of Tarn wins the valley prize

Twelve voices from Tarn won the prize of the valley's singing contest on Sunday, ahead of last year's winners.

The jury praised the quiet ending of their last song, which the conductor had written on the train.
";

/// A folder of its own for a test, removed at its end.
pub(crate) struct Workshop {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Workshop {
    /// With `story.txt`, `repost.txt`, `other.txt` and the local pack `wire.pack`.
    pub(crate) fn new() -> Self {
        let workshop = Self { folder: tempfile::tempdir().unwrap() };
        workshop.write("story.txt", STORY);
        workshop.write("repost.txt", REPOST);
        workshop.write("other.txt", OTHER);
        assert_eq!(workshop.run(&["pack", "build", "--out", "wire.pack", "--with-text", "story.txt"]).status, 0);
        workshop
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with_input(arguments, b"")
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        self.run_as(&mut Command::new(env!("CARGO_BIN_EXE_copytaster")), arguments, input)
    }

    /// Runs the program at a time, in seconds since 1970.
    pub(crate) fn run_at(&self, time: u64, arguments: &[&str]) -> Ran {
        let mut program = Command::new(env!("CARGO_BIN_EXE_copytaster"));
        self.run_as(program.env("SOURCE_DATE_EPOCH", time.to_string()), arguments, b"")
    }

    pub(crate) fn run_as(&self, program: &mut Command, arguments: &[&str], input: &[u8]) -> Ran {
        let mut child = program
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that does not read its input closes it early, which is its right.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Ran {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// The lines of JSON.
    pub(crate) fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The verdicts of a `check` in JSON, by page.
    pub(crate) fn verdicts(&self) -> Vec<(String, String)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        self.json().iter().map(|line| (text(&line["page"]), text(&line["verdict"]))).collect()
    }
}
