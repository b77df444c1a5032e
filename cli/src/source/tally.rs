//! What is said of what gave nothing?

use super::Skipped;
use crate::outcome::complain;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many things wrong with one source are said; the others are counted.
const SAID: usize = 5;

/// How many of those left out for one reason are named.
const NAMED: usize = 3;

/// Counts of what became no story or page; faults are said as they come, what was left out at the end.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// The source whose faults are being said, and how many there were.
    source: Option<(Arc<str>, usize)>,
    skipped: BTreeMap<Skipped, (usize, Vec<String>)>,
    problems: usize,
}

impl Tally {
    /// Says what is wrong with something that is no source.
    pub(crate) fn problem(&mut self, problem: &str) {
        self.problems += 1;
        complain(problem);
    }

    /// Says what is wrong with a source.
    pub(crate) fn fault(&mut self, source: &Arc<str>, fault: &str) {
        self.problems += 1;
        if self.source.as_ref().is_none_or(|(before, _)| before != source) {
            self.end_source();
            self.source = Some((source.clone(), 0));
        }
        let Some((_, count)) = &mut self.source else { return };
        *count += 1;
        if *count <= SAID {
            complain(format_args!("{source}: {fault}"));
        }
    }

    /// Counts what is left out.
    pub(crate) fn skipped(&mut self, source: &str, place: &str, reason: Skipped) {
        let (count, names) = self.skipped.entry(reason).or_default();
        *count += 1;
        if names.len() < NAMED {
            // An address of a web archive says all.
            let name = if place.contains("://") { place.to_owned() } else { format!("{source} {place}") };
            names.push(name.trim_end().to_owned());
        }
    }

    /// Says the counts, and whether nothing was wrong.
    pub(crate) fn end(mut self) -> bool {
        self.end_source();
        for (reason, (count, names)) in &self.skipped {
            let more = if *count > names.len() { ", …" } else { "" };
            complain(format_args!("{count} left out ({}{more}): {reason}", names.join(", ")));
        }
        self.problems == 0
    }

    fn end_source(&mut self) {
        if let Some((source, count)) = self.source.take().filter(|(_, count)| *count > SAID) {
            complain(format_args!("{source}: {} more of this kind", count - SAID));
        }
    }
}
