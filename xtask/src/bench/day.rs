//! What is a day with the extension like? (`cargo xtask bench day`)
//!
//! One reader's pages one after the other, with a pack of made stories: whether each is judged right, what the browser's
//! processes hold as the day goes on, and what is left on a page whose note was taken away.

use super::scale;
use super::synthetic::Synthetic;
use anyhow::{Context, Result};
use copytaster::story::{Role, Story};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;
use xtask::dist::{Contents, dist, with_packs};
use xtask::loopback::{Answer, Loopback};
use xtask::shown;
use xtask::webdriver::{Browser, Kind, Look, Options, until};

/// Stories that are known.
const STORIES: u64 = 50_000;

/// Pages of the day.
const PAGES: u64 = 200;

/// After so many pages the memory is read.
const CHECKPOINT: u64 = 40;

/// What a page of the day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    /// A known story word for word.
    Copy,
    /// One with a sentence added and two left out.
    Edited,
    /// Sentences of one inside an article of the site's own.
    Excerpt,
    /// An article that nobody has repeated.
    Own,
    /// A list of links.
    NoArticle,
}

impl Sort {
    const ALL: [Self; 5] = [Self::Own, Self::Copy, Self::NoArticle, Self::Edited, Self::Excerpt];

    fn name(self) -> &'static str {
        match self {
            Self::Copy => "a known story word for word",
            Self::Edited => "with a sentence added and two left out",
            Self::Excerpt => "four sentences of one in another article",
            Self::Own => "an article of the site's own",
            Self::NoArticle => "no article",
        }
    }

    fn is_right(self, verdict: &str) -> bool {
        match self {
            Self::Copy => verdict == "verbatim",
            Self::Edited => verdict == "edited",
            Self::Excerpt => verdict == "excerpt",
            Self::Own => verdict == "none",
            Self::NoArticle => verdict == "not read",
        }
    }
}

/// Prints the day in both browsers.
pub(super) fn run() -> Result<()> {
    dist(Contents::Demo)?;
    let synthetic = Synthetic::new();
    let packs = tempfile::Builder::new().prefix("copytaster-bench-").tempdir()?;
    fs::write(packs.path().join("stories.pack"), scale::pack(&synthetic, 0, STORIES)?.0)?;
    println!("{PAGES} pages, {STORIES} known stories");
    for kind in Kind::ALL {
        println!("\n{kind}");
        day(kind, &synthetic, packs.path()).with_context(|| kind.to_string())?;
    }
    Ok(())
}

fn day(kind: Kind, synthetic: &Synthetic, packs: &std::path::Path) -> Result<()> {
    let extension = with_packs(kind, packs)?;
    let server = Loopback::start()?;
    let look = Look::default();
    let options = Options { look, ..Options::new(extension.path(), server.port()) };
    let mut browser = Browser::start(kind, &options)?;
    until("the stories to be known", || {
        let ask = "return (await chrome.runtime.sendMessage({ kind: 'look-up', terms: [1] })).known";
        let known = browser.in_extension(shown::POPUP, ask, json!([]))?;
        Ok((known == json!(STORIES)).then_some(()))
    })?;
    let mut verdicts: BTreeMap<(Sort, String), usize> = BTreeMap::new();
    let begun = Instant::now();
    for number in 0..PAGES {
        let sort = Sort::ALL[number as usize % Sort::ALL.len()];
        let address = format!("http://site{}.example/{number}", number % 23);
        server.answer(&address, Answer::html(html(synthetic, number, sort).into_bytes()));
        browser.open(&address)?;
        let verdict = if sort == Sort::NoArticle {
            let state = shown::state(&mut browser, &address, false)?;
            if state["gate"] == "closed" { "not read".to_owned() } else { state.to_string() }
        } else {
            shown::settled(&mut browser, &address)?["verdict"].as_str().unwrap_or("nothing").to_owned()
        };
        *verdicts.entry((sort, verdict)).or_default() += 1;
        if number % CHECKPOINT == 0 || number + 1 == PAGES {
            let memory = browser.memory()?;
            let mega = |bytes: u64| bytes as f64 / 1e6;
            println!(
                "  after {:3} pages: the extension's process {:6.1} MB, the pages' {:6.1} MB",
                number + 1,
                mega(memory.extension),
                mega(memory.pages)
            );
        }
    }
    println!("  {:.1} s a page, the driver's questions included", begun.elapsed().as_secs_f64() / PAGES as f64);
    for ((sort, verdict), count) in &verdicts {
        let right = if sort.is_right(verdict) { "right" } else { "not what was expected" };
        println!("  {:48} {verdict:10} {count:3}  {right}", sort.name());
    }
    if kind == Kind::Chromium {
        left(&mut browser, &server, synthetic)?;
    }
    Ok(())
}

/// Prints what a page holds with the note, after it was taken away, and without the extension at work.
fn left(browser: &mut Browser, server: &Loopback, synthetic: &Synthetic) -> Result<()> {
    let address = "http://left.example/";
    server.answer(address, Answer::html(html(synthetic, 1, Sort::Copy).into_bytes()));
    browser.open(address)?;
    // The driver keeps every element that it has named once; so it names none.
    let is_there = |browser: &mut Browser| {
        let there = "return document.querySelector('copytaster-overlay') !== null";
        Ok::<bool, anyhow::Error>(browser.evaluate(there, json!([]))? == true)
    };
    until("the note", || Ok(is_there(browser)?.then_some(())))?;
    println!("  with the note:                {}", held(browser)?);
    let calm = "await copytaster.settings.change({ mode: 'toolbar' })";
    browser.in_extension(shown::POPUP, calm, json!([]))?;
    until("the note to go", || Ok((!is_there(browser)?).then_some(())))?;
    println!("  after it was taken away:      {}", held(browser)?);
    let off = "await copytaster.settings.switchSite('left.example', false)";
    browser.in_extension(shown::POPUP, off, json!([]))?;
    browser.open(address)?;
    shown::state(browser, address, false)?;
    println!("  where the site is off:        {}", held(browser)?);
    Ok(())
}

/// What DevTools counts in the present page, after everything that nobody holds was thrown away.
fn held(browser: &mut Browser) -> Result<String> {
    browser.privileged("Performance.enable", json!({}))?;
    browser.privileged("HeapProfiler.collectGarbage", json!({}))?;
    let metrics = browser.privileged("Performance.getMetrics", json!({}))?;
    let metrics = metrics["metrics"].as_array().cloned().unwrap_or_default();
    let of = |name: &str| {
        let metric = metrics.iter().find(|metric| metric["name"] == name);
        metric.and_then(|metric| metric["value"].as_f64()).unwrap_or(f64::NAN)
    };
    Ok(format!(
        "{} nodes, {} listeners, {:.1} MB of JavaScript's heap",
        of("Nodes"),
        of("JSEventListeners"),
        of("JSHeapUsedSize") / 1e6
    ))
}

/// The page.
fn html(synthetic: &Synthetic, number: u64, sort: Sort) -> String {
    let known = synthetic.story(number * (STORIES / PAGES));
    let own = synthetic.story(STORIES + 10_000 + number);
    let mut paragraphs = match sort {
        Sort::Own | Sort::Excerpt => body(&own),
        Sort::Copy | Sort::Edited => body(&known),
        Sort::NoArticle => Vec::new(),
    };
    if sort == Sort::Edited {
        paragraphs[0].push_str(" It said so 4,711 times.");
        let half = paragraphs.len() / 2;
        paragraphs.drain(half..half + 2);
    }
    if sort == Sort::Excerpt {
        let half = paragraphs.len() / 2;
        paragraphs.splice(half..half, body(&known).into_iter().skip(1).take(4));
    }
    let headline = if sort == Sort::Own { &own.headline } else { &known.headline };
    let text: String = paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    let links: String = (0..60).map(|link| format!("<li><a href=\"/{link}\">Item {link}</a></li>\n")).collect();
    let main = match sort {
        Sort::NoArticle => "<h1>All items</h1>".to_owned(),
        _ => format!("<article><h1>{headline}</h1>\n{text}</article>"),
    };
    let kind = if sort == Sort::NoArticle { "website" } else { "article" };
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{headline}</title>\
         <meta property=\"og:type\" content=\"{kind}\"></head>\
         <body><nav><ul>{links}</ul></nav><main>{main}</main></body></html>"
    )
}

fn body(story: &Story) -> Vec<String> {
    story.document.of_role(Role::Body).map(str::to_owned).collect()
}
