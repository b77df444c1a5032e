//! What do the stores' and accessibility's own tools say? (`cargo xtask audit`)
//!
//! Mozilla's web-ext lints what is published; axe-core looks at every surface, light and dark, in both browsers. Both come from
//! npm, so this stands beside the tests, which ask no registry but Rust's.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use xtask::dist::{Contents, copied, dist};
use xtask::loopback::Loopback;
use xtask::pages::Page;
use xtask::process::{find, root, run as run_program, step};
use xtask::setup::{Needs, setup};
use xtask::shown::{self, Overlay};
use xtask::webdriver::{Browser, Kind, Look, Options, Scheme, WELCOME};

/// The versions that have looked at everything.
const TOOLS: [&str; 2] = ["web-ext@10.7.0", "axe-core@4.14.1"];

/// The extension's own pages that stand alone.
const OWN_PAGES: [&str; 2] = [WELCOME, "extension/options/options.html"];

/// Where the site stands.
const SITE: &str = "http://site.example/";

/// The rule that readers can space text by style sheets of their own: the overlay's host, which forbids pages all styles of
/// theirs, has no text, and its shadow root is out of such sheets' reach as every closed one is.
const NO_TEXT: &str = "avoid-inline-spacing";

/// Looks at everything, and fails where anything is found.
pub(crate) fn run() -> Result<()> {
    step("what the machine needs", || setup(Needs::Browsers))?;
    let tools = tempfile::Builder::new().prefix("copytaster-audit-").tempdir()?;
    step("the tools", || install(tools.path()))?;
    step("web-ext lint", || lint(tools.path()))?;
    let axe = fs::read_to_string(tools.path().join("node_modules/axe-core/axe.min.js"))?;
    dist(Contents::Demo)?;
    let mut found = Vec::new();
    for kind in Kind::ALL {
        step(&format!("axe in {kind}"), || surfaces(kind, &axe, &mut found))?;
    }
    if !found.is_empty() {
        bail!("axe has found:\n{}", found.join("\n"));
    }
    Ok(())
}

fn install(folder: &Path) -> Result<()> {
    if find("npm").is_none() {
        bail!("npm is not here: `apt install npm` as root; it fetches {}", TOOLS.join(" and "));
    }
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(folder).args(TOOLS);
    run_program(&mut npm)
}

fn lint(tools: &Path) -> Result<()> {
    dist(Contents::Release)?;
    let mut lint = Command::new(tools.join("node_modules/.bin/web-ext"));
    lint.args(["lint", "--warnings-as-errors", "--source-dir"]).arg(root().join("dist/firefox"));
    run_program(&mut lint)
}

/// Looks at every surface in one browser.
fn surfaces(kind: Kind, axe: &str, found: &mut Vec<String>) -> Result<()> {
    let extension = copied(kind)?;
    // Axe sees into open shadow roots alone; nothing else is different.
    let overlay = extension.path().join("extension/page.js");
    let opened = fs::read_to_string(&overlay)?.replace("mode: \"closed\"", "mode: \"open\"");
    fs::write(overlay, opened)?;
    let server = Loopback::start()?;
    server.answer_folder(SITE, &root().join("dist/www"))?;
    let page = Page::read("rewritten-repost")?;
    page.serve(&server);
    let look = Look::default();
    let options = Options { look, ..Options::new(extension.path(), server.port()) };
    let mut browser = Browser::start(kind, &options)?;
    for scheme in [Scheme::Light, Scheme::Dark] {
        browser.set_look(Look { scheme, ..look })?;
        let mut look_at = |browser: &mut Browser, what: &str, part: &str| -> Result<()> {
            let violations = violations(browser, axe, part).with_context(|| what.to_owned())?;
            println!("  {scheme:?}, {what}: {} found", violations.len());
            found.extend(violations.into_iter().map(|it| format!("{kind}, {scheme:?}, {what}: {it}")));
            Ok(())
        };
        for path in OWN_PAGES {
            browser.open(&browser.extension_address(path))?;
            browser.find("main")?;
            look_at(&mut browser, path, "html")?;
        }
        for name in ["index.html", "compare.html"] {
            browser.open(&[SITE, name].concat())?;
            browser.find("main")?;
            if name == "compare.html" {
                for button in ["#sample", "#texts button[type=submit]"] {
                    let button = browser.find(button)?;
                    browser.click(&button)?;
                }
                browser.find("[data-verdict]")?;
            }
            look_at(&mut browser, name, "html")?;
        }
        browser.open(&page.address)?;
        shown::settled(&mut browser, &page.address)?;
        browser.find("copytaster-overlay")?;
        look_at(&mut browser, "the note", "copytaster-overlay")?;
        Overlay::wait(&mut browser)?.open_panel(&mut browser)?;
        look_at(&mut browser, "the panel", "copytaster-overlay")?;
        let tab = shown::open_popup(&mut browser)?;
        browser.find("[data-verdict]")?;
        look_at(&mut browser, "the popup", "html")?;
        let asked = browser.evaluate("return location.search", json!([]))?;
        let compare = browser.extension_address("extension/compare/compare.html");
        browser.open(&[&compare, asked.as_str().unwrap_or_default()].concat())?;
        browser.find(".rows > li")?;
        look_at(&mut browser, "the compare page", "html")?;
        browser.close_tab(&tab)?;
    }
    Ok(())
}

/// What axe finds in a part of the present page.
fn violations(browser: &mut Browser, axe: &str, part: &str) -> Result<Vec<String>> {
    let script = format!(
        "{axe}
         const {{ violations, passes }} = await window.axe.run(document.querySelector(arguments[0]), {{
           resultTypes: ['violations'], rules: {{ [arguments[1]]: {{ enabled: false }} }},
         }});
         return {{ passes: passes.length, found: violations.map(({{ id, help, nodes }}) =>
           `${{id}}: ${{help}} (${{nodes.slice(0, 3).map(({{ target }}) => target.flat().join(' ')).join('; ')}})`) }};"
    );
    let mut told = browser.evaluate_later(&script, json!([part, NO_TEXT]))?;
    if told["passes"].as_u64().unwrap_or(0) == 0 {
        bail!("axe has looked at nothing");
    }
    let found: Value = told["found"].take();
    Ok(found.as_array().into_iter().flatten().filter_map(|it| Some(it.as_str()?.to_owned())).collect())
}
