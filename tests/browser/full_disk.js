// The background's storage has room for so many more values; at the next one the browser ends the transaction, as it does where
// a disk is full: late, when it is to be written.
(() => {
  let room = Infinity;
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...values) {
    const request = put.apply(this, values);
    if (room-- > 0) return request;
    const { transaction } = this;
    request.addEventListener("success", () => {
      Object.defineProperty(transaction, "error", { value: new DOMException("The disk is full.", "QuotaExceededError") });
      transaction.abort();
    });
    return request;
  };
  // What is taken from the disk makes room again.
  const { delete: forget } = CacheStorage.prototype;
  CacheStorage.prototype.delete = async function (name) {
    const wasThere = await forget.call(this, name);
    if (wasThere) room += 10;
    return wasThere;
  };
  chrome.runtime.onMessage.addListener(({ kind, values }) => {
    if (kind === "room") room = values;
  });
})();
