// How is everything erased? Databases, settings, caches and permissions; then the extension starts anew.
"use strict";

(() => {
  const { ext, access } = copytaster;
  const sure = document.getElementById("erase-sure");

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  /** Empties a database: deleting it would wait for the background, which has it open. */
  const empty = async ({ name }) => {
    const database = await asked(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    if (stores.length) {
      const transaction = database.transaction(stores, "readwrite");
      await Promise.all(stores.map((store) => asked(transaction.objectStore(store).clear())));
    }
    database.close();
  };

  const erase = async () => {
    for (const database of await indexedDB.databases()) await empty(database);
    for (const cache of await caches.keys()) await caches.delete(cache);
    await access.giveBack();
    await ext.forgetAll();
    // What the background has in memory goes with it, and this page too.
    ext.startAnew();
  };

  document.getElementById("erase").addEventListener("click", () => sure.showModal());
  sure.addEventListener("close", () => {
    if (sure.returnValue === "erase") erase().catch((problem) => copytaster.tell({ message: "eraseFailed", arguments: [String(problem.message)] }));
    sure.returnValue = "";
  });
})();
