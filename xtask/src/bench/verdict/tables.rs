//! What do the numbers say?

use super::fit::{self, Example};
use super::{FEATURES, Judged, Label, Pair, Verdict};
use std::collections::BTreeMap;

type Result<'a> = (&'a Pair, &'a Judged);

const VERDICTS: [Verdict; 7] = [
    Verdict::Verbatim,
    Verdict::Edited,
    Verdict::Rewritten,
    Verdict::Excerpt,
    Verdict::Unsure,
    Verdict::SharedQuotes,
    Verdict::None,
];

/// How much a kind of pair counts in fitting, however many there are of it: negatives as often as the budgets for false
/// verdicts make them matter, real reposts more than made ones, shuffled words little, since nobody publishes them.
fn weight_of_kind(kind: &str) -> f64 {
    match kind {
        "template" => 800.0,
        "unrelated" | "same-event" => 600.0,
        "same-topic" | "web-low" | "wire-phrase" => 500.0,
        "web" | "update" => 300.0,
        "quotations" => 250.0,
        "pan-shuffled" => 50.0,
        _ => 200.0,
    }
}

/// Originals of fewer sentences are decided by other rules and are no examples.
const LEAST_SENTENCES: usize = 4;

/// What was said of every kind of pair.
pub(super) fn verdicts(results: &[Result<'_>]) {
    println!("\nVerdicts by kind of pair (held-out half in brackets)");
    print!("{:18}{:10}{:>14}", "", "", "pairs");
    VERDICTS.iter().for_each(|verdict| print!("{:>15}", verdict.name()));
    println!();
    for ((kind, label), results) in &by_kind(results) {
        let count = |of: &dyn Fn(&Judged) -> bool| {
            let all = results.iter().filter(|(_, judged)| of(judged)).count();
            let held_out = results.iter().filter(|(pair, judged)| pair.held_out && of(judged)).count();
            format!("{all} ({held_out})")
        };
        print!("{kind:18}{:10}{:>14}", format!("{label:?}").to_lowercase(), count(&|_| true));
        for verdict in VERDICTS {
            print!("{:>15}", count(&|judged| judged.verdict == verdict));
        }
        println!();
    }
}

/// How often a page is wrongly said to repeat a story, and how often a repeat is missed.
pub(super) fn false_verdicts(results: &[Result<'_>]) {
    println!("\nFalse verdicts: repeats claimed where there is none; repeats not claimed");
    for ((kind, label), results) in &by_kind(results) {
        let wrong = |(_, judged): &&Result<'_>| judged.verdict.is_repeat() != (*label != Label::Other);
        if *label == Label::Doubtful {
            continue;
        }
        let all = results.iter().filter(wrong).count();
        let held_out: Vec<_> = results.iter().filter(|(pair, _)| pair.held_out).collect();
        let wrong_held_out = held_out.iter().filter(|result| wrong(result)).count();
        let name = if *label == Label::Other { "claimed" } else { "missed" };
        println!(
            "{kind:18}{name:10}{:>14}{:>9.4}    held out{:>14}{:>9.4}",
            format!("{all} of {}", results.len()),
            share(all, results.len()),
            format!("{wrong_held_out} of {}", held_out.len()),
            share(wrong_held_out, held_out.len())
        );
    }
}

/// Whether a certainty of .9 is right nine times in ten, on the held-out half.
pub(super) fn calibration(results: &[Result<'_>]) {
    println!("\nCalibration, held-out half: certainty said, share right");
    let bins = [0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];
    for (name, repeats) in [("a repeat", true), ("no repeat", false)] {
        for (at, from) in bins.iter().enumerate() {
            let to = bins.get(at + 1).copied().unwrap_or(1.1);
            let said: Vec<_> = counted(results)
                .filter(|(pair, judged)| {
                    pair.held_out
                        && judged.verdict != Verdict::Unsure
                        && judged.verdict.is_repeat() == repeats
                        && (*from..to).contains(&judged.certainty)
                })
                .collect();
            let right = said.iter().filter(|(pair, _)| (pair.label != Label::Other) == repeats).count();
            let mean: f32 = said.iter().map(|(_, judged)| judged.certainty).sum::<f32>() / said.len().max(1) as f32;
            if !said.is_empty() {
                println!(
                    "{name:12}{from:>6}–{:<6}  said {mean:.4}  right {:.4}  ({right} of {})",
                    to.min(1.0),
                    share(right, said.len()),
                    said.len()
                );
            }
        }
    }
}

/// The coefficients that fit the tuning half best, and what they are worth on the other.
pub(super) fn coefficients(results: &[Result<'_>]) {
    let mut sizes: BTreeMap<&str, f64> = BTreeMap::new();
    for (pair, _) in results {
        *sizes.entry(pair.kind).or_default() += 1.0;
    }
    let examples = |held_out: bool| -> Vec<Example> {
        let chosen =
            counted(results).filter(|(pair, judged)| pair.held_out == held_out && judged.sentences >= LEAST_SENTENCES);
        let example = |(pair, judged): Result<'_>| Example {
            features: judged.features.iter().copied().map(f64::from).collect(),
            repeats: pair.label != Label::Other,
            weight: weight_of_kind(pair.kind) / sizes[pair.kind],
        };
        chosen.map(example).collect()
    };
    let (tuning, held_out) = (examples(false), examples(true));
    let fitted = fit::fitted(&tuning);
    println!("\nRegression fitted on the tuning half");
    for (name, coefficient) in FEATURES.iter().chain(&["intercept"]).zip(&fitted) {
        println!("{name:30}{coefficient:>9.2}");
    }
    println!(
        "log loss {:.4} tuning, {:.4} held out",
        fit::log_loss(&fitted, &tuning),
        fit::log_loss(&fitted, &held_out)
    );
}

/// Whether the screen before the comparison lets every repeat through, and how much it spares.
pub(super) fn screen(results: &[Result<'_>]) {
    println!("\nScreen: let through, by kind; least and median pairs of words in common, and their share");
    for ((kind, label), results) in &by_kind(results) {
        let through = results.iter().filter(|(_, judged)| judged.promise.is_worth_comparing()).count();
        let lost =
            results.iter().filter(|(_, judged)| judged.verdict.is_repeat() && !judged.promise.is_worth_comparing());
        let mut common: Vec<u32> = results.iter().map(|(_, judged)| judged.promise.common).collect();
        common.sort_unstable();
        let mut shares: Vec<f32> = results.iter().map(|(_, judged)| judged.promise.share).collect();
        shares.sort_by(f32::total_cmp);
        let at = |share: f64| ((results.len() - 1) as f64 * share) as usize;
        println!(
            "{kind:18}{:10}{:>16}   found but screened out {:>3}   {:>4}{:>5}{:>5}   {:.3} {:.3} {:.3}",
            format!("{label:?}").to_lowercase(),
            format!("{through} of {}", results.len()),
            lost.count(),
            common[0],
            common[at(0.05)],
            common[at(0.5)],
            shares[0],
            shares[at(0.05)],
            shares[at(0.5)],
        );
    }
}

/// Every pair with what was said of it, a line each.
pub(super) fn list(results: &[Result<'_>]) -> String {
    let mut list =
        ["kind", "label", "held out", "verdict", "certainty", "first reason", "original", "page", "sentences"]
            .iter()
            .chain(&FEATURES)
            .copied()
            .collect::<Vec<_>>()
            .join("\t");
    for (pair, judged) in results {
        list += &format!(
            "\n{}\t{:?}\t{}\t{}\t{:.4}\t{}\t{}\t{}\t{}",
            pair.kind,
            pair.label,
            pair.held_out,
            judged.verdict.name(),
            judged.certainty,
            judged.reason,
            pair.original.name,
            pair.page.name,
            judged.sentences
        );
        judged.features.iter().for_each(|feature| list += &format!("\t{feature:.4}"));
    }
    list + "\n"
}

/// The surest mistakes, by name.
pub(super) fn errors(results: &[Result<'_>]) {
    println!("\nThe surest mistakes");
    let mut wrong: Vec<_> = counted(results)
        .filter(|(pair, judged)| {
            judged.verdict != Verdict::Unsure && judged.verdict.is_repeat() != (pair.label != Label::Other)
        })
        .collect();
    wrong.sort_by(|a, b| b.1.certainty.total_cmp(&a.1.certainty));
    for repeats in [true, false] {
        for (pair, judged) in wrong.iter().filter(|(_, judged)| judged.verdict.is_repeat() == repeats).take(20) {
            println!(
                "{:14}{:.4}  {:16}{} | {}  {:.2?}",
                judged.verdict.name(),
                judged.certainty,
                pair.kind,
                pair.original.name,
                pair.page.name,
                judged.features
            );
        }
    }
}

/// The results that are known to be right or wrong.
fn counted<'a>(results: &[Result<'a>]) -> impl Iterator<Item = Result<'a>> {
    results.iter().copied().filter(|(pair, _)| pair.label != Label::Doubtful)
}

fn by_kind<'a>(results: &[Result<'a>]) -> BTreeMap<(&'static str, Label), Vec<Result<'a>>> {
    let mut kinds: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for result in results {
        kinds.entry((result.0.kind, result.0.label)).or_default().push(*result);
    }
    kinds
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
