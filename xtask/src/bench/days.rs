//! Are other stories of the same wire taken for the one that a page repeats?
//!
//! Every story of Reuters-21578 is checked as a page against the stories of all other days. What is flagged is a version
//! of the same story, or a mistake: a form filled with another day's figures, or a later report on the same affair. Which
//! of the two only reading tells, so a sample is printed to be read, and all are written to a file that is named.

use super::{corpus, index};
use anyhow::{Context, Result};
use copytaster::detect::{self, Verdict};
use copytaster::index::{Pack, QueryTerms, search};
use copytaster::page::Credit;
use copytaster::story::sketch::Sketch;
use copytaster::story::{Article, Document, Story};
use std::collections::BTreeMap;
use std::path::Path;

/// Candidates that are compared, as in the extension.
const CANDIDATES: usize = 16;
/// Candidates that are looked up: those of the page's own day are left out.
const LOOKED_UP: usize = 4 * CANDIDATES;
/// Flagged pairs that are printed.
const SAMPLE: usize = 50;

/// A page of which more is said than that it repeats nothing.
struct Likened {
    page: String,
    story: String,
    verdict: Verdict,
    certainty: f32,
    kept: f32,
    reason: String,
    headlines: [String; 2],
}

/// Checks every story and prints what is flagged; all pages of which anything is said go into `list`, a line each.
///
/// With `sketches` the stories are judged by what a public pack holds of them.
pub(crate) fn run(list: Option<&Path>, sketches: bool) -> Result<()> {
    let corpus = corpus("reuters21578")?;
    let folder = tempfile::tempdir()?;
    let packs = [index::build(&[corpus], &folder.path().join("reuters.pack"))?];
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let checked: Vec<(Verdict, Option<Likened>)> = std::thread::scope(|scope| {
        let check_share = |share: usize| {
            let packs = &packs;
            scope.spawn(move || {
                (share..packs[0].len()).step_by(threads).filter_map(|page| check(packs, page, sketches)).collect()
            })
        };
        let shares: Vec<_> = (0..threads).map(check_share).collect();
        shares.into_iter().filter_map(|share| share.join().ok()).flat_map(|found: Vec<_>| found).collect()
    });

    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    checked.iter().for_each(|(verdict, _)| *verdicts.entry(verdict.name()).or_default() += 1);
    println!("{} stories checked against those of all other days:", checked.len());
    verdicts.iter().for_each(|(verdict, count)| println!("  {verdict:14} {count}"));

    let mut likened: Vec<Likened> = checked.into_iter().filter_map(|(_, likened)| likened).collect();
    likened.sort_by(|a, b| a.page.cmp(&b.page));
    if let Some(list) = list {
        let lines: Vec<String> = likened.iter().map(line).collect();
        let head = "verdict\tcertainty\tkept\tpage\tstory\theadline of the page\theadline of the story\tfirst reason\n";
        std::fs::write(list, [head, &lines.concat()].concat())
            .with_context(|| format!("cannot write {}", list.display()))?;
    }
    let flagged: Vec<&Likened> = likened.iter().filter(|likened| likened.verdict.is_repeat()).collect();
    println!("{} are called a repeat; {SAMPLE} of them, evenly spread, to be read:", flagged.len());
    for Likened { page, story, verdict, certainty, headlines: [headline, other], .. } in
        flagged.iter().step_by(flagged.len().div_ceil(SAMPLE).max(1))
    {
        println!("  {page:>5} {:9} {certainty:.3} {story:>5}  {headline} | {other}", verdict.name());
    }
    Ok(())
}

/// A line of the list.
fn line(likened: &Likened) -> String {
    let Likened { page, story, verdict, certainty, kept, reason, headlines: [headline, other] } = likened;
    format!("{}\t{certainty:.3}\t{kept:.2}\t{page}\t{story}\t{headline}\t{other}\t{reason}\n", verdict.name())
}

/// What a public pack holds of a story.
fn sketched(story: Story) -> Story {
    Story { sketch: Some(Sketch::of(&story.document)), document: Document::default(), ..story }
}

/// Checks one story as a page; nothing where it can't be read or names no day.
fn check(packs: &[Pack], page: usize, sketches: bool) -> Option<(Verdict, Option<Likened>)> {
    let page = packs[0].story(page).ok()?;
    let day = page.version_created?;
    let found = search(packs, &QueryTerms::of(&page.document), LOOKED_UP);
    let others = found.into_iter().filter_map(|candidate| packs[0].story(candidate.story).ok());
    let others = others.filter(|story| story.version_created != Some(day)).take(CANDIDATES);
    let others: Vec<Story> = others.map(|story| if sketches { sketched(story) } else { story }).collect();
    let Story { id, headline, document, .. } = page;
    let published_time = Some(format!("{}-{:02}-{:02}", day.year, day.month, day.day));
    let article = Article { title: headline.clone(), document, published_time, ..Article::default() };
    let finding = detect::judge(&article, Credit::default(), None, others);
    let kept = finding.kept();
    let reason = finding.reasons.first().map(ToString::to_string).unwrap_or_default();
    let likened = finding.story.map(|story| Likened {
        page: id,
        story: story.id,
        verdict: finding.verdict,
        certainty: finding.certainty,
        kept,
        reason,
        headlines: [headline, story.headline],
    });
    Some((finding.verdict, likened))
}
