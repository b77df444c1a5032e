//! How well are the labelled edits found?
//!
//! Prints precision and recall of every kind over the labelled pairs of `tests/edits/cases`, with which the rules were
//! developed, and over those of `tests/edits/unseen`, by a writer who knew none of them. Cases that are known to fail count: they
//! are what is missing.

#[path = "../../../tests/edits/cases.rs"]
mod cases;

use copytaster::compare::EditKind;
use std::path::Path;

/// What was counted of a kind.
#[derive(Clone, Copy, Default)]
struct Count {
    found: usize,
    missed: usize,
    untrue: usize,
}

/// Prints a line a kind.
pub(crate) fn run() -> anyhow::Result<()> {
    let edits = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/edits");
    for set in ["cases", "unseen"] {
        println!("{set}");
        table(&cases::read_all(&edits.join(set)));
    }
    Ok(())
}

fn table(cases: &[cases::Case]) {
    let mut counts = [Count::default(); EditKind::ALL.len()];
    let mut right = 0;
    for case in cases {
        let outcome = case.judge();
        right += usize::from(outcome.is_right());
        for complaint in outcome.complaints.iter().filter(|_| !outcome.is_right()) {
            println!("{}: {complaint}", case.name);
        }
        for (number, kind) in EditKind::ALL.iter().enumerate() {
            let of_kind = |kinds: &[EditKind]| kinds.iter().filter(|other| *other == kind).count();
            counts[number].found += of_kind(&outcome.found);
            counts[number].missed += of_kind(&outcome.missed);
            counts[number].untrue += of_kind(&outcome.untrue);
        }
    }
    println!("{:<22}{:>9}{:>10}{:>8}{:>9}", "kind", "labelled", "precision", "recall", "untrue");
    let mut all = Count::default();
    for (kind, count) in EditKind::ALL.iter().zip(counts) {
        print(kind.name(), count);
        all.found += count.found;
        all.missed += count.missed;
        all.untrue += count.untrue;
    }
    print("all", all);
    let known = cases.iter().filter(|case| case.known_failure.is_some()).count();
    println!("{right} of {} pairs are right in everything; {known} are known to fail\n", cases.len());
}

fn print(name: &str, count: Count) {
    let share = |part: usize, whole: usize| {
        if whole == 0 { "-".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) }
    };
    let labelled = count.found + count.missed;
    let precision = share(count.found, count.found + count.untrue);
    println!("{name:<22}{labelled:>9}{precision:>10}{:>8}{:>9}", share(count.found, labelled), count.untrue);
}
