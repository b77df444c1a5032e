// How is a file of a list fetched? Without cookies, without a referrer, from nowhere else than asked, and no more than so much.
"use strict";

globalThis.copytaster ??= {};

copytaster.download ??= (() => {
  const { refusal } = copytaster;
  /** A server that sends nothing for so long sends nothing any more, in milliseconds. */
  const PATIENCE = 30_000;

  /**
   * Where a list may stand, as the address of its folder; null for what is none. Developers may serve one to themselves without
   * encryption.
   */
  const folderOf = (text) => {
    const address = URL.parse(/^https?:\/\//i.test(text) ? text.trim() : `https://${text.trim()}`);
    const isOwn = address?.protocol === "http:" && ["localhost", "127.0.0.1"].includes(address.hostname);
    if (!address || !(address.protocol === "https:" || isOwn) || address.username || address.password) return null;
    const path = address.pathname.replace(/(copytaster-list\.txt|index\.html)$/, "");
    return `${address.origin}${path.endsWith("/") ? path : `${path}/`}`;
  };

  /** The body of a response, with a call for every piece that comes. */
  const read = async (response, most, come) => {
    const chunks = [];
    let length = 0;
    for await (const chunk of response.body) {
      length += chunk.length;
      if (length > most) throw refusal("listTooLarge", [response.url, most], "listCureMaker");
      chunks.push(chunk);
      come(length);
    }
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  };

  /** At most so many bytes of a file, `{bytes, tag}`; null where it is still that with this `tag`. */
  const file = async (address, { most, tag, progress }) => {
    const abort = new AbortController();
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(new Error("silence")), PATIENCE);
    };
    wait();
    try {
      const response = await fetch(address, {
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
        cache: "no-store",
        headers: tag ? { "If-None-Match": tag } : {},
        signal: abort.signal,
      });
      if (response.status === 304 && tag) return null;
      if (response.status !== 200) throw refusal("listUnreachable", [address, response.status]);
      const come = (length) => {
        wait();
        progress?.(length);
      };
      return { bytes: await read(response, most, come), tag: response.headers.get("ETag") };
    } catch (problem) {
      throw problem.what ? problem : refusal("listUnreachable", [address, problem.message]);
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  };

  /** A file that is named by its hash, and is that. */
  const named = async (address, hash, most, progress) => {
    const { bytes } = await file(address, { most, progress });
    const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    if (found !== hash) throw refusal("listDamaged", [address], "listCureMaker");
    return bytes;
  };

  return { folderOf, file, named };
})();
