//! How far is it, how fast, and how long will it take? Said on a terminal only.

use crate::source::Read;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// How often the line is drawn anew.
const EACH: Duration = Duration::from_millis(100);

/// A line at the bottom of the terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    read: Read,
    /// What is counted: "stories".
    what: &'static str,
    count: u64,
    begun: Instant,
    drawn: Instant,
}

impl Progress {
    /// Begins to count; `read` says how much of how many bytes has been read.
    pub(crate) fn new(what: &'static str, read: Read, bytes: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr());
        let template = match bytes {
            Some(_) => "{wide_bar} {bytes} of {total_bytes}, {msg}, {eta} left",
            None => "{spinner} {bytes} read, {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let now = Instant::now();
        Self { bar, read, what, count: 0, begun: now, drawn: now }
    }

    /// Counts one more.
    pub(crate) fn count(&mut self) {
        self.count += 1;
        if !self.bar.is_hidden() && self.drawn.elapsed() >= EACH {
            self.drawn = Instant::now();
            let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
            self.bar.set_position(self.read.bytes());
            self.bar.set_message(format!("{} {}, {:.0}/s", self.count, self.what, self.count as f64 / seconds));
        }
    }

    /// Does what writes to the terminal, with the line out of its way.
    pub(crate) fn aside<R>(&self, write: impl FnOnce() -> R) -> R {
        self.bar.suspend(write)
    }

    /// Takes the line away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
