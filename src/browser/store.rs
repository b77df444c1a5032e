//! Where do installed packs survive?
//!
//! In IndexedDB: of each pack the head, which a look-up needs, and the stories in parts of [`TOGETHER`], of which a page
//! needs a few. All of it stands under the number of an installation, and one record says which number counts. So an
//! installation is written beside the one before and then switched to in one transaction: after a stopped worker or a full
//! disk there is the old state or the new one, never half of each. What a stopped one left is swept away by the next.

use super::value;
use crate::index::Pack;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const DATABASE: &str = "copytaster";
const VERSION: u32 = 2;
/// Heads by installation and name, parts by installation, name and number, and under [`CURRENT`] what counts.
const HEADS: &str = "heads";
const PARTS: &str = "parts";
const INSTALLED: &str = "installed";
const CURRENT: &str = "current";

/// Stories of a part: 10 KB of a public pack, 50 KB of a local one.
pub(super) const TOGETHER: usize = 16;

/// Parts that are written in one transaction: a few megabytes.
const AT_ONCE: usize = 64;

/// The open database.
pub(super) struct Store {
    database: IdbDatabase,
}

/// What is installed.
#[derive(Default)]
pub(super) struct Installed {
    /// The number of the installation; 0 for none.
    pub(super) number: u32,
    /// Whatever the installer wanted to know again.
    pub(super) mark: Option<String>,
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

    /// What counts.
    pub(super) async fn installed(&self) -> Result<Installed, JsValue> {
        let record = finished(&self.reading(INSTALLED)?.get(&CURRENT.into())?).await?.as_string();
        let current = record.as_deref().and_then(|record| record.split_once(' '));
        let Some((number, mark)) = current else { return Ok(Installed::default()) };
        Ok(Installed { number: number.parse().unwrap_or_default(), mark: Some(mark.to_owned()) })
    }

    /// The heads of an installation, by the names of their packs.
    pub(super) async fn heads(&self, number: u32) -> Result<Vec<(String, Vec<u8>)>, JsValue> {
        let (store, range) = (self.reading(HEADS)?, own(number)?);
        let (keys, records) = (store.get_all_keys_with_key(&range)?, store.get_all_with_key(&range)?);
        let (keys, records) = (finished(&keys), finished(&records));
        let (keys, records): (Array, Array) = (keys.await?.dyn_into()?, records.await?.dyn_into()?);
        let name = |key: JsValue| key.as_string()?.split_once('/').map(|(_, name)| name.to_owned());
        let names = keys.iter().map(|key| name(key).unwrap_or_default());
        Ok(names.zip(records.iter().map(|record| Uint8Array::new(&record).to_vec())).collect())
    }

    /// Parts of an installation, by pack and number; none for one that is no longer there.
    pub(super) async fn parts(&self, number: u32, wanted: &[(&str, usize)]) -> Result<Vec<Option<Vec<u8>>>, JsValue> {
        let store = self.reading(PARTS)?;
        let mut asked = Vec::new();
        for (name, part) in wanted {
            asked.push(finished(&store.get(&part_key(number, name, *part).into())?));
        }
        let mut parts = Vec::new();
        for part in asked {
            let part = part.await?;
            parts.push(part.is_object().then(|| Uint8Array::new(&part).to_vec()));
        }
        Ok(parts)
    }

    /// Writes a pack's head and parts under a number that does not count yet.
    pub(super) async fn write(&self, number: u32, name: &str, pack: &Pack) -> Result<(), JsValue> {
        let parts = pack.len().div_ceil(TOGETHER);
        for first in (0..parts).step_by(AT_ONCE) {
            let (transaction, store) = self.writing(PARTS)?;
            for part in first..(first + AT_ONCE).min(parts) {
                let stories = part * TOGETHER..((part + 1) * TOGETHER).min(pack.len());
                let bytes = pack.part(stories).map_err(value::error)?;
                store.put_with_key(&Uint8Array::from(bytes.as_slice()), &part_key(number, name, part).into())?;
            }
            committed(&transaction).await?;
        }
        let head = pack.head().map_err(value::error)?;
        let (transaction, store) = self.writing(HEADS)?;
        store.put_with_key(&Uint8Array::from(head.as_slice()), &format!("{number:08x}/{name}").into())?;
        committed(&transaction).await
    }

    /// Makes an installation the one that counts.
    pub(super) async fn switch(&self, number: u32, mark: &str) -> Result<(), JsValue> {
        let (transaction, store) = self.writing(INSTALLED)?;
        store.put_with_key(&format!("{number} {mark}").into(), &CURRENT.into())?;
        committed(&transaction).await
    }

    /// Removes everything of other installations.
    pub(super) async fn sweep(&self, number: u32) -> Result<(), JsValue> {
        let own = own(number)?;
        for name in [HEADS, PARTS] {
            let (transaction, store) = self.writing(name)?;
            store.delete(&IdbKeyRange::upper_bound_with_open(&own.lower()?, true)?.into())?;
            store.delete(&IdbKeyRange::lower_bound(&own.upper()?)?.into())?;
            committed(&transaction).await?;
        }
        Ok(())
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

/// The keys of an installation.
fn own(number: u32) -> Result<IdbKeyRange, JsValue> {
    // `0` is the character after `/`.
    IdbKeyRange::bound(&format!("{number:08x}/").into(), &format!("{number:08x}0").into())
}

fn part_key(number: u32, name: &str, part: usize) -> String {
    format!("{number:08x}/{name}/{part:08x}")
}

/// Makes the stores; what an older version kept is not kept, since packs are installed anew.
fn make_stores(request: &IdbOpenDbRequest) {
    let made = request.result().and_then(|database| database.dyn_into::<IdbDatabase>()).and_then(|database| {
        if database.object_store_names().length() > 0 {
            database.delete_object_store("packs")?;
        }
        [HEADS, PARTS, INSTALLED].iter().try_for_each(|name| database.create_object_store(name).map(drop))
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
