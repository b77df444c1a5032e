//! What does it do? (`cargo xtask run`: build everything and show it on the sample pages)

use anyhow::{Context, Result};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask::dist::{Contents, SAMPLE, build_sample, dist, with_packs};
use xtask::loopback::Loopback;
use xtask::pages::{Page, SAMPLES, folder};
use xtask::process::{cargo, root, run as run_program, step};
use xtask::setup::{Needs, is_root, setup};
use xtask::shown::{self, Overlay};
use xtask::webdriver::{Browser, Kind, Look, Options, Scheme, WELCOME};

/// The pages of which pictures are taken: the one that is flagged most, and the one that is told quietly.
const PICTURED: [&str; 2] = ["rewritten-repost", "furnished-repost"];

/// Takes pictures in one look; the files' names are told by what they show.
type Take<'a> = dyn FnMut(&mut Browser, &dyn Fn(&str) -> PathBuf) -> Result<()> + 'a;

/// Where a page and its original stand side by side; its address names the page's tab.
const COMPARE: &str = "extension/compare/compare.html";

/// The extension's own pages of which pictures are taken, by name.
const OWN_PAGES: [(&str, &str); 2] = [("welcome", WELCOME), ("options", "extension/options/options.html")];

/// Builds everything, checks the sample pages with the program, and shows them in a browser.
pub(crate) fn run(headless: bool) -> Result<()> {
    step("what the machine needs", || setup(Needs::Browsers))?;
    step("both extensions", || {
        println!("{}", dist(Contents::Demo)?);
        Ok(())
    })?;
    step("the program, on the sample pages", check)?;
    let display =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|it| !it.is_empty()));
    if display && !headless {
        return step("Chromium, until you close it", open_window);
    }
    for kind in Kind::ALL {
        step(&format!("{kind}, without a display"), || tour(kind))?;
        step(&format!("{kind}, with a pack that holds no text"), || tour_without_text(kind))?;
    }
    println!("\npictures: {}", pictures().display());
    Ok(())
}

/// Where the pictures are put.
fn pictures() -> PathBuf {
    root().join("screenshots")
}

/// The sample pack, as it stands in the extension.
fn sample_pack() -> PathBuf {
    root().join("dist/chrome/extension/packs").join(SAMPLE)
}

fn check() -> Result<()> {
    let pages = SAMPLES.iter().map(|name| folder(name).join("page.html"));
    run_program(
        cargo(&["run", "--quiet", "--package", "copytaster-cli", "--", "check", "--pack"])
            .arg(sample_pack())
            .args(pages),
    )
}

fn server() -> Result<(Loopback, Vec<Page>)> {
    let server = Loopback::start()?;
    let pages = SAMPLES.iter().map(|name| Page::read(name)).collect::<Result<Vec<_>>>()?;
    pages.iter().for_each(|page| page.serve(&server));
    Ok((server, pages))
}

/// Opens Chromium for a person to look around in. The made-up hosts lead to us, everything else to where it stands.
fn open_window() -> Result<()> {
    let (server, pages) = server()?;
    let profile = tempfile::tempdir()?;
    let mut chromium = Command::new("chromium");
    chromium.args(["--no-first-run", "--no-default-browser-check"]);
    chromium.arg(format!("--user-data-dir={}", profile.path().display()));
    chromium.arg(format!("--load-extension={}", root().join("dist/chrome").display()));
    chromium.arg(format!("--host-resolver-rules=MAP *.example 127.0.0.1:{}", server.port()));
    if is_root() {
        chromium.arg("--no-sandbox");
    }
    run_program(chromium.args(pages.iter().map(|page| &page.address)))
}

/// Shows the sample pages to a browser that nobody sees, prints what it said, and takes pictures.
fn tour(kind: Kind) -> Result<()> {
    let (server, pages) = server()?;
    let mut browser = start(kind, &root().join("dist").join(kind.dist_folder()), &server)?;
    for page in &pages {
        browser.open(&page.address)?;
        shown::settled(&mut browser, &page.address)?;
        println!("\n{} ({}) in {kind}", page.name, page.address);
        println!("  badge: {:?}", shown::badge(&mut browser, &page.address)?);
        if Overlay::is_there(&mut browser)? {
            let overlay = Overlay::wait(&mut browser)?;
            let chip = overlay.chip(&mut browser)?;
            println!("  chip: {}", shown::visible_text(&mut browser, &chip)?.replace('\n', " "));
            let panel = overlay.open_panel(&mut browser)?;
            for line in shown::visible_text(&mut browser, &panel)?.lines().filter(|line| !line.trim().is_empty()) {
                println!("  │ {line}");
            }
        } else {
            println!("  nothing is shown on the page");
        }
    }
    for page in pages.iter().filter(|page| PICTURED.contains(&page.name.as_str())) {
        in_every_look(&mut browser, page, &page.name)?;
    }
    for (name, path) in OWN_PAGES {
        let address = browser.extension_address(path);
        for_every_look(&mut browser, name, &mut |browser, picture| {
            browser.open(&address)?;
            browser.find("main")?;
            save(browser, &picture("page"))
        })?;
    }
    Ok(())
}

/// Takes pictures of what a reader sees whose packs hold no text.
fn tour_without_text(kind: Kind) -> Result<()> {
    let packs = tempfile::tempdir()?;
    build_sample(&packs.path().join(SAMPLE), &[])?;
    let extension = with_packs(kind, packs.path())?;
    let (server, pages) = server()?;
    let mut browser = start(kind, extension.path(), &server)?;
    let page = pages.iter().find(|page| page.name == PICTURED[0]).context("the sample page is missing")?;
    in_every_look(&mut browser, page, "without-text")
}

fn start(kind: Kind, extension: &Path, server: &Loopback) -> Result<Browser> {
    Browser::start(kind, &Options::new(extension, server.port()))
}

/// Takes pictures of a page, wide and narrow, light and dark.
fn in_every_look(browser: &mut Browser, page: &Page, name: &str) -> Result<()> {
    for_every_look(browser, name, &mut |browser, picture| {
        photograph(browser, page, picture).with_context(|| format!("pictures of {}", page.name))
    })
}

/// Does something wide and narrow, light and dark; what it is told names the files of its pictures.
fn for_every_look(browser: &mut Browser, name: &str, take: &mut Take<'_>) -> Result<()> {
    let pictures = pictures();
    fs::create_dir_all(&pictures)?;
    for width in [1280, 390] {
        for scheme in [Scheme::Light, Scheme::Dark] {
            browser.set_look(Look { width, height: if width < 500 { 844 } else { 900 }, scheme })?;
            let tone = if scheme == Scheme::Dark { "dark" } else { "light" };
            let kind = browser.kind();
            let picture = |what: &str| pictures.join(format!("{kind}-{name}-{what}-{tone}-{width}.png"));
            take(browser, &picture)?;
        }
    }
    Ok(())
}

/// Takes pictures of chip, panel, popup and compare page.
fn photograph(browser: &mut Browser, page: &Page, picture: &dyn Fn(&str) -> PathBuf) -> Result<()> {
    browser.open(&page.address)?;
    shown::settled(browser, &page.address)?;
    save(browser, &picture("page"))?;
    if Overlay::is_there(browser)? {
        Overlay::wait(browser)?.open_panel(browser)?;
        save(browser, &picture("panel"))?;
    }
    let tab = shown::open_popup(browser)?;
    save(browser, &picture("popup"))?;
    let offered = "return document.querySelector('.compare') ? location.search : null";
    if let Some(tab) = browser.evaluate(offered, json!([]))?.as_str() {
        browser.open(&[&browser.extension_address(COMPARE), tab].concat())?;
        browser.find(".rows > li")?;
        save(browser, &picture("compare"))?;
    }
    browser.close_tab(&tab)
}

fn save(browser: &mut Browser, file: &Path) -> Result<()> {
    fs::write(file, browser.screenshot()?).with_context(|| format!("{} could not be written", file.display()))
}
