//! Can everything be reached and done by keys alone?
//!
//! On every surface Tab goes through all that can be used, in the order in which it stands there, each with a mark of where the
//! focus is, back again with Shift, and out at the end.

use crate::learning::comparison_opened;
use crate::session::Session;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::pages::Page;
use xtask::process::root;
use xtask::shown::{self, Overlay, is_visible};
use xtask::webdriver::{Kind, WELCOME, until};

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const SHIFT: char = '\u{E008}';
const ESCAPE: char = '\u{E00C}';
const SPACE: char = ' ';

/// What can be used under a root, in its order; a group of radio buttons is one stop. Given is where the focus is among that,
/// and whether it can be seen there.
const STOPS: &str = "
    const root = arguments[0] ?? document;
    const groups = new Set();
    const isStop = (element) => {
      const box = element.getBoundingClientRect();
      if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) return false;
      if (box.width === 0 || box.height === 0) return false;
      if (element.type !== 'radio') return true;
      const group = [...root.querySelectorAll(`input[name=${element.name}]`)];
      if (group.some((one) => one.checked) ? !element.checked : group[0] !== element) return false;
      return groups.size < groups.add(element.name).size;
    };
    const stops = [...root.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]')].filter(isStop);
    const active = root.activeElement;
    const name = (element) => [element.localName, element.id, element.className, element.textContent.trim().slice(0, 30)].join(' ');
    const box = active?.getBoundingClientRect();
    const style = active && getComputedStyle(active);
    const isMarked = active && active.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return { stops: stops.map(name), at: stops.indexOf(active), active: active ? name(active) : null, isMarked };";

/// The stops of a surface: a document, or the overlay.
struct Walk<'a> {
    session: &'a mut Session,
    root: Value,
}

impl<'a> Walk<'a> {
    fn page(session: &'a mut Session) -> Self {
        Self { session, root: Value::Null }
    }

    fn overlay(session: &'a mut Session, overlay: &Overlay) -> Self {
        Self { session, root: overlay.root.argument() }
    }

    fn look(&mut self) -> Result<Value> {
        self.session.evaluate(STOPS, json!([self.root]))
    }

    /// From the first stop to the last, one of them back with Shift.
    fn through(&mut self, what: &str) -> Result<()> {
        self.go_to(0)?;
        let mut seen = self.look()?;
        let stops = seen["stops"].as_array().map_or(0, Vec::len);
        for place in 0..stops {
            ensure!(seen["at"] == place, "{what}: Tab leads to {}, not to {}", seen["active"], seen["stops"][place]);
            ensure!(seen["isMarked"] == true, "{what}: nobody sees that {} has the focus", seen["active"]);
            if place == 1 {
                self.session.press_with(SHIFT, TAB)?;
                let back = self.look()?;
                ensure!(back["at"] == 0, "{what}: Shift and Tab lead to {}", back["active"]);
                self.session.press(TAB)?;
            }
            if place + 1 < stops {
                self.session.press(TAB)?;
                seen = self.look()?;
            }
        }
        ensure!(stops > 1, "{what}: nothing to go through in {seen}");
        Ok(())
    }

    /// From the last stop on. What a browser gives the focus to beyond a page is its own affair.
    fn out(&mut self, what: &str) -> Result<()> {
        let before = self.look()?["at"].take();
        self.session.press(TAB)?;
        let seen = self.look()?;
        ensure!(before.as_i64() >= Some(0) && seen["at"] != before, "{what}: the focus stays on {}", seen["active"]);
        Ok(())
    }

    /// Presses Tab, with Shift where that is nearer, until the focus is at a stop.
    fn go_to(&mut self, place: usize) -> Result<()> {
        for _ in 0..200 {
            match self.look()?["at"].as_i64() {
                Some(at) if usize::try_from(at).is_ok_and(|at| at == place) => return Ok(()),
                Some(at) if usize::try_from(at).is_ok_and(|at| at > place) => self.session.press_with(SHIFT, TAB)?,
                _ => self.session.press(TAB)?,
            }
        }
        anyhow::bail!("Tab does not lead to stop {place} of {}", self.look()?)
    }

    /// Presses Tab until the focus is at the first stop whose name holds this.
    fn go_to_named(&mut self, name: &str) -> Result<()> {
        let seen = self.look()?;
        let mut stops = seen["stops"].as_array().into_iter().flatten();
        let place = stops.position(|stop| stop.as_str().is_some_and(|stop| stop.contains(name)));
        self.go_to(place.with_context(|| format!("no stop “{name}”: {seen}"))?)
    }

    /// What has the focus.
    fn active(&mut self) -> Result<String> {
        Ok(self.look()?["active"].as_str().unwrap_or_default().to_owned())
    }
}

/// The note on a page, its panel, the popup, and the comparison.
pub(crate) fn a_finding_by_keys_alone(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    let overlay = Overlay::wait(&mut session)?;
    // The note comes after everything on the page.
    session.evaluate("[...document.querySelectorAll('a[href], button')].at(-1).focus()", json!([]))?;
    Walk::overlay(&mut session, &overlay).through("the note")?;
    session.press_with(SHIFT, TAB)?;
    session.press(ENTER)?;
    let panel = overlay.panel(&mut session)?;
    until("the panel to open", || Ok(is_visible(&mut session, &panel)?.then_some(())))?;
    let current = "return [...arguments[0].querySelectorAll('.edit')].indexOf(arguments[0].activeElement)";
    for (button, edit) in [("icon next", 0), ("icon next", 1), ("icon previous", 0)] {
        Walk::overlay(&mut session, &overlay).go_to_named(button)?;
        session.press(ENTER)?;
        let at = session.evaluate(current, json!([overlay.root.argument()]))?;
        ensure!(at == edit, "“{button}” leads to edit {at}, not to {edit}");
        // Back among what Tab stops at: an edit itself is only led to.
        session.press_with(SHIFT, TAB)?;
    }
    Walk::overlay(&mut session, &overlay).go_to_named("compare")?;
    session.press(ENTER)?;
    let comparison = comparison_opened(&mut session)?;
    session.press(ESCAPE)?;
    until("the panel to close", || Ok((!is_visible(&mut session, &panel)?).then_some(())))?;
    let active = Walk::overlay(&mut session, &overlay).active()?;
    ensure!(active.contains("chip-open"), "the panel was closed, and the focus is on “{active}”");
    session.press(ENTER)?;
    until("the panel to open again", || Ok(is_visible(&mut session, &panel)?.then_some(())))?;
    Walk::overlay(&mut session, &overlay).through("the panel")?;
    Walk::overlay(&mut session, &overlay).out("the panel")?;

    let tab = shown::open_popup(&mut session)?;
    session.find("[data-verdict]")?;
    Walk::page(&mut session).through("the popup")?;
    Walk::page(&mut session).out("the popup")?;

    session.open(&comparison)?;
    session.find(".rows > li")?;
    Walk::page(&mut session).through("the comparison")?;
    let rows = "return [...document.querySelectorAll('#sides .rows > li')].filter((row) => !row.hidden).length";
    let all = session.evaluate(rows, json!([]))?;
    Walk::page(&mut session).out("the comparison")?;
    session.open(&comparison)?;
    session.find(".rows > li")?;
    Walk::page(&mut session).go_to_named("input")?;
    session.press(SPACE)?;
    ensure!(session.evaluate(rows, json!([]))?.as_u64() < all.as_u64(), "the filter hides nothing of {all} rows");
    session.close_tab(&tab)?;
    session.finish()
}

/// The page for new readers, the options, and the site's page on which texts are compared.
pub(crate) fn own_pages_by_keys_alone(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let welcome = session.extension_address(WELCOME);
    session.open(&welcome)?;
    session.find("[data-verdict]")?;
    Walk::page(&mut session).through("the page for new readers")?;
    Walk::page(&mut session).out("the page for new readers")?;

    let options = session.extension_address("extension/options/options.html");
    session.open(&options)?;
    session.find("#subscriptions form button")?;
    session.find("#packs tbody tr")?;
    Walk::page(&mut session).through("the options")?;
    session.press(ENTER)?;
    session.find("#erase-sure[open]")?;
    session.press(ESCAPE)?;
    until("the question to go", || Ok(session.find_all("#erase-sure[open]")?.is_empty().then_some(())))?;
    let active = Walk::page(&mut session).active()?;
    ensure!(active.contains("button erase"), "nothing was erased, and the focus is on “{active}”");
    Walk::page(&mut session).out("the options")?;

    let site = "http://site.example/";
    for file in session.server().answer_folder(site, &root().join("dist/www"))? {
        if !file.ends_with("index.html") {
            session.expect(&file);
        }
    }
    session.open(&[site, "compare.html"].concat())?;
    Walk::page(&mut session).go_to_named("button sample")?;
    session.press(ENTER)?;
    Walk::page(&mut session).go_to_named("primary")?;
    session.press(ENTER)?;
    session.find("[data-verdict]")?;
    Walk::page(&mut session).through("the site's page")?;
    Walk::page(&mut session).out("the site's page")?;
    session.finish()
}
