//! What does the extension say and show?
//!
//! The overlay is read as a reader sees it, inside its closed shadow root; what the content script knows is asked for as the
//! popup does.

use crate::webdriver::{Browser, Element, Root, until};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// The element that holds the overlay.
const HOST: &str = "copytaster-overlay";

/// The overlay on the present page.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The element that the page's own scripts see.
    pub host: Element,
    /// What stands inside.
    pub root: Root,
}

impl Overlay {
    /// Waits for the overlay of the present page.
    pub fn wait(browser: &mut Browser) -> Result<Self> {
        let host = browser.find(HOST)?;
        let root = browser.shadow_root(&host)?;
        Ok(Self { host, root })
    }

    /// Whether there is an overlay on the present page now.
    pub fn is_there(browser: &mut Browser) -> Result<bool> {
        Ok(Self::count(browser)? > 0)
    }

    /// How many overlays there are on the present page now.
    pub fn count(browser: &mut Browser) -> Result<usize> {
        Ok(browser.find_all(HOST)?.len())
    }

    /// The chip.
    pub fn chip(&self, browser: &mut Browser) -> Result<Element> {
        browser.find_in(&self.root, ".chip")
    }

    /// The panel, open or not.
    pub fn panel(&self, browser: &mut Browser) -> Result<Element> {
        browser.find_in(&self.root, ".panel")
    }

    /// The button on the chip that opens the panel.
    pub fn opener(&self, browser: &mut Browser) -> Result<Element> {
        browser.find_in(&self.root, ".chip-open")
    }

    /// Clicks on the chip and waits for the panel.
    pub fn open_panel(&self, browser: &mut Browser) -> Result<Element> {
        let opener = self.opener(browser)?;
        browser.click(&opener)?;
        let panel = self.panel(browser)?;
        until("the panel to open", || {
            let still =
                "return arguments[0].getAnimations({ subtree: true }).every((it) => it.playState === 'finished')";
            let open = is_visible(browser, &panel)? && browser.evaluate(still, json!([panel.argument()]))? == true;
            Ok(open.then_some(()))
        })?;
        Ok(panel)
    }

    /// The report as it is drawn in the panel.
    pub fn report(&self, browser: &mut Browser) -> Result<Report> {
        Report::read(browser, self.root.argument())
    }
}

/// A report as it is drawn: in the panel, or in the popup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The verdict's name.
    pub verdict: String,
    /// The edits, in the order in which they stand, without house style.
    pub edits: Vec<ShownEdit>,
    /// How many changes of house style are folded into their one line.
    pub house_style: usize,
}

/// An edit as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEdit {
    /// The kind's name.
    pub kind: String,
    /// The struck-out pieces.
    pub deleted: Vec<String>,
    /// The inserted pieces.
    pub inserted: Vec<String>,
}

impl Report {
    /// The report in the popup that the present tab shows.
    pub fn of_popup(browser: &mut Browser) -> Result<Self> {
        browser.find("[data-verdict]")?;
        Self::read(browser, Value::Null)
    }

    fn read(browser: &mut Browser, root: Value) -> Result<Self> {
        let script = "
            const root = arguments[0] ?? document;
            const words = (item, tag) => [...item.querySelectorAll(tag)].map((element) => element.textContent.trim());
            const times = (item) => Number(item.querySelector('.times')?.textContent.replace(/[^0-9]/g, '') || 1);
            return {
              verdict: root.querySelector('[data-verdict]')?.dataset.verdict ?? '',
              edits: [...root.querySelectorAll('[data-kind]')]
                .map((item) => ({ kind: item.dataset.kind, deleted: words(item, 'del'), inserted: words(item, 'ins') })),
              style: [...root.querySelectorAll('.style-edit')].reduce((sum, item) => sum + times(item), 0),
            };";
        let report = browser.evaluate(script, json!([root]))?;
        let words = |list: &Value| -> Vec<String> {
            list.as_array().into_iter().flatten().filter_map(|word| Some(word.as_str()?.to_owned())).collect()
        };
        let edit = |edit: &Value| ShownEdit {
            kind: edit["kind"].as_str().unwrap_or_default().to_owned(),
            deleted: words(&edit["deleted"]),
            inserted: words(&edit["inserted"]),
        };
        Ok(Self {
            verdict: report["verdict"].as_str().unwrap_or_default().to_owned(),
            edits: report["edits"].as_array().into_iter().flatten().map(edit).collect(),
            house_style: report["style"].as_u64().unwrap_or_default().try_into()?,
        })
    }
}

/// Whether an element takes up room that the reader can see.
pub fn is_visible(browser: &mut Browser, element: &Element) -> Result<bool> {
    let script = "
        const box = arguments[0].getBoundingClientRect();
        return arguments[0].checkVisibility({ opacityProperty: true, visibilityProperty: true })
          && box.width > 0 && box.height > 0
          && box.left < innerWidth && box.top < innerHeight && box.right > 0 && box.bottom > 0;";
    Ok(browser.evaluate(script, json!([element.argument()]))? == true)
}

/// An element's text as it is drawn.
pub fn visible_text(browser: &mut Browser, element: &Element) -> Result<String> {
    let text = browser.evaluate("return arguments[0].innerText", json!([element.argument()]))?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// What the content script of the page with this address says when it has made up its mind: `{state, report}`.
pub fn settled(browser: &mut Browser, address: &str) -> Result<Value> {
    let mut state = state(browser, address, true)?;
    if state["state"] == "failed" {
        bail!("the extension failed on {address}");
    }
    Ok(state["report"].take())
}

/// What the content script says, `{gate, state, report}`: where it is to be `settled`, once it has judged the page, else once
/// the gate has made up its mind.
pub fn state(browser: &mut Browser, address: &str, settled: bool) -> Result<Value> {
    let script = "
        const [address, settled] = arguments;
        const until = Date.now() + 20000;
        let state = null;
        while (Date.now() < until) {
          const tab = (await chrome.tabs.query({})).find((tab) => tab.url === address);
          const gate = () => globalThis.copytaster?.gate ?? null;
          const told = tab && await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: gate }).catch(() => null);
          const page = tab && await chrome.tabs.sendMessage(tab.id, { kind: 'state' }, { frameId: 0 }).catch(() => null);
          state = { state: 'idle', ...page, gate: told?.[0].result };
          if (settled ? /done|failed/.test(state.state) : /closed|off|passed/.test(state.gate)) return state;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return { waited: true, ...state };";
    let state = browser.in_extension(POPUP, script, json!([address, settled]))?;
    if state["waited"] == true {
        bail!("waited in vain for a verdict on {address}; the content script said {state}");
    }
    Ok(state)
}

/// The text of the toolbar button for the page with this address.
pub fn badge(browser: &mut Browser, address: &str) -> Result<String> {
    let script = "
        const tab = (await chrome.tabs.query({})).find((tab) => tab.url === arguments[0]);
        return tab ? await chrome.action.getBadgeText({ tabId: tab.id }) : null;";
    let text = browser.in_extension(POPUP, script, json!([address]))?;
    text.as_str().map(str::to_owned).with_context(|| format!("no tab shows {address}"))
}

/// Opens the popup about the page in the present tab, and returns that tab. It stands in a tab of its own, as it does where a
/// browser has no room for popups, and so it is told which tab it is about.
pub fn open_popup(browser: &mut Browser) -> Result<String> {
    let page = browser.tab()?;
    let address = browser.address()?;
    let script = "return (await chrome.tabs.query({})).find((tab) => tab.url === arguments[0])?.id";
    let id = browser.in_extension(POPUP, script, json!([address]))?;
    let id = id.as_i64().with_context(|| format!("no tab shows {address}"))?;
    browser.open_tab()?;
    let popup = browser.extension_address(&format!("{POPUP}?tab={id}"));
    browser.open(&popup)?;
    browser.find("#said *")?;
    Ok(page)
}

/// The popup's page.
pub const POPUP: &str = "extension/popup.html";
