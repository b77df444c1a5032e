//! What does the background answer?
//!
//! The browser stops the background whenever it is idle. So nothing here is kept but what [`open`] reads back from the
//! store: the installed packs.

use super::page::PageCheck;
use super::store::{Store, StoredPack};
use super::value;
use crate::index::{self, Pack};
use crate::protocol::{Candidates, Request};
use crate::story::Story;
use js_sys::{Array, Promise, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// How many candidates are compared with a page.
const CANDIDATES: usize = 16;

thread_local! {
    /// The installed packs, opened.
    static PACKS: RefCell<Vec<Pack>> = const { RefCell::new(Vec::new()) };
}

/// Opens the installed packs; the promise gives the mark that [`install`] left, or nothing.
#[wasm_bindgen]
pub fn open() -> Promise {
    js_sys::futures::future_to_promise(async {
        let store = Store::open().await?;
        let (mark, stored) = store.read().await?;
        hold(stored.into_iter().map(|pack| pack.bytes).collect())?;
        Ok(mark.map_or(JsValue::UNDEFINED, JsValue::from))
    })
}

/// Replaces all installed packs by these, in one switch: `names` and `packs` side by side. Every checksum is verified
/// first; a damaged pack leaves everything as it was. `mark` says what was installed, and is given back by [`open`].
#[wasm_bindgen]
pub fn install(mark: String, names: Vec<String>, packs: Array) -> Promise {
    js_sys::futures::future_to_promise(async move {
        let mut stored = Vec::new();
        for (name, bytes) in names.into_iter().zip(packs.iter()) {
            let bytes = Uint8Array::new(&bytes).to_vec();
            let verified = Pack::open(bytes.clone()).and_then(|pack| pack.verify());
            verified.map_err(|problem| value::error(format!("{name}: {problem}")))?;
            stored.push(StoredPack { name, bytes });
        }
        let store = Store::open().await?;
        store.replace(&mark, &stored).await?;
        hold(stored.into_iter().map(|pack| pack.bytes).collect())?;
        Ok(JsValue::UNDEFINED)
    })
}

/// Answers a request of a page; `look-up` and `check` are answered here.
#[wasm_bindgen]
pub fn answer(request: &JsValue) -> Result<JsValue, JsValue> {
    let answer = match Request::read(value::read(request)).map_err(value::error)? {
        Request::LookUp(terms) => {
            let stories = look_up(&index::QueryTerms(terms))?;
            Candidates { known: known(), stories }.write()
        }
        Request::Check(page) => {
            let check = PageCheck::of(*page);
            let candidates = look_up(&check.query())?;
            check.report(candidates, known())
        }
    };
    value::write(&answer)
}

fn hold(packs: Vec<Vec<u8>>) -> Result<(), JsValue> {
    let opened: Result<Vec<Pack>, _> = packs.into_iter().map(Pack::open).collect();
    let opened = opened.map_err(value::error)?;
    PACKS.with_borrow_mut(|packs| *packs = opened);
    Ok(())
}

fn known() -> usize {
    PACKS.with_borrow(|packs| packs.iter().map(|pack| pack.info().stories).sum())
}

fn look_up(terms: &index::QueryTerms) -> Result<Vec<Story>, JsValue> {
    PACKS.with_borrow(|packs| {
        let candidates = index::search(packs, terms, CANDIDATES);
        let stories = candidates.into_iter().filter_map(|found| Some(packs.get(found.pack)?.story(found.story)));
        stories.collect::<Result<Vec<_>, _>>().map_err(value::error)
    })
}
