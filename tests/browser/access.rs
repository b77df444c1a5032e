//! What may the extension read before the reader lets it, and after?

use crate::session::Session;
use anyhow::{Result, ensure};
use serde_json::json;
use xtask::pages::Page;
use xtask::shown::{Overlay, POPUP, is_visible, open_popup};
use xtask::webdriver::{Kind, WELCOME, until};

/// What a click on the extension's button gives it, of the page that is shown.
const CLICK: &str = "
    const window = Services.wm.getMostRecentWindow('navigator:browser');
    WebExtensionPolicy.getByID(arguments[0]).extension.tabManager.addActiveTabPermission(window.gBrowser.selectedTab);";

/// Whether the engine runs in the page of an address.
const HAS_ENGINE: &str = "
    const [tab] = await chrome.tabs.query({ url: arguments[0] });
    const runs = () => { try { return wasm_bindgen.compareTexts('one', 'two') !== undefined; } catch { return false; } };
    const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: runs });
    return result;";

/// As installed it runs in no page, and says so where the reader looks.
pub(crate) fn pages_are_read_once_the_reader_lets_us(kind: Kind) -> Result<()> {
    let mut session = Session::without_access(kind)?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    ensure!(!runs(&mut session)?, "a page was read without leave");

    // What a click on the toolbar gives for one page, a driver cannot give in Chromium.
    if kind == Kind::Firefox {
        session.privileged(CLICK, json!(["copytaster@copytaster.org"]))?;
        let first = open_popup(&mut session)?;
        let notice = session.find("#no-access")?;
        ensure!(is_visible(&mut session, &notice)?, "the popup does not say that nothing is read unasked");
        session.close_tab(&first)?;
        ensure!(Overlay::wait(&mut session)?.report(&mut session)?.verdict == "rewritten", "the page was not read");
        session.visit(&page)?;
        ensure!(!runs(&mut session)?, "a page was read after the one that was asked about");
    }

    let first = session.tab()?;
    session.open_tab()?;
    let address = session.extension_address(WELCOME);
    session.open(&address)?;
    let give = session.find("#give:not([hidden])")?;
    ensure!(is_visible(&mut session, &give)?, "a new reader is not asked");
    if kind == Kind::Firefox {
        // What Chromium asks then, a driver cannot answer.
        session.click(&give)?;
        session.find("#give[hidden]")?;
        session.close_tab(&first)?;
        ensure!(
            Overlay::wait(&mut session)?.report(&mut session)?.verdict == "rewritten",
            "the open page was not read"
        );
    }
    session.finish()
}

/// Given among the browser's settings, leave to read holds for the page that is open and for those that come; taken back
/// there, nothing stays on the open page and none is read any more.
pub(crate) fn leave_is_given_and_taken_in_the_settings(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let present = session.tab()?;
    session.open_tab()?;
    let settings = session.tab()?;
    let let_read = |session: &mut Session, lets| {
        session.switch_to(&settings)?;
        session.let_read_pages(lets)?;
        session.switch_to(&present)
    };
    let_read(&mut session, false)?;
    // As after an installation: it never knew of another state.
    session.stop_background()?;
    let page = Page::read("rewritten-repost")?;
    session.visit(&page)?;
    ensure!(!runs(&mut session)?, "a page was read without leave");

    // It is awake when the reader changes it.
    session.in_extension(POPUP, "return chrome.runtime.sendMessage({ kind: 'installed' })", json!([]))?;
    let_read(&mut session, true)?;
    ensure!(Overlay::wait(&mut session)?.report(&mut session)?.verdict == "rewritten", "the open page was not read");
    // What comes from now on is judged where it stands, since its policy is known.
    session.visit(&page)?;
    Overlay::wait(&mut session)?;
    ensure!(session.in_extension(POPUP, HAS_ENGINE, json!([page.address]))? == true, "the page was judged elsewhere");

    let_read(&mut session, false)?;
    until("the overlay taken away", || Ok((!Overlay::is_there(&mut session)?).then_some(())))?;
    // Given back, it holds for the page that is still open.
    let_read(&mut session, true)?;
    Overlay::wait(&mut session)?;
    let_read(&mut session, false)?;
    until("the overlay taken away again", || Ok((!Overlay::is_there(&mut session)?).then_some(())))?;
    session.visit(&page)?;
    ensure!(!runs(&mut session)?, "a page was read after the leave was taken back");
    session.finish()
}

/// Whether our script answers from any page, after it has had the time to come.
fn runs(session: &mut Session) -> Result<bool> {
    let ask = "
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const tabs = await chrome.tabs.query({});
        const answers = tabs.map(({ id }) => chrome.tabs.sendMessage(id, { kind: 'state' }).then(() => true, () => false));
        return (await Promise.all(answers)).includes(true);";
    Ok(session.in_extension(POPUP, ask, json!([]))? == true)
}
