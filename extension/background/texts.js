// Where are the words of stories that this browser has read? In memory for the session, or on disk where the reader said so.
"use strict";

globalThis.copytaster ??= {};

copytaster.texts = (() => {
  const { ext, settings } = copytaster;
  /** Of the ten megabytes that a session may hold, so many characters; the story that was read longest ago goes. */
  const MOST = 2_000_000;
  const DAY = 24 * 60 * 60 * 1000;
  const INDEX = "texts";
  const key = ({ id, version = 0 }) => `text:${id} ${version}`;

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  /** Does something with the store on disk, and waits until it is done. */
  const onDisk = async (mode, act) => {
    const opening = indexedDB.open("copytaster-texts", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("texts");
    const database = await asked(opening);
    try {
      const transaction = database.transaction("texts", mode);
      const done = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      const result = await act(transaction.objectStore("texts"));
      await done;
      return result;
    } finally {
      database.close();
    }
  };

  const days = async () => (await settings.read()).keepTexts;
  const isFresh = (kept, days) => kept !== undefined && Date.now() - kept.read < days * DAY;

  const index = async () => (await ext.session.get(INDEX))[INDEX] ?? [];

  /** Holds a story's words under the id and version by which it is known. */
  const hold = async (known, { text, parts }) => {
    const name = key(known);
    const others = (await index()).filter(([other]) => other !== name);
    const list = [...others, [name, text.length]];
    let size = list.reduce((sum, [, length]) => sum + length, 0);
    const gone = [];
    while (size > MOST && list.length > 1) {
      const [eldest, length] = list.shift();
      gone.push(eldest);
      size -= length;
    }
    if (gone.length) await ext.session.remove(gone);
    await ext.session.set({ [name]: { text, parts }, [INDEX]: list });
    if (await days()) await onDisk("readwrite", (store) => store.put({ text, parts, read: Date.now() }, name));
  };

  /** The words of a story, `{text, parts}`, or nothing. */
  const of = async (story) => {
    const name = key(story);
    const held = (await ext.session.get(name))[name];
    if (held) return held;
    const most = await days();
    // Without the words the sketch still tells enough.
    const kept = most ? await onDisk("readonly", (store) => asked(store.get(name))).catch(console.debug) : undefined;
    return isFresh(kept, most) ? { text: kept.text, parts: kept.parts } : undefined;
  };

  const names = async () => (await index()).map(([name]) => name);
  /** Forgets the words of stories with these ids, in all their versions; of all where none is named. */
  const forget = async (ids) => {
    const isMeant = (name) => !ids || ids.some((id) => name.startsWith(`text:${id} `));
    const left = (await index()).filter(([name]) => !isMeant(name));
    await ext.session.remove((await names()).filter(isMeant));
    await ext.session.set({ [INDEX]: left });
    await onDisk("readwrite", async (store) => {
      for (const name of await asked(store.getAllKeys())) if (isMeant(name)) store.delete(name);
    });
  };

  /** Deletes what has been on disk for longer than the reader wants. */
  const expire = async () => {
    const most = await days();
    await onDisk("readwrite", async (store) => {
      for (const name of await asked(store.getAllKeys())) if (!isFresh(await asked(store.get(name)), most)) store.delete(name);
    });
  };

  const expireNow = () => expire().catch(console.debug);
  settings.onChange((_, changed) => changed.includes("keepTexts") && expireNow());
  expireNow();

  return { hold, of, forget };
})();
