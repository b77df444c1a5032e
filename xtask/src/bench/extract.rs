//! How much of the article on a real page is found, and how much else?
//!
//! Sets of saved pages with their true text, or texts of it. Two measures, so that figures can be set beside published ones:
//! that of the article-extraction-benchmark of Scrapinghub (now Zyte), shared runs of four words, as multisets, per page
//! precision and recall, their means over the pages that have any, F1 of the two means; and that of WCXB, F1 of the words
//! that each page shares with its truth, as multisets without case, and its mean over all pages.

mod snippets;
mod wcxb;

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;
use xtask::process::{cargo, output, root, run as run_command};

/// Words in a run.
const RUN: usize = 4;

/// How many of the worst pages are named.
const WORST: usize = 10;

/// A page and its true text.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) path: PathBuf,
    truth: String,
    /// The true title, where the set gives one.
    title: Option<String>,
}

/// Scores every set that is there.
pub(super) fn run() -> Result<()> {
    let Some(corpora) = std::env::var_os("COPYTASTER_CORPORA").map(PathBuf::from) else {
        bail!("set COPYTASTER_CORPORA to the folder that holds the unpacked corpora");
    };
    run_command(cargo(&["build", "--release", "--quiet", "--package", "copytaster-cli"]).current_dir(root()))?;
    let unpacked = tempfile::tempdir()?;
    let zyte = corpora.join("zyte-articles");
    if zyte.is_dir() {
        score("zyte-articles", &zyte_cases(&zyte, unpacked.path())?)?;
    }
    let readability = corpora.join("readability-pages/test/test-pages");
    if readability.is_dir() {
        score("readability-pages", &readability_cases(&readability)?)?;
    }
    for split in ["dev", "test"] {
        let folder = corpora.join("wcxb").join(split);
        if folder.is_dir() {
            score(&format!("wcxb {split}, articles"), &wcxb::articles(&folder, unpacked.path())?)?;
        }
    }
    let trafilatura = corpora.join("trafilatura-eval/tests");
    if trafilatura.is_dir() {
        snippets::score(&trafilatura)?;
    }
    if ![&zyte, &readability, &corpora.join("wcxb"), &trafilatura].iter().any(|set| set.is_dir()) {
        bail!("{} holds no zyte-articles, readability-pages, wcxb or trafilatura-eval", corpora.display());
    }
    Ok(())
}

/// Pages in `html/KEY.html.gz`, texts in `ground-truth.json` under the key.
pub(super) fn zyte_cases(folder: &Path, unpacked: &Path) -> Result<Vec<Case>> {
    let truths: HashMap<String, Value> = serde_json::from_str(&fs::read_to_string(folder.join("ground-truth.json"))?)?;
    let mut cases = Vec::new();
    for (name, truth) in truths {
        let packed = folder.join("html").join(format!("{name}.html.gz"));
        let path = unpack(&packed, &unpacked.join(format!("{name}.html")))?;
        let truth = truth["articleBody"].as_str().unwrap_or_default().to_owned();
        cases.push(Case { name, path, truth, title: None });
    }
    Ok(cases)
}

/// Unpacks a page and gives back where it lies now.
fn unpack(packed: &Path, to: &Path) -> Result<PathBuf> {
    let file = fs::File::open(packed).with_context(|| packed.display().to_string())?;
    let mut html = Vec::new();
    GzDecoder::new(file).read_to_end(&mut html)?;
    fs::write(to, html)?;
    Ok(to.to_owned())
}

/// A folder a page, with `source.html` and what Readability makes of it, `expected.html`.
fn readability_cases(folder: &Path) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let truth = text_of(&fs::read_to_string(entry.path().join("expected.html"))?);
        let metadata: Value = serde_json::from_str(&fs::read_to_string(entry.path().join("expected-metadata.json"))?)?;
        cases.push(Case {
            title: metadata["title"].as_str().map(str::to_owned),
            name: entry.file_name().to_string_lossy().into_owned(),
            path: entry.path().join("source.html"),
            truth,
        });
    }
    Ok(cases)
}

/// The text of simple HTML: tags are gone, and those that are not inside a line part words.
fn text_of(html: &str) -> String {
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "u",
    ];
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (entity, c)| text.replace(entity, c))
}

/// What the program reads on a page.
struct Answer {
    title: String,
    text: String,
}

/// What the program reads on pages, by their paths, and how many seconds it takes.
fn read<'a>(pages: impl Iterator<Item = &'a Path>) -> Result<(HashMap<String, Answer>, f64)> {
    let program = root().join("target/release/copytaster");
    let start = Instant::now();
    let answers = output(std::process::Command::new(program).args(["extract", "--format", "json"]).args(pages))?;
    let seconds = start.elapsed().as_secs_f64();
    let mut found = HashMap::new();
    for line in answers.lines() {
        let answer: Value = serde_json::from_str(line)?;
        let paragraphs: Vec<&str> =
            answer["paragraphs"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let title = answer["title"].as_str().unwrap_or_default().to_owned();
        let page = answer["page"].as_str().unwrap_or_default().to_owned();
        found.insert(page, Answer { title, text: paragraphs.join("\n\n") });
    }
    Ok((found, seconds))
}

fn score(name: &str, cases: &[Case]) -> Result<()> {
    let (answers, seconds) = read(cases.iter().map(|case| case.path.as_path()))?;
    let answer = |case: &Case| answers.get(&*case.path.to_string_lossy());
    let (mut precisions, mut recalls, mut pages, mut words) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        let text = answer(case).map_or("", |answer| answer.text.as_str());
        let (precision, recall) = compare(&case.truth, text);
        precisions.extend(precision);
        recalls.extend(recall);
        words.push(word_f1(&case.truth, text));
        pages.push((f1(precision.unwrap_or(0.0), recall.unwrap_or(0.0)), &case.name));
    }
    let (precision, recall) = (mean(&precisions), mean(&recalls));
    println!(
        "{name}: {} pages, F1 {:.4}, precision {precision:.4}, recall {recall:.4}",
        cases.len(),
        f1(precision, recall)
    );
    println!("  F1 of words {:.4}, mean of the pages", mean(&words));
    println!("  {:.1} ms a page, reading and parsing included", seconds * 1e3 / cases.len().max(1) as f64);
    let titled: Vec<(&Case, &str)> = cases.iter().filter_map(|case| Some((case, case.title.as_deref()?))).collect();
    if !titled.is_empty() {
        let shown = |case: &Case| answer(case).map_or("", |answer| answer.title.as_str());
        let others: Vec<&str> = titled
            .iter()
            .filter(|(case, title)| !same_title(title, shown(case)))
            .map(|(case, _)| &*case.name)
            .collect();
        let same = titled.len() - others.len();
        println!(
            "  {same} of {} titles are the set's, a site's name at an end aside; others: {}",
            titled.len(),
            others.join(", ")
        );
    }
    pages.sort_by(|a, b| a.0.total_cmp(&b.0));
    let worst: Vec<String> = pages.iter().take(WORST).map(|(f1, name)| format!("{name:.16} {f1:.2}")).collect();
    println!("  worst: {}", worst.join(", "));
    Ok(())
}

/// Whether a title is the true one, or that without what stands before or after it ("… | Site").
fn same_title(truth: &str, title: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (truth, title) = (words(truth), words(title));
    truth == title || !title.is_empty() && (truth.starts_with(&title) || truth.ends_with(&title))
}

/// Precision and recall of the runs of words in `found`; none where there is nothing to divide by.
fn compare(truth: &str, found: &str) -> (Option<f64>, Option<f64>) {
    shares(&runs(truth), &runs(found))
}

/// F1 of a page's words; 1 where it has none and none are read.
fn word_f1(truth: &str, found: &str) -> f64 {
    let (truth, found) = (truth.to_lowercase(), found.to_lowercase());
    match shares(&counts(words(&truth), 1), &counts(words(&found), 1)) {
        (None, None) => 1.0,
        (precision, recall) => f1(precision.unwrap_or(0.0), recall.unwrap_or(0.0)),
    }
}

/// Of what was found and of what is true the share that is both.
fn shares(truth: &HashMap<Vec<&str>, usize>, found: &HashMap<Vec<&str>, usize>) -> (Option<f64>, Option<f64>) {
    let shared: usize = truth.iter().map(|(run, count)| (*count).min(found.get(run).copied().unwrap_or(0))).sum();
    let share = |all: &HashMap<Vec<&str>, usize>| {
        let all: usize = all.values().sum();
        (all > 0).then(|| shared as f64 / all as f64)
    };
    (share(found), share(truth))
}

/// Runs of four words with how often they stand in a text; a shorter text is one run.
fn runs(text: &str) -> HashMap<Vec<&str>, usize> {
    let words = words(text);
    let length = RUN.min(words.len()).max(1);
    counts(words, length)
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}

fn counts(words: Vec<&str>, length: usize) -> HashMap<Vec<&str>, usize> {
    let mut counts = HashMap::new();
    for run in words.windows(length) {
        *counts.entry(run.to_vec()).or_default() += 1;
    }
    counts
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_counted_as_multisets() {
        assert_eq!(compare("a b c d e", "a b c d e"), (Some(1.0), Some(1.0)));
        assert_eq!(compare("a b c d e", "a b c d"), (Some(1.0), Some(0.5)));
        assert_eq!(compare("a b c d", "x a b c d"), (Some(0.5), Some(1.0)));
        assert_eq!(compare("a b", "a b"), (Some(1.0), Some(1.0)));
        assert_eq!(compare("a b", ""), (None, Some(0.0)));
    }

    #[test]
    fn words_are_counted_without_case() {
        assert_eq!(word_f1("One two two", "two ONE, two!"), 1.0);
        assert_eq!(word_f1("one two two", "two"), 0.5);
        assert_eq!(word_f1("one", "two"), 0.0);
        assert_eq!((word_f1("", ""), word_f1("", "one")), (1.0, 0.0));
    }

    #[test]
    fn titles_with_and_without_their_site() {
        assert!(same_title("Board puts off vote", "Board puts off vote"));
        assert!(same_title("Board puts off vote | Harbour Post", "Board puts off vote"));
        assert!(!same_title("Board puts off vote", ""));
        assert!(!same_title("Board puts off vote", "Board puts off vote | Harbour Post"));
        assert!(!same_title("Board puts off vote", "The vote"));
    }

    #[test]
    fn text_of_expected_pages() {
        assert_eq!(text_of("<p>A <b>b</b>&amp;c</p>d").trim(), "A b&c\nd");
    }
}
