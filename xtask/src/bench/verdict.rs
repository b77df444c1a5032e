//! How often is the verdict right, and is it as sure as it ought to be?
//!
//! Labelled pairs are built from the corpora, judged, and counted; the regression behind the verdict is fitted anew on
//! one half of them and held against the other.

mod corpora;
mod fit;
mod pairs;
mod spin;
mod tables;

use anyhow::{Context, Result};
use copytaster::compare::{Side, SketchedPage};
use copytaster::detect::{self, FEATURES, Promise, Screen, Verdict};
use copytaster::story::Document;
use copytaster::story::sketch::Sketch;
use corpora::Text;
use pairs::{Label, Pair};
use std::path::Path;

/// What was found out about a pair.
struct Judged {
    verdict: Verdict,
    certainty: f32,
    features: [f32; FEATURES.len()],
    promise: Promise,
    /// Sentences of the original.
    sentences: usize,
    /// The weightiest reason.
    reason: String,
}

/// How pairs are judged.
#[derive(Clone, Copy)]
pub(crate) enum By {
    /// By both texts; the coefficients that are printed belong into `src/detect/evidence.rs`.
    Text,
    /// By what a public pack holds of the original; the coefficients belong into `src/detect/sketch.rs`.
    Sketch,
}

/// Measures and prints; every pair goes into `list`, a line each.
pub(crate) fn run(by: By, list: Option<&Path>) -> Result<()> {
    let folder = corpora::folder()?;
    eprintln!("building pairs …");
    let pairs = pairs::all(&folder)?;
    eprintln!("judging {} pairs …", pairs.len());
    let judged = judged(
        &pairs,
        match by {
            By::Text => judge,
            By::Sketch => judge_sketch,
        },
    );
    let results: Vec<(&Pair, &Judged)> = pairs.iter().zip(&judged).collect();
    if let Some(list) = list {
        std::fs::write(list, tables::list(&results)).with_context(|| format!("cannot write {}", list.display()))?;
    }
    tables::verdicts(&results);
    tables::false_verdicts(&results);
    tables::calibration(&results);
    tables::coefficients(&results);
    tables::screen(&results);
    tables::errors(&results);
    Ok(())
}

/// Judges all pairs, on every core.
fn judged(pairs: &[Pair], judge: fn(&Pair) -> Judged) -> Vec<Judged> {
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let share = pairs.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            pairs.chunks(share).map(|pairs| scope.spawn(move || pairs.iter().map(judge).collect::<Vec<_>>())).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

fn judge(pair: &Pair) -> Judged {
    let (original, page) = (document(&pair.original), document(&pair.page));
    let side = |document| Side { document, published: None };
    let finding = detect::judge_pair(side(&original), side(&page));
    let comparison = finding.comparison.unwrap_or_default();
    Judged {
        verdict: finding.verdict,
        certainty: finding.certainty,
        features: detect::features(&comparison),
        promise: Screen::new(&page).promise(&original),
        sentences: comparison.measures.original_sentences,
        reason: finding.reasons.first().map(ToString::to_string).unwrap_or_default(),
    }
}

fn judge_sketch(pair: &Pair) -> Judged {
    let (original, page) = (Sketch::of(&document(&pair.original)), document(&pair.page));
    let page = SketchedPage::new(Side { document: &page, published: None });
    let comparison = page.compare(&original, None, "");
    let finding = detect::judge_sketch(&original, None, &page);
    Judged {
        verdict: finding.verdict,
        certainty: finding.certainty,
        features: detect::sketch_features(&comparison),
        promise: Promise { common: 0, share: page.shares(&original) },
        sentences: comparison.measures.original_sentences,
        reason: finding.reasons.first().map(ToString::to_string).unwrap_or_default(),
    }
}

fn document(text: &Text) -> Document {
    // Where a corpus knows no headline the text's name stands for it, lest the first paragraph be taken for one.
    let headline = if text.headline.is_empty() { &text.name } else { &text.headline };
    Document::from_plain_text(format!("{headline}\n\n{}", text.paragraphs.join("\n\n")))
}
