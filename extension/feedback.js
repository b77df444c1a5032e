// Of which stories has the reader said that a page does not repeat them?
//
// Kept under `not:PAGE:STORY`, where PAGE is the first half of the SHA-256 of the page's address without its fragment: what the
// reader has said is kept, which pages were read is not.
"use strict";

globalThis.copytaster ??= {};

copytaster.feedback ??= (() => {
  const { ext } = copytaster;
  const PREFIX = "not:";
  const hash = async (address) => {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address.split("#")[0]));
    return Array.from(new Uint8Array(bytes, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const isKey = (key) => /^not:[0-9a-f]{32}:./s.test(key);

  /** Keeps that a page is not this story, `{id, agency, headline}`. */
  const refuse = async (address, { id, agency, headline }) =>
    ext.store({ [`${PREFIX}${await hash(address)}:${id}`]: { agency, headline, when: Date.now() } });

  /** The ids of the stories that this page does not repeat. */
  const refused = async (address) => {
    const prefix = `${PREFIX}${await hash(address)}:`;
    const keys = Object.keys(await ext.stored(null));
    return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  };

  /** All that the reader has said, `[{key, agency, headline, when}]`, the last first. */
  const all = async () => {
    const entries = Object.entries(await ext.stored(null)).filter(([key]) => isKey(key));
    const text = (value) => (typeof value === "string" ? value : "");
    const read = ([key, value]) =>
      ({ key, agency: text(value?.agency), headline: text(value?.headline), when: Number(value?.when) || 0 });
    return entries.map(read).sort((one, other) => other.when - one.when);
  };

  /** Takes back what was said under a key. */
  const undo = (key) => ext.unstore([key]);

  return { isKey, refuse, refused, all, undo };
})();
