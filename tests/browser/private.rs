//! What stays of a private window?

use crate::learning::{copy, original, repost, wait_for};
use crate::session::Session;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::pages::Page;
use xtask::shown::{self, POPUP};
use xtask::webdriver::Kind;

/// Everything that the extension has stored, with each list of bytes as its digest.
const STORED: &str = "
    const asked = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const plain = async (value) => {
        if (ArrayBuffer.isView(value)) return `${value.byteLength} ${hex(await crypto.subtle.digest('SHA-256', value))}`;
        if (Array.isArray(value)) return Promise.all(value.map(plain));
        if (value === null || typeof value !== 'object') return value;
        const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
        return Promise.all(entries.map(async ([key, value]) => [key, await plain(value)]));
    };
    const databases = [];
    for (const { name } of await indexedDB.databases()) {
        const database = await asked(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
            const stored = database.transaction(store).objectStore(store);
            const [keys, values] = await Promise.all([asked(stored.getAllKeys()), asked(stored.getAll())]);
            databases.push([name, store, keys, await plain(values)]);
        }
        database.close();
    }
    const areas = await Promise.all([chrome.storage.local.get(null), chrome.storage.session.get(null)].map(async (area) => plain(await area)));
    return { databases, areas };";

/// In a private window pages are judged, and nothing that is read there is learned or stored.
pub(crate) fn a_private_window_learns_nothing(kind: Kind) -> Result<()> {
    let mut session = Session::start(kind)?;
    session.let_into_private_windows()?;
    if kind == Kind::Chromium {
        // It asks for the encrypted page first.
        session.expect("www.reuters.com:443");
    }
    let [original, repost, copy] = [original(), repost(), copy()];
    session.visit(&original)?;
    wait_for(&mut session, 1)?;
    let before = stored(&mut session)?;

    let report = read_privately(&mut session, &repost)?;
    ensure!(report["verdict"] == "edited", "the repost in a private window: {report}");
    let report = read_privately(&mut session, &copy)?;
    ensure!(report["lesson"].is_object(), "nothing could have been learned in a private window: {report}");
    let after = stored(&mut session)?;
    ensure!(after == before, "a private window has left something: {before} became {after}");

    session.visit(&copy)?;
    wait_for(&mut session, 2)?;
    ensure!(stored(&mut session)? != before, "what is stored was not seen to change");
    session.finish()
}

/// What a page is found to be that is opened in a private window.
fn read_privately(session: &mut Session, page: &Page) -> Result<Value> {
    session.serve(page);
    let open = "return (await chrome.windows.create({ incognito: true, url: arguments[0] })).id";
    let window = session.in_extension(POPUP, open, json!([page.address]))?;
    let report = shown::settled(session, &page.address).context("in a private window")?;
    session.in_extension(POPUP, "await chrome.windows.remove(arguments[0])", json!([window]))?;
    Ok(report)
}

fn stored(session: &mut Session) -> Result<Value> {
    session.in_extension(POPUP, STORED, json!([]))
}
