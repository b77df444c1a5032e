//! What do tests ask of a browser, whichever it is?

use super::chromedriver::Chromedriver;
use super::command::{Command, Element, Root};
use super::marionette::Marionette;
use super::wait::until;
use super::{Memory, Wire};
use anyhow::{Context, Result, bail};
use base64::Engine;
use serde_json::{Value, json};
use std::fmt;
use std::path::Path;

/// The page that opens when the extension is installed.
pub const WELCOME: &str = "extension/welcome/welcome.html";

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, with `dist/chrome`.
    Chromium,
    /// Firefox, with `dist/firefox`.
    Firefox,
}

/// How pages look: the viewport in CSS pixels, and the reader's colour scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The viewport's width.
    pub width: u32,
    /// The viewport's height.
    pub height: u32,
    /// What `prefers-color-scheme` says.
    pub scheme: Scheme,
}

/// What `prefers-color-scheme` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Dark letters on light ground.
    #[default]
    Light,
    /// Light letters on dark ground.
    Dark,
}

/// How a browser is started.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The unpacked extension.
    pub extension: &'a Path,
    /// The port of the [loopback server](crate::loopback) that every request goes to.
    pub proxy: u16,
    /// How pages look at first.
    pub look: Look,
    /// Whether to do without a display.
    pub headless: bool,
    /// The folder in which its profile lies; that of temporary files where none is named.
    pub disk: Option<&'a Path>,
}

impl<'a> Options<'a> {
    /// A browser without a display.
    pub fn new(extension: &'a Path, proxy: u16) -> Self {
        Self { extension, proxy, look: Look::default(), headless: true, disk: None }
    }

    /// An empty folder for its profile.
    pub(super) fn profile(&self) -> std::io::Result<tempfile::TempDir> {
        let mut folder = tempfile::Builder::new();
        folder.prefix("copytaster-profile-");
        self.disk.map_or_else(|| folder.tempdir(), |disk| folder.tempdir_in(disk))
    }
}

/// A browser with a fresh profile and the extension in it. It ends when this value goes.
#[derive(Debug)]
pub struct Browser {
    kind: Kind,
    wire: Box<dyn Wire>,
    look: Look,
    extension_origin: String,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// The folder under `dist/` with the extension for it.
    pub fn dist_folder(self) -> &'static str {
        match self {
            Self::Chromium => "chrome",
            Self::Firefox => "firefox",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        })
    }
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 1280, height: 900, scheme: Scheme::Light }
    }
}

/// Starting and ending, tabs, looks.
impl Browser {
    /// Starts a browser and waits until the extension's background has run.
    ///
    /// About one Chromium in fifty hangs before it has shown a first page, more on a busy machine, and chromedriver with
    /// it. That says nothing of the extension, so a browser that does not start is given up and started again, twice at
    /// most; nothing else is tried twice.
    pub fn start(kind: Kind, options: &Options<'_>) -> Result<Self> {
        for _ in 0..2 {
            match Self::start_once(kind, options) {
                Ok(browser) => return Ok(browser),
                Err(error) => eprintln!("{kind} did not start, trying once more: {error:#}"),
            }
        }
        Self::start_once(kind, options)
    }

    fn start_once(kind: Kind, options: &Options<'_>) -> Result<Self> {
        let mut wire: Box<dyn Wire> = match kind {
            Kind::Chromium => Box::new(Chromedriver::start(options)?),
            Kind::Firefox => Box::new(Marionette::start(options)?),
        };
        let extension_origin = until("the extension to start", || wire.extension_origin())?;
        let mut this = Self { kind, wire, look: options.look, extension_origin };
        this.set_look(options.look)?;
        this.dismiss_welcome().context("the page for new readers")?;
        Ok(this)
    }

    /// Closes the page that greets whoever has installed the extension.
    fn dismiss_welcome(&mut self) -> Result<()> {
        let welcome = self.extension_address(WELCOME);
        if self.kind == Kind::Chromium {
            // chromedriver does not count tabs that an extension has opened.
            let page = until("the welcome page", || {
                let targets = self.wire.privileged("Target.getTargets", json!({}))?;
                let mut targets = targets["targetInfos"].as_array().into_iter().flatten();
                Ok(targets.find(|target| target["url"] == welcome.as_str()).cloned())
            })?;
            self.wire.privileged("Target.closeTarget", json!({ "targetId": page["targetId"] }))?;
            return self.wire.activate();
        }
        let present = self.tab()?;
        until("the welcome page", || {
            for tab in self.tabs()?.into_iter().filter(|tab| *tab != present) {
                self.wire.send(&Command::SwitchTo(&tab))?;
                if self.address()? == welcome {
                    return Ok(Some(()));
                }
            }
            Ok(None)
        })?;
        self.close_tab(&present)
    }

    /// Which browser it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Changes how pages look, here and in tabs that are opened later.
    pub fn set_look(&mut self, look: Look) -> Result<()> {
        self.look = look;
        self.wire.look(look)
    }

    /// Changes what a media query says in the present tab, until its look is changed: `prefers-reduced-motion` as
    /// `reduce`, `forced-colors` as `active`, or `media` as `print`.
    pub fn set_media(&mut self, name: &str, value: &str) -> Result<()> {
        self.wire.media(name, value)
    }

    /// Opens a page in the present tab and waits until it has loaded.
    pub fn open(&mut self, address: &str) -> Result<()> {
        self.wire.send(&Command::Navigate(address)).map(drop)
    }

    /// The present tab's address.
    pub fn address(&mut self) -> Result<String> {
        let address = self.wire.send(&Command::Address)?;
        address.as_str().map(str::to_owned).context("the tab has no address")
    }

    /// The tabs' handles, in no promised order.
    pub fn tabs(&mut self) -> Result<Vec<String>> {
        let tabs = self.wire.send(&Command::Tabs)?;
        let tabs = tabs.as_array().context("no list of tabs")?;
        Ok(tabs.iter().filter_map(|tab| tab.as_str().map(str::to_owned)).collect())
    }

    /// Opens a tab, goes there, and returns its handle.
    pub fn open_tab(&mut self) -> Result<String> {
        let tab = self.wire.send(&Command::NewTab)?;
        let tab = tab["handle"].as_str().context("the new tab has no handle")?.to_owned();
        self.switch_to(&tab)?;
        Ok(tab)
    }

    /// Goes to a tab, which becomes the active one.
    pub fn switch_to(&mut self, tab: &str) -> Result<()> {
        self.wire.send(&Command::SwitchTo(tab))?;
        self.wire.activate()?;
        self.wire.look(self.look)
    }

    /// Closes the present tab and goes to another one.
    pub fn close_tab(&mut self, then: &str) -> Result<()> {
        self.wire.send(&Command::CloseTab)?;
        self.switch_to(then)
    }

    /// The page as the reader sees it, as PNG.
    pub fn screenshot(&mut self) -> Result<Vec<u8>> {
        let png = self.wire.send(&Command::Screenshot)?;
        let png = png.as_str().context("the screenshot is no text")?;
        Ok(base64::engine::general_purpose::STANDARD.decode(png)?)
    }
}

/// Elements, input, scripts.
impl Browser {
    /// Every element that a selector matches now.
    pub fn find_all(&mut self, css: &str) -> Result<Vec<Element>> {
        let found = self.wire.send(&Command::FindAll(css))?;
        Ok(found.as_array().into_iter().flatten().filter_map(Element::read).collect())
    }

    /// The first element that a selector matches, waited for.
    pub fn find(&mut self, css: &str) -> Result<Element> {
        until(&format!("`{css}`"), || Ok(self.find_all(css)?.into_iter().next()))
    }

    /// The shadow root of an element, open or closed.
    pub fn shadow_root(&mut self, host: &Element) -> Result<Root> {
        let root = self.wire.send(&Command::ShadowRoot(host))?;
        Root::read(&root).context("no shadow root")
    }

    /// Every element inside a shadow root that a selector matches now.
    pub fn find_all_in(&mut self, root: &Root, css: &str) -> Result<Vec<Element>> {
        let found = self.wire.send(&Command::FindAllIn(root, css))?;
        Ok(found.as_array().into_iter().flatten().filter_map(Element::read).collect())
    }

    /// The first element inside a shadow root that a selector matches, waited for.
    pub fn find_in(&mut self, root: &Root, css: &str) -> Result<Element> {
        until(&format!("`{css}` in the overlay"), || Ok(self.find_all_in(root, css)?.into_iter().next()))
    }

    /// Clicks on the middle of an element, as a reader would: it has to be visible and not covered.
    pub fn click(&mut self, element: &Element) -> Result<()> {
        self.wire.send(&Command::Click(element)).map(drop)
    }

    /// Presses and releases a key; special keys have WebDriver's code points (`\u{E004}` Tab, `\u{E00C}` Escape,
    /// `\u{E007}` Enter).
    pub fn press(&mut self, key: char) -> Result<()> {
        self.strokes(&[("keyDown", key), ("keyUp", key)])
    }

    /// Presses and releases a key while another is held down (`\u{E008}` Shift).
    pub fn press_with(&mut self, held: char, key: char) -> Result<()> {
        self.strokes(&[("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)])
    }

    fn strokes(&mut self, strokes: &[(&str, char)]) -> Result<()> {
        let strokes: Value = strokes.iter().map(|(kind, key)| json!({ "type": kind, "value": key })).collect();
        self.wire.send(&Command::Act(json!([{ "type": "key", "id": "keyboard", "actions": strokes }]))).map(drop)
    }

    /// Runs the body of a function in the page and returns what it returns.
    pub fn evaluate(&mut self, script: &str, arguments: Value) -> Result<Value> {
        self.wire.send(&Command::Execute(script, arguments))
    }

    /// An element's text, as the DOM holds it.
    pub fn text(&mut self, element: &Element) -> Result<String> {
        let text = self.evaluate("return arguments[0].textContent", json!([element.argument()]))?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }
}

/// The extension.
impl Browser {
    /// The address of one of the extension's own files.
    pub fn extension_address(&self, path: &str) -> String {
        format!("{}/{path}", self.extension_origin)
    }

    /// Runs the body of an async function, which may call `chrome.*`, in an extension page in a tab of its own, and
    /// returns what it returns.
    pub fn in_extension(&mut self, page: &str, script: &str, arguments: Value) -> Result<Value> {
        let present = self.tab()?;
        self.open_tab()?;
        let page = self.extension_address(page);
        let result = self.open(&page).and_then(|()| self.evaluate_later(script, arguments));
        self.close_tab(&present)?;
        result
    }

    /// What the browser's processes hold.
    pub fn memory(&mut self) -> Result<Memory> {
        self.wire.memory()
    }

    /// Ends the extension's background, as the browser does when it has been idle.
    pub fn stop_background(&mut self) -> Result<()> {
        self.wire.stop_background()
    }

    /// Switches the extension off, as a reader does among the browser's settings of extensions.
    pub fn switch_extension_off(&mut self) -> Result<()> {
        let present = self.tab()?;
        self.open_tab()?;
        self.wire.switch_extension_off()?;
        self.close_tab(&present)
    }

    /// Lets the extension into private windows, as a reader can who wants it there. It starts anew thereby.
    pub fn let_into_private_windows(&mut self) -> Result<()> {
        self.wire.let_into_private_windows()
    }

    /// Lets the extension read all pages, or none, as a reader can among the browser's settings. Chromium shows those in the
    /// present tab then, and lets only those be read that the manifest asks for.
    pub fn let_read_pages(&mut self, lets: bool) -> Result<()> {
        self.wire.let_read_pages(lets)
    }

    /// Loads the extension anew, as an update does: `page` is one of its own, which asks for it and closes thereby.
    pub fn reload_extension(&mut self, page: &str) -> Result<()> {
        let present = self.tab()?;
        self.open_tab()?;
        self.open(&self.extension_address(page))?;
        self.evaluate("setTimeout(() => chrome.runtime.reload())", json!([]))?;
        self.switch_to(&present)
    }

    /// Sends a command that only this kind of browser has.
    pub fn privileged(&mut self, what: &str, parameters: Value) -> Result<Value> {
        self.wire.privileged(what, parameters)
    }

    /// Runs the body of an async function in the page and returns what it returns.
    pub fn evaluate_later(&mut self, script: &str, arguments: Value) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async function () {{ {script} }}).apply(null, arguments)
             .then((value) => done({{ done: value ?? null }}), (error) => done({{ error: String(error) }}));"
        );
        let mut result = self.wire.send(&Command::ExecuteLater(&script, arguments))?;
        match result["error"].as_str() {
            Some(error) => bail!("in the page: {error}"),
            None => Ok(result["done"].take()),
        }
    }

    /// The present tab.
    pub fn tab(&mut self) -> Result<String> {
        let tab = self.wire.send(&Command::Tab)?;
        tab.as_str().map(str::to_owned).context("no tab is open")
    }
}
