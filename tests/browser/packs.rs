//! What if installing packs goes wrong?

use crate::session::Session;
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use xtask::pages::Page;
use xtask::shown::{Overlay, Report};
use xtask::webdriver::{Kind, until};

/// A page of the extension in which the engine can run beside the background's.
const PAGE: &str = "extension/popup.html";

/// Starts the engine beside the background's.
const ENGINE: &str = "
    await new Promise((resolve) => {
        const script = document.createElement('script');
        script.src = 'engine.js';
        script.onload = resolve;
        document.head.append(script);
    });
    const file = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
    await wasm_bindgen({ module_or_path: file('engine_bg.wasm') });
    const pack = await file('packs/sample.pack');";

/// Adds the sample pack to an installation, and one that is cut short; gives what went wrong.
const DAMAGED: &str = "
    const installation = new wasm_bindgen.Installation('bundled');
    await installation.add('sample.pack', pack);
    return installation.add('short.pack', pack.slice(0, -9)).then(() => null, (problem) => problem.message);";

/// Installs two packs from another source, then one of them and a third, then gives an installation up and takes the source
/// away; gives the names of what is installed each time.
const SOURCES: &str = "
    await wasm_bindgen.open();
    const seen = [];
    const see = () => seen.push(wasm_bindgen.installed().map(({ source, packs }) => [source, packs.map(({ name }) => name)]));
    const first = new wasm_bindgen.Installation('list');
    await Promise.all([first.add('a', pack), first.add('b', pack)]);
    see();
    await first.finish('1');
    see();
    const second = new wasm_bindgen.Installation('list');
    const kept = [await second.keep('b'), (await second.keep('z')) ?? false];
    await second.add('c', pack);
    await second.finish('2');
    see();
    const third = new wasm_bindgen.Installation('list');
    await third.add('d', pack);
    await third.cancel();
    see();
    await wasm_bindgen.remove('list');
    see();
    return [kept, seen];";

/// Opens the database.
const DATABASE: &str = "
    const asked = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const database = await asked(indexedDB.open('copytaster'));";

/// The packs of which anything is stored, and the one that counts.
const STORED: &str = "
    const stored = database.transaction(['heads', 'parts', 'sources']);
    const keys = [];
    for (const name of ['heads', 'parts']) keys.push(...await asked(stored.objectStore(name).getAllKeys()));
    const current = await asked(stored.objectStore('sources').get('bundled'));
    database.close();
    return [[...new Set(keys.map(([number]) => number))], current[1]];";

/// Leaves what an installation leaves that is stopped half way: parts, and no word that they count.
const LEAVE: &str = "
    const half = database.transaction('parts', 'readwrite');
    for (const part of [0, 7]) half.objectStore('parts').put(new Uint8Array(9), [arguments[0] + 1, part]);
    await new Promise((resolve) => { half.oncomplete = resolve; });
    database.close();";

/// A damaged pack, and a background that was stopped while it installed, leave what was installed before; and the next
/// installation, with an update, clears up behind them.
pub(crate) fn an_installation_that_fails_changes_nothing(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    let before = report(&mut session, &page)?;
    let first = stored(&mut session)?;

    // Firefox' scripts of a driver do not see what the page's own have declared.
    if kind == Kind::Chromium {
        let problem = session.in_extension(PAGE, &[ENGINE, DAMAGED].concat(), json!([]))?;
        let problem = problem.as_str().unwrap_or_default();
        ensure!(problem.contains("short.pack"), "the damaged pack was not named: {problem}");
        ensure!(stored(&mut session)? == first, "the failed installation has left something");
    }

    session.in_extension(PAGE, &[DATABASE, LEAVE].concat(), json!([first[1]]))?;
    session.stop_background()?;
    ensure!(report(&mut session, &page)? == before, "another report beside half an installation");

    session.reload_extension(PAGE)?;
    let last = until("another installation", || {
        let stored = stored(&mut session)?;
        Ok((stored[1] != first[1] && stored[0] == json!([stored[1]])).then_some(stored))
    })?;
    ensure!(last[1].as_u64() > first[1].as_u64(), "the number of an installation was used again: {last}");
    session.stop_background()?;
    ensure!(report(&mut session, &page)? == before, "another report from the same pack installed again");
    session.finish()
}

/// Sources have their packs beside each other, and keep what they do not replace.
pub(crate) fn sources_leave_each_other_alone(kind: Kind) -> Result<()> {
    // Firefox' scripts of a driver do not see what the page's own have declared.
    if kind == Kind::Firefox {
        return Ok(());
    }
    let mut session = Session::start(kind)?;
    let page = Page::read("rewritten-repost")?;
    let before = report(&mut session, &page)?;
    let first = stored(&mut session)?;
    let seen = session.in_extension(PAGE, &[ENGINE, SOURCES].concat(), json!([]))?;
    let bundled = json!(["bundled", ["sample.pack"]]);
    let with = |packs: [&str; 2]| json!([bundled, ["list", packs]]);
    let expected = json!([[true, false], [[bundled], with(["a", "b"]), with(["b", "c"]), with(["b", "c"]), [bundled]]]);
    ensure!(seen == expected, "installed one after the other: {seen}");
    ensure!(stored(&mut session)? == first, "the other source has left something");
    ensure!(report(&mut session, &page)? == before, "another report after another source");
    session.finish()
}

fn report(session: &mut Session, page: &Page) -> Result<Report> {
    session.visit(page)?;
    Overlay::wait(session)?.report(session)
}

fn stored(session: &mut Session) -> Result<Value> {
    session.in_extension(PAGE, &[DATABASE, STORED].concat(), json!([]))
}
