//! Where do installed packs survive?
//!
//! In IndexedDB: of each pack the head, which a look-up needs, and the stories in parts of [`TOGETHER`], of which a page
//! needs a few. All of it stands under the number of its pack. Packs come from *sources* (the extension itself,
//! what was learned, each list that the reader subscribes to), and one record a source says which packs count. So new packs are
//! written beside the old ones and then switched to in one transaction: after a stopped worker or a full disk a source has
//! its old packs or its new ones, never half of each. What no record names is swept away.

use super::value;
use crate::index::Pack;
use crate::order::Order;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const DATABASE: &str = "copytaster";
const VERSION: u32 = 3;
/// Heads by their packs' numbers.
const HEADS: &str = "heads";
/// Parts by their packs' numbers and their own.
const PARTS: &str = "parts";
/// What counts, by source.
const SOURCES: &str = "sources";

/// Stories of a part: 10 KB of a public pack, 50 KB of a local one.
pub(super) const TOGETHER: usize = 16;

/// Parts that are written in one transaction: a few megabytes.
const AT_ONCE: usize = 64;

thread_local! {
    /// The packs that are being installed: they are not swept, although they do not count yet.
    static STARTED: RefCell<Vec<u32>> = RefCell::default();
    /// The last number that was given to a pack since the background started.
    static LAST: Cell<u32> = Cell::default();
}

/// The open database.
pub(super) struct Store {
    database: IdbDatabase,
}

/// What a source has installed.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    pub(super) name: String,
    /// Whatever the installer wanted to know again.
    pub(super) mark: String,
    pub(super) packs: Vec<Installed>,
}

/// A pack that is installed, or is going to be.
#[derive(Clone, Debug)]
pub(super) struct Installed {
    pub(super) number: u32,
    /// Its name within its source.
    pub(super) name: String,
}

impl Store {
    /// Opens the database, and makes it where there is none.
    pub(super) async fn open() -> Result<Self, JsValue> {
        let factory: IdbFactory = Reflect::get(&js_sys::global(), &"indexedDB".into())?.dyn_into()?;
        let request = factory.open_with_u32(DATABASE, VERSION)?;
        let upgrade = Closure::once({
            let request = request.clone();
            move || make_stores(&request)
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let database = finished(&request).await?.dyn_into()?;
        Ok(Self { database })
    }

    /// The sources, by their names.
    pub(super) async fn sources(&self) -> Result<Vec<Source>, JsValue> {
        sources_in(&self.reading(SOURCES)?).await
    }

    /// A pack's head; nothing for one that is no longer there.
    pub(super) async fn head(&self, number: u32) -> Result<Option<Vec<u8>>, JsValue> {
        bytes(finished(&self.reading(HEADS)?.get(&head_key(number))?).await)
    }

    /// Parts of packs, by the pack's number and their own; nothing for one that is no longer there.
    pub(super) async fn parts(&self, wanted: &[(u32, usize)]) -> Result<Vec<Option<Vec<u8>>>, JsValue> {
        let mut parts = Vec::new();
        if wanted.is_empty() {
            return Ok(parts);
        }
        let store = self.reading(PARTS)?;
        let mut asked = Vec::new();
        for &(number, part) in wanted {
            asked.push(finished(&store.get(&part_key(number, part))?));
        }
        for part in asked {
            parts.push(bytes(part.await)?);
        }
        Ok(parts)
    }

    /// Writes a pack's parts and head; gives the number under which they stand, safe from being swept until
    /// [`release`](Self::release) is told of it.
    pub(super) async fn write(&self, pack: &Pack) -> Result<u32, JsValue> {
        if LAST.get() == 0 {
            // What a stopped background left would be taken for a part of this one.
            self.sweep().await?;
        }
        let number = LAST.get() + 1;
        LAST.set(number);
        Self::hold(number);
        let written = self.write_as(number, pack).await;
        if written.is_err() {
            Self::release(&[number]);
        }
        written.map(|()| number)
    }

    async fn write_as(&self, number: u32, pack: &Pack) -> Result<(), JsValue> {
        let parts = pack.len().div_ceil(TOGETHER);
        for first in (0..parts).step_by(AT_ONCE) {
            let (transaction, store) = self.writing(PARTS)?;
            for part in first..(first + AT_ONCE).min(parts) {
                let stories = part * TOGETHER..((part + 1) * TOGETHER).min(pack.len());
                let bytes = pack.part(stories).map_err(value::error)?;
                store.put_with_key(&Uint8Array::from(bytes.as_slice()), &part_key(number, part))?;
            }
            committed(&transaction).await?;
        }
        let head = pack.head().map_err(value::error)?;
        let (transaction, store) = self.writing(HEADS)?;
        store.put_with_key(&Uint8Array::from(head.as_slice()), &head_key(number))?;
        committed(&transaction).await
    }

    /// Keeps a pack from being swept.
    pub(super) fn hold(number: u32) {
        STARTED.with_borrow_mut(|started| started.push(number));
    }

    /// Leaves packs to their sources: what none names is swept the next time.
    pub(super) fn release(numbers: &[u32]) {
        STARTED.with_borrow_mut(|started| {
            for number in numbers {
                if let Some(at) = started.iter().position(|one| one == number) {
                    started.swap_remove(at);
                }
            }
        });
    }

    /// Makes these the packs that a source has.
    pub(super) async fn switch(&self, source: &Source) -> Result<(), JsValue> {
        let (transaction, store) = self.writing(SOURCES)?;
        store.put_with_key(&record(source).into(), &source.name.as_str().into())?;
        committed(&transaction).await
    }

    /// Forgets a source.
    pub(super) async fn forget(&self, source: &str) -> Result<(), JsValue> {
        let (transaction, store) = self.writing(SOURCES)?;
        store.delete(&source.into())?;
        committed(&transaction).await
    }

    /// Removes everything that no source names and nobody is installing.
    ///
    /// All in one transaction, so that no source can switch between the look and the deletion.
    pub(super) async fn sweep(&self) -> Result<(), JsValue> {
        let names: Array = [SOURCES, HEADS, PARTS].iter().map(|name| JsValue::from(*name)).collect();
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.database.transaction_with_str_sequence_and_mode(&names, mode)?;
        let sources = sources_in(&transaction.object_store(SOURCES)?).await?;
        let mut kept: Vec<u32> = sources.iter().flat_map(|source| &source.packs).map(|pack| pack.number).collect();
        STARTED.with_borrow(|started| kept.extend(started));
        kept.order_by(|a, b| a.cmp(b));
        LAST.set(LAST.get().max(kept.last().copied().unwrap_or_default()));
        for name in [HEADS, PARTS] {
            let store = transaction.object_store(name)?;
            let mut from = 0;
            for &number in &kept {
                if from < number {
                    let gap = IdbKeyRange::bound_with_lower_open_and_upper_open(
                        &head_key(from),
                        &head_key(number),
                        false,
                        true,
                    )?;
                    store.delete(&gap.into())?;
                }
                from = number + 1;
            }
            store.delete(&IdbKeyRange::lower_bound(&head_key(from))?.into())?;
        }
        committed(&transaction).await
    }

    fn reading(&self, name: &str) -> Result<IdbObjectStore, JsValue> {
        self.database.transaction_with_str(name)?.object_store(name)
    }

    fn writing(&self, name: &str) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
        let transaction = self.database.transaction_with_str_and_mode(name, IdbTransactionMode::Readwrite)?;
        let store = transaction.object_store(name)?;
        Ok((transaction, store))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.database.close();
    }
}

async fn sources_in(store: &IdbObjectStore) -> Result<Vec<Source>, JsValue> {
    let (names, records) = (finished(&store.get_all_keys()?), finished(&store.get_all()?));
    let (names, records): (Array, Array) = (names.await?.dyn_into()?, records.await?.dyn_into()?);
    let source = |(name, record): (JsValue, JsValue)| read_record(&name, record.unchecked_ref());
    Ok(names.iter().zip(records.iter()).map(source).collect())
}

/// A source's record: its mark, then of each pack number and name.
fn record(source: &Source) -> Array {
    let record = Array::of1(&source.mark.as_str().into());
    for pack in &source.packs {
        record.push(&pack.number.into());
        record.push(&pack.name.as_str().into());
    }
    record
}

fn read_record(name: &JsValue, record: &Array) -> Source {
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    let mut source = Source { name: text(name.clone()), mark: text(record.get(0)), packs: Vec::new() };
    for at in (1..record.length()).step_by(2) {
        let number = record.get(at).as_f64().unwrap_or_default() as u32;
        source.packs.push(Installed { number, name: text(record.get(at + 1)) });
    }
    source
}

/// The key of a pack's head; those of its parts stand behind it.
fn head_key(number: u32) -> JsValue {
    Array::of1(&number.into()).into()
}

fn part_key(number: u32, part: usize) -> JsValue {
    Array::of2(&number.into(), &part.into()).into()
}

fn bytes(stored: Result<JsValue, JsValue>) -> Result<Option<Vec<u8>>, JsValue> {
    let stored = stored?;
    Ok(stored.is_object().then(|| Uint8Array::new(&stored).to_vec()))
}

/// Makes the stores; what an older version kept is not kept, since packs are installed anew.
fn make_stores(request: &IdbOpenDbRequest) {
    let made = request.result().and_then(|database| database.dyn_into::<IdbDatabase>()).and_then(|database| {
        let old = database.object_store_names();
        for name in (0..old.length()).filter_map(|at| old.get(at)) {
            database.delete_object_store(&name)?;
        }
        [HEADS, PARTS, SOURCES].iter().try_for_each(|name| database.create_object_store(name).map(drop))
    });
    if let Err(problem) = made {
        // The request itself fails then, and its caller hears of it; the console says why.
        web_sys::console::error_1(&problem);
    }
}

/// Listens to a request from now on; its result is waited for.
fn finished(request: &IdbRequest) -> impl Future<Output = Result<JsValue, JsValue>> + use<> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let request = request.clone();
    async move {
        js_sys::futures::JsFuture::from(promise).await.map_err(|_| reason(request.error()))?;
        request.result()
    }
}

/// Waits until a transaction is on disk.
async fn committed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    let done = js_sys::futures::JsFuture::from(promise).await;
    done.map(|_| ()).map_err(|_| reason(Ok(transaction.error())))
}

fn reason(error: Result<Option<web_sys::DomException>, JsValue>) -> JsValue {
    match error {
        Ok(Some(exception)) => exception.into(),
        Ok(None) => value::error("the browser's storage gave no reason"),
        Err(problem) => problem,
    }
}
