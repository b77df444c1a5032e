//! Does a browser read what the program reads, and how fast? (`cargo xtask bench extract --browsers`)
//!
//! The pages of zyte-articles are served on loopback under a policy that lets none of their scripts run, since the program
//! runs none, but wasm. In each, a copy of the extension runs its own reader and engine and, by the same clock in the same
//! script, Mozilla's Readability.js, which npm brings for this bench alone. What was read is then put through the
//! program's engine and compared with the program's own answer for the file.

use super::extract::{Case, zyte_cases};
use anyhow::{Context, Result, bail};
use copytaster::page::{credit, extract};
use copytaster::protocol::{Value as Message, snapshot};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::process::Command;
use tempfile::TempDir;
use xtask::dist::{Contents, copy, dist};
use xtask::loopback::{Answer, Loopback};
use xtask::process::{cargo, output, root, run as run_command};
use xtask::webdriver::{Browser, Kind, Look, Options, until};

/// The one package that is fetched, and its version.
const READABILITY: &str = "@mozilla/readability@0.6.0";

/// What runs in a page, in this order; the last two are the bench's own.
const SCRIPTS: [&str; 10] = [
    "engine.js",
    "dom.js",
    "head.js",
    "hiding.js",
    "sight.js",
    "veil.js",
    "blocks.js",
    "reader.js",
    "Readability.js",
    "live.js",
];

const PAGE: &str = include_str!("live/page.js");

/// Lets wasm run, but no script of the page.
const POLICY: (&str, &str) = ("Content-Security-Policy", "script-src 'wasm-unsafe-eval'");

/// How often the long article is loaded, and its paragraphs.
const LOADS: usize = 5;
const PARAGRAPHS: usize = 2_000;

/// Fields of an answer that are compared.
const FIELDS: [&str; 6] = ["title", "byline", "published_time", "modified_time", "credit", "paragraphs"];

/// Compares and times, and prints both.
pub(crate) fn run() -> Result<()> {
    let folder = super::corpus("zyte-articles")?;
    dist(Contents::Release)?;
    run_command(cargo(&["build", "--release", "--quiet", "--package", "copytaster-cli"]).current_dir(root()))?;
    let unpacked = tempfile::tempdir()?;
    let mut cases = zyte_cases(&folder, unpacked.path())?;
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    let answers = answers(&cases)?;
    let readability = readability()?;
    for kind in Kind::ALL {
        let extension = extension(kind, &readability)?;
        let server = Loopback::start()?;
        let look = Look::default();
        let options = Options { look, ..Options::new(extension.path(), server.port()) };
        let mut browser = Browser::start(kind, &options)?;
        if kind == Kind::Firefox {
            browser.privileged(super::browser::EXACT_TIMES, json!([]))?;
        }
        println!("\n{kind}");
        let mut readings = Vec::new();
        for case in &cases {
            match read(&mut browser, &server, &case.name, fs::read(&case.path)?) {
                Ok(reading) => readings.push((case, reading)),
                Err(error) => println!("  {}: {error:#}", case.name),
            }
        }
        compare(&readings, &answers);
        times(readings.iter().map(|(_, reading)| reading));
        let mut long = Vec::new();
        for _ in 0..LOADS {
            long.push(read(&mut browser, &server, "long", article().into_bytes())?);
        }
        println!("  an article of {PARAGRAPHS} paragraphs ({LOADS} loads, each read for the first time)");
        let stretch = |name: &str| spread(long.iter().filter_map(|reading| reading[name].as_f64()));
        println!(
            "    reading it at one stretch {}; again in slices, the longest {}",
            stretch("reading"),
            stretch("stretch")
        );
        for part in ["crossing", "selecting", "assembling", "terms"] {
            println!("    {part:<25} {}", stretch(part));
        }
        println!("    Readability.js {}, with its clone {}", stretch("theirs"), stretch("withClone"));
    }
    Ok(())
}

/// What the program says of each page, by the page's name.
fn answers(cases: &[Case]) -> Result<HashMap<String, Value>> {
    let program = root().join("target/release/copytaster");
    let paths = cases.iter().map(|case| &case.path);
    let lines = output(Command::new(program).args(["extract", "--format", "json"]).args(paths))?;
    let mut answers = HashMap::new();
    for (case, line) in cases.iter().zip(lines.lines()) {
        answers.insert(case.name.clone(), serde_json::from_str(line)?);
    }
    Ok(answers)
}

/// Readability.js, from npm.
fn readability() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let pack = Command::new("npm").args(["pack", "--silent", READABILITY]).current_dir(folder.path()).output();
    let pack = pack.context("npm is not here; install it (Debian: npm), it fetches Readability.js for this bench")?;
    if !pack.status.success() {
        bail!("npm could not fetch {READABILITY}: {}", String::from_utf8_lossy(&pack.stderr));
    }
    let archive = String::from_utf8(pack.stdout)?;
    run_command(Command::new("tar").arg("xzf").arg(archive.trim()).current_dir(folder.path()))?;
    fs::read_to_string(folder.path().join("package/Readability.js")).context("the package holds no Readability.js")
}

/// A copy of the extension that does nothing in a page but what is measured.
fn extension(kind: Kind, readability: &str) -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("copytaster-bench-").tempdir()?;
    let built = root().join("dist").join(kind.dist_folder());
    copy(&built, folder.path())?;
    let scripts = folder.path().join("extension");
    // As parts, of which a page gets no more than it takes to read it; the background's stay one, as the manifest has them.
    copy(&root().join("extension"), &scripts)?;
    fs::copy(built.join("extension/background.js"), scripts.join("background.js"))?;
    fs::write(scripts.join("Readability.js"), readability)?;
    fs::write(scripts.join("live.js"), PAGE)?;
    fs::write(scripts.join("content.js"), "")?;
    let file = folder.path().join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    let scripts: Vec<String> = SCRIPTS.iter().map(|name| format!("extension/{name}")).collect();
    manifest["content_scripts"] = json!([{ "matches": ["http://*/*"], "js": scripts, "run_at": "document_idle" }]);
    manifest["host_permissions"] = json!(["http://*/*"]);
    fs::write(file, manifest.to_string())?;
    Ok(folder)
}

/// Serves a page, opens it, and gives what the script in it tells.
fn read(browser: &mut Browser, server: &Loopback, name: &str, html: Vec<u8>) -> Result<Value> {
    let address = format!("http://{name:.16}.example/");
    let headers = vec![(POLICY.0.to_owned(), POLICY.1.to_owned())];
    server.answer(&address, Answer { headers, ..Answer::html(html) });
    browser.open(&address)?;
    let told = until("what was read", || {
        let told = browser.evaluate("return document.documentElement.dataset.told", json!([]))?;
        Ok(told.as_str().map(str::to_owned))
    })?;
    let told: Value = serde_json::from_str(&told)?;
    match told["problem"].as_str() {
        Some(problem) => bail!("{problem}"),
        None => Ok(told),
    }
}

/// Counts the pages of which a browser's reading gives the program's answer, and names the differences of the others.
fn compare(readings: &[(&Case, Value)], answers: &HashMap<String, Value>) {
    let mut same = 0;
    for (case, reading) in readings {
        let (live, file) = (answer(reading["page"].clone()), &answers[&case.name]);
        let other: Vec<&str> = FIELDS.into_iter().filter(|field| live[*field] != file[*field]).collect();
        if other.is_empty() {
            same += 1;
            continue;
        }
        println!("  {:.16} differs in {}", case.name, other.join(", "));
        for field in other {
            if field == "paragraphs" {
                let lines = |answer: &Value| -> Vec<String> {
                    answer[field].as_array().into_iter().flatten().map(Value::to_string).collect()
                };
                let (live, file) = (lines(&live), lines(file));
                tell("file alone", &file, &live);
                tell("live alone", &live, &file);
            } else {
                println!("    file {:.100}\n    live {:.100}", file[field].to_string(), live[field].to_string());
            }
        }
    }
    let share = same as f64 / readings.len().max(1) as f64;
    println!("  the same article from the page and from its file: {same} of {} ({share:.3})", readings.len());
}

/// Names the paragraphs of one side that the other has not.
fn tell(side: &str, some: &[String], others: &[String]) {
    let others: HashSet<&String> = others.iter().collect();
    let missing: Vec<&String> = some.iter().filter(|line| !others.contains(line)).collect();
    if !missing.is_empty() {
        println!("    {side}, {} paragraphs; {}", missing.len(), brief(missing[0]));
    }
}

fn brief(text: &str) -> String {
    text.chars().take(100).collect()
}

/// What the program's engine makes of what a browser has read; a file has no address.
fn answer(mut page: Value) -> Value {
    page["url"] = Value::Null;
    let page = snapshot(message(page));
    let article = extract(&page).article;
    let credit = credit(&article, Some(&page));
    json!({
        "title": article.title,
        "byline": article.byline,
        "published_time": article.published_time,
        "modified_time": article.modified_time,
        "credit": {
            "status": if credit.is_credited() { "credited" } else { "uncredited" },
            "agency": credit.agency,
            "found_in": credit.found_in.iter().map(|place| place.name()).collect::<Vec<_>>(),
            "other_sources": credit.other_sources,
        },
        "paragraphs": article.document.paragraphs().collect::<Vec<_>>(),
    })
}

/// JSON as a message.
fn message(json: Value) -> Message {
    match json {
        Value::Null => Message::Nothing,
        Value::Bool(truth) => Message::Truth(truth),
        Value::Number(number) => number.as_f64().map_or(Message::Nothing, Message::Number),
        Value::String(text) => Message::Text(text),
        Value::Array(items) => Message::List(items.into_iter().map(message).collect()),
        Value::Object(members) => Message::Record(members.into_iter().map(|(name, it)| (name, message(it))).collect()),
    }
}

/// Prints the times beside each other, and the median of their ratios.
fn times<'a>(readings: impl Iterator<Item = &'a Value> + Clone) {
    let of = |name: &'static str| readings.clone().filter_map(move |reading| reading[name].as_f64());
    println!("  milliseconds a page: least, median, most");
    println!("    ours, read and extract      {}", spread(of("ours")));
    let first = ["reading", "crossing", "selecting", "assembling"];
    let first = readings.clone().map(|reading| first.iter().filter_map(|part| reading[part].as_f64()).sum());
    println!("      for the first time        {}", spread(first));
    for part in ["read", "head", "cross", "select", "assemble", "look", "close"] {
        println!("      {part:<25} {}", spread(of(part)));
    }
    let veiled = readings.clone().filter(|reading| reading["isVeiled"] == true).count();
    println!("      read closely as well      {veiled} of {}", readings.clone().count());
    println!("    Readability.js              {}", spread(of("theirs")));
    println!("    Readability.js with clone   {}", spread(of("withClone")));
    println!("    ours to Readability.js      {}", spread(of("ours").zip(of("theirs")).map(|(a, b)| a / b)));
    println!("    ours to that with clone     {}", spread(of("ours").zip(of("withClone")).map(|(a, b)| a / b)));
}

fn spread(times: impl Iterator<Item = f64>) -> String {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    let at = |place: usize| times.get(place).copied().unwrap_or(f64::NAN);
    format!("{:.2}, {:.2}, {:.2}", at(0), at(times.len() / 2), at(times.len().saturating_sub(1)))
}

/// A long article.
fn article() -> String {
    let paragraph = |number: usize| {
        format!(
            "<p>Paragraph {number} tells what the <a href=\"/{number}\">harbour board</a> decided that year, and why it \
             was <em>never</em> carried out. Nobody asked about it again.</p>\n"
        )
    };
    let paragraphs: String = (0..PARAGRAPHS).map(paragraph).collect();
    format!(
        "<!doctype html><title>The long history of the harbour board</title><article>\
         <h1>The long history of the harbour board</h1>{paragraphs}</article>"
    )
}
