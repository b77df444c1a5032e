//! Where do installed packs survive?
//!
//! In IndexedDB, one record a pack, and one record that marks what was installed. All of it is replaced in a single
//! transaction: after a stopped worker or a full disk there is the old state or the new one, never half of each.

use super::value;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

const DATABASE: &str = "copytaster";
const VERSION: u32 = 1;
const PACKS: &str = "packs";
/// The key of the record that is no pack; no file is named so.
const MARK: &str = "/mark";

/// The open database.
pub(super) struct Store {
    database: IdbDatabase,
}

/// An installed pack.
pub(super) struct StoredPack {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
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

    /// The mark and the packs that were installed with it, by name.
    pub(super) async fn read(&self) -> Result<(Option<String>, Vec<StoredPack>), JsValue> {
        let transaction = self.database.transaction_with_str(PACKS)?;
        let store = transaction.object_store(PACKS)?;
        let (names, records) = (store.get_all_keys()?, store.get_all()?);
        let names: Array = finished(&names).await?.dyn_into()?;
        let records: Array = finished(&records).await?.dyn_into()?;
        let mut mark = None;
        let mut packs = Vec::new();
        for (name, record) in names.iter().zip(records.iter()) {
            match name.as_string() {
                Some(name) if name == MARK => mark = record.as_string(),
                Some(name) => packs.push(StoredPack { name, bytes: Uint8Array::new(&record).to_vec() }),
                None => {}
            }
        }
        Ok((mark, packs))
    }

    /// Replaces everything that is installed.
    pub(super) async fn replace(&self, mark: &str, packs: &[StoredPack]) -> Result<(), JsValue> {
        let mode = IdbTransactionMode::Readwrite;
        let transaction = self.database.transaction_with_str_and_mode(PACKS, mode)?;
        let store: IdbObjectStore = transaction.object_store(PACKS)?;
        store.clear()?;
        for pack in packs {
            store.put_with_key(&Uint8Array::from(pack.bytes.as_slice()), &pack.name.as_str().into())?;
        }
        store.put_with_key(&mark.into(), &MARK.into())?;
        committed(&transaction).await
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.database.close();
    }
}

fn make_stores(request: &IdbOpenDbRequest) {
    let made = request
        .result()
        .and_then(|database| database.dyn_into::<IdbDatabase>())
        .and_then(|database| database.create_object_store(PACKS));
    if let Err(problem) = made {
        // The request itself fails then, and its caller hears of it; the console says why.
        web_sys::console::error_1(&problem);
    }
}

/// Waits for a request and gives its result.
async fn finished(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    js_sys::futures::JsFuture::from(promise).await.map_err(|_| reason(request.error()))?;
    request.result()
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
