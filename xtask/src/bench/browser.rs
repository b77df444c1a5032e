//! How long does a reader wait for the verdict, and what does it cost the page?
//!
//! A copy of the extension gets scripts that measure; the extension itself holds nothing for it. The clock is
//! `performance.now()` in the page's content script: Chromium rounds it to .1 ms, Firefox is told not to round. What a
//! script of ours keeps the page's thread busy with is summed from its synchronous parts, the running of our files
//! included. What the browser itself does beside them (making the script's world, delivering messages) is not in the
//! sums, but in the times to the verdict, which begin with the first line of ours at `document_idle`.

pub(super) mod storm;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use xtask::dist::{Contents, copy, dist, mark};
use xtask::loopback::Loopback;
use xtask::pages::Page;
use xtask::process::root;
use xtask::shown;
use xtask::webdriver::{Browser, Kind, Look, Options, until};

/// How often each page is loaded.
const LOADS: usize = 20;

/// Makes Firefox give times as they are.
pub(super) const EXACT_TIMES: &str =
    "for (const name of ['privacy.reduceTimerPrecision', 'privacy.reduceTimerPrecision.unconditional'])
       Services.prefs.setBoolPref(name, false);";

/// The first of all scripts, and one right before the page script.
const BEGIN: &str = include_str!("browser/begin.js");
const PAGE: &str = include_str!("browser/page.js");

/// Measured in one load.
struct Load {
    /// From the first line to the verdict, where there was one.
    verdict: Option<f64>,
    /// Each stretch for which the page's thread was ours, by its name.
    slices: Vec<(String, f64)>,
    /// When what was reached.
    marks: Vec<(String, f64)>,
    /// What observers and clocks have taken until the page was asked for it.
    often: f64,
}

/// How a page is come by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The background has been stopped, as after half a minute of rest.
    Asleep,
    /// The background is awake.
    Awake,
    /// The page is checked once more, as when it shows another article without loading.
    Again,
}

/// Prints the tables.
pub(super) fn run() -> Result<()> {
    dist(Contents::Demo)?;
    println!("{LOADS} loads each; milliseconds: median (least–most), mean");
    for kind in Kind::ALL {
        println!("\n{kind}");
        let extension = instrumented(kind)?;
        let server = Loopback::start()?;
        let look = Look::default();
        let options = Options { look, ..Options::new(extension.path(), server.port()) };
        let mut browser = Browser::start(kind, &options)?;
        if kind == Kind::Firefox {
            browser.privileged(EXACT_TIMES, json!([]))?;
        }
        let (repost, article) = (Page::read("rewritten-repost")?, Page::read("ordinary-article")?);
        for page in [&repost, &article] {
            page.serve(&server);
            browser.open(&page.address)?;
            shown::settled(&mut browser, &page.address)?;
        }
        verdicts(&mut browser, "a page that repeats a story", &repost)?;
        verdicts(&mut browser, "an ordinary article", &article)?;
        for (what, page) in [("no article", Page::read("ordinary-page")?), ("no article, 50,000 nodes", large()?)] {
            page.serve(&server);
            gate(&mut browser, what, &page)?;
        }
    }
    Ok(())
}

/// Time to the verdict and time taken from the page, by each way.
fn verdicts(browser: &mut Browser, what: &str, page: &Page) -> Result<()> {
    let ways =
        [("background asleep", Way::Asleep), ("background awake", Way::Awake), ("again in this page", Way::Again)];
    for (name, way) in ways {
        let loads = (0..LOADS).map(|_| load(browser, page, way)).collect::<Result<Vec<_>>>()?;
        let each = |time: &dyn Fn(&Load) -> f64| Spread::of(loads.iter().map(time));
        println!("  {what}, {name}");
        println!("    to the verdict             {}", each(&|load| load.verdict.unwrap_or(f64::NAN)));
        println!("    the page's thread, in all  {}", each(&|load| load.slices.iter().map(|(_, time)| time).sum()));
        let longest = |load: &Load| load.slices.iter().map(|(_, time)| *time).fold(0.0, f64::max);
        println!("    its longest stretch        {}", each(&longest));
        // A long reading has more slices in one load than in another.
        let median = |of: fn(&Load) -> &Vec<(String, f64)>| {
            let mut names: Vec<&str> = loads.first().map(of).into_iter().flatten().map(|(name, _)| &**name).collect();
            names.dedup();
            let parts = names.into_iter().map(|name| {
                let sum = |load| of(load).iter().filter(|(one, _)| one == name).map(|(_, time)| time).sum();
                format!("{name} {:.1}", Spread::of(loads.iter().map(sum)).median)
            });
            parts.collect::<Vec<_>>().join(", ")
        };
        println!("      of: {}", median(|load| &load.slices));
        if way != Way::Again {
            println!("      at: {}", median(|load| &load.marks));
        }
    }
    Ok(())
}

/// What the gate takes from a page that it lets pass.
fn gate(browser: &mut Browser, what: &str, page: &Page) -> Result<()> {
    let mut loads = Vec::new();
    for _ in 0..LOADS {
        browser.open(&page.address)?;
        until("the last look", || {
            let load = told(browser)?;
            Ok(load
                .filter(|load| load.slices.iter().filter(|(name, _)| name == "later").count() == 2)
                .map(|load| loads.push(load)))
        })?;
    }
    println!("  {what}");
    let named = |name: &'static str| {
        Spread::of(
            loads.iter().map(move |load| load.slices.iter().filter(|(one, _)| one == name).map(|(_, time)| time).sum()),
        )
    };
    println!("    gate, at once              {}", named("gate"));
    println!("    its two later looks        {}", named("later"));
    let loaded = loads.iter().filter_map(|load| load.marks.iter().find(|(name, _)| name == "gate is loaded"));
    println!("    loading its file           {}", Spread::of(loaded.map(|(_, time)| *time)));
    Ok(())
}

fn load(browser: &mut Browser, page: &Page, way: Way) -> Result<Load> {
    match way {
        Way::Asleep => {
            browser.stop_background()?;
            browser.open(&page.address)?;
        }
        Way::Awake => browser.open(&page.address)?,
        Way::Again => {
            let again = "document.documentElement.dispatchEvent(new Event('copytaster-again'))";
            browser.evaluate(again, json!([]))?;
        }
    }
    let load = until("a verdict", || Ok(told(browser)?.filter(|load| load.verdict.is_some())))?;
    if page.is_flagged() && way != Way::Again {
        // What is drawn belongs to it.
        return until("the drawing", || {
            Ok(told(browser)?.filter(|load| load.slices.iter().any(|(name, _)| name == "draw")))
        });
    }
    Ok(load)
}

/// What the scripts have told so far.
fn told(browser: &mut Browser) -> Result<Option<Load>> {
    let told = browser.evaluate("return document.documentElement.dataset.times", json!([]))?;
    let Some(told) = told.as_str() else { return Ok(None) };
    let told: Value = serde_json::from_str(told)?;
    let pairs = |name: &str| -> Vec<(String, f64)> {
        let pairs = told[name].as_array().into_iter().flatten();
        pairs.filter_map(|pair| Some((pair[0].as_str()?.to_owned(), pair[1].as_f64()?))).collect()
    };
    Ok(Some(Load {
        verdict: told["verdict"].as_f64(),
        slices: pairs("slices"),
        marks: pairs("marks"),
        often: told["often"].as_f64().unwrap_or_default(),
    }))
}

/// Where several times lie.
struct Spread {
    median: f64,
    mean: f64,
    least: f64,
    most: f64,
}

impl Spread {
    fn of(times: impl Iterator<Item = f64>) -> Self {
        let mut times: Vec<f64> = times.collect();
        times.sort_by(f64::total_cmp);
        let at = |place: usize| times.get(place).copied().unwrap_or(f64::NAN);
        Self {
            median: at(times.len() / 2),
            mean: times.iter().sum::<f64>() / times.len() as f64,
            least: at(0),
            most: at(times.len().saturating_sub(1)),
        }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { median, mean, least, most } = self;
        write!(f, "{median:>6.2} ({least:.2}–{most:.2}), {mean:.2}")
    }
}

/// The demo extension with the scripts that measure.
fn instrumented(kind: Kind) -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("copytaster-bench-").tempdir()?;
    copy(&root().join("dist").join(kind.dist_folder()), folder.path())?;
    let gate = format!("{BEGIN}copytasterTimes.mark('gate is loaded'); copytasterTimes.from = performance.now();\n");
    around(folder.path(), "content.js", &gate, "copytasterTimes.slice('gate', copytasterTimes.from);\n")?;
    // The first of the files that an article gets; the background and the popup have it as well.
    around(folder.path(), "ext.js", "if (globalThis.copytasterTimes) copytasterTimes.from = performance.now();\n", "")?;
    around(folder.path(), "page.js", "", "copytasterTimes.slice('files', copytasterTimes.from);\n")?;
    // The page's own script is the last part of its file.
    let file = folder.path().join("extension/page.js");
    let script = fs::read_to_string(&file)?;
    let own = script.rfind(&mark("page.js")).context("page.js does not name its parts")?;
    fs::write(file, [&script[..own], PAGE, &script[own..]].concat())?;
    Ok(folder)
}

/// Puts text before and after a script of the extension.
fn around(folder: &Path, name: &str, before: &str, after: &str) -> Result<()> {
    let file = folder.join("extension").join(name);
    let text = fs::read_to_string(&file).with_context(|| format!("{} could not be read", file.display()))?;
    if text.is_empty() {
        bail!("{name} is empty");
    }
    Ok(fs::write(file, format!("{before}{text}\n{after}"))?)
}

/// The page that is no article, with a long list of links.
fn large() -> Result<Page> {
    const ROWS: usize = 8_200;
    let mut page = Page::read("ordinary-page")?;
    let rows: String =
        (0..ROWS).map(|row| format!("<div><a href=\"/{row}\">Item {row}</a> <small>{row}</small></div>\n")).collect();
    page.html = page.html.replacen("</body>", &format!("{rows}</body>"), 1);
    page.address = "http://large.example/".to_owned();
    Ok(page)
}
